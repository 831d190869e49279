"""The postings cut into shards of a few kilobytes, each of which is one request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from disclosure.memory import digest
from disclosure.publish.search.coding import UNIT, Ints, in_characters, postings
from disclosure.publish.search.counts import CHAR, term
from disclosure.publish.search.filing import filed
from disclosure.publish.search.keys import Keys
from disclosure.publish.search.stock import Marks, Stock
from disclosure.publish.search.weights import rounded

SHARD = 5500 * UNIT
"""Bits in a shard at most, but for a single list that is longer. A query loads some four of them."""
TOGETHER = 16
"""So many lists are read at a time, and a blank stands before the next: a query needs one list of some hundred."""
_NAME = 16
"""Bits of a name, nearly."""
_AT_ONCE = 1_000_000
"""Postings that are written at a time."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some terms that are filed one after the other, and their postings."""

    first: str
    """Where its first term is filed, as far as needed to tell it from the last term before."""
    key: bytes
    """A hash of all that is in it."""
    lists: range

    @property
    def name(self) -> str:
        """The name of its file: that of its first place, so that a new shard renames no other."""
        return file_name(self.first)


def file_name(place: str) -> str:
    """Return a place as it may stand in the name of a file."""
    return "-".join(f"{ord(char):x}" for char in place)


def shards(lists: Lists) -> list[Shard]:
    """Return the shards of all lists."""
    own = np.concatenate([[0], np.cumsum(_NAME + lists.bits, dtype=np.int64)])
    cuts = _cuts(own, lists)
    lasts = ["", *(lists.place(cut - 1) for cut in cuts[1:-1])][: len(cuts) - 1]
    pairs, other = np.maximum(lists.names, -1), np.flatnonzero(lists.names < 0)
    written = [lists.others[name] for name in lists.names[other].tolist()]
    edges = pairwise(np.searchsorted(other, cuts).tolist())
    found = []
    for (first, end), last, (begin, after) in zip(pairwise(cuts), lasts, edges, strict=True):
        others = "\0".join(written[begin:after]).encode("utf-8", "surrogatepass")
        key = digest(others, pairs[first:end].tobytes(), lists.marks[first:end].tobytes())
        found.append(Shard(_told(lists.place(first), last), key, range(first, end)))
    return found


def written(lists: Lists, wanted: Sequence[Shard]) -> Iterator[tuple[Shard, str, str]]:
    """Yield what is in some shards: their terms, and their postings."""
    for some in _runs(wanted, lists.starts):
        cuts = [*(shard.lists.start for shard in some), some[-1].lists.stop]
        codes = postings(*lists.part(cuts[0], cuts[-1]), lists.total)
        edges = [list(range(shard.lists.start, shard.lists.stop, TOGETHER)) for shard in some]
        texts = iter(in_characters(codes, [cut - cuts[0] for cut in (*chain(*edges), cuts[-1])]))
        for shard, own, names in zip(some, edges, _names(lists, cuts), strict=True):
            yield shard, names, " ".join(islice(texts, len(own)))


@dataclass(frozen=True, slots=True)
class Lists:
    """Terms and keys, sorted by where they are filed, with their postings."""

    names: Ints
    """Pairs as numbers; below nought the place of another name in `others`, from its end."""
    others: tuple[str, ...]
    under: Ints
    starts: Ints
    marks: Marks
    bits: NDArray[np.int32]
    terms: Stock
    keys: Keys
    of_keys: Ints
    """Which lists are those of the keys; all others are those of the terms."""

    @property
    def total(self) -> int:
        """How many entries there are."""
        return int(self.terms.lengths.shape[1])

    def part(self, first: int, last: int) -> tuple[Ints, NDArray[np.int32], NDArray[np.int16]]:
        """Return lists that follow one another: where each begins, the entries, and the level of each."""
        begin, end = np.searchsorted(self.of_keys, [first, last]).tolist()
        weights = rounded(self.terms.some(np.arange(first - begin, last - end)))
        before = self.of_keys[begin:end] - first - np.arange(end - begin)
        at = np.repeat(weights.starts[before], np.diff(self.keys.starts[begin : end + 1]))
        own = self.keys.entries[self.keys.starts[begin] : self.keys.starts[end]]
        starts = self.starts[first : last + 1] - self.starts[first]
        return starts, np.insert(weights.entries, at, own), np.insert(weights.levels, at, 0)

    def name(self, at: int) -> str:
        """Return how a list is called."""
        name = int(self.names[at])
        return term(name) if name >= 0 else self.others[name]

    def place(self, at: int) -> str:
        """Return where a list is filed."""
        name = int(self.names[at])
        if name < -len(self.terms.words):
            return self.keys.places[name + len(self.terms.words)]
        return filed(self.name(at))


