"""All postings of an index, in pieces: what an edit does not touch stays as it lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from disclosure.publish.search.coding import Ints
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.weights import (
    ENTRIES,
    Postings,
    averages_of,
    blocks_of,
    gathered,
    in_order,
    joined_blocks,
    lengths_of,
    named,
)

Marks: TypeAlias = NDArray[np.uint64]
Piece: TypeAlias = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Places and sums of postings, as in `Postings`."""
_AT_ONCE = 1_000_000
"""Postings that are worked at at a time."""
_IN_CACHE = 100_000
"""Postings that are only looked at, at a time."""


@dataclass(frozen=True, slots=True)
class Stock:
    """All postings, and what is known of the list of each term once it is rounded (`measures.measured`)."""

    names: Ints
    words: tuple[str, ...]
    """The terms, as in `Postings`."""
    begins: Ints
    """Where the postings of each term begin in all pieces, laid end to end; those of one term lie in one piece."""
    spread: Ints
    """How many there are."""
    pieces: tuple[Piece, ...]
    lengths: Ints
    averages: tuple[float, ...]
    marks: Marks
    bits: NDArray[np.int32]
    open: Ints
    """The terms whose lists are to be measured: what is known of these is how they were."""

    @classmethod
    def of(cls, postings: Postings) -> Stock:
        """Return postings as one piece, not measured."""
        one, spread = (postings.places, postings.sums), np.diff(postings.starts)
        marks, bits = np.zeros(len(spread), dtype=np.uint64), np.zeros(len(spread), dtype=np.int32)
        columns = postings.names, postings.words, postings.starts[:-1], spread
        return cls(*columns, (one,), postings.lengths, postings.averages, marks, bits, np.arange(len(spread)))

    def some(self, ids: Ints) -> Postings:
        """Return the postings of some terms, given by their places, which rise."""
        names, words = _of(self.names, self.words, ids)
        starts = np.concatenate([[0], np.cumsum(self.spread[ids])])
        places, sums = self._laid(self.begins[ids], starts)
        return Postings(names, words, starts, places, sums, self.lengths, self.averages)

    def _laid(self, begins: Ints, starts: Ints) -> Piece:
        """Return the postings of terms that begin there, one after the other."""
        places = sums = None
        end = 0
        for piece in self.pieces:
            first, end = end, end + len(piece[0])
            here = np.flatnonzero((begins >= first) & (begins < end))
            own = np.diff(starts)[here]
            if 0 < len(here) == len(begins) and (begins[1:] - begins[:-1] == own[:-1]).all():  # As it lies.
                whole = slice(int(begins[0]) - first, int(begins[0]) - first + int(starts[-1]))
                return piece[0][whole], piece[1][whole]
            if places is None or sums is None:
                places, sums = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.float32)
            source, target = _ranges(begins[here] - first, own), _ranges(starts[here], own)
            places[target], sums[target] = piece[0][source], piece[1][source]
        assert places is not None and sums is not None
        return places, sums


def runs(spread: Ints) -> Iterator[tuple[int, int]]:
    """Yield terms that follow one another, together about as many postings as are worked at at a time."""
    ends = np.cumsum(spread)
    edges = np.searchsorted(ends, np.arange(0, ends[-1] if len(ends) else 0, _AT_ONCE))
    return pairwise(sorted({*edges.tolist(), len(ends)}))


def updated(before: Stock, moved: Ints, entries: Sequence[Entry]) -> Stock:
    """Return the postings of all entries, of which those before are known; `moved` says where these stand now, or -1.

    The others are counted. When an average length has gone to another step, all are.
    """
    stays = moved == np.arange(len(moved))
    if len(moved) == len(entries) and stays.all():
        return before
    staying = moved >= 0
    if not staying.any():
        return Stock.of(gathered(entries))
    changed = np.ones(len(entries), dtype=bool)
    changed[moved[staying]] = False
    numbers = np.flatnonzero(changed)
    blocks = blocks_of([entries[number] for number in numbers.tolist()])
    lengths = np.empty((len(before.lengths), len(entries)), dtype=np.int64)
    lengths[:, moved[staying]] = before.lengths[:, staying]
    lengths[:, numbers] = lengths_of(blocks)
    averages = averages_of(lengths)
    if averages != before.averages:
        return Stock.of(gathered(entries))
    new = joined_blocks(blocks, numbers, lengths, averages)
    if len(moved) == len(entries) and stays[staying].all():
        there = _ids(new.names, new.words, before.names, before.words)
        touched = np.union1d(_holding(before, ~staying), there[there >= 0])
        return _instead(before, touched, _joined(_without(before.some(touched), moved), new))
    return Stock.of(_joined(_without(before.some(np.arange(len(before.names))), moved), new))


def _holding(stock: Stock, wanted: NDArray[np.bool_]) -> Ints:
    """Return the terms that some entries hold."""
    found, end = [np.zeros(0, dtype=np.int64)], 0
    for places, _ in stock.pieces:
        for first in range(0, len(places), _IN_CACHE):
            found.append(end + first + np.flatnonzero(wanted[places[first : first + _IN_CACHE] & ENTRIES]))
        end += len(places)
    order = np.argsort(stock.begins, kind="stable")
    return order[np.searchsorted(stock.begins[order], np.concatenate(found), side="right") - 1]


