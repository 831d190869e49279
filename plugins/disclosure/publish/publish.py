"""Everything that is written to the site: the open part of the county as pages and artifacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from disclosure.model.document import Document
from disclosure.model.writing import Writing
from disclosure.publish.attachments import attachments
from disclosure.publish.catalogue_tables import catalogue_tables
from disclosure.publish.output import Artifact, Draft, Lies, Output, Page, lies_nowhere
from disclosure.publish.pages.accessibility import accessibility
from disclosure.publish.pages.agencies import agencies
from disclosure.publish.pages.catalogues import catalogues
from disclosure.publish.pages.documents import document, documents
from disclosure.publish.pages.domains import domains
from disclosure.publish.pages.folders import folders
from disclosure.publish.pages.former import former
from disclosure.publish.pages.furniture import furniture
from disclosure.publish.pages.glossary import glossary
from disclosure.publish.pages.home import home
from disclosure.publish.pages.interpretations import interpretation, interpretations
from disclosure.publish.pages.items import items
from disclosure.publish.pages.lists import lists
from disclosure.publish.pages.matrix import matrix
from disclosure.publish.pages.openness import openness
from disclosure.publish.pages.search import search_page
from disclosure.publish.reads import Reads
from disclosure.publish.sitemap import sitemap
from disclosure.relate.site import Site

PAGES: tuple[Callable[[Site], Iterator[Page | Draft]], ...] = (
    home,
    openness,
    domains,
    matrix,
    catalogues,
    items,
    agencies,
    documents,
    interpretations,
    lists,
    furniture,
    glossary,
    accessibility,
    search_page,
    former,
)
"""The page kinds. A new one is a file and a line."""

ARTIFACTS: tuple[Callable[[Site], Iterator[Artifact]], ...] = (attachments, catalogue_tables)
"""The other outputs beside the search. A new one is a file and a line."""


def publish(site: Site) -> Iterator[Output]:
    """Yield every page and artifact of a site, which must be the open part (`relate.gate.open_part`)."""
    planned = pages(site)
    for page in planned:
        yield page.made(site) if isinstance(page, Draft) else page
    for output in artifacts(Reads(site), lambda: planned):
        yield from output()


def pages(site: Site) -> list[Page | Draft]:
    """Return every page, most of them still to be made."""
    found = [page for kind in PAGES for page in kind(site)]
    return [*found, *folders(site, found)]


def page_of(site: Site, record: Writing) -> Page:
    """Return the page of one writing."""
    return (document if isinstance(record, Document) else interpretation)(record.key).made(site)


def artifacts(
    reads: Reads, planned: Callable[[], Iterable[Page | Draft]], lies: Lies = lies_nowhere
) -> list[Callable[[], Iterator[Artifact]]]:
    """Return what yields all that is no page, first what takes longest; `planned` returns the pages."""
    site = reads.whole
    return [
        partial(_search, reads, lies),
        *(partial(output, site) for output in ARTIFACTS),
        lambda: sitemap(site, planned()),
    ]


def _search(reads: Reads, lies: Lies) -> Iterator[Artifact]:
    from disclosure.publish.search.search import search  # noqa: PLC0415 — slow to import: only who needs it waits.

    yield from search(reads, lies)
