"""Pinyin (拼音) of names and titles, to sort them and to file them under a letter."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from disclosure.text.later import later
from disclosure.text.normal import half_width

SortKey = tuple[bool, tuple[tuple[str, str], ...], str]

READINGS = {
    # Words of administration.
    "长效": "chang xiao",
    "长护险": "chang hu xian",
    "乡长": "xiang zhang",
    "给排水": "ji pai shui",
    "圈养": "juan yang",
    # Place names. 待核
    "单县": "shan xian",
    "大城县": "dai cheng xian",
    "乐陵": "lao ling",
    "洪洞": "hong tong",
    "繁峙": "fan shi",
    "浚县": "xun xian",
    "涡阳": "guo yang",
    "什邡": "shi fang",
    "荥经": "ying jing",
    "宕昌": "tan chang",
    "尼勒克": "ni le ke",
    # Two characters that names nearly always read so, and the words that do not.
    "都": "du",
    "朝": "chao",
    "朝阳产业": "zhao yang chan ye",
    "朝气": "zhao qi",
    "朝夕": "zhao xi",
}
"""What pypinyin reads otherwise, and no more. The longest word wins."""

KNOWN = later("|".join(sorted(READINGS, key=len, reverse=True)))
FIRST_LONG = later(r"长(?![者子女辈老官大势相幼孙])")
"""长 at the head of a name is cháng (长葛, 长宁, 长阳): a 长 that is somebody comes after his office."""
IDEOGRAPHS = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MOST_AT_ONCE = 200
"""Longer runs are read in parts: segmenting costs the square of the length."""
PIECE = later(
    rf"(?P<chinese>[{IDEOGRAPHS}]{{1,{MOST_AT_ONCE}}})|(?P<number>[0-9]+)|(?P<latin>(?:(?![{IDEOGRAPHS}])[^\W\d_])+)"
)
HEAD = later(
    r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]"  # （一）, 一、
    r"|[0-9]+(?:年度?)?"  # 2024年度, 12345
    r"|[\W_]"  # 《关于…》, “十四五”
    r")*"
)
"""What stands before the first word by which a reader would look."""
LONGEST_HEAD = 200
NUMBER_WIDTH = 12
KEY_LENGTH = 64
"""Titles alike so far are sorted by their characters."""


def initial(text: str) -> str:
    """Return the letter under which a reader looks for `text`, A to Z, or `#` where it begins with none."""
    text = half_width(text)
    head = _head(text)
    for syllable, _ in _read(text[head : head + 8]):
        return syllable[0].upper() if "a" <= syllable[0] <= "z" else "#"
    return "#"


def sort_key(text: str) -> SortKey:
    """Return what to sort by: by pinyin, one character after the other, numbers by their size, then `#`.

    Years, numbers and marks before the first word come last: 2023年报告 and 2024年报告 stand side by side.
    """
    text = half_width(text)
    head = _head(text)
    parts = (*_read(text[head : head + KEY_LENGTH]), *((number, "") for number in re.findall(r"[0-9]+", text[:head])))
    places = tuple((part if written else part.zfill(NUMBER_WIDTH), written) for part, written in parts)
    return initial(text) == "#", places, text


def syllables(text: str) -> tuple[str, ...]:
    """Return the syllable of each Chinese character without its tone, and each Latin word or number; ü is written v."""
    return tuple(part for part, _ in _read(half_width(text)))


def _head(text: str) -> int:
    found = HEAD.match(text, 0, LONGEST_HEAD)
    return found.end() if found else 0


def _read(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text: a syllable with its character, a Latin word in small letters with itself, a number."""
    head = _head(text)
    for piece in PIECE.finditer(text):
        if piece["number"]:
            yield piece["number"], ""
        elif piece["latin"]:
            yield piece["latin"].lower(), piece["latin"]
        else:
            yield from zip(_syllables(piece["chinese"], first=piece.start() == head), piece["chinese"], strict=True)


def _syllables(chinese: str, *, first: bool) -> Iterator[str]:
    past = 0
    if first and FIRST_LONG.match(chinese):
        yield "chang"
        past = 1
    for known in KNOWN.finditer(chinese, past):
        yield from _by_pypinyin(chinese[past : known.start()])
        yield from READINGS[known[0]].split()
        past = known.end()
    yield from _by_pypinyin(chinese[past:])


def _by_pypinyin(chinese: str) -> Iterator[str]:
    """Yield the readings of pypinyin's dictionaries; of the phrases that begin at a character the longest wins."""
    place = 0
    while place < len(chinese):
        for length in _lengths().get(chinese[place : place + 2], ()):
            phrase = chinese[place : place + length]
            if reading := _of_phrase(phrase):
                yield from reading
                place += length
                break
        else:
            yield _of_character(chinese[place])
            place += 1


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """Return how long phrases are that begin with two characters, the longest first."""
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415 - takes half a second, and most commands sort nothing.

    found: dict[str, set[int]] = defaultdict(set)
    for phrase in PHRASES_DICT:
        found[phrase[:2]].add(len(phrase))
    return {head: tuple(sorted(lengths, reverse=True)) for head, lengths in found.items()}


@lru_cache(maxsize=20_000)
def _of_phrase(phrase: str) -> tuple[str, ...]:
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415 - as above.

    return tuple(_without_tone(reading[0]) for reading in PHRASES_DICT.get(phrase, ()))


@lru_cache(maxsize=20_000)
def _of_character(char: str) -> str:
    """Return the most usual syllable of a character; one that pypinyin does not know stands for itself."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - as above.

    return _without_tone(PINYIN_DICT.get(ord(char), char).split(",")[0])


def _without_tone(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(part for part in parts if not unicodedata.combining(part))
