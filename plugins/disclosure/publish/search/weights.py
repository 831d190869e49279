"""Weights of terms in entries (BM25), from the very functions and settings of lunr, only faster than its builder."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from lunr.builder import Builder
from lunr.idf import idf
from numpy.typing import NDArray

from disclosure.publish.search.coding import LEVELS, Ints
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.filing import COMMON, filed
from disclosure.publish.search.folded import END, folded
from disclosure.text.segment import BEFORE_CHOICE, HAN, choice_at, words

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
"""Characters whose pairs are counted at a time; more costs memory, less costs time."""
_CHAR = 18
_ENTRY = 24
"""Bits of a character, and of the number of an entry, in a key that sorts by term and then by entry."""
_ENTRIES = (1 << _ENTRY) - 1
_HAN_RANGES = [(ord(low), ord(high or low)) for low, high in re.findall(r"(.)(?:-(.))?", HAN)]
_RARENESS = np.full(0x40000, len(COMMON), dtype=np.int64)
_RARENESS[[*map(ord, COMMON)]] = np.arange(len(COMMON))
_RARENESS[:0x80] = -1

Floats = NDArray[np.float64]


def _scale() -> Floats:
    low, wide, bend, narrow = SCALE
    ratios = [wide if level < bend else narrow for level in range(1, LEVELS)]
    return np.array(low * np.cumprod([1.0, *ratios]), dtype=np.float64)


_LEVELS = _scale()


@dataclass(frozen=True, slots=True)
class Weights:
    """All postings, sorted by where their term is filed, then by entry; a weight is a level of `LEVELS`."""

    terms: tuple[str, ...]
    under: Ints
    """The character under which each term is filed."""
    starts: Ints
    """Where the postings of each term begin; one more than there are terms."""
    entries: Ints
    levels: Ints
    exact: Floats
    """The weights before they were rounded."""
    total: int


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
    total = len(entries)
    found = [_counted([_text(entry, field) for entry in entries], single=field == "title") for field in BOOSTS]
    others = sorted({word for field in found for word in field.words}, key=filed)
    pairs = _distinct(np.concatenate([field.keys >> _ENTRY for field in found]))
    # A word is filed behind the term of one character, before all pairs under its first character.
    singles = np.array([ord(word[0]) << (_CHAR + 1) for word in others], dtype=np.int64)
    before = np.searchsorted(pairs, singles, side="right")
    place_of = dict(zip(others, (before + np.arange(len(others))).tolist(), strict=True))
    place = np.arange(len(pairs)) + np.searchsorted(before, np.arange(len(pairs)), side="right")
    spread = np.zeros(len(pairs) + len(others), dtype=np.int64)
    keys, values = [], []
    for field, boost in zip(found, BOOSTS.values(), strict=True):
        of_words = [(place_of[word], entry, count) for word, places in field.words.items() for entry, count in places]
        more = np.array(of_words, dtype=np.int64).reshape(-1, 3)
        ids = np.concatenate([place[np.searchsorted(pairs, field.keys >> _ENTRY)], more[:, 0]])
        documents = np.concatenate([field.keys & _ENTRIES, more[:, 1]])
        spread += np.bincount(ids, minlength=len(spread))
        keys.append(ids << _ENTRY | documents)
        values.append(boost * _saturation(np.concatenate([field.counts, more[:, 2]]), documents, field.lengths))
    names = np.empty(len(spread), dtype=object)
    names[place] = _decoded(pairs)
    names[[*place_of.values()]] = others
    under = np.empty(len(spread), dtype=np.int64)
    under[place] = pairs >> (_CHAR + 1)
    under[[*place_of.values()]] = [ord(word[0]) for word in others]
    return _rounded(tuple(names), under, np.concatenate(keys), np.concatenate(values), _rarities(spread, total), total)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What stands in one field of all entries."""

    keys: Ints
    """Pairs of characters, each with an entry."""
    counts: Ints
    lengths: Ints
    """The number of terms in the field of each entry."""
    words: Mapping[str, list[tuple[int, int]]]
    """Words of several Latin letters or digits with their entries and how often they stand there."""


def _text(entry: Entry, field: str) -> str:
    if field == "title":
        return entry.title
    if field == "about":
        return f"{entry.about}\n{entry.number}"
    return "\n".join(part for passage in entry.passages for part in (passage.heading, passage.text))


def _counted(texts: Sequence[str], *, single: bool) -> _Counts:
    """Count the terms of texts as `segment.terms` names them; with `single` also every Chinese character."""
    found: dict[str, list[tuple[int, int]]] = {}
    lengths = np.zeros(len(texts), dtype=np.int64)
    keys: list[Ints] = [np.zeros(0, dtype=np.int64)]
    counts: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for first, last in _blocks(texts):
        block = folded(texts[first:last])
        for number, line in enumerate(block.split(END)[:-1], first):
            for word, count in Counter(words(line)).items():
                found.setdefault(word, []).append((number, count))
                lengths[number] += count
        pairs, documents = _pairs(block, single=single)
        lengths += np.bincount(documents + first, minlength=len(texts))
        unique, times = np.unique(pairs << _ENTRY | documents + first, return_counts=True)
        keys.append(unique)
        counts.append(times)
    return _Counts(np.concatenate(keys), np.concatenate(counts), lengths, found)


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    edges, size = [0], 0
    for number, text in enumerate(texts):
        size += len(text)
        if size > _AT_ONCE:
            edges.append(number + 1)
            size = 0
    return pairwise(dict.fromkeys([*edges, len(texts)]))


