"""The keys that stand among the terms: document numbers, whole titles, years, issuers; they weigh nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from disclosure.publish.search.coding import Ints, bits_of
from disclosure.publish.search.filing import filed
from disclosure.publish.search.measures import marks_of
from disclosure.publish.search.stock import Marks


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys, sorted by where they are filed, with their entries."""

    names: tuple[str, ...]
    places: tuple[str, ...]
    under: Ints
    """The first character of each place."""
    starts: Ints
    entries: NDArray[np.int32]
    marks: Marks
    bits: NDArray[np.int32]
    """As of other lists; see `measures`."""


def keys_of(entries: Sequence[tuple[Sequence[str], str]]) -> Keys:
    """Return the keys of entries: for each entry its own, and where the first of them is filed, that of its title."""
    found: dict[str, list[int]] = defaultdict(list)
    places: dict[str, str] = {}
    for number, (own, place) in enumerate(entries):
        places[own[0]] = place
        for key in own:
            found[key].append(number)
    filed_keys = sorted((places.get(key) or filed(key), key) for key in found)
    names = tuple(key for _, key in filed_keys)
    starts = np.cumsum([0, *(len(found[key]) for key in names)])
    every = np.array([number for key in names for number in found[key]], dtype=np.int32)
    plain = starts, every, np.zeros(len(every), dtype=np.int16), len(entries)
    under = np.array([ord(place[0]) for place, _ in filed_keys], dtype=np.int64)
    in_order = tuple(place for place, _ in filed_keys)
    return Keys(names, in_order, under, starts, every, marks_of(*plain), bits_of(*plain).astype(np.int32))