def _instead(before: Stock, touched: Ints, new: Postings) -> Stock:
    """Return postings of which those of some terms are replaced; the others stay as they lie."""
    names, words = _both(before.names, before.words, new.names, new.words)
    old, own = (_ids(terms.names, terms.words, names, words) for terms in (before, new))
    spread, begins = np.zeros(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
    marks, bits = np.zeros(len(names), dtype=np.uint64), np.zeros(len(names), dtype=np.int32)
    spread[old], begins[old], marks[old], bits[old] = before.spread, before.begins, before.marks, before.bits
    spread[old[touched]] = 0
    spread[own], begins[own] = np.diff(new.starts), new.starts[:-1] + sum(len(places) for places, _ in before.pieces)
    left = np.flatnonzero(spread)
    names, words = _of(names, words, left)
    pieces = (*before.pieces, (new.places, new.sums))
    columns = spread[left], pieces, new.lengths, new.averages, marks[left], bits[left]
    return Stock(names, words, begins[left], *columns, np.searchsorted(left, own))


def _without(before: Postings, moved: Ints) -> Postings:
    """Return the postings of the entries that stay, under their new numbers."""
    staying = np.append(moved >= 0, False)
    gone = np.flatnonzero(~staying[before.places & ENTRIES])
    places, sums = np.delete(before.places, gone), np.delete(before.sums, gone)
    if (moved[staying[:-1]] != np.flatnonzero(staying)).any():
        places = moved.astype(np.int32)[places & ENTRIES] | places & ~ENTRIES
    starts = before.starts - np.searchsorted(gone, before.starts)
    return Postings(before.names, before.words, starts, places, sums, before.lengths, before.averages)


def _joined(one: Postings, other: Postings) -> Postings:
    """Join the postings of some entries with those of others, of which there are few; drop terms that stand nowhere."""
    names, words = _both(one.names, one.words, other.names, other.words)
    ids = [_ids(own.names, own.words, names, words) for own in (one, other)]
    spread = np.zeros(len(names), dtype=np.int64)
    for own, at in zip((one, other), ids, strict=True):
        spread[at] += np.diff(own.starts)
    to = _between(one, other, ids)
    places, sums = np.insert(one.places, to, other.places), np.insert(one.sums, to, other.sums)
    somewhere = np.flatnonzero(spread)
    names, words = _of(names, words, somewhere)
    starts = np.concatenate([[0], np.cumsum(spread[somewhere])])
    return Postings(names, words, starts, places, sums, other.lengths, other.averages)


def _between(one: Postings, other: Postings, ids: Sequence[Ints]) -> Ints:
    """Return before which posting of `one` each of `other` belongs; `ids`: where the terms of both stand in all."""
    before = np.searchsorted(ids[0], ids[1])
    begins = one.starts[before]
    same = np.append(ids[0], -1)[before] == ids[1]
    ends = np.where(same, np.append(one.starts, 0)[before + 1], begins)
    found = [np.zeros(0, dtype=np.int64)]
    for begin, end, (first, last) in zip(begins.tolist(), ends.tolist(), pairwise(other.starts.tolist()), strict=True):
        entries = one.places[begin:end] & ENTRIES
        found.append(begin + np.searchsorted(entries, other.places[first:last] & ENTRIES))
    return np.concatenate(found)


def _of(names: Ints, words: tuple[str, ...], ids: Ints) -> tuple[Ints, tuple[str, ...]]:
    """Return some of the terms."""
    chosen = names[ids]
    is_word = chosen < 0
    own = tuple(words[name] for name in chosen[is_word].tolist())
    chosen[is_word] = np.arange(-len(own), 0)
    return chosen, own


def _both(names: Ints, words: tuple[str, ...], more: Ints, other: tuple[str, ...]) -> tuple[Ints, tuple[str, ...]]:
    """Return the terms that are among some or among others."""
    pairs, more = names[names >= 0], more[more >= 0]
    before = np.searchsorted(pairs, more)
    new = np.append(pairs, -1)[before] != more
    every = words if {*words}.issuperset(other) else in_order({*words, *other})
    return named(np.insert(pairs, before[new], more[new]), every) if new.any() or every is not words else (names, words)


def _ids(own: Ints, own_words: tuple[str, ...], names: Ints, words: tuple[str, ...]) -> Ints:
    """Return the places of terms among others, or -1."""
    if own is names:
        return np.arange(len(names))
    is_pair, pairs = own >= 0, np.flatnonzero(names >= 0)
    found = np.empty(len(own), dtype=np.int64)
    at = np.searchsorted(names[pairs], own[is_pair])
    found[is_pair] = np.where(np.append(names[pairs], -1)[at] == own[is_pair], np.append(pairs, -1)[at], -1)
    places = dict(zip(words, np.flatnonzero(names < 0).tolist(), strict=True)) if own_words else {}
    found[~is_pair] = [places.get(word, -1) for word in own_words]
    return found


def _ranges(begins: Ints, lengths: Ints) -> Ints:
    """Return all numbers of some ranges."""
    firsts = np.cumsum(lengths) - lengths
    result: Ints = np.repeat(begins - firsts, lengths) + np.arange(int(lengths.sum()))
    return result
