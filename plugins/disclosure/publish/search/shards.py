"""The postings as scripts: sorted, cut into shards of a few kilobytes, each of which registers itself when loaded."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from disclosure.publish.search.coding import postings
from disclosure.publish.search.weights import Weights

SHARD = 5000
"""Characters of postings in a shard. A query loads a shard for each of its terms, so small ones cost least."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some terms that follow one another, and their postings."""

    first: str
    terms: str
    postings: str


def shards(weights: Weights, keys: Mapping[str, Sequence[int]]) -> Iterator[Shard]:
    """Yield all postings; `keys` (document numbers, whole titles) stand among the terms and have no weight."""
    names: list[str] = []
    lists: list[str] = []
    size = 0
    for name, written in _merged(weights, keys):
        if names and size + len(written) > SHARD:
            yield Shard(names[0], _names(names), " ".join(lists))
            names, lists, size = [], [], 0
        names.append(name)
        lists.append(written)
        size += len(written) + len(name)
    if names:
        yield Shard(names[0], _names(names), " ".join(lists))


def script(kind: str, name: str | int, stamp: str, *values: object) -> bytes:
    """Return a script that hands some values to the search."""
    written = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in (kind, name, *values))
    safe = written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'disclosureSearch("{stamp}",{safe})\n'.encode()


def _merged(weights: Weights, keys: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str]]:
    """Yield terms and keys in one order."""
    starts, entries, levels = weights.starts.tolist(), weights.entries.tolist(), weights.levels.tolist()
    spans = zip(weights.terms, pairwise(starts), strict=True)
    weighed = ((term, postings(entries[begin:end], levels[begin:end])) for term, (begin, end) in spans)
    marked = ((key, _key_postings(keys[key])) for key in sorted(keys))
    return heapq.merge(weighed, marked, key=itemgetter(0))


def _key_postings(documents: Sequence[int]) -> str:
    return postings(sorted(documents), [0] * len(documents))


def _names(terms: Iterable[str]) -> str:
    """Write the terms: pairs that begin alike as one group `失业去败`, all others as `=` and the term."""
    groups: list[str] = []
    head = ""
    for term in terms:
        if len(term) == 2 and term[0] not in "=#":
            if term[0] == head:
                groups[-1] += term[1]
            else:
                head = term[0]
                groups.append(term)
        else:
            head = ""
            groups.append(f"={term}")
    return " ".join(groups)