def _pairs(block: str, *, single: bool) -> tuple[Ints, Ints]:
    """Return the terms of one or two characters in folded texts, as numbers, and the text in which each stands."""
    codes = np.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    ends = codes == ord(END)
    documents = np.cumsum(ends) - ends
    han = np.zeros(len(codes), dtype=bool)
    for low, high in _HAN_RANGES:
        han |= (codes >= low) & (codes <= high)
    inside = han | ((codes >= ord("a")) & (codes <= ord("z"))) | ((codes >= ord("0")) & (codes <= ord("9")))
    both = inside[:-1] & inside[1:]
    before, after = np.concatenate([[False], both]), np.concatenate([both, [False]])
    alone = inside & ~before & ~after
    pairs, singles = np.flatnonzero(both), np.flatnonzero(alone | han if single else alone)
    more, where = _choices(block, documents)
    terms = np.concatenate([_filed(codes[pairs], codes[pairs + 1]), codes[singles] << (_CHAR + 1), more])
    return terms, np.concatenate([documents[pairs], documents[singles], where])


def _choices(block: str, documents: Ints) -> tuple[Ints, Ints]:
    """Return the pairs that choices in brackets stand for, and the text in which each stands."""
    found: list[tuple[str, int]] = []
    at = block.find("(")
    while at >= 0:
        if at and block[at - 1] in BEFORE_CHOICE:
            found += [(pair, int(documents[at])) for pair in choice_at(block, at - 1)]
        at = block.find("(", at + 1)
    codes = np.array([(ord(pair[0]), ord(pair[1])) for pair, _ in found], dtype=np.int64).reshape(-1, 2)
    return _filed(codes[:, 0], codes[:, 1]), np.array([number for _, number in found], dtype=np.int64)


def _filed(first: Ints, second: Ints) -> Ints:
    """Return pairs as numbers that sort as `filing.filed` does."""
    under_first = _RARENESS[first] >= _RARENESS[second]
    under, other = np.where(under_first, first, second), np.where(under_first, second, first)
    result: Ints = (under << 1 | ~under_first) << _CHAR | other
    return result


def _decoded(pairs: Ints) -> list[str]:
    under, other = pairs >> (_CHAR + 1), pairs & ((1 << _CHAR) - 1)
    under_first = (pairs >> _CHAR & 1) == 0
    first, second = np.where(under_first, under, other), np.where(under_first, other, under)
    return [chr(one) + chr(two) if two else chr(one) for one, two in zip(first.tolist(), second.tolist(), strict=True)]


def _distinct(values: Ints) -> Ints:
    values.sort(kind="stable")  # Runs that are sorted already, one for each block of texts.
    result: Ints = values[np.concatenate([values[:1] >= 0, values[1:] != values[:-1]])]
    return result


class _Places:
    """So many places, for lunr to count."""

    def __init__(self, count: int) -> None:
        self.count = count

    def keys(self) -> Iterable[int]:
        return range(self.count)


def _rarities(spread: Ints, total: int) -> Floats:
    """Return lunr's idf of every term, which asks only for the number of its places."""
    known = {places: idf({"field": _Places(places)}, total) for places in np.unique(spread).tolist()}
    return np.array([known[places] for places in spread.tolist()], dtype=np.float64)


def _saturation(counts: Ints, documents: Ints, lengths: Ints) -> Floats:
    """Return what repetition adds, less in long texts; the formula and its constants are those of lunr's builder."""
    k1, b = _SETTINGS._k1, _SETTINGS._b
    average = held(float(lengths.mean())) if len(lengths) else 1.0
    result: Floats = (k1 + 1) * counts / (k1 * (1 - b + b * lengths[documents] / average) + counts)
    return result


def _rounded(names: tuple[str, ...], under: Ints, keys: Ints, values: Floats, rarities: Floats, total: int) -> Weights:
    """Add up the fields, and round the weights to levels."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.concatenate([keys[:1] >= 0, keys[1:] != keys[:-1]]))
    sums = np.add.reduceat(values[order], begins) if len(begins) else values
    ids, documents = keys[begins] >> _ENTRY, keys[begins] & _ENTRIES
    exact = sums * rarities[ids]
    starts = np.searchsorted(ids, np.arange(len(names) + 1))
    spread = np.diff(starts)
    scale = np.array([rarity(count, total) for count in range(total + 1)])
    relative = exact / scale[spread][ids]
    levels = np.searchsorted(np.sqrt(_LEVELS[1:] * _LEVELS[:-1]), relative)
    return Weights(names, under, starts, documents, levels, exact, total)
