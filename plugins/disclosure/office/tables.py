"""The sheets of a workbook (xlsx) or a CSV file as tables for a page: what meets the eye on opening it, and no more."""

from __future__ import annotations

import csv
import io
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.memory import plainly_kept
from disclosure.office.cell_looks import number_as_shown
from disclosure.office.number_format import shown_text
from disclosure.office.package import Package
from disclosure.office.passage import Allowance, Passage, Unreadable
from disclosure.office.sheet import Book, column_number, is_hidden, read_book, worksheet_parts
from disclosure.text.file_type import FileType, decoded

ROWS, COLUMNS, SHEETS = 100, 30, 10
"""The most that a page shows of a sheet, and of a file; a table beyond it is cut and says so."""


@plainly_kept
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, with the columns and rows over which it is merged."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet without its empty rows and columns, and without those that are hidden."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    """Cells that a merged one covers are left out, as in HTML."""
    width: int
    """Columns."""
    cut: bool = False
    """Whether the sheet goes on beyond what is here."""


def tables_of(data: bytes, kind: FileType) -> tuple[SheetTable, ...]:
    """Return the visible sheets that hold anything. Of a file that is damaged or too large, what could be read."""
    if kind.key == "xlsx":
        return tuple(_workbook(data))
    if kind.key == "csv":
        return tuple(_csv(data))
    return ()


def _workbook(data: bytes) -> Iterator[SheetTable]:
    allowance = Allowance(unpacked=32 * 1024 * 1024, tags=1_000_000)  # A second of reading; more is no page's table.
    try:
        with Package(data, allowance) as package:
            book = Book()
            for _ in read_book(package, book):
                pass
            shown = 0
            for part, (name, hidden) in worksheet_parts(package, book).items():
                if hidden or part not in package.names or not part.startswith("xl/worksheets/"):
                    continue
                sheet = _Sheet(book)
                damaged = _read(package, part, sheet)
                if table := sheet.table(name, cut=damaged):
                    yield table
                    shown += 1
                if shown == SHEETS:
                    return
    except Unreadable:
        return


def _read(package: Package, part: str, sheet: _Sheet) -> bool:
    """Read one sheet; say whether the reading had to stop before its end."""
    try:
        for _ in package.read(part, lambda: sheet):
            pass
    except Unreadable:
        return True
    return False


def _csv(data: bytes) -> Iterator[SheetTable]:
    text = decoded(data)
    if text is None:
        return
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",\t;", key=head.count)
    rows: list[list[str]] = []
    cut = False
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                if len(rows) == ROWS:
                    cut = True
                    break
                rows.append([cell.strip() for cell in row])
    except csv.Error:  # A field without end.
        cut = True
    grid = {
        (at, column): cell
        for at, row in enumerate(rows, 1)
        for column, cell in enumerate(row[: COLUMNS + 1], 1)
        if cell
    }
    if table := _table("", grid, [], cut=cut):
        yield table


def _table(name: str, grid: dict[tuple[int, int], str], merged: list[_Range], *, cut: bool) -> SheetTable | None:
    """Lay out the cells that hold something (row, column → text)."""
    rows = sorted({row for row, _ in grid})
    columns = sorted({column for _, column in grid})
    cut = cut or len(rows) > ROWS or len(columns) > COLUMNS
    rows, columns = rows[:ROWS], columns[:COLUMNS]
    if not rows:
        return None
    spans, covered = _spans(merged, rows, columns)
    return SheetTable(
        name,
        tuple(
            tuple(
                Cell(grid.get((row, column), ""), *spans.get((row, column), (1, 1)))
                for column in columns
                if (row, column) not in covered
            )
            for row in rows
        ),
        len(columns),
        cut,
    )


_Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
_Places = dict[tuple[int, int], tuple[int, int]]


def _spans(merged: list[_Range], rows: list[int], columns: list[int]) -> tuple[_Places, set[tuple[int, int]]]:
    """Return how many of the shown columns and rows each merged cell takes, and the places that it covers."""
    spans: _Places = {}
    covered: set[tuple[int, int]] = set()
    shown_rows, shown_columns = set(rows), set(columns)
    for top, left, bottom, right in merged:
        if top not in shown_rows or left not in shown_columns or (top, left) in covered or (top, left) in spans:
            continue
        over = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        across = columns[bisect_left(columns, left) : bisect_right(columns, right)]
        places = set(itertools.product(over, across)) - {(top, left)}
        if places and not places & covered and not places & spans.keys():
            spans[top, left] = len(across), len(over)
            covered |= places
    return spans, covered


class _Sheet:
    """Reads one sheet as far as a page shows it; merged cells are told of at its end."""

    def __init__(self, book: Book) -> None:
        self.found: list[Passage] = []
        self._book = book
        self._grid: dict[tuple[int, int], str] = {}
        self._merged: list[_Range] = []
        self._hidden_columns: set[int] = set()
        self._row = self._column = self._rows = self._last = 0
        self._looking = True
        self._cut = False
        self._kind = self._style = ""
        self._value: list[str] = []
        self._open = False
        self._in_cell = False
        self._phonetic = 0

    def table(self, name: str, *, cut: bool) -> SheetTable | None:
        """Return what was read."""
        return _table(name, self._grid, self._merged, cut=cut or self._cut)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._open_row(attributes)
        elif tag == "mergeCell":
            if match := _MERGED.fullmatch(attributes.get("ref", "")):
                self._merged.append((int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3])))
        elif tag == "col":
            self._hide_columns(attributes)
        elif self._looking:
            self._start_in_row(tag, attributes)

    def end(self, tag: str) -> None:
        if not self._in_cell:
            return
        if tag == "c":
            self._in_cell = False
            if (text := self._text()) and self._row > 0 and self._column not in self._hidden_columns:
                self._keep(text)
        elif tag in {"v", "t"}:
            self._open = False
        elif tag == "rPh":
            self._phonetic -= 1

    def data(self, text: str) -> None:
        if self._open:
            self._value.append(text)

    def _start_in_row(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            match = _CELL.match(attributes.get("r", ""))
            self._column = column_number(match[1]) if match else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._in_cell = True
            self._value.clear()
        elif self._in_cell and tag == "rPh":
            self._phonetic += 1
        elif self._in_cell and tag in {"v", "t"}:
            self._open = not self._phonetic

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if _NUMBER.fullmatch(number) else self._row + 1
        self._column = 0
        hidden = is_hidden(attributes, "ht")
        if self._rows > ROWS:
            self._cut = True
        self._looking = not hidden and self._rows <= ROWS

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = is_hidden(attributes, "width")
        if hidden and _NUMBER.fullmatch(first) and _NUMBER.fullmatch(last):
            self._hidden_columns.update(range(int(first), min(int(last), 16_384) + 1))

    def _keep(self, text: str) -> None:
        if self._row != self._last:
            self._last = self._row
            self._rows += 1
        self._grid[self._row, self._column] = text

    def _text(self) -> str:
        written = "".join(self._value)
        code = self._book.format(self._style)
        if self._kind == "n":
            return number_as_shown(written.strip(), code, since_1904=self._book.since_1904) if written.strip() else ""
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(written.strip(), "")
        if self._kind == "s":
            written = self._book.shared(written)
        return shown_text(written, code).strip()


_NUMBER = re.compile(r"[0-9]{1,7}")
_CELL = re.compile(r"([A-Z]{1,3})[0-9]")
_MERGED = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