def lists_of(terms: Stock, keys: Keys) -> Lists:
    """Put keys among the terms, which were measured."""
    others = (*keys.names, *terms.words)
    initials = np.array([ord(word[0]) for word in terms.words] or [0], dtype=np.int64)
    under = np.where(terms.names >= 0, terms.names >> (CHAR + 1), initials[np.minimum(terms.names, -1)])
    before = np.searchsorted(under, keys.under)
    return Lists(
        np.insert(terms.names, before, np.arange(len(before)) - len(others)),
        others,
        np.insert(under, before, keys.under),
        np.concatenate([[0], np.cumsum(np.insert(terms.spread, before, np.diff(keys.starts)))]),
        np.insert(terms.marks, before, keys.marks),
        np.insert(terms.bits, before, keys.bits),
        terms,
        keys,
        before + np.arange(len(before)),
    )


def _runs(wanted: Sequence[Shard], starts: Ints) -> Iterator[list[Shard]]:
    """Yield shards that follow one another, together no more than some million postings."""
    some: list[Shard] = []
    for shard in wanted:
        apart = some and some[-1].lists.stop != shard.lists.start
        if apart or (some and starts[shard.lists.stop] - starts[some[0].lists.start] > _AT_ONCE):
            yield some
            some = []
        some.append(shard)
    if some:
        yield some


def _cuts(sizes: Ints, lists: Lists) -> list[int]:
    """Return where to cut: a shard that is too large in two, near its middle, where another character begins.

    Of several such places that is taken which was drawn by lot once and for all, so that an edit moves few cuts.
    """
    groups = np.flatnonzero(lists.under[1:] != lists.under[:-1]) + 1
    lots = _lots(lists.under[groups])
    own_lots = _lots(np.where(lists.names >= 0, lists.names, lists.under))
    cuts = {0, len(lists.names)}
    parts = [(0, len(lists.names))]
    while parts:
        begin, end = parts.pop()
        size = int(sizes[end] - sizes[begin])
        if end - begin < 2 or size <= SHARD:
            continue
        low, high = np.searchsorted(sizes, [sizes[begin] + size // 4, sizes[end] - size // 4]).tolist()
        low = min(max(begin + 1, low), end - 1)  # The last list may be the most of it.
        high = min(max(low + 1, high), end)
        near = slice(*np.searchsorted(groups, [low, high]).tolist())
        if near.start < near.stop:
            cut = int(groups[near.start + int(lots[near].argmax())])
        else:
            cut = low + int(own_lots[low:high].argmax())
        cuts.add(cut)
        parts += [(begin, cut), (cut, end)]
    return sorted(cuts)


def _lots(numbers: Ints) -> NDArray[np.uint64]:
    """Return a lot for each number: always the same, and unlike that of its neighbours."""
    return numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)


def _told(first: str, last: str) -> str:
    """Return the shortest beginning of `first` that comes after `last`."""
    return next((first[:length] for length in range(1, len(first)) if first[:length] > last), first)


def _names(lists: Lists, run: Sequence[int]) -> Iterator[str]:
    """Write the names: pairs under one character as `低收-最降`, 低收 and 最低 and 降低; others as `=` and the name.

    Four characters for each list: a blank, the character of its group, a hyphen, its own; only those are kept that say
    something new.
    """
    names, under = lists.names[run[0] : run[-1]], lists.under[run[0] : run[-1]]
    other = names & ((1 << CHAR) - 1)
    alone = (names < 0) | (other == 0)
    second = ~alone & (names >> CHAR & 1 > 0)
    begins = np.zeros(len(names), dtype=bool)
    begins[np.array(run[:-1]) - run[0]] = True
    group = begins | alone
    group[1:] |= alone[:-1] | (under[1:] != under[:-1])
    turn = second.copy()
    turn[1:] &= group[1:] | ~second[:-1]
    table = np.empty((len(names), 4), dtype="<u4")
    table[:, 0] = ord(" ")
    table[:, 1] = np.where(alone, ord("="), under)
    table[:, 2] = ord("-")
    table[:, 3] = np.where(names < 0, ord(_HERE), np.where(alone, under, other))
    kept = np.stack([group & ~begins, group, turn, np.ones(len(names), dtype=bool)], axis=1)
    written = table[kept].tobytes().decode("utf-32-le")
    edges = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])[np.array(run) - run[0]]
    for (first, last), (begin, end) in zip(pairwise(run), pairwise(edges.tolist()), strict=True):
        parts = written[begin:end].split(_HERE)
        own = lists.names[first:last]
        more = [lists.others[name] for name in own[own < 0].tolist()]
        yield "".join(one + word for one, word in zip(parts, [*more, ""], strict=True))


_HERE = "\n"
"""Stands for a name that is no pair, until it is written."""
