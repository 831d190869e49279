"""Weights of terms in entries (BM25), from the very functions and settings of lunr, only faster than its builder."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from lunr.builder import Builder
from lunr.idf import idf
from numpy.typing import NDArray

from disclosure.collecting import give_back
from disclosure.publish.search.coding import MANY, MOST, Ints
from disclosure.publish.search.counts import CHAR, FIELDS, Counts, counts, distinct, term, weightless
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.filing import filed

Value = TypeVar("Value", np.int32, np.float32)

BOOSTS: Mapping[str, float] = {"title": 4, "about": 1.5, "body": 1}
"""The fields, and how much more a term counts in each. Chosen on real documents: see the bench."""

LEVEL = 0.08
"""How much a level is, before it is multiplied with the rarity of its term.

Levels are equally wide: what is added up is wrong by the same small amount everywhere, and for the bits that are spent
no other scale leaves the order so nearly as it was. The scale is fixed: an edit moves no other weight.
"""
ENOUGH = 0.7
"""How much a level of a common term is at least: a word that says something weighs several times as much."""
STEP = 1.1
"""The average length of a field is held in steps of this ratio, so that one edit leaves the other weights alone."""

_SETTINGS = Builder()
_AT_ONCE = 1_000_000
"""Characters whose pairs are counted at a time, and postings that are rounded; more costs memory, less costs time."""
_ENTRY, _FIELDS = 24, 28
"""Bits of the number of an entry; above which bit the number of fields stands."""
ENTRIES = np.int32((1 << _ENTRY) - 1)
_NO_TERMS = np.zeros(0, dtype=np.int64)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Postings:
    """What stands where, sorted by where its term is filed, then by entry; how much it counts is not rounded yet."""

    names: Ints
    """The terms: numbers as `counts.term` reads them, or below nought the place of a word in `words`, from its end."""
    words: tuple[str, ...]
    starts: Ints
    """Where the postings of each term begin; one more than there are terms."""
    places: NDArray[np.int32]
    """The entry of each posting, and in the bits above it in how many fields the term stands there."""
    sums: NDArray[np.float32]
    """The weight of each posting, without the rarity of its term."""
    lengths: Ints
    """For each field the number of terms of each entry."""
    averages: tuple[float, ...]
    """The average length of each field, in steps."""


@dataclass(frozen=True, slots=True)
class Weights:
    """All postings with their weights, each so many levels."""

    names: Ints
    words: tuple[str, ...]
    starts: Ints
    entries: NDArray[np.int32]
    levels: NDArray[np.int16]
    sums: NDArray[np.float32]
    """The weights before they were rounded, without the rarity of their term."""
    rarities: Floats
    """The rarity of each term, as lunr has it."""
    total: int

    @property
    def terms(self) -> list[str]:
        """The terms as they are written."""
        return [term(name) if name >= 0 else self.words[name] for name in self.names.tolist()]

    @property
    def exact(self) -> Floats:
        """The weights before they were rounded."""
        return self.sums.astype(np.float64) * np.repeat(self.rarities, np.diff(self.starts))


def rarity(spread: int, total: int) -> float:
    """Return what the levels of a term with so many postings are multiplied with; the browser knows no more of it."""
    return math.log(1 + (total - spread + 0.5) / (spread + 0.5))


def width(spread: int, total: int) -> float:
    """Return how wide a level of a term is that so many entries hold."""
    return LEVEL if spread < MANY else max(LEVEL, ENOUGH / rarity(spread, total))


def weight_of(level: int, spread: int, total: int) -> float:
    """Return the weight of a level of a term that so many entries hold."""
    return rarity(spread, total) * width(spread, total) * level


def held(average: float) -> float:
    """Return the nearest of the steps in which an average is held."""
    return float(STEP ** round(math.log(average, STEP))) if average > 0 else 1.0


def weighed(entries: Sequence[Entry]) -> Weights:
    """Return the weight of every term in every entry, summed over the fields."""
    return rounded(gathered(entries))


def rounded(postings: Postings) -> Weights:
    """Return postings with their weights as levels."""
    total = postings.lengths.shape[1]
    begins = postings.starts[:-1]
    fields = np.empty(len(postings.places), dtype=np.uint8)
    np.right_shift(postings.places, _FIELDS, out=fields, casting="unsafe")
    rarities = _rarities(np.add.reduceat(fields, begins, dtype=np.int64), total)
    del fields
    levels = _levels(postings.sums, postings.starts, rarities, total)
    levels[np.repeat(weightless(postings.names), np.diff(postings.starts))] = 0
    entries = postings.places & ENTRIES
    return Weights(postings.names, postings.words, postings.starts, entries, levels, postings.sums, rarities, total)


def gathered(entries: Sequence[Entry]) -> Postings:
    """Return the postings of all entries."""
    blocks = blocks_of(entries)
    numbers, lengths = np.arange(len(entries)), lengths_of(blocks)
    give_back()
    return joined_blocks(blocks, numbers, lengths, averages_of(lengths))


def blocks_of(entries: Sequence[Entry]) -> list[Counts]:
    """Count the terms of entries, some of them at a time."""
    edges, size = [0], 0
    for number, entry in enumerate(entries):
        size += len(entry.title) + len(entry.about) + sum(len(passage.text) for passage in entry.passages)
        if size > _AT_ONCE:
            edges.append(number + 1)
            size = 0
    found = []
    for first, last in pairwise(dict.fromkeys([*edges, len(entries)])):
        found.append(counts(entries[first:last]))
        for entry in entries[first:last]:
            entry.let_go()  # To fetch the texts once more takes less than it would to hold them beside all postings.
    return found


def lengths_of(blocks: Sequence[Counts]) -> Ints:
    """Return for each field the number of terms of each entry."""
    return np.concatenate([np.zeros((len(FIELDS), 0), dtype=np.int64), *(block.lengths for block in blocks)], axis=1)


def averages_of(lengths: Ints) -> tuple[float, ...]:
    """Return the average length of each field, in the steps in which it is held."""
    return tuple(held(float(own.mean())) if len(own) else 1.0 for own in lengths)


def joined_blocks(blocks: list[Counts], numbers: Ints, lengths: Ints, averages: tuple[float, ...]) -> Postings:
    """Put the postings of blocks of entries into one order. The blocks are used up: what is done with is let go."""
    firsts = np.cumsum([0, *(block.lengths.shape[1] for block in blocks)]).tolist()
    pairs = distinct(np.concatenate([_NO_TERMS, *(block.terms for block in blocks)]))[0]
    names, words = named(pairs, in_order({word for block in blocks for word in block.words}))
    place_of_pairs = np.flatnonzero(names >= 0)
    place_of_word = {words[name]: place for place, name in enumerate(names.tolist()) if name < 0}
    spread = np.zeros(len(names), dtype=np.int64)
    ids_of, own_of, places_of, sums_of = [], [], [], []
    while blocks:
        block, first = blocks.pop(0), firsts.pop(0)
        own_numbers = numbers[first : first + block.lengths.shape[1]].astype(np.int32)
        for ids, starts, entries, times in (
            (place_of_pairs[np.searchsorted(pairs, block.terms)], block.starts, block.entries, block.times),
            _of_words(block, place_of_word),
        ):
            own = np.diff(starts)
            spread[ids] += own
            fields = (times > 0).sum(axis=0, dtype=np.int32) << _FIELDS
            sums = _sums(times, entries, block.lengths, averages)
            ids_of.append(ids)
            own_of.append(own)
            places_of.append(own_numbers[entries] | fields)
            sums_of.append(sums)
    starts = np.concatenate([[0], np.cumsum(spread)])
    every = _by_term(starts, ids_of, own_of, places_of, np.int32)
    give_back()
    sums = _by_term(starts, ids_of, own_of, sums_of, np.float32)
    return Postings(names, words, starts, every, sums, lengths, averages)


def _by_term(
    starts: Ints, ids_of: list[Ints], own_of: list[Ints], values_of: list[NDArray[Value]], kind: type[Value]
) -> NDArray[Value]:
    """Return the values of all parts by their terms; a part has so many of its `own` for each of its `ids`.

    The values are used up.
    """
    found = np.empty(int(starts[-1]), dtype=kind)
    ends = starts[:-1].copy()
    for ids, own in zip(ids_of, own_of, strict=True):
        values = values_of.pop(0)
        found[np.arange(len(values)) + np.repeat(ends[ids] - np.cumsum(own) + own, own)] = values
        ends[ids] += own
    return found


def in_order(words: Iterable[str]) -> tuple[str, ...]:
    """Return words as they are filed."""
    return tuple(sorted(words, key=filed))


def named(pairs: Ints, words: tuple[str, ...]) -> tuple[Ints, tuple[str, ...]]:
    """Put words among pairs: each stands behind the term of one character, before all pairs under its first one."""
    singles = np.array([ord(word[0]) << (CHAR + 1) for word in words], dtype=np.int64)
    before = np.searchsorted(pairs, singles, side="right")
    return np.insert(pairs, before, np.arange(len(words)) - len(words)), words


def _of_words(block: Counts, place_of: Mapping[str, int]) -> tuple[Ints, Ints, NDArray[np.int32], NDArray[np.uint16]]:
    """Return the postings of the words of a block in the form of all others."""
    found = sorted((place_of[word], numbers) for word, numbers in block.words.items())
    ids = np.array([place for place, _ in found], dtype=np.int64)
    starts = np.cumsum([0, *(len(numbers) for _, numbers in found)])
    rows = [(number, *own) for _, numbers in found for number, own in sorted(numbers.items())]
    table = np.array(rows, dtype=np.int64).reshape(-1, 1 + len(FIELDS)).T
    return ids, starts, table[0].astype(np.int32), np.minimum(table[1:], 0xFFFF).astype(np.uint16)


class _Places:
    """So many places, for lunr to count."""

    def __init__(self, count: int) -> None:
        self.count = count

    def keys(self) -> Iterable[int]:
        return range(self.count)


def _rarities(spread: Ints, total: int) -> Floats:
    """Return lunr's idf of every term, which asks only for the number of its places in all fields."""
    found = np.zeros(int(spread.max(initial=0)) + 1)
    for places in np.flatnonzero(np.bincount(spread)).tolist():
        found[places] = idf({"field": _Places(places)}, total)
    result: Floats = found[spread]
    return result


