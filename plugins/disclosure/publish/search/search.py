"""The index of the site search: everything that is open to the public, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.publish.output import Artifact
from disclosure.publish.search.entries import entries
from disclosure.publish.search.index import index
from disclosure.relate.site import Site
from disclosure.text.segment import bare, search_fold


def search(site: Site) -> Iterator[Artifact]:
    """Yield the scripts that the search page loads."""
    official: dict[str, tuple[str, ...]] = {}
    for synonym in site.synonyms:
        for word in synonym.everyday:
            written = bare(search_fold(word))
            official[written] = (*official.get(written, ()), *(bare(search_fold(other)) for other in synonym.official))
    yield from index(entries(site), official, site.county.hot_words)
