"""What the last build made of the entries: what has not changed since is not made again.

Kept are the postings of all entries before they are rounded, and the finished files, each under a hash of all that
decides it. Postings are kept as they were when most of them were made anew last: a later build takes those of the
entries that changed since out of them and puts the new ones in. Both come out as a build without them makes them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from disclosure.memory import Memory, digest
from disclosure.publish.search.coding import Ints
from disclosure.publish.search.weights import Postings

_NAME = "search index"
"""What all of it is kept under; what decides it is in it."""
_ROOMS = 32
"""Records over which files are spread."""
_AT_ONCE = 4_000_000
"""Postings in a record."""
_MANY = 0.2
"""The part of all entries or bytes that is new from which everything is kept anew."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of one entry without looking at its text."""

    pieces: int
    """The pieces its text is in, and how long the first is."""
    opening: int
    keys: tuple[str, ...]
    place: str
    """Where the key of its title is filed."""


@dataclass(slots=True)
class Kept:
    """Postings, notes and files of the last build."""

    digests: list[bytes] = field(default_factory=list)
    """The entries, in order, whose postings these are."""
    postings: Postings | None = None
    notes: dict[bytes, Notes] = field(default_factory=dict)
    files: dict[bytes, bytes] = field(default_factory=dict)
    recent: dict[bytes, bytes] = field(default_factory=dict)
    """Files that were made after those."""
    used: dict[bytes, bytes] = field(default_factory=dict)
    keeping: bool = True

    def has(self, key: bytes) -> bool:
        """Say whether a file is known."""
        return key in self.files or key in self.recent

    def file(self, key: bytes, made: bytes) -> bytes:
        """Return a file: as it is known, or as it was made now."""
        data = self.files.get(key) or self.recent.get(key) or made
        if self.keeping:
            self.used[key] = data
        return data

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


def kept_in(memory: Memory | None) -> Kept:
    """Return what the last build kept; nothing when there was none."""
    if memory is None:
        return Kept(keeping=False)
    head = memory.about(_NAME, "entries")
    files: dict[bytes, bytes] = {}
    for room in range(_ROOMS):
        files.update(memory.about(_NAME, f"files {room}").get("files", {}))
    recent = memory.about(_NAME, "recent files").get("files", {})
    if "digests" not in head:
        return Kept(files=files, recent=recent)
    parts = [memory.about(_NAME, f"postings {at}") for at in range(head["parts"])]
    if any(part.get("of") != head["of"] for part in parts):
        return Kept(files=files, recent=recent)
    places, sums = (np.concatenate([part[name] for part in parts]) for name in ("places", "sums"))
    for part in parts:
        part.clear()  # It is not to be held twice.
    starts = np.concatenate([[0], np.cumsum(head["spread"], dtype=np.int64)])
    postings = Postings(head["names"], head["words"], starts, places, sums, head["lengths"], head["averages"])
    return Kept(head["digests"], postings, head["notes"], files, recent)


def keep(
    memory: Memory | None, kept: Kept, digests: Sequence[bytes], notes: Mapping[bytes, Notes], postings: Postings
) -> None:
    """Keep what the next build needs and has not got already."""
    if memory is None:
        return
    known = set(kept.digests)
    if sum(name not in known for name in digests) > _MANY / 10 * len(digests) or kept.postings is None:
        _keep_postings(memory, digests, notes, postings)
    new = {key: data for key, data in kept.used.items() if key not in kept.files}
    if sum(map(len, new.values())) > _MANY * sum(map(len, kept.used.values())):
        rooms: dict[int, dict[bytes, bytes]] = {room: {} for room in range(_ROOMS)}
        for key, data in kept.used.items():
            rooms[key[0] % _ROOMS][key] = data
        for room, own in rooms.items():
            memory.note("files", _NAME, own, apart=f"files {room}")
        new = {}
    if new.keys() != kept.recent.keys():
        memory.note("files", _NAME, new, apart="recent files")


def _keep_postings(memory: Memory, digests: Sequence[bytes], notes: Mapping[bytes, Notes], postings: Postings) -> None:
    of = digest(*digests)
    cuts = range(0, max(1, len(postings.places)), _AT_ONCE)
    for at, begin in enumerate(cuts):
        part = slice(begin, begin + _AT_ONCE)
        answers: dict[str, Any] = {"places": postings.places[part], "sums": postings.sums[part], "of": of}
        for name, value in answers.items():
            memory.about(_NAME, f"postings {at}")[name] = value
        memory.note("of", _NAME, of, apart=f"postings {at}")
    head = memory.about(_NAME, "entries")
    head |= {"digests": list(digests), "notes": dict(notes), "parts": len(cuts), "names": postings.names}
    head |= {"words": postings.words, "spread": np.diff(postings.starts).astype(np.int32)}
    head |= {"lengths": postings.lengths, "averages": postings.averages}
    memory.note("of", _NAME, of, apart="entries")


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
