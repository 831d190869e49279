"""The order of entries in which those that are alike lie side by side: what one query finds then comes in few files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from disclosure.memory import recalled
from disclosure.publish.search.entry import Entry
from disclosure.text.segment import search_fold, terms

FEW = 48
"""A term of more titles than that brings nothing together; so the cost grows with the number of titles alone."""


def alike(entries: Sequence[Entry]) -> list[Entry]:
    """Return the same entries, those of one kind together."""
    told = ("\0".join((*entry.facets.get("kind", ()), entry.title, entry.source, entry.key)) for entry in entries)
    by_key = {entry.key: entry for entry in entries}
    return [by_key[key] for key in recalled("alike", "\n".join(told), lambda: [one.key for one in _in_order(entries)])]


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    kinds: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        kinds[entry.facets.get("kind", ())].append(entry)
    return [entry for _, some in sorted(kinds.items()) for entry in _chained(some)]


def _chained(entries: Sequence[Entry]) -> list[Entry]:
    """Put after each entry the one that shares most of the rarer terms of its title; if none does, the next title."""
    waiting = sorted(entries, key=lambda entry: (entry.title, entry.key))
    named = [sorted(set(terms(search_fold(f"{entry.title}\n{entry.source}")))) for entry in waiting]
    spread = Counter(term for some in named for term in some)
    holding: dict[str, dict[int, None]] = defaultdict(dict)
    for place, some in enumerate(named):
        for term in some:
            if 1 < spread[term] <= FEW:
                holding[term][place] = None
    order: dict[int, None] = {}
    for place in range(len(waiting)):
        following: int | None = place
        while following is not None and following not in order:
            order[following] = None
            likeness: Counter[int] = Counter()
            for term in named[following]:
                if term in holding:
                    del holding[term][following]
                    likeness.update(holding[term].keys())
            following = max(likeness, key=lambda other: (likeness[other], -other), default=None)
    return [waiting[place] for place in order]