def _sums(
    times: NDArray[np.uint16], entries: NDArray[np.int32], lengths: Ints, averages: Sequence[float]
) -> NDArray[np.float32]:
    """Add up the fields: what repetition adds, less in long texts; formula and constants of lunr's builder."""
    k1, b = _SETTINGS._k1, _SETTINGS._b
    found = np.zeros(len(entries))
    for own, size, average, boost in zip(times, lengths, averages, BOOSTS.values(), strict=True):
        at = np.flatnonzero(own)
        often = own[at].astype(np.float64)
        length = k1 * (1 - b + b * size / average)
        found[at] += boost * ((k1 + 1) * often / (length[entries[at]] + often))
    return found.astype(np.float32)


def _levels(sums: NDArray[np.float32], starts: Ints, rarities: Floats, total: int) -> NDArray[np.int16]:
    """Round the weights to levels, none of them to nought."""
    spread = np.diff(starts)
    scale = np.ones(int(spread.max(initial=0)) + 1)
    for count in np.flatnonzero(np.bincount(spread)).tolist():
        scale[count] = rarity(count, total) * width(count, total)
    ratios = rarities / scale[spread]
    levels = np.empty(len(sums), dtype=np.int16)
    cuts = np.searchsorted(starts, np.arange(0, len(sums) + _AT_ONCE, _AT_ONCE))
    for first, last in pairwise(np.unique(np.minimum(cuts, len(spread))).tolist()):
        begin, end = int(starts[first]), int(starts[last])
        relative = sums[begin:end] * np.repeat(ratios[first:last], spread[first:last])
        levels[begin:end] = np.clip(np.rint(relative), 1, MOST)
    return levels
