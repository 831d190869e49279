"""A short text cut out of a long one, for descriptions and lists."""

from __future__ import annotations

import re
import unicodedata

from disclosure.text.normal import squeeze_cjk_spaces

_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[。！？；][”’）」』]*")
_WORD = re.compile(r"[A-Za-z0-9.,%+-]+\Z")


def excerpt(text: str, length: int) -> str:
    """Return the beginning of `text` on one line, of at most `length` characters.

    It ends with a sentence where one ends in the second half of that, else with `…`, and never inside a number, a Latin
    word or a character with its marks.
    """
    line = _on_one_line(text[: 4 * length])
    if len(line) <= length:
        line = _on_one_line(text)
    if len(line) <= length:
        return line
    ends = [match.end() for match in _SENTENCE_END.finditer(line, 0, length) if match.end() <= length]
    if ends and ends[-1] * 2 >= length:
        return line[: ends[-1]]
    cut = max(length - 1, 0)
    while cut and unicodedata.category(line[cut]).startswith("M"):
        cut -= 1
    head = line[:cut]
    if line[cut].isascii() and line[cut].isalnum() and (word := _WORD.search(head)) and word.start():
        head = head[: word.start()]
    return head.rstrip("，、：；,:; （(《“") + "…"


def _on_one_line(text: str) -> str:
    return _SPACES.sub(" ", squeeze_cjk_spaces(text.strip()))
