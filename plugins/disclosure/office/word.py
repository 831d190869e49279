"""Word documents (docx): every text in reading order, and what only a curious reader finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from disclosure.office.headings import Headings
from disclosure.office.package import Package, attribute
from disclosure.office.parts import BREAKS, other_parts
from disclosure.office.passage import Allowance, Passage, Unpack, in_turn
from disclosure.office.single_cells import SingleCells


def word_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    """Yield the texts of a docx: paragraphs, tables, headers, text boxes, notes, comments, deletions, properties."""
    with Package(data, allowance) as package:
        story = [(name, kind) for name in package.names if (kind := _kind(name)) is not None]
        authors: set[str] = set()
        readers = [
            (place or "正文", package.read(name, partial(_Story, place, hidden=hidden, authors=authors)))
            for name, (place, hidden) in sorted(story, key=lambda entry: (entry[1][0] != "", entry[0]))
        ]
        yield from in_turn([*readers, ("", other_parts(package, {name for name, _ in story}, unpack))])


_STORIES: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (re.compile(r"word/document\d*\.xml"), "", False),
    (re.compile(r"word/header\d*\.xml"), "页眉", False),
    (re.compile(r"word/footer\d*\.xml"), "页脚", False),
    (re.compile(r"word/footnotes\d*\.xml"), "脚注", False),
    (re.compile(r"word/endnotes\d*\.xml"), "尾注", False),
    (re.compile(r"word/comments\d*\.xml"), "批注", True),
    (re.compile(r"word/glossary/document\d*\.xml"), "构建基块", True),
)
"""Parts made of paragraphs: name, place, whether hidden. The text itself has no name: it counts its paragraphs."""


def _kind(name: str) -> tuple[str, bool] | None:
    return next(((place, hidden) for pattern, place, hidden in _STORIES if pattern.fullmatch(name)), None)


@dataclass(slots=True)
class _Paragraph:
    text: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    number: int
    row: int = 0
    column: int = 0
    cell: list[str] = field(default_factory=list)
    singles: SingleCells = field(default_factory=SingleCells)
    headings: Headings = field(default_factory=Headings)


class _Story:
    """Reads one part made of paragraphs. Text is joined over runs: Word cuts numbers apart wherever it likes."""

    def __init__(self, place: str, *, hidden: bool, authors: set[str]) -> None:
        self.found: list[Passage] = []
        self._place = place
        self._hidden = hidden
        self._authors = authors
        self._count = 0
        self._table_count = 0
        self._paragraphs = [_Paragraph()]  # The first holds text that stands in no paragraph.
        self._tables: list[_Table] = []
        self._containers: list[str] = []
        self._deleting = 0
        self._target: list[str] | None = None
        self._alternatives: list[set[str]] = []
        self._falling_back = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "t":
            paragraph = self._paragraphs[-1]
            self._target = paragraph.deleted if self._deleting else paragraph.text
        elif tag == "p":
            self._paragraphs.append(_Paragraph())
        elif tag in BREAKS:
            self._paragraphs[-1].text.append(BREAKS[tag])
        elif tag == "delText":
            self._target = self._paragraphs[-1].deleted
        elif tag in {"instrText", "delInstrText"}:
            self._target = self._paragraphs[-1].codes
        elif tag in _OPENING:
            _OPENING[tag](self)
        if tag in _SIGNED:
            self._sign(attributes)
        elif tag in _PICTURED:
            self._describe(attributes)

    def end(self, tag: str) -> None:
        if tag == "p":
            if len(self._paragraphs) > 1:
                self._finish(self._paragraphs.pop())
        elif tag in _TEXTS:
            self._target = None
            if len(self._paragraphs) == 1:
                self._finish(self._paragraphs.pop())
                self._paragraphs.append(_Paragraph())
        elif tag in _CLOSING:
            _CLOSING[tag](self)

    def data(self, text: str) -> None:
        if self._target is not None:
            self._target.append(text)

    def _finish(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.text).strip()
        container = self._containers[-1] if self._containers else ""
        if text and container == "cell":
            self._tables[-1].cell.append(text)
        elif text and not container:
            self._count += 1
        place = self._here(container)
        if text and container != "cell":
            self._emit(text, place, hidden=self._hidden)
        if deleted := "".join(paragraph.deleted).strip():
            self._emit(deleted, f"{place}（修订中删除的文字）", hidden=True)
        if codes := "".join(paragraph.codes).strip():
            self._emit(codes, f"{place}（域代码）", hidden=True)

    def _here(self, container: str) -> str:
        if container == "box":
            return f"{self._place}文本框"
        if container == "cell":
            table = self._tables[-1]
            return f"{self._place}表{table.number}第{table.row}行第{table.column}列"
        return self._place or f"第{max(self._count, 1)}段"

    def _emit(self, text: str, place: str, *, hidden: bool, heading: str = "") -> None:
        if self._alternatives:
            # A text box is written twice, for new and for old programs; the second time only what differs is news.
            if self._falling_back and text in self._alternatives[-1]:
                return
            self._alternatives[-1].add(text)
        self.found.append(Passage(text, place, hidden, heading))

    def _sign(self, attributes: dict[str, str]) -> None:
        author = attribute(attributes, "author").strip()
        if author and author not in self._authors:
            self._authors.add(author)
            self.found.append(Passage(author, "批注或修订的作者", True))

    def _describe(self, attributes: dict[str, str]) -> None:
        for name in ("descr", "title", "alt", "string"):
            if text := attribute(attributes, name).strip():
                self._emit(text, f"{self._place}图片或艺术字", hidden=True)

    def _open_table(self) -> None:
        self._table_count += 1
        self._tables.append(_Table(self._table_count))

    def _close_table(self) -> None:
        if self._tables:
            self._tables.pop()

    def _open_row(self) -> None:
        if self._tables:
            self._tables[-1].row += 1
            self._tables[-1].column = 0

    def _close_row(self) -> None:
        if self._tables:
            table = self._tables[-1]
            table.headings.end_row()
            for joined in table.singles.row():
                self._emit(joined, f"{self._place}表{table.number}第{table.row}行（逐格相连）", hidden=self._hidden)

    def _open_cell(self) -> None:
        if not self._tables:
            self._open_table()
        self._containers.append("cell")
        self._tables[-1].column += 1
        self._tables[-1].cell.clear()

    def _close_cell(self) -> None:
        if not self._tables or not self._containers:
            return
        table = self._tables[-1]
        text = "\n".join(table.cell)
        table.cell.clear()
        table.singles.add(text)
        if text:
            self._emit(text, self._here("cell"), hidden=self._hidden, heading=table.headings.of(table.column, text))
        self._containers.pop()

    def _open_box(self) -> None:
        self._containers.append("box")

    def _close_box(self) -> None:
        self._containers.pop()

    def _open_deletion(self) -> None:
        self._deleting += 1

    def _close_deletion(self) -> None:
        self._deleting -= 1

    def _open_alternatives(self) -> None:
        self._alternatives.append(set())

    def _close_alternatives(self) -> None:
        self._alternatives.pop()

    def _open_fallback(self) -> None:
        self._falling_back += 1

    def _close_fallback(self) -> None:
        self._falling_back -= 1


_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_SIGNED = frozenset({"comment", "ins", "del", "moveFrom", "moveTo"})
_PICTURED = frozenset({"docPr", "cNvPr", "shape", "textpath"})
_OPENING = {
    "tbl": _Story._open_table,
    "tr": _Story._open_row,
    "tc": _Story._open_cell,
    "txbxContent": _Story._open_box,
    "del": _Story._open_deletion,
    "moveFrom": _Story._open_deletion,
    "AlternateContent": _Story._open_alternatives,
    "Fallback": _Story._open_fallback,
}
_CLOSING = {
    "tbl": _Story._close_table,
    "tr": _Story._close_row,
    "tc": _Story._close_cell,
    "txbxContent": _Story._close_box,
    "del": _Story._close_deletion,
    "moveFrom": _Story._close_deletion,
    "AlternateContent": _Story._close_alternatives,
    "Fallback": _Story._close_fallback,
}
