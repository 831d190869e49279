"""The postings cut into shards of a few kilobytes, each of which is one request."""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.publish.search.coding import UNIT, in_characters, postings
from disclosure.publish.search.filing import KEYS, filed
from disclosure.publish.search.weights import Weights

SHARD = 5000 * UNIT
"""Bits in a shard at most, but for a single list that is longer. A query loads some four of them."""
_NAME = 16
"""Bits of a name, nearly."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some terms that are filed one after the other, and their postings."""

    first: str
    """Where its first term is filed, as far as needed to tell it from the last term before."""
    terms: str
    postings: str

    @property
    def name(self) -> str:
        """The name of its file: that of its first place, so that a new shard renames no other."""
        return "-".join(f"{ord(char):x}" for char in self.first)


def shards(weights: Weights, keys: Mapping[str, tuple[str, Sequence[int]]]) -> Iterator[Shard]:
    """Yield all postings; `keys` holds the keys that stand among the terms: where they are filed, and their entries."""
    added = sorted((place, key, sorted(entries)) for key, (place, entries) in keys.items())
    before = np.searchsorted(weights.under, np.array([ord(place[0]) for place, _, _ in added], dtype=np.int64))
    lengths = np.array([len(entries) for _, _, entries in added], dtype=np.int64)
    at = np.repeat(weights.starts[before], lengths)
    entries = np.insert(weights.entries, at, np.array([e for _, _, some in added for e in some], dtype=np.int64))
    levels = np.insert(weights.levels, at, -1)
    starts = np.concatenate([[0], np.cumsum(np.insert(np.diff(weights.starts), before, lengths))])
    names = np.insert(np.array(weights.terms, dtype=object), before, [key for _, key, _ in added]).tolist()
    under = np.insert(weights.under, before, [ord(place[0]) for place, _, _ in added])
    written = postings(starts, entries, levels, weights.total)
    cuts = _cuts(np.concatenate([[0], np.cumsum(written.bits + _NAME)]).tolist(), names, under.tolist())
    places = {key: place for place, key, _ in added}
    texts = in_characters(written, cuts)
    for begin, end, text in zip(cuts[:-1], cuts[1:], texts, strict=True):
        last, first = ("" if at < 0 else places.get(names[at]) or filed(names[at]) for at in (begin - 1, begin))
        yield Shard(_told(first, last), _names(names[begin:end], under[begin:end].tolist()), text)


def _cuts(sizes: Sequence[int], names: Sequence[str], under: Sequence[int]) -> list[int]:
    """Return where to cut: a shard that is too large in two, near its middle, where another character begins.

    Of several such places that is taken which was drawn by lot once and for all, so that an edit moves few cuts.
    """
    groups = [at for at in range(1, len(under)) if under[at] != under[at - 1]]
    cuts = {0, len(names)}
    parts = [(0, len(names))]
    while parts:
        begin, end = parts.pop()
        if end - begin < 2 or sizes[end] - sizes[begin] <= SHARD:
            continue
        quarter = (sizes[end] - sizes[begin]) / 4
        low = max(begin + 1, bisect_left(sizes, sizes[begin] + quarter))
        high = max(low + 1, min(end, bisect_right(sizes, sizes[end] - quarter)))
        near = groups[bisect_left(groups, low) : bisect_left(groups, high)]
        if near:
            cut = max(near, key=lambda at: (_lot(chr(under[at])), at))
        else:
            cut = max(range(low, min(high, end)), key=lambda at: (_lot(names[at]), at), default=begin + 1)
        cuts.add(cut)
        parts += [(begin, cut), (cut, end)]
    return sorted(cuts) if names else [0]


def _lot(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))


def _told(first: str, last: str) -> str:
    """Return the shortest beginning of `first` that comes after `last`."""
    return next((first[:length] for length in range(1, len(first)) if first[:length] > last), first)


def _names(terms: Iterable[str], under: Iterable[int]) -> str:
    """Write the names: pairs under one character as `低收-最降`, 低收 and 最低 and 降低; others as `=` and the name."""
    groups: list[str] = []
    state = ("", False)
    for term, code in zip(terms, under, strict=True):
        if len(term) != 2 or term[0] in KEYS:
            groups.append(f"={term}")
            state = ("", False)
            continue
        char = chr(code)
        second = term[0] != char
        if state[0] != char:
            groups.append(char)
            state = (char, False)
        if state[1] != second:
            groups[-1] += "-"
            state = (char, second)
        groups[-1] += term[0] if second else term[1]
    return " ".join(groups)
