"""Text cut into the terms a search compares; `overrides/parts/search.js/segment.js` does the same in the browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from disclosure.memory import recalled

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"

_RUN = re.compile(rf"[0-9a-z{HAN}]+")
_WORD = re.compile(r"[0-9a-z]+(?:[.-][0-9a-z]+)*")
_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[0-9a-z]")
_DIGITS = {"〇": 0, "零": 0} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
NUMERALS = f"{''.join(_DIGITS)}十百"
COUNTED = "年月日号条届批期岁周"
"""What a number in Chinese characters stands before when it is read as one in digits: 第十二条 is 第12条."""
MOST_NUMERALS = 7
_NUMBER = re.compile(rf"[{NUMERALS}]{{1,{MOST_NUMERALS}}}(?=[{COUNTED}])")
ROUND = str.maketrans("○◯", "〇〇")
"""What is drawn for a nought."""
AS_WRITTEN = {ord(char): 0xE000 + place for place, char in enumerate(NUMERALS)}
"""Each numeral as a character of no script: so it is filed where the number is read as one in digits."""
_CHOICE = r"(?:[居市区县乡镇]|街道|社区)"
BEFORE_CHOICE = "村县市区乡镇"
_CHOICES = re.compile(rf"([{BEFORE_CHOICE}])\(({_CHOICE}(?:[、/]{_CHOICE}){{0,5}})\)(?=([{HAN}]))")
"""村(居)民, 县(市、区)级: one text for several."""
LONGEST_WORD = 24
"""Longer Latin words and numbers are found by their pairs alone."""


def search_fold(text: str) -> str:
    """Return what spellings that a reader takes for the same have in common.

    Full and half width, capital and small letters, traditional and simplified characters, 二〇一九年 and 2019年.
    """
    return in_digits(plain(text))


def plain(text: str) -> str:
    """Return a text folded, but for its numbers: 二〇一九年 stays."""
    found = unicodedata.normalize("NFKC", text).lower().translate(ROUND)
    table = simplified()
    for char in set(found) & table.keys():  # Few texts hold one, and `translate` asks for every character.
        found = found.replace(char, table[char])
    return found


def in_digits(text: str) -> str:
    """Return a plain text with the numbers in it that count something written in digits: 十二月 is 12月."""
    return _NUMBER.sub(lambda found: _arabic(found[0]), text)


def as_written(text: str) -> list[str]:
    """Return the pairs of a plain text that are no longer there when its numbers are in digits: 二十一条 holds 二十.

    Their numerals are other characters, so that they are found by who looks for them and weigh nothing.
    """
    found = []
    for number in _NUMBER.finditer(text):
        near = text[max(0, number.start() - 1) : number.end() + 1]
        found += [f"{one}{other}".translate(AS_WRITTEN) for one, other in pairwise(near) if _RUN.fullmatch(one + other)]
    return found


def terms(folded: str) -> list[str]:
    """Return the terms of a folded text in order, repeated as often as they stand there.

    Every two characters that stand side by side, Chinese or Latin; a character that stands alone; and Latin words and
    numbers of three characters and more as wholes. So every string of two characters that a text contains is found.
    """
    found: list[str] = []
    for match in _RUN.finditer(folded):
        run = match[0]
        if len(run) == 1:
            found.append(run)
        else:
            found += [run[place : place + 2] for place in range(len(run) - 1)]
    return found + choices(folded) + words(folded)


def words(folded: str) -> list[str]:
    """Return the Latin words and the numbers in a folded text that are terms as wholes."""
    return [word for word in _WORD.findall(folded) if 2 < len(word) <= LONGEST_WORD]


def choices(folded: str) -> list[str]:
    """Return the pairs that a text with choices in brackets stands for: of 村(居)民, 村民 and 居民."""
    return [pair for found in _CHOICES.finditer(folded) for pair in _chosen(found)]


def choice_at(folded: str, place: int) -> list[str]:
    """Return the pairs of the choice that begins at a place."""
    found = _CHOICES.match(folded, place)
    return _chosen(found) if found else []


def is_han(char: str) -> bool:
    """Say whether a character is a Chinese one."""
    return bool(_HAN.fullmatch(char))


def bare(folded: str) -> str:
    """Return only the characters of a folded text that count: two titles with the same are one title."""
    return "".join(_RUN.findall(folded))


def query_terms(folded: str) -> list[str]:
    """Return the terms of a query: those of a text that say most.

    Pairs of Chinese characters, and Latin words and numbers as wholes. The pairs of a word of three characters come
    with it (`g20` also stands in `g205`), and the pair with its neighbour for a character that stands alone beside
    another script (`0青`).
    """
    found: list[str] = []
    for match in _RUN.finditer(folded):
        run = match[0]
        if len(run) == 1 and (is_han(run) or run == bare(folded)):
            found.append(run)
        pairs = [run[place : place + 2] for place in range(len(run) - 1)]
        for place, pair in enumerate(pairs):
            latin = [bool(_LATIN.match(char)) for char in pair]
            alone_before = place == 0 or bool(_LATIN.match(run[place - 1])) != latin[0]
            alone_after = place == len(pairs) - 1 or bool(_LATIN.match(run[place + 2])) != latin[1]
            if not any(latin) or (latin[0] != latin[1] and (alone_before or alone_after)):
                found.append(pair)
    found += choices(folded)
    for word in _WORD.findall(folded):
        if 2 < len(word) <= LONGEST_WORD:
            found.append(word)
        if len(word) <= 3 or len(word) > LONGEST_WORD:
            for run in _RUN.findall(word):
                found += [run[place : place + 2] for place in range(len(run) - 1)]
    return found


@cache
def simplified() -> Mapping[str, str]:
    """Return each traditional character with its simplified form (繁 → 简), one to one."""
    return recalled("simplified characters", "", _simplified)


def _simplified() -> Mapping[str, str]:
    from opencc import OpenCC  # noqa: PLC0415 - reads a file, and most commands search nothing.

    chars = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    found = {char: other for char, other in zip(chars, simple, strict=True) if other != char and len(other) == 1}
    return {char: found.get(simple, simple) for char, simple in found.items()}  # 薴 → 苧 → 苎, whichever comes first.


def _chosen(found: re.Match[str]) -> list[str]:
    first, others, after = found.groups()
    return [word[-1] + after for word in (first, *re.split("[、/]", others))]


def _arabic(numeral: str) -> str:
    """Return a number in digits: by place (二〇一九) or by tens and hundreds (一百二十); others stay as they are."""
    if not set(numeral) & set("十百"):
        return "".join(str(_DIGITS[char]) for char in numeral)
    found = re.fullmatch("(?:(.)百零?)?(?:(.?)十)?(.?)", numeral)
    if not found or not all(part in _DIGITS for part in found.groups("") if part):
        return numeral
    hundreds, tens, ones = found.groups()
    return str(
        100 * (_DIGITS[hundreds] if hundreds else 0)
        + 10 * (0 if tens is None else _DIGITS[tens] if tens else 1)
        + (_DIGITS[ones] if ones else 0)
    )
