"""How often each term stands in each field of some entries, counted with numpy: no loop over terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from disclosure.publish.search.coding import Ints
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.filing import COMMON
from disclosure.publish.search.folded import END, code_points, folded
from disclosure.text.segment import AS_WRITTEN, BEFORE_CHOICE, HAN, choice_at, words

FIELDS = ("title", "about", "body")
CHAR = 18
"""Bits of a character in the number of a term."""
_ENTRY, _FIELD = 22, 2
"""Bits of the number of an entry within the texts that are counted at once, and of a field."""
_HAN, _LATIN, _JOINING = 1, 2, 4


def _classes() -> NDArray[np.uint8]:
    found = np.zeros(0x110000, dtype=np.uint8)
    for low, high in re.findall(r"(.)(?:-(.))?", HAN):
        found[ord(low) : ord(high or low) + 1] = _HAN
    for low, high in ("az", "09"):
        found[ord(low) : ord(high) + 1] = _LATIN
    found[[ord("."), ord("-")]] = _JOINING
    return found


def _rarenesses() -> NDArray[np.int16]:
    found = np.full(0x110000, len(COMMON), dtype=np.int16)
    found[[*map(ord, COMMON)]] = np.arange(len(COMMON))
    found[:0x80] = -1
    return found


_CLASSES = _classes()
_RARENESS = _rarenesses()


@dataclass(frozen=True, slots=True)
class Counts:
    """The terms of one and two characters of some entries, and their longer words; and the pairs `as_written`."""

    terms: Ints
    """Sorted, as numbers that sort as `filing.filed` does: see `term`."""
    starts: Ints
    """Where the postings of each term begin; one more than there are terms."""
    entries: NDArray[np.int32]
    times: NDArray[np.uint16]
    """For each posting, how often the term stands in each field."""
    lengths: Ints
    """For each field the number of terms of each entry, but those that weigh nothing."""
    words: Mapping[str, Mapping[int, list[int]]]
    """Words of several Latin letters or digits → entry → how often they stand in each field."""


def counts(entries: Sequence[Entry]) -> Counts:
    """Count the terms of entries as `segment.terms` names them, in titles also every Chinese character."""
    total = len(entries)
    found: dict[str, dict[int, list[int]]] = {}
    lengths = np.zeros((len(FIELDS), total), dtype=np.int64)
    keys: list[Ints] = []
    for place, field in enumerate(FIELDS):
        block, written = folded([_text(entry, field) for entry in entries])
        codes = code_points(block)
        ends = np.flatnonzero(codes == ord(END))
        for number, own in _words(block, codes, ends):
            for word, count in Counter(own).items():
                found.setdefault(word, {}).setdefault(number, [0] * len(FIELDS))[place] += count
            lengths[place, number] += len(own)
        pairs, where = _pairs(block, codes, ends, single=field == "title")
        lengths[place] += np.bincount(where, minlength=total)
        keys.append((pairs << _ENTRY | where) << _FIELD | place)
        pairs, where = _numbered([pair for _, pair in written]), _ints(number for number, _ in written)
        keys.append((pairs << _ENTRY | where) << _FIELD | place)
    in_fields, begins = distinct(np.concatenate(keys))
    own_times = np.diff(begins, append=sum(map(len, keys)))
    every, begins = distinct(in_fields >> _FIELD)
    columns = np.zeros((len(FIELDS), len(every)), dtype=np.uint16)
    at = np.repeat(np.arange(len(every)), np.diff(begins, append=len(in_fields)))
    columns[in_fields & ((1 << _FIELD) - 1), at] = np.minimum(own_times, 0xFFFF)
    terms, begins = distinct(every >> _ENTRY)
    numbers = (every & ((1 << _ENTRY) - 1)).astype(np.int32)
    return Counts(terms, np.append(begins, len(every)), numbers, columns, lengths, found)


def distinct(values: Ints) -> tuple[Ints, Ints]:
    """Sort values; return each once, and where it begins. `numpy.unique` is several times slower."""
    values.sort()
    begins = np.flatnonzero(np.concatenate([values[:1] == values[:1], values[1:] != values[:-1]]))
    return values[begins], begins


def term(number: int) -> str:
    """Return the term that a number stands for."""
    under, other = chr(number >> (CHAR + 1)), number & ((1 << CHAR) - 1)
    if not other:
        return under
    return chr(other) + under if number >> CHAR & 1 else under + chr(other)


def weightless(terms: Ints) -> NDArray[np.bool_]:
    """Say which terms only tell where they stand: pairs with a character of `AS_WRITTEN`."""
    chars = np.stack([terms >> (CHAR + 1), terms & ((1 << CHAR) - 1)])
    inside = (chars >= min(AS_WRITTEN.values())) & (chars <= max(AS_WRITTEN.values()))
    found: NDArray[np.bool_] = inside.any(axis=0) & (terms >= 0)
    return found


def characters(terms: Ints) -> str:
    """Return all characters that stand in some terms, sorted."""
    present = np.zeros(0x110000, dtype=bool)
    present[terms >> (CHAR + 1)] = True
    present[terms & ((1 << CHAR) - 1)] = True
    present[0] = False
    return "".join(map(chr, np.flatnonzero(present).tolist()))


def _text(entry: Entry, field: str) -> str:
    if field == "title":
        return entry.title
    if field == "about":
        return f"{entry.about}\n{entry.number}"
    return "\n".join(part for passage in entry.passages for part in (passage.heading, passage.text))


def _words(block: str, codes: NDArray[np.uint32], ends: Ints) -> Iterable[tuple[int, list[str]]]:
    """Yield the words of several Latin letters or digits, each run of them with its text."""
    near = np.concatenate([[False], _CLASSES[codes] >= _LATIN, [False]])
    edges = np.flatnonzero(near[1:] != near[:-1])
    begins, after = edges[::2], edges[1::2]
    long = after - begins > 2
    begins, after = begins[long], after[long]
    numbers = np.searchsorted(ends, begins)
    for begin, end, number in zip(begins.tolist(), after.tolist(), numbers.tolist(), strict=True):
        own = words(block[begin:end])
        if own:
            yield number, own


def _pairs(block: str, codes: NDArray[np.uint32], ends: Ints, *, single: bool) -> tuple[Ints, Ints]:
    """Return the terms of one or two characters in folded texts, as numbers, and the text in which each stands."""
    classes = _CLASSES[codes]
    inside = (classes & (_HAN | _LATIN)) > 0
    both = inside[:-1] & inside[1:]
    alone = inside.copy()
    alone[:-1] &= ~both
    alone[1:] &= ~both
    pairs, singles = np.flatnonzero(both), np.flatnonzero(alone | (classes == _HAN) if single else alone)
    more, where = _choices(block)
    places = np.concatenate([pairs, singles, where])
    terms = [_filed(codes[pairs], codes[pairs + 1]), codes[singles].astype(np.int64) << (CHAR + 1), more]
    texts = np.zeros(len(codes), dtype=np.int32)
    texts[ends[:-1] + 1] = 1
    return np.concatenate(terms), np.cumsum(texts, dtype=np.int32)[places]


def _choices(block: str) -> tuple[Ints, Ints]:
    """Return the pairs that choices in brackets stand for, and where each begins."""
    found: list[tuple[str, int]] = []
    at = block.find("(")
    while at >= 0:
        if at and block[at - 1] in BEFORE_CHOICE:
            found += [(pair, at) for pair in choice_at(block, at - 1)]
        at = block.find("(", at + 1)
    return _numbered([pair for pair, _ in found]), _ints(place for _, place in found)


def _numbered(pairs: Sequence[str]) -> Ints:
    """Return some pairs as numbers."""
    codes = _ints(ord(char) for pair in pairs for char in pair).reshape(-1, 2)
    return _filed(codes[:, 0], codes[:, 1])


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _filed(first: NDArray[np.integer], second: NDArray[np.integer]) -> Ints:
    """Return pairs as numbers that sort as `filing.filed` does."""
    under_first = _RARENESS[first] >= _RARENESS[second]
    under, other = np.where(under_first, first, second).astype(np.int64), np.where(under_first, second, first)
    result: Ints = (under << 1 | ~under_first) << CHAR | other
    return result
