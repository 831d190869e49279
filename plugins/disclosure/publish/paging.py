"""Long lists in pages: thirty lines each, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Draft, Page
from disclosure.relate.site import End, Site

LINES = 30


def paged(
    address: str,
    title: str,
    records: Sequence[Document] | Sequence[Interpretation],
    *,
    column: str,
    folder: str = "",
    crumbs: Iterable[tuple[str, str]] = (),
) -> Iterator[Draft]:
    """Yield the pages of a list; the first stands at `address`, the others below `folder` (or `address`), by number."""
    last = max(1, -(-len(records) // LINES))
    places = (address, folder or address)
    for number in range(1, last + 1):
        ends = tuple((record.kind, record.key) for record in records[(number - 1) * LINES : number * LINES])
        given = (title, places, number, last, ends, len(records), column, tuple(crumbs))
        yield Draft(_place(places, number), _page_of_list, *given, indexed=number == 1)


def _page_of_list(
    site: Site,
    title: str,
    places: tuple[str, str],
    number: int,
    last: int,
    ends: Sequence[End],
    count: int,
    column: str,
    crumbs: Iterable[tuple[str, str]],
) -> Page:
    here = _place(places, number)
    links = Links(site, here)

    def to(other: int) -> str:
        return links.to(_place(places, other))

    view = {
        "rows": links.rows(
            site.documents[key] if kind == Document.kind else site.interpretations[key] for kind, key in ends
        ),
        "count": count,
        "number": number,
        "last": last,
        "previous": to(number - 1) if number > 1 else "",
        "next": to(number + 1) if number < last else "",
        "numbers": [
            {"text": str(other), "href": to(other), "current": other == number} for other in _near(number, last)
        ],
        "first_href": to(1),
        "last_href": to(last),
        "axes": links.to("lists/"),
    }
    shown = title if number == 1 else f"{title}（第{number}页）"
    return framed(site, here, "pages/list.html", shown, view, crumbs=crumbs, column=column, indexed=number == 1)


def _place(places: tuple[str, str], number: int) -> str:
    """Return the address of a page of a list: `places` are that of the first, and the folder of the others."""
    return places[0] if number == 1 else f"{places[1]}{number}/"


def _near(number: int, last: int) -> range:
    """Return the numbers of the pages around one, so that the row of numbers stays short."""
    return range(max(1, number - 2), min(last, number + 2) + 1)
