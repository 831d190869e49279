"""The index of the site search: everything that is open to the public, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.publish.output import Artifact
from disclosure.publish.search.entries import entries
from disclosure.publish.search.index import index
from disclosure.relate.site import Site


def search(site: Site) -> Iterator[Artifact]:
    """Yield the scripts that the search page loads."""
    yield from index(entries(site), {})
