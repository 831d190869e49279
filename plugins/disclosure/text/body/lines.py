"""The block parser: Python-Markdown's, told that a block is a line, so that lines keep their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

_MARKS = "*\\[<&|"
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_SHAPE = re.compile(r"\s*(?:[#>]|-[-\s])")


class LineParser(BlockParser):
    """Hands each line to the block processors; one that wants the next lines too takes them.

    Most lines of official text hold no mark at all and become paragraphs here and now.
    """

    def __init__(self, md: Markdown, first_line: int) -> None:
        super().__init__(md)
        self.root = Element(md.doc_tag)
        self._first = first_line
        self._lines: list[str] = []
        self._taken = 0

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        """Return the tree of the whole document."""
        self.root = Element(self.md.doc_tag)
        self._lines = list(lines)
        self._taken = 0
        whole = "\n".join(self._lines)
        marked = any(mark in whole for mark in _MARKS)  # Most texts have no mark at all.
        while self._taken < len(self._lines):
            line = self.take()
            text = line.strip()
            if not text:
                continue
            if _SHAPE.match(line) or (marked and _MARK.search(line)):
                self.parseBlocks(self.root, [line])
            else:
                SubElement(self.root, "p").text = text
        return ElementTree(self.root)

    @property
    def number(self) -> int:
        """The line number, as the editor counts, of the line taken last."""
        return self._first + self._taken - 1

    def peek(self, ahead: int = 0) -> str | None:
        """Return a line that is still to be taken, or None after the last."""
        at = self._taken + ahead
        return self._lines[at] if at < len(self._lines) else None

    def take(self) -> str:
        """Return the next line, which there must be."""
        self._taken += 1
        return self._lines[self._taken - 1]

    def take_if(self, shape: re.Pattern[str]) -> re.Match[str] | None:
        """Take the next line and return its match, if all of it has this shape."""
        line = self.peek()
        match = shape.fullmatch(line) if line is not None else None
        self._taken += match is not None
        return match


class Shape(BlockProcessor):
    """One shape that lines can have."""

    parser: LineParser

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown passes both.
        """Say whether a line has the shape."""
        return self._starts(block)

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Append what the line says to `parent`; False when it has the shape but not the rest of it."""
        written = self._write(parent, blocks[0]) is not False
        if written:
            del blocks[0]
        return written

    def _starts(self, line: str) -> bool:
        raise NotImplementedError

    def _write(self, parent: Element, line: str) -> bool | None:
        raise NotImplementedError

    def column(self, line: str) -> int:
        """The column of the first character of `line` that is no space."""
        return len(line) - len(line.lstrip()) + 1
