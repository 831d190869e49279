"""Lists of documents, newest first: all, and by category, year, agency, theme, genre, validity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from disclosure.model.document import Document
from disclosure.model.openness import Openness
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Draft, Page
from disclosure.publish.paging import paged
from disclosure.relate.site import Site
from disclosure.relate.topics import newest_documents, openness_of
from disclosure.relate.validity import Validity, holding

Values = Callable[[Site, Document], list[tuple[str, str]]]
"""The values of a document on an axis, as (part of the address, words)."""


def _years(_: Site, document: Document) -> list[tuple[str, str]]:
    return [(str(document.published.year), f"{document.published.year}年")]


def _agencies(site: Site, document: Document) -> list[tuple[str, str]]:
    return [(document.agency, site.agencies[document.agency].full_name)]


def _themes(site: Site, document: Document) -> list[tuple[str, str]]:
    return [(key, site.label("themes", key)) for key in document.themes]


def _genres(site: Site, document: Document) -> list[tuple[str, str]]:
    return [(document.genre, site.label("genres", document.genre))] if document.genre else []


def _audiences(site: Site, document: Document) -> list[tuple[str, str]]:
    return [(key, site.label("audiences", key)) for key in document.audiences]


def _validity(site: Site, document: Document) -> list[tuple[str, str]]:
    held = holding(site, document, site.today).validity
    return [] if held is Validity.NOT_STATED else [(held.slug, held.value)]


def _openness(site: Site, document: Document) -> list[tuple[str, str]]:
    return [(category.slug, category.value) for category in openness_of(site, document)]


AXES: tuple[tuple[str, str, Values], ...] = (
    ("openness", "五公开", _openness),
    ("year", "年份", _years),
    ("theme", "主题", _themes),
    ("audience", "适用人群", _audiences),
    ("validity", "效力", _validity),
    ("genre", "体裁", _genres),
    ("agency", "机构", _agencies),
)
"""The ways to divide the list of documents: part of the address, words, values. A new one is a line."""

COLUMN = "政策文件"


def lists(site: Site) -> Iterator[Page | Draft]:
    """Yield every list and their index."""
    records = newest_documents(site)
    links = Links(site, "lists/")
    axes = []
    yield from paged("lists/all/", "全部公开信息", records, column=COLUMN, crumbs=[("分类浏览", "lists/")])
    for axis, words, values in AXES:
        found: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for record in records:
            for value in values(site, record):
                found[value].append(record)
        ordered = sorted(found.items(), key=lambda entry: _rank(site, axis, entry[0][0]))
        axes.append(
            {
                "text": words,
                "rows": [
                    {"text": label, "href": links.to(f"lists/{axis}/{key}/"), "count": len(members)}
                    for (key, label), members in ordered
                ],
            }
        )
        for (key, label), members in ordered:
            crumbs = [("分类浏览", "lists/")]
            yield from paged(f"lists/{axis}/{key}/", label, members, column=COLUMN, crumbs=crumbs)
    view = {"axes": axes, "all": {"text": "全部公开信息", "href": links.to("lists/all/"), "count": len(records)}}
    yield framed(site, "lists/", "pages/lists.html", "分类浏览", view, column=COLUMN)


def _rank(site: Site, axis: str, key: str) -> tuple[int, str]:
    """Order the values of an axis as the county orders them; years backwards."""
    if axis == "year":
        return -int(key), ""
    orders = {
        "openness": [category.slug for category in Openness],
        "validity": [validity.slug for validity in Validity],
        "agency": list(site.agencies),
    }
    order = orders.get(axis) or [term.id for term in getattr(site.vocabulary, f"{axis}s")]
    return order.index(key), ""
