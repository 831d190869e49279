"""The texts of a whole corpus folded at once: what `search_fold` does to one text, many times as fast."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from disclosure.text.segment import COUNTED, MOST_NUMERALS, NUMERALS, ROUND, as_written, in_digits, plain, simplified

END = "\n"
"""What ends each text; line ends inside are blanks."""


def folded(texts: Sequence[str]) -> tuple[str, list[tuple[int, str]]]:
    """Return all texts, folded, each with `END` behind it; and the pairs `as_written` in each, with its number."""
    lines = [text.replace(END, " ") for text in texts]
    joined = "".join(f"{line}{END}" for line in lines)
    joining = {char for char in _present(code_points(joined)) if _joins(char)}
    if not joining:
        return _in_digits(_by_character(joined))
    alone = {place: plain(line) for place, line in enumerate(lines) if not joining.isdisjoint(line)}
    others = _by_character("".join(f"{'' if place in alone else line}{END}" for place, line in enumerate(lines)))
    return _in_digits("".join(f"{alone.get(place, line)}{END}" for place, line in enumerate(others.split(END)[:-1])))


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _present(codes: NDArray[np.uint32]) -> list[str]:
    return [chr(code) for code in np.flatnonzero(np.bincount(codes)).tolist()]


@cache
def _joins(char: str) -> bool:
    """Say whether a character may become another beside certain others."""
    if char < "\u0300":
        return False
    written = unicodedata.normalize("NFKC", char)
    return char == "Σ" or any(unicodedata.category(one)[0] == "M" or "\u1100" <= one <= "\u11ff" for one in written)


def _by_character(text: str) -> str:
    codes = code_points(text)
    present = _present(codes)
    mapping = np.arange(ord(max(present, default=END)) + 1, dtype="<u4")
    longer: list[tuple[str, str]] = []
    for char, written in _plain(present):
        if len(written) == 1:
            mapping[ord(char)] = ord(written)
        else:
            longer.append((char, written))
    found = mapping[codes].tobytes().decode("utf-32-le", "surrogatepass")
    for char, written in longer:
        found = found.replace(char, written)
    return found


def _in_digits(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Do what `in_digits` and `as_written` do, but look only where a numeral stands before what is counted."""
    codes = code_points(text)
    numerals, counted = _marked(codes, NUMERALS), _marked(codes, COUNTED)
    ends = np.flatnonzero(numerals[:-1] & counted[1:]) + 1
    begins = ends - 1
    for _ in range(MOST_NUMERALS - 1):
        begins = begins - (numerals[begins - 1] & (begins > 0))
    numbers = np.searchsorted(np.flatnonzero(codes == ord(END)), begins)
    parts, last = [], 0
    found: list[tuple[int, str]] = []
    for begin, end, number in zip(begins.tolist(), ends.tolist(), numbers.tolist(), strict=True):
        parts += [text[last:begin], _digits(text[begin : end + 1])]
        found += [(number, pair) for pair in _pairs(text[max(0, begin - 1) : end + 1])]
        last = end + 1
    return "".join([*parts, text[last:]]), found


_digits = lru_cache(maxsize=1 << 12)(in_digits)
_pairs = lru_cache(maxsize=1 << 12)(as_written)


def _marked(codes: NDArray[np.uint32], chars: str) -> NDArray[np.bool_]:
    found = np.zeros(0x110000, dtype=bool)
    found[[*map(ord, chars)]] = True
    return found[codes]


def _plain(chars: Iterable[str]) -> Iterable[tuple[str, str]]:
    table = simplified()
    for char in chars:
        written = unicodedata.normalize("NFKC", char).lower().translate(ROUND)
        yield char, "".join(table.get(simple, simple) for simple in written)
