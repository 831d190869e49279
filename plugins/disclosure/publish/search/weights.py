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

from disclosure.publish.search.coding import LEVELS
from disclosure.publish.search.entry import Entry
from disclosure.text.segment import HAN, search_fold, words

BOOSTS: Mapping[str, float] = {"title": 4, "about": 1.5, "body": 1}
"""The fields, and how much more a term counts in each. Chosen on real documents: see the bench."""

SPAN = 200.0
"""The greatest weight that a term of one rarity has, as a multiple of the least that is told apart."""

_SETTINGS = Builder()
_AT_ONCE = 2_000_000
"""Characters whose pairs are counted at a time; more costs memory, less costs time."""
_CHAR = 18
_ENTRY = 27
"""Bits of a character, and of the number of an entry, in a key that sorts by term and then by entry."""
_HAN_RANGES = [(ord(low), ord(high or low)) for low, high in re.findall(r"(.)(?:-(.))?", HAN)]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """All postings, sorted by term, then by entry; a weight is a level on a scale of `LEVELS` steps."""

    terms: tuple[str, ...]
    starts: Ints
    """Where the postings of each term begin; one more than there are terms."""
    entries: Ints
    levels: Ints
    exact: Floats
    """The weights before they were rounded."""
    low: float
    total: int


def rarity(spread: int, total: int) -> float:
    """Return what the levels of a term with so many postings are multiplied with; the browser knows no more of it."""
    return math.log(1 + (total - spread + 0.5) / (spread + 0.5))


def weight_of(level: int, spread: int, weights: Weights) -> float:
    """Return the weight of a level: the scale is even in ratios, as weights differ by ratios."""
    return float(rarity(spread, weights.total) * weights.low * SPAN ** (level / (LEVELS - 1)))


def weighed(entries: Sequence[Entry]) -> Weights:
    """Return the weight of every term in every entry, summed over the fields."""
    total = len(entries)
    fields = [_counted([_text(entry, field) for entry in entries], single=field == "title") for field in BOOSTS]
    names = np.unique(np.concatenate([keys >> _ENTRY for keys, _, _, _ in fields]))
    others = sorted({word for _, _, _, found in fields for word in found})
    spread = np.zeros(len(names) + len(others), dtype=np.int64)
    place_of = {word: len(names) + place for place, word in enumerate(others)}
    parts = []
    for (keys, counts, lengths, found), boost in zip(fields, BOOSTS.values(), strict=True):
        ids = np.searchsorted(names, keys >> _ENTRY)
        of_words = [(place_of[word], entry, count) for word, places in found.items() for entry, count in places]
        more = np.array(of_words, dtype=np.int64).reshape(-1, 3)
        ids, documents = np.concatenate([ids, more[:, 0]]), np.concatenate([keys & ((1 << _ENTRY) - 1), more[:, 1]])
        spread += np.bincount(ids, minlength=len(spread))
        parts.append(
            (
                ids * max(total, 1) + documents,
                boost * _saturation(np.concatenate([counts, more[:, 2]]), documents, lengths),
            )
        )
    return _rounded([*map(_decoded, names.tolist()), *others], total, parts, _rarities(spread, total))


def _text(entry: Entry, field: str) -> str:
    if field == "title":
        return search_fold(entry.title)
    if field == "about":
        return search_fold(f"{entry.about}\n{entry.number}")
    return search_fold("\n".join(part for passage in entry.passages for part in (passage.heading, passage.text)))


