"""Numbers written at the start of a line (一、第三条): which lines they make headings, and how a link finds them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from disclosure.text.body.plain import plain
from disclosure.text.numerals import parse_number

_HAN = "〇○零一二三四五六七八九十百"
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to number."""

    css: str
    depth: int
    """How far inside it stands; `#` headings have the depths 1 to 6."""
    prefix: str
    """What its anchors begin with; those without one begin with the anchor of what they stand in."""
    longest: int
    """The longest line, in characters, that can be a heading."""
    pattern: str
    """In it `汉` stands for the digits of Chinese, `0-9` also for full-width ones, and a space for any."""


_KINDS = {
    "part": Kind("part", 10, "part", 40, "第 ?([汉0-9]{1,6}) ?编"),
    "chapter": Kind("chapter", 20, "ch", 40, "第 ?([汉0-9]{1,6}) ?章"),
    "section": Kind("section", 30, "sec", 40, "第 ?([汉0-9]{1,6}) ?节"),
    # 第三条规定的… refers to an article and does not begin one.
    "article": Kind(
        "article", 35, "art", 0, "第 ?([汉0-9]{1,6}) ?条(?:之([汉]{1,3}))?(?!规定|所称|所列|[第的款、和至或])"
    ),
    "one": Kind("level-1", 40, "s", 50, "([汉]{1,5})、"),
    "two": Kind("level-2", 50, "", 40, "[（(]([汉]{1,5})[）)]"),
    "three": Kind("level-3", 60, "", 40, "([0-9]{1,3}) ?[.．、](?![0-9])"),
    "four": Kind("level-4", 70, "", 40, "[（(]([0-9]{1,3})[）)]"),
}
"""From the outermost in."""
_NUMBER = re.compile(
    "|".join(f"(?P<{name}>{kind.pattern})" for name, kind in _KINDS.items())
    .replace("汉", _HAN)
    .replace("0-9", "0-9０-９")
    .replace(" ?", r"\s?")
)
_HAN_RUN = re.compile(f"[{_HAN}]{{1,5}}")
_DIVISIONS = frozenset({"part", "chapter", "section"})
_ARTICLE, _POINT = 35, 50
_CLOSING = frozenset({"attachments", "date", "disclosure-mark", "signature"})
"""Formal parts that close a text, so that what stands above them heads nothing."""
_FIRST = frozenset("第（(" + _HAN + "0123456789０１２３４５６７８９")
_SENTENCE = re.compile(r"[。；;！!？?]")
_GOES_ON = re.compile(r"[，,、：:…—]$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, `（二）`: of which kind, and worth 2."""

    written: str
    kind: Kind
    value: int
    inserted: int = 0
    """The 1 of 第三条之一."""


def written_number(text: str) -> Number | None:
    """Return the number that `text` begins with."""
    if text[:1] not in _FIRST:
        return None
    match = _NUMBER.match(text)
    if match is None:
        return None
    name = str(match.lastgroup)
    first = match.re.groupindex[name] + 1
    value = _value(match[first])
    inserted = _value(match[first + 1]) if name == "article" and match[first + 1] else 0
    if name == "one" and value is not None and _goes_on_counting(text, match.end(), value):
        return None
    return None if value is None or inserted is None else Number(match[0], _KINDS[name], value, inserted)


def _goes_on_counting(text: str, end: int, value: int) -> bool:
    """Say whether 一、二年级 goes on, which numbers nothing; 二、一般公共预算 begins a heading."""
    following = _HAN_RUN.match(text, end)
    return following is not None and _value(following[0]) == value + 1


def is_heading(element: Element) -> bool:
    """Say whether `element` is a heading."""
    return element.tag in _TITLES


class Numbering(Treeprocessor):
    """Gives numbered lines their class and anchor, and makes headings of those that are.

    A numbered line is a heading when it is short, has no sentence in it, and heads something: what follows is not the
    next number of its kind or of one further out. So the lines of a table of contents or of a list (`1. 身份证`,
    `2. 户口簿`) stay paragraphs, and so do the points of an article. Levels never skip one, whatever comes together.
    """

    def run(self, root: Element) -> None:
        """Treat all lines of the document, which stand side by side in `root`."""
        elements = list(root)
        texts = [_text(element) for element in elements]
        numbers = [written_number(text) if text else None for text in texts]
        heads = _Heads()
        anchors = _Anchors()
        levels = _Levels()
        for at, (element, number) in enumerate(zip(elements, numbers, strict=True)):
            if number is None and element.tag not in _TITLES:
                continue
            depth = number.kind.depth if number else int(element.tag[1])
            following = numbers[at + 1] if at + 1 < len(numbers) else None
            ends = at + 1 == len(elements) or elements[at + 1].get("class") in _CLOSING
            heading = heads.judge(number, texts[at], following, ends=ends) or is_heading(element)
            if number:
                element.set("class", number.kind.css)
            if heading or (number and number.kind.css not in _DIVISIONS):
                element.set("id", anchors.give(depth, number))
            if heading:
                element.tag = f"h{levels.give(depth, number)}"


class _Heads:
    """Judges line by line which numbered paragraphs are headings."""

    def __init__(self) -> None:
        self._lists: dict[int, int] = {}
        self._in_article = False

    def judge(self, number: Number | None, text: str, following: Number | None, *, ends: bool) -> bool:
        """Say whether the numbered line `text`, with `following` on the next line, is a heading."""
        depth = number.kind.depth if number else 0
        self._in_article = depth == _ARTICLE or (self._in_article and depth >= _POINT)
        for deeper in [at for at in self._lists if at > depth]:
            del self._lists[deeper]
        if number is None:
            return False
        if number.value > self._lists.get(depth, number.value):
            self._lists[depth] = number.value
            return False
        self._lists.pop(depth, None)
        if self._in_article or not _is_title(text, number):
            return False
        if following is not None and following.kind.depth <= depth:
            self._lists[depth] = number.value
            return False
        return not ends


class _Anchors:
    """Gives each number a readable anchor of its own: `s-1-2` for （二） under 一、, `art-3`, `art-3.1` for 第三条之一.

    One that was given before gets a count: `s-1x2` for 一、 in the annex.
    """

    def __init__(self) -> None:
        self._given: defaultdict[str, int] = defaultdict(int)
        self._titles: defaultdict[str, int] = defaultdict(int)
        self._open: list[tuple[int, str]] = []

    def give(self, depth: int, number: Number | None) -> str:
        """Return the anchor of a line at this depth, with this number or, if None, a `#` heading."""
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
        inside = self._open[-1][1] if self._open else ""
        name = self._title(inside) if number is None else _name(number, inside)
        self._given[name] += 1
        if self._given[name] > 1:
            name = f"{name}x{self._given[name]}"
        self._open.append((depth, name))
        return name

    def _title(self, inside: str) -> str:
        self._titles[inside] += 1
        return f"{inside or 'h'}-{self._titles[inside]}"


class _Levels:
    """Gives headings their level, from 2, by what they stand in.

    A number that goes on counting stands where the one before it stood, whatever `#` heading came between.
    """

    def __init__(self) -> None:
        self._open: list[int] = []
        self._counted: dict[int, tuple[int, list[int]]] = {}

    def give(self, depth: int, number: Number | None) -> int:
        """Return the level of a heading at this depth, with this number or, if None, a `#` heading."""
        value, around = self._counted.get(depth, (0, []))
        if number is not None and number.value == value + 1 and value:
            self._open = around.copy()
        while self._open and self._open[-1] >= depth:
            self._open.pop()
        if number is not None:
            self._counted[depth] = (number.value, self._open.copy())
        self._open.append(depth)
        return min(len(self._open) + 1, 6)


def _text(element: Element) -> str:
    """Return the text of a heading or plain paragraph that can begin with a number; one in a link refers elsewhere."""
    begins = element.text
    if begins and begins[0] not in _FIRST:  # As nearly all do.
        return ""
    if not is_heading(element) and (element.tag != "p" or element.get("class") is not None):
        return ""
    refers = len(element) and element[0].tag == "a" and not begins
    return "" if refers else plain(element)


def _is_title(text: str, number: Number) -> bool:
    if len(text) > number.kind.longest or text == number.written:
        return False
    if number.kind.css == "level-1":
        text = text.removesuffix("。")
    return not _SENTENCE.search(text) and not _GOES_ON.search(text)


def _name(number: Number, inside: str) -> str:
    prefix = number.kind.prefix or inside or "s"
    if number.kind.css == "section" and inside:
        prefix = f"{inside}-{prefix}"
    return f"{prefix}-{number.value}" + (f".{number.inserted}" if number.inserted else "")


@lru_cache(1000)
def _value(written: str) -> int | None:
    try:
        return parse_number(written)
    except ValueError:
        return None
