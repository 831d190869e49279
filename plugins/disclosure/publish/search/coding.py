"""Numbers written in printable characters, so that a list of postings is a string in a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ALPHABET = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
"""What stands in a JavaScript string as it is; the space is left to end a list."""
BASE = len(ALPHABET)
WEIGHTS = ALPHABET[32:] + "".join(chr(code) for code in range(0xA1, 0x100) if code != 0xAD) + ALPHABET[:32]
"""What weights are written in, a level a character; those of the levels that are most frequent take one byte."""
LEVELS = len(WEIGHTS)
_SHORT = 76
"""Steps below this take one character."""
_MIDDLE = _SHORT + (BASE - 1 - _SHORT) * BASE
"""Steps below this take two; all others take four."""


def postings(documents: Iterable[int], weights: Iterable[int]) -> str:
    """Return one list: for each document the step from the one before, and its weight."""
    written: list[str] = []
    before = -1
    for document, weight in zip(documents, weights, strict=True):
        written += _STEPS[document - before - 1] if document - before <= _MIDDLE else _long(document - before - 1)
        written.append(WEIGHTS[weight])
        before = document
    return "".join(written)


def pair(value: int) -> str:
    """Return a number below 8,464 in two characters."""
    return ALPHABET[value // BASE] + ALPHABET[value % BASE]


def _step(value: int) -> str:
    if value < _SHORT:
        return ALPHABET[value]
    rest = value - _SHORT
    return ALPHABET[_SHORT + rest // BASE] + ALPHABET[rest % BASE]


def _long(value: int) -> str:
    rest = value - _MIDDLE
    return ALPHABET[BASE - 1] + ALPHABET[rest // BASE**2] + ALPHABET[rest // BASE % BASE] + ALPHABET[rest % BASE]


_STEPS: Sequence[str] = tuple(_step(value) for value in range(_MIDDLE))
