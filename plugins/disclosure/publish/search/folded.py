"""The texts of a whole corpus folded at once: what `search_fold` does to one text, many times as fast."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from disclosure.text.segment import in_digits, search_fold, simplified

END = "\n"
"""What ends each text; line ends inside are blanks."""


def folded(texts: Sequence[str]) -> str:
    """Return all texts, folded, each with `END` behind it."""
    lines = [text.replace(END, " ") for text in texts]
    joined = "".join(f"{line}{END}" for line in lines)
    joining = {char for char in _present(joined) if _joins(char)}
    if not joining:
        return _by_character(joined)
    alone = {place: search_fold(line) for place, line in enumerate(lines) if not joining.isdisjoint(line)}
    others = _by_character("".join(f"{'' if place in alone else line}{END}" for place, line in enumerate(lines)))
    return "".join(f"{alone.get(place, line)}{END}" for place, line in enumerate(others.split(END)[:-1]))


def _present(text: str) -> list[str]:
    return [chr(code) for code in np.flatnonzero(np.bincount(_codes(text))).tolist()]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _joins(char: str) -> bool:
    """Say whether a character may become another beside certain others."""
    if char < "\u0300":
        return False
    plain = unicodedata.normalize("NFKC", char)
    return char == "Σ" or any(unicodedata.category(one)[0] == "M" or "\u1100" <= one <= "\u11ff" for one in plain)


def _by_character(text: str) -> str:
    codes = _codes(text)
    present = _present(text)
    mapping = np.arange(ord(max(present, default=END)) + 1, dtype="<u4")
    longer: list[tuple[str, str]] = []
    for char, plain in _plain(present):
        if len(plain) == 1:
            mapping[ord(char)] = ord(plain)
        else:
            longer.append((char, plain))
    written = mapping[codes].tobytes().decode("utf-32-le", "surrogatepass")
    for char, plain in longer:
        written = written.replace(char, plain)
    return in_digits(written)


def _plain(chars: Iterable[str]) -> Iterable[tuple[str, str]]:
    table = simplified()
    for char in chars:
        plain = unicodedata.normalize("NFKC", char).lower()
        yield char, "".join(table.get(simple, simple) for simple in plain)
