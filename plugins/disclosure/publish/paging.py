"""Long lists in pages: thirty lines each, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site

LINES = 30


def paged(
    site: Site,
    address: str,
    title: str,
    records: Sequence[Document] | Sequence[Interpretation],
    *,
    column: str,
    folder: str = "",
    crumbs: Iterable[tuple[str, str]] = (),
) -> Iterator[Page]:
    """Yield the pages of a list; the first stands at `address`, the others below `folder` (or `address`), by number."""
    last = max(1, -(-len(records) // LINES))
    places = [address, *(f"{folder or address}{number}/" for number in range(2, last + 1))]
    for number, here in enumerate(places, 1):
        links = Links(site, here)
        view = {
            "rows": links.rows(records[(number - 1) * LINES : number * LINES]),
            "count": len(records),
            "number": number,
            "last": last,
            "previous": links.to(places[number - 2]) if number > 1 else "",
            "next": links.to(places[number]) if number < last else "",
            "numbers": [
                {"text": str(other), "href": links.to(places[other - 1]), "current": other == number}
                for other in _near(number, last)
            ],
            "first_href": links.to(places[0]),
            "last_href": links.to(places[-1]),
            "axes": links.to("lists/"),
        }
        shown = title if number == 1 else f"{title}（第{number}页）"
        yield framed(site, here, "pages/list.html", shown, view, crumbs=crumbs, column=column, indexed=number == 1)


def _near(number: int, last: int) -> range:
    """Return the numbers of the pages around one, so that the row of numbers stays short."""
    return range(max(1, number - 2), min(last, number + 2) + 1)
