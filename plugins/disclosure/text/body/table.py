"""Tables, drawn with `|` or written as HTML."""

from __future__ import annotations

import itertools
import re
from xml.etree.ElementTree import Element, SubElement, TreeBuilder

from disclosure.text.body import markup
from disclosure.text.body.addresses import Addresses
from disclosure.text.body.blocks import Written
from disclosure.text.body.inline import Inline
from disclosure.text.body.lines import LineParser
from disclosure.text.body.mistakes import Mistakes
from disclosure.text.quoting import quoted

_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*")
_CAPTION = re.compile(r"附?表(?:\s*[0-9一二三四五六七八九十]+(?:[-－.][0-9]+)?\s*[：:.、．\s]|[：:])\s*\S.{0,60}")
_END = re.compile(r"</table\s*>", re.IGNORECASE)
_START = re.compile(r"\s*<table[\s>]", re.IGNORECASE)
_ALIGNMENT = {(False, True): "right", (True, True): "center"}
"""The class of a column by where its delimiter has colons; CSS aligns, as style attributes are not allowed."""


class Frames:
    """Frames the tables of one body, each with a name of its own, so that the keyboard can scroll them."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}

    def add(self, parent: Element, table: Element) -> None:
        """Append `table` to `parent`, with the line before it as caption if it reads like one (表1 任务分工)."""
        caption = table.find("caption")
        if caption is None and len(parent) and parent[-1].tag == "p":
            before = parent[-1]
            if _CAPTION.fullmatch("".join(before.itertext())):
                del parent[-1]
                before.tag = "caption"
                table.insert(0, before)
                caption = before
        name = " ".join("".join(caption.itertext()).split()) if caption is not None else "表格"
        count = self._names[name] = self._names.get(name, 0) + 1
        label = f"{name}（{count}）" if count > 1 else name
        frame = SubElement(parent, "div", {"class": "table", "role": "region", "aria-label": label, "tabindex": "0"})
        frame.append(table)


class PipeTable(Written):
    """A line with `|` above a line of `|---|`, and the lines with `|` below."""

    def __init__(self, parser: LineParser, inline: Inline, frames: Frames, mistakes: Mistakes) -> None:
        super().__init__(parser, inline)
        self._frames = frames
        self._mistakes = mistakes

    def _starts(self, line: str) -> bool:
        return "|" in line and _is_delimiter(self.parser.peek())

    def _write(self, parent: Element, line: str) -> None:
        number = self.parser.number
        classes = [_alignment(cell) for cell, _ in _cells(self.parser.take())]
        table = Element("table")
        header = _cells(line)
        if any(text for text, _ in header):
            self._row(SubElement(table, "thead"), line, number, classes, head=True)
        body = SubElement(table, "tbody")
        framed = line.lstrip().startswith("|")
        while (row := self._next(framed=framed)) is not None:
            cells = self._row(body, row, self.parser.number, classes)
            if cells != len(header):
                what = f"这一行有 {cells} 格，表头有 {len(header)} 格"
                self._mistakes.note(self.parser.number, 1, "table", what, "每行的格数要一样；格子里的竖线写成 \\|")
        self._frames.add(parent, table)

    def _next(self, *, framed: bool) -> str | None:
        """Take the next row: a line that begins with `|` where the header does, else one that has a `|`.

        What stands above a line of dashes is no row but the head of the next table.
        """
        line = self.parser.peek()
        if line is None or not _PIPE.search(line) or (framed and not line.lstrip().startswith("|")):
            return None
        return None if _is_delimiter(self.parser.peek(1)) else self.parser.take()

    def _row(self, part: Element, line: str, number: int, classes: list[str], *, head: bool = False) -> int:
        row = SubElement(part, "tr")
        cells = _cells(line)
        for at, (text, column) in enumerate(cells):
            cell = self.inline.element("th" if head and text else "td", text, number, column)
            if head and text:
                cell.set("scope", "col")
            if at < len(classes) and classes[at]:
                cell.set("class", classes[at])
            row.append(cell)
        return len(cells)


class HtmlTable(Written):
    """The lines from `<table>` to `</table>`."""

    def __init__(
        self, parser: LineParser, inline: Inline, frames: Frames, mistakes: Mistakes, addresses: Addresses
    ) -> None:
        super().__init__(parser, inline)
        self._addresses = addresses
        self._frames = frames
        self._mistakes = mistakes
        self._never_ends = False

    def _starts(self, line: str) -> bool:
        return _START.match(line) is not None and not self._never_ends

    def _write(self, parent: Element, line: str) -> bool:
        lines = self._lines(line)
        if lines is None:
            return False
        first = self.parser.number
        for _ in lines[1:]:
            self.parser.take()
        end = _END.search(lines[-1])
        after = lines[-1][end.end() :] if end else ""
        lines[-1] = lines[-1][: len(lines[-1]) - len(after)]
        self._note_foreign_tags(lines, first)
        table = self._table("\n".join(lines), first)
        if table is not None:
            self._frames.add(parent, table)
        else:
            what, hint = "这个表格的标签没有成对，或者有文字写在格子外面，会照样显示", "检查 <tr>、<td> 是不是都有结尾"
            self._mistakes.note(first, 1, "markup", what, hint)
            for text in filter(None, map(str.strip, lines)):
                SubElement(parent, "p").text = text
        if after.strip():
            column = len(lines[-1]) + self.column(after)
            parent.append(self.inline.element("p", after.strip(), self.parser.number, column))
        return True

    def _lines(self, first: str) -> list[str] | None:
        """Return the lines of the table, or None when it has no end. Then no later one has, and nobody looks again."""
        lines = [first]
        while not _END.search(lines[-1]):
            following = self.parser.peek(len(lines) - 1)
            if following is None:
                self._never_ends = True
                return None
            lines.append(following)
        return lines

    def _note_foreign_tags(self, lines: list[str], first: int) -> None:
        for number, line in enumerate(lines, first):
            for tag in markup.FOREIGN.finditer(line):
                what = f"表格里的网页标签{quoted(tag[0])}不能用，会照样显示"
                self._mistakes.note(number, tag.start() + 1, "markup", what, "删掉它，留下文字")

    def _table(self, source: str, line: int) -> Element | None:
        builder = TreeBuilder()
        builder.start("div", {})
        written = markup.write(builder, source, self._addresses, line)
        builder.end("div")
        around = builder.close()
        alone = len(around) == 1 and around[0].tag == "table" and not (around.text or around[0].tail or "").strip()
        return around[0] if written and alone else None


def _cells(line: str) -> list[tuple[str, int]]:
    """Return the text of each cell of a row with its column; the `|` at the ends are a frame."""
    bounds = [-1, *(pipe.start() for pipe in _PIPE.finditer(line)), len(line)]
    cells = []
    for before, after in itertools.pairwise(bounds):
        cell = line[before + 1 : after]
        cells.append((cell.strip(), after - len(cell.lstrip()) + 1))
    if len(cells) > 1 and not cells[0][0]:
        del cells[0]
    if len(cells) > 1 and not cells[-1][0]:
        del cells[-1]
    return cells


def _is_delimiter(line: str | None) -> bool:
    return line is not None and "|" in line and _DELIMITER.fullmatch(line) is not None


def _alignment(delimiter: str) -> str:
    return _ALIGNMENT.get((delimiter.startswith(":"), delimiter.endswith(":")), "")
