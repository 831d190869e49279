"""Weights of terms in entries (BM25), from the very functions and settings of lunr, only faster than its builder."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from lunr.builder import Builder
from lunr.idf import idf
from numpy.typing import NDArray

from disclosure.publish.search.coding import LEVELS, Ints
from disclosure.publish.search.counts import CHAR, FIELDS, Counts, counts, distinct, term
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.filing import filed

BOOSTS: Mapping[str, float] = {"title": 4, "about": 1.5, "body": 1}
"""The fields, and how much more a term counts in each. Chosen on real documents: see the bench."""

SCALE = (0.12, 1.15, 22, 1.05)
"""The lowest level; the ratio of each level to the one before; from which level the other ratio holds; and that.

Levels are wide apart where most weights are, those of words in texts, and close together where titles are told from
one another. The scale is fixed: an edit moves no other weight.
"""
STEP = 1.1
"""The average length of a field is held in steps of this ratio, so that one edit leaves the other weights alone."""

_SETTINGS = Builder()
_AT_ONCE = 1_000_000
"""Characters whose pairs are counted at a time, and postings that are rounded; more costs memory, less costs time."""

Floats = NDArray[np.float64]


def _scale() -> Floats:
    low, wide, bend, narrow = SCALE
    ratios = [wide if level < bend else narrow for level in range(1, LEVELS)]
    return np.array(low * np.cumprod([1.0, *ratios]), dtype=np.float64)


_LEVELS = _scale()


@dataclass(frozen=True, slots=True)
class Weights:
    """All postings, sorted by where their term is filed, then by entry; a weight is a level of `LEVELS`."""

    names: Ints
    """The terms: numbers as `counts.term` reads them, or below nought the place of a word in `words`, from its end."""
    words: tuple[str, ...]
    starts: Ints
    """Where the postings of each term begin; one more than there are terms."""
    entries: NDArray[np.int32]
    levels: NDArray[np.int8]
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


def weight_of(level: int, spread: int, total: int) -> float:
    """Return the weight of a level of a term that so many entries hold."""
    return float(rarity(spread, total) * _LEVELS[level])


def held(average: float) -> float:
    """Return the nearest of the steps in which an average is held."""
    return float(STEP ** round(math.log(average, STEP))) if average > 0 else 1.0


def weighed(entries: Sequence[Entry]) -> Weights:
    """Return the weight of every term in every entry, summed over the fields."""
    blocks = [counts(entries[first:last]) for first, last in _blocks(entries)]
    firsts = np.cumsum([0, *(block.lengths.shape[1] for block in blocks)]).tolist()
    lengths = np.concatenate([np.zeros((len(FIELDS), 0), dtype=np.int64), *(block.lengths for block in blocks)], axis=1)
    averages = [held(float(own.mean())) if len(own) else 1.0 for own in lengths]
    pairs = _distinct([block.terms for block in blocks])
    names, words = _named(pairs, {word for block in blocks for word in block.words})
    place_of_pairs = np.flatnonzero(names >= 0)
    place_of_word = {words[name]: place for place, name in enumerate(names.tolist()) if name < 0}

    spread, fields = np.zeros(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
    parts = []
    while blocks:
        block, first = blocks.pop(0), firsts.pop(0)  # What is done with is let go.
        for ids, starts, numbers, times in (
            (place_of_pairs[np.searchsorted(pairs, block.terms)], block.starts, block.entries, block.times),
            _of_words(block, place_of_word),
        ):
            own = np.diff(starts)
            spread[ids] += own
            for field in times:
                fields[ids] += np.diff(np.concatenate([[0], np.cumsum(field > 0)])[starts])
            parts.append((ids, own, numbers + np.int32(first), _sums(times, numbers, block.lengths, averages)))
    starts = np.concatenate([[0], np.cumsum(spread)])
    every, sums = np.empty(int(starts[-1]), dtype=np.int32), np.empty(int(starts[-1]), dtype=np.float32)
    ends = starts[:-1].copy()
    while parts:
        ids, own, numbers, values = parts.pop(0)
        at = np.arange(len(numbers)) + np.repeat(ends[ids] - np.cumsum(own) + own, own)
        every[at], sums[at] = numbers, values
        ends[ids] += own
    rarities = _rarities(fields, len(entries))
    return Weights(
        names, words, starts, every, _levels(sums, starts, rarities, len(entries)), sums, rarities, len(entries)
    )


def _blocks(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    edges, size = [0], 0
    for number, entry in enumerate(entries):
        size += len(entry.title) + len(entry.about) + sum(len(passage.text) for passage in entry.passages)
        if size > _AT_ONCE:
            edges.append(number + 1)
            size = 0
    return pairwise(dict.fromkeys([*edges, len(entries)]))


def _distinct(parts: Sequence[Ints]) -> Ints:
    return distinct(np.concatenate([np.zeros(0, dtype=np.int64), *parts]))[0]


def _named(pairs: Ints, found: Iterable[str]) -> tuple[Ints, tuple[str, ...]]:
    """Put words among pairs: each stands behind the term of one character, before all pairs under its first one."""
    words = tuple(sorted(found, key=filed))
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


def _levels(sums: NDArray[np.float32], starts: Ints, rarities: Floats, total: int) -> NDArray[np.int8]:
    """Round the weights to levels."""
    spread = np.diff(starts)
    scale = np.array([rarity(count, total) for count in range(total + 1)])
    ratios = rarities / scale[spread]
    limits = np.sqrt(_LEVELS[1:] * _LEVELS[:-1])
    levels = np.empty(len(sums), dtype=np.int8)
    cuts = np.searchsorted(starts, np.arange(0, len(sums) + _AT_ONCE, _AT_ONCE))
    for first, last in pairwise(np.unique(np.minimum(cuts, len(spread))).tolist()):
        begin, end = int(starts[first]), int(starts[last])
        relative = sums[begin:end] * np.repeat(ratios[first:last], spread[first:last])
        levels[begin:end] = np.searchsorted(limits, relative)
    return levels
