"""What the last build made of the entries: what has not changed since is not made again.

Kept are the postings of all entries before they are rounded, as they were when most of them were made anew last: a
later build takes those of the entries that changed since out of them and puts the new ones in. They come out as a build
without them makes them.
"""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from disclosure.memory import Memory, digest
from disclosure.publish.search.coding import Ints
from disclosure.publish.search.entry import Plain
from disclosure.publish.search.keeping import PLACE
from disclosure.publish.search.keys import Keys, keys_of
from disclosure.publish.search.stock import Stock, runs
from disclosure.publish.search.weights import gathered

_FEW = 8
"""Entries that may be new before everything is kept anew: that takes as long as they cost the builds until then.

Each changes some of the longest lists, whatever the number of entries; so it need not grow with that.
"""
_COLUMNS = "names", "words", "spread", "lengths", "averages", "marks", "bits"


class Notes(NamedTuple):
    """What is known of one entry without looking at its text."""

    pieces: int
    """The pieces its text is in, and how long the first is."""
    opening: int
    keys: tuple[str, ...]
    place: str
    """Where the key of its title is filed."""
    said: bytes
    """A hash of what it says."""
    plain: Plain


NOTHING = Stock.of(gathered([]))
"""The postings of no entries."""


@dataclass(slots=True)
class Kept:
    """Postings of the last build, and what is known of its entries."""

    digests: list[bytes] = field(default_factory=list)
    """The entries, in order, whose postings these are."""
    postings: Stock = NOTHING
    notes: dict[bytes, Notes] = field(default_factory=dict)

    def moved(self, digests: Sequence[bytes]) -> Ints:
        """Return where each entry whose postings are known stands now, or -1; those that stay are in the same order."""
        if len(digests) == len(self.digests):
            changed = [place for place, (old, new) in enumerate(zip(self.digests, digests, strict=True)) if old != new]
            if {self.digests[place] for place in changed}.isdisjoint(digests[place] for place in changed):
                stays = np.arange(len(digests))
                stays[changed] = -1
                return stays
        places: dict[bytes, deque[int]] = defaultdict(deque)
        for place, name in enumerate(digests):
            places[name].append(place)
        found = [places[name].popleft() if places.get(name) else -1 for name in self.digests]
        result = np.full(len(found), -1, dtype=np.int64)
        staying = _rising(found)
        result[staying] = np.array(found, dtype=np.int64)[staying]
        return result


def kept_in(memory: Memory | None) -> Kept:
    """Return what the last build kept; nothing when there was none."""
    if memory is None:
        return Kept()
    head = memory.about(PLACE, "entries")
    if "digests" not in head:
        return Kept()
    pieces = []
    for at in range(head["pieces"]):
        part = memory.about(PLACE, f"postings {at}")
        if part.get("of") != head["of"]:
            return Kept()
        pieces.append((part["places"], part["sums"]))
        part.clear()  # It is not to be held twice.
    begins = np.cumsum(head["spread"]) - head["spread"]
    columns = {name: head[name] for name in _COLUMNS}
    notes = {stamp: Notes(*values) for stamp, values in marshal.loads(head["notes"]).items()}
    return Kept(head["digests"], Stock(begins=begins, pieces=tuple(pieces), open=begins[:0], **columns), notes)


def keep(memory: Memory | None, before: Kept, now: Kept) -> None:
    """Keep what the next build needs and has not got already."""
    known = set(before.digests)
    digests, postings = now.digests, now.postings
    few = sum(name not in known for name in digests) <= _FEW
    if memory is None or (few and before.postings is not NOTHING):
        return
    of = digest(*digests)
    cuts = list(runs(postings.spread))
    for at, (first, last) in enumerate(cuts):
        part = postings.some(np.arange(first, last))
        _put(memory, f"postings {at}", of=of, places=part.places, sums=part.sums)
    columns = {name: getattr(postings, name) for name in _COLUMNS}
    notes = marshal.dumps(
        {stamp: tuple(note) for stamp, note in now.notes.items()}
    )  # Read back in a tenth of the time.
    _put(memory, "entries", of=of, digests=digests, notes=notes, pieces=len(cuts), **columns)


def keys_in(memory: Memory | None, notes: Sequence[Notes]) -> Keys:
    """Return the keys of all entries: those of the last build where they are the same."""
    own = [(note.keys, note.place) for note in notes]
    if memory is None:
        return keys_of(own)
    of = digest(marshal.dumps(own, 0))
    held = memory.about(PLACE, "keys")
    if held.get("of") == of:
        keys: Keys = held["keys"]
        return keys
    keys = keys_of(own)
    _put(memory, "keys", of=of, keys=keys)
    return keys


def _put(memory: Memory, apart: str, **answers: Any) -> None:
    """Keep answers by themselves, and do not hold them."""
    held = memory.about(PLACE, apart)
    held |= answers
    memory.note("kept", PLACE, True, apart=apart)
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
