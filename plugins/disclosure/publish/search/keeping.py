"""Under what the search keeps what its next build needs; asked for before the search itself is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count

from disclosure.memory import Memory

PLACE = "search index"
"""What all of it is kept under; what decides it is in it."""


def names_of(memory: Memory) -> Iterator[bytes]:
    """Yield under which keys all of it is kept, without end: there are as many as are found."""
    for name in chain(("entries", "keys"), map("postings {}".format, count())):
        yield memory.key(PLACE) + name.encode()
