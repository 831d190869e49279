"""The index of the site search: everything that is open to the public, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.memory import current
from disclosure.publish.output import Artifact, Lies
from disclosure.publish.reads import Reads
from disclosure.publish.search.entries import entries
from disclosure.publish.search.index import index
from disclosure.publish.search.kept import kept_in
from disclosure.text.segment import bare, search_fold


def search(reads: Reads, lies: Lies) -> Iterator[Artifact]:
    """Yield the scripts that the search page loads; those that lie there are made only when they are asked for."""
    site = reads.whole
    official: dict[str, tuple[str, ...]] = {}
    for synonym in site.synonyms:
        for word in synonym.everyday:
            written = bare(search_fold(word))
            official[written] = (*official.get(written, ()), *(bare(search_fold(other)) for other in synonym.official))
    kept = kept_in(current())
    known = {stamp: notes.plain for stamp, notes in kept.notes.items()}
    yield from index(entries(reads, known), official, site.county.hot_words, kept=kept, lies=lies)
