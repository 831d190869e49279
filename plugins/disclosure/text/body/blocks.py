"""Headings, rules, quotations, lists and paragraphs."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from disclosure.text.body.inline import Inline
from disclosure.text.body.lines import LineParser, Shape

_HEADING = re.compile(r"\s*(#{1,6})\s+(\S.*)")
_RULE = re.compile(r"\s*-{3,}\s*")
_QUOTE = re.compile(r"\s*>(?:\s+(.*)|\s*)")
_ITEM = re.compile(r"(\s*)-\s+(?!\d+\s*-\s*$)(\S.*)")
_DEEPEST_LIST = 5
_WIDTH = {"\t": 4, "\u3000": 2}


class Written(Shape):
    """A shape whose text can hold marks."""

    def __init__(self, parser: LineParser, inline: Inline) -> None:
        super().__init__(parser)
        self.inline = inline


class HeadingLine(Written):
    """`## 标题`. `numbering` finds the level that fits into the document."""

    def _starts(self, line: str) -> bool:
        return _HEADING.fullmatch(line) is not None

    def _write(self, parent: Element, line: str) -> None:
        if match := _HEADING.fullmatch(line):
            tag = f"h{len(match[1])}"
            parent.append(self.inline.element(tag, match[2].rstrip(), self.parser.number, match.start(2) + 1))


class Rule(Shape):
    """`---` alone on a line."""

    def _starts(self, line: str) -> bool:
        return _RULE.fullmatch(line) is not None

    def _write(self, parent: Element, line: str) -> None:  # noqa: ARG002 - A rule says nothing.
        SubElement(parent, "hr")


class Quotation(Written):
    """Lines that begin with `> `. `>50%` is text."""

    def _starts(self, line: str) -> bool:
        return _QUOTE.fullmatch(line) is not None

    def _write(self, parent: Element, line: str) -> None:
        quotation = SubElement(parent, "blockquote")
        match = _QUOTE.fullmatch(line)
        while match:
            if text := (match[1] or "").strip():
                quotation.append(self.inline.element("p", text, self.parser.number, match.start(1) + 1))
            match = self.parser.take_if(_QUOTE)


class ListOfItems(Written):
    """Lines that begin with `- `; an item further in belongs to the one before. `- 3 -` is a page number."""

    def _starts(self, line: str) -> bool:
        return _ITEM.fullmatch(line) is not None

    def _write(self, parent: Element, line: str) -> None:
        open_lists: list[tuple[int, Element]] = []
        match = _ITEM.fullmatch(line)
        while match:
            indent = sum(_WIDTH.get(space, 1) for space in match[1])
            while len(open_lists) > 1 and indent < open_lists[-1][0]:
                open_lists.pop()
            if not open_lists:
                open_lists.append((indent, SubElement(parent, "ul")))
            elif indent > open_lists[-1][0] + 1 and len(open_lists) < _DEEPEST_LIST:
                open_lists.append((indent, SubElement(open_lists[-1][1][-1], "ul")))
            item = self.inline.element("li", match[2].rstrip(), self.parser.number, match.start(2) + 1)
            open_lists[-1][1].append(item)
            self._pass_blank_lines()
            match = self.parser.take_if(_ITEM)

    def _pass_blank_lines(self) -> None:
        """Blank lines part the items of one list, not two lists."""
        ahead = 0
        while (line := self.parser.peek(ahead)) is not None and not line.strip():
            ahead += 1
        if ahead and line is not None and _ITEM.fullmatch(line):
            for _ in range(ahead):
                self.parser.take()


class Paragraph(Written):
    """Any other line. A picture alone is told from a picture in the text."""

    def _starts(self, line: str) -> bool:
        return bool(line)

    def _write(self, parent: Element, line: str) -> None:
        paragraph = self.inline.element("p", line.strip(), self.parser.number, self.column(line))
        if len(paragraph) == 1 and paragraph[0].tag == "img" and not paragraph.text and not paragraph[0].tail:
            paragraph.set("class", "picture")
        parent.append(paragraph)
