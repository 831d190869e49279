"""What the last build made of the entries: what has not changed since is not made again.

Kept are the postings of all entries before they are rounded, as they were when most of them were made anew last: a
later build takes those of the entries that changed since out of them and puts the new ones in. They come out as a build
without them makes them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

import numpy as np

from disclosure.memory import Memory, digest, plainly_kept
from disclosure.publish.search.coding import Ints
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.shards import Sizes
from disclosure.publish.search.weights import Postings, gathered

_NAME = "search index"
"""What all of it is kept under; what decides it is in it."""
_AT_ONCE = 1_000_000
"""Postings in a record."""
_MANY = 0.02
"""The part of all entries that is new from which everything is kept anew."""


@plainly_kept
@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of one entry without looking at its text."""

    pieces: int
    """The pieces its text is in, and how long the first is."""
    opening: int
    keys: tuple[str, ...]
    place: str
    """Where the key of its title is filed."""
    said: bytes
    """A hash of what it says."""
    entry: Entry
    """The entry, without its passages."""


NOTHING = gathered([])
"""The postings of no entries."""


@dataclass(slots=True)
class Kept:
    """Postings of the last build, how large their lists are, and what is known of its entries."""

    digests: list[bytes] = field(default_factory=list)
    """The entries, in order, whose postings these are."""
    postings: Postings = NOTHING
    sizes: Sizes | None = None
    notes: dict[bytes, Notes] = field(default_factory=dict)

    def moved(self, digests: Sequence[bytes]) -> Ints:
        """Return where each entry whose postings are known stands now, or -1; those that stay are in the same order."""
        places: dict[bytes, deque[int]] = defaultdict(deque)
        for place, name in enumerate(digests):
            places[name].append(place)
        found = [places[name].popleft() if places.get(name) else -1 for name in self.digests]
        result = np.full(len(found), -1, dtype=np.int64)
        staying = _rising(found)
        result[staying] = np.array(found, dtype=np.int64)[staying]
        return result


def names_of(memory: Memory) -> Iterator[bytes]:
    """Yield under which keys what `kept_in` returns is kept, without end: there are as many as are found."""
    for name in chain(("entries", "sizes"), map("postings {}".format, count())):
        yield memory.key(_NAME) + name.encode()


def kept_in(memory: Memory | None) -> Kept:
    """Return what the last build kept; nothing when there was none."""
    if memory is None:
        return Kept()
    head = memory.about(_NAME, "entries")
    if "digests" not in head:
        return Kept()
    starts = np.concatenate([[0], np.cumsum(head["spread"], dtype=np.int64)])
    places, sums = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.float32)
    for at, begin in enumerate(range(0, max(1, len(places)), _AT_ONCE)):
        part = memory.about(_NAME, f"postings {at}")
        if part.get("of") != head["of"]:
            return Kept()
        places[begin : begin + _AT_ONCE], sums[begin : begin + _AT_ONCE] = part["places"], part["sums"]
        part.clear()  # It is not to be held twice.
    postings = Postings(head["names"], head["words"], starts, places, sums, head["lengths"], head["averages"])
    sizes = memory.about(_NAME, "sizes").get("sizes")
    return Kept(head["digests"], postings, Sizes(*sizes) if sizes else None, head["notes"])


def keep(memory: Memory | None, before: Kept, now: Kept) -> bool:
    """Keep what the next build needs and has not got already; say whether there was much."""
    known = set(before.digests)
    digests, postings = now.digests, now.postings
    few = sum(name not in known for name in digests) <= _MANY * len(digests)
    if memory is None or (few and before.postings is not NOTHING):
        return False
    of = digest(*digests)
    cuts = range(0, max(1, len(postings.places)), _AT_ONCE)
    for at, begin in enumerate(cuts):
        part = slice(begin, begin + _AT_ONCE)
        _put(memory, f"postings {at}", of=of, places=postings.places[part], sums=postings.sums[part])
    spread = np.diff(postings.starts).astype(np.int32)
    lists = {"names": postings.names, "words": postings.words, "spread": spread}
    entries = {"digests": digests, "notes": now.notes, "lengths": postings.lengths, "averages": postings.averages}
    _put(memory, "entries", of=of, **lists, **entries)
    return True


def keep_sizes(memory: Memory | None, sizes: Sizes) -> None:
    """Keep how large lists are: whatever list has the same mark later is as large."""
    if memory is not None:
        _put(memory, "sizes", sizes=(sizes.marks, sizes.bits))


def _put(memory: Memory, apart: str, **answers: Any) -> None:
    """Keep answers by themselves, and do not hold them."""
    held = memory.about(_NAME, apart)
    held |= answers
    memory.note("kept", _NAME, True, apart=apart)
    held.clear()


def _rising(values: Iterable[int]) -> list[int]:
    """Return the places of the longest run of values that rise, leaving out those below nought."""
    ends: list[int] = []
    places: list[int] = []
    before: dict[int, int] = {}
    for place, value in enumerate(values):
        if value < 0:
            continue
        at = bisect_left(ends, value)
        ends[at : at + 1] = [value]
        places[at : at + 1] = [place]
        before[place] = places[at - 1] if at else -1
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