def _counted(texts: Sequence[str], *, single: bool) -> tuple[Ints, Ints, Ints, Mapping[str, list[tuple[int, int]]]]:
    """Count the terms of texts as `segment.terms` names them; with `single` also every Chinese character.

    Return keys of pairs with their counts, the number of terms of each text, and words with their texts and counts.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    lengths = np.zeros(len(texts), dtype=np.int64)
    for number, text in enumerate(texts):
        for word, count in Counter(words(text)).items():
            found.setdefault(word, []).append((number, count))
            lengths[number] += count
    keys, counts = [], []
    for first, last in _blocks(texts):
        pairs, documents = _pairs(texts[first:last], single=single)
        documents += first
        lengths += np.bincount(documents, minlength=len(texts))
        unique, times = np.unique(pairs << _ENTRY | documents, return_counts=True)
        keys.append(unique)
        counts.append(times)
    none = np.zeros(0, dtype=np.int64)
    return np.concatenate([none, *keys]), np.concatenate([none, *counts]), lengths, found


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    edges, size = [0], 0
    for number, text in enumerate(texts):
        size += len(text)
        if size > _AT_ONCE:
            edges.append(number + 1)
            size = 0
    return pairwise(dict.fromkeys([*edges, len(texts)]))


def _pairs(texts: Sequence[str], *, single: bool) -> tuple[Ints, Ints]:
    """Return the terms of one or two characters in all texts, as numbers, and the text in which each stands."""
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    documents = np.cumsum(codes == ord("\n")) - (codes == ord("\n"))
    if joined.count("\n") != len(texts):
        documents = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    han = np.zeros(len(codes), dtype=bool)
    for low, high in _HAN_RANGES:
        han |= (codes >= low) & (codes <= high)
    inside = han | ((codes >= ord("a")) & (codes <= ord("z"))) | ((codes >= ord("0")) & (codes <= ord("9")))
    both = inside[:-1] & inside[1:]
    before, after = np.concatenate([[False], both]), np.concatenate([both, [False]])
    alone = inside & ~before & ~after
    pairs, singles = np.flatnonzero(both), np.flatnonzero(alone | han if single else alone)
    terms = np.concatenate([codes[pairs] << _CHAR | codes[pairs + 1], codes[singles] << _CHAR])
    return terms, np.concatenate([documents[pairs], documents[singles]])


def _decoded(pair: int) -> str:
    first, second = pair >> _CHAR, pair & ((1 << _CHAR) - 1)
    return chr(first) + chr(second) if second else chr(first)


def _rarities(spread: Ints, total: int) -> Floats:
    """Return lunr's idf of every term, which asks only for the number of its places."""
    known = {places: idf({"field": dict.fromkeys(range(places))}, total) for places in np.unique(spread).tolist()}
    return np.array([known[places] for places in spread.tolist()], dtype=np.float64)


def _saturation(counts: Ints, documents: Ints, lengths: Ints) -> Floats:
    """Return what repetition adds, less in long texts; the formula and its constants are those of lunr's builder."""
    k1, b = _SETTINGS._k1, _SETTINGS._b
    average = lengths.mean() if len(lengths) and lengths.any() else 1.0
    result: Floats = (k1 + 1) * counts / (k1 * (1 - b + b * lengths[documents] / average) + counts)
    return result


def _rounded(names: Sequence[str], total: int, parts: Iterable[tuple[Ints, Floats]], rarities: Floats) -> Weights:
    """Add up the fields, sort the terms, and round the weights to levels."""
    keys, values = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    unique, place = np.unique(keys, return_inverse=True)
    sums = np.bincount(place, weights=values, minlength=len(unique))
    ids, documents = unique // max(total, 1), unique % max(total, 1)
    exact = sums * rarities[ids]
    # No term holds a character beyond the surrogates, so JavaScript sorts them in the same order.
    order_of_names = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.int64)
    rank[order_of_names] = np.arange(len(names))
    order = np.argsort(rank[ids], kind="stable")
    ids, documents, exact = rank[ids][order], documents[order], exact[order]
    starts = np.searchsorted(ids, np.arange(len(names) + 1))
    spread = np.diff(starts)
    scale = np.array([rarity(count, total) for count in range(total + 1)])
    relative = exact / scale[spread][ids]
    low = float(relative.max() / SPAN) if len(relative) else 1.0
    levels = np.rint(np.log(np.maximum(relative / low, 1)) / math.log(SPAN) * (LEVELS - 1)).astype(np.int64)
    return Weights(tuple(names[place] for place in order_of_names), starts, documents, levels, exact, low, total)
