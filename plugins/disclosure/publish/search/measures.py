"""What is known of a list once it is rounded: how many bits it takes, and a mark by which it is known again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from disclosure.publish.search.coding import Ints, bits_of
from disclosure.publish.search.stock import Marks, Stock, runs
from disclosure.publish.search.weights import rounded


def measured(stock: Stock) -> Stock:
    """Return postings with what is known of each list: whatever has the mark that it had is as large as it was."""
    marks, bits = stock.marks.copy(), stock.bits.copy()
    for first, last in runs(stock.spread[stock.open]):
        ids = stock.open[first:last]
        found = rounded(stock.some(ids))
        own = marks_of(found.starts, found.entries, found.levels, found.total)
        changed = ids[marks[ids] != own]
        if len(changed) < len(ids):
            found = rounded(stock.some(changed))
        bits[changed] = bits_of(found.starts, found.entries, found.levels, found.total)
        marks[ids] = own
    return replace(stock, marks=marks, bits=bits, open=stock.open[:0])


def marks_of(starts: Ints, entries: NDArray[np.integer], levels: NDArray[np.integer], total: int) -> Marks:
    """Return a number for each list that is the same for the same postings of as many entries, and for no others.

    It is a sum over the postings, 64 bits, so that it is had of millions of them at once.
    """
    own = entries.astype(np.uint64) << np.uint64(16) | levels.astype(np.uint64)
    own += np.uint64(total << 40)
    for turn in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB):
        own ^= own >> np.uint64(29)
        own *= np.uint64(turn)
    own ^= own >> np.uint64(32)
    return np.add.reduceat(own, starts[:-1]) if len(own) else own
