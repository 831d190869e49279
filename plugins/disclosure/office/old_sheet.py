"""Old Excel workbooks (xls): a run of records, most of which are cells."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from disclosure.office.headings import Headings
from disclosure.office.number_format import BUILT_IN, Shown, shown_number, shown_text
from disclosure.office.passage import Allowance, Passage, Unreadable
from disclosure.office.sheet import column_letters
from disclosure.office.single_cells import SingleCells


class OldSheets:
    """Reads the records of one workbook stream, of Excel 97 to 2003 or of Excel 95."""

    def __init__(self, stream: bytes, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance
        self._found: list[Passage] = []
        self._wide = True  # Excel 97 and later: texts say how wide their characters are.
        self._sheets: dict[int, tuple[str, bool]] = {}
        self._title = ""
        self._hidden = False
        self._strings: list[str] = []
        self._used = bytearray()
        self._codes = dict(BUILT_IN)
        self._formats: list[str] = []
        self._since_1904 = False
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._awaiting: tuple[int, int, int] | None = None
        self._row = -1
        self._singles = SingleCells()
        self._headings = Headings()

    def passages(self) -> Iterator[Passage]:
        """Yield the texts of every sheet, then texts that no cell shows any more."""
        damaged = False
        for at, kind, body, more in self._records():
            try:
                self._record(at, kind, body, more)
            except (struct.error, IndexError):
                damaged = True  # One record says less than it should; the next stands by itself.
            if self._found:
                yield from self._found
                self._found.clear()
        self._finish_row()
        yield from self._found
        for text, used in zip(self._strings, self._used, strict=True):
            if not used and text.strip():
                yield Passage(text, "已不在单元格中的残留文字", True)
        if damaged:
            raise Unreadable("表格有损坏，没有全部检查。用 Excel 或 WPS 另存为 xlsx")

    def _records(self) -> Iterator[tuple[int, int, bytes, list[bytes]]]:
        """Yield position, type and bytes of each record, together with the records that only continue it."""
        stream = self._stream
        at = 0
        while at + 4 <= len(stream):
            start = at
            kind, length = struct.unpack_from("<HH", stream, at)
            body = stream[at + 4 : at + 4 + length]
            at += 4 + length
            more: list[bytes] = []
            while at + 4 <= len(stream):
                following, length = struct.unpack_from("<HH", stream, at)
                if following != _CONTINUE:
                    break
                more.append(stream[at + 4 : at + 4 + length])
                at += 4 + length
            self._allowance.step()
            yield start, kind, body, more

    def _record(self, at: int, kind: int, body: bytes, more: list[bytes]) -> None:
        if kind in _CELLS:
            _CELLS[kind](self, body)
        elif kind == _BEGIN:
            self._begin(at, body)
        elif kind == _STRING_TABLE:
            self._read_strings([body, *more])
        elif kind == _TEXT_OBJECT and more:
            length = struct.unpack_from("<H", body, 10)[0]
            self._note(_characters(more[0][1:], length, wide=bool(more[0][:1] and more[0][0] & 1)), "批注或文本框")
        elif kind in _NOTES and body:
            self._note(self._text(body, 0), _NOTES[kind])
        elif kind in _SETTINGS:
            _SETTINGS[kind](self, body)

    def _begin(self, at: int, body: bytes) -> None:
        self._wide = struct.unpack_from("<H", body)[0] >= 0x0600
        if at in self._sheets:
            self._finish_row()
            name, self._hidden = self._sheets[at]
            self._title = f"工作表“{name}”{'（隐藏）' if self._hidden else ''}"
            self._hidden_rows.clear()
            self._hidden_columns.clear()

    def _read_strings(self, blocks: list[bytes]) -> None:
        reader = _Blocks(blocks)
        try:
            (count,) = struct.unpack_from("<I", reader.take(8), 4)
            for _ in range(count):
                text = reader.string()
                self._allowance.keep(text)
                self._strings.append(text)
        finally:
            self._used = bytearray(len(self._strings))

    def _sheet(self, body: bytes) -> None:
        at, state = struct.unpack_from("<IB", body)
        length = body[6]
        name = (
            _characters(body[8:], length, wide=bool(body[7] & 1))
            if self._wide
            else body[7 : 7 + length].decode("gb18030", "replace")
        )
        self._sheets[at] = name, state & 3 != 0
        self._found.append(Passage(name, "工作表名称", state & 3 != 0))

    def _number_format(self, body: bytes) -> None:
        (number,) = struct.unpack_from("<H", body)
        self._codes[number] = self._text(body, 2) if self._wide else body[3 : 3 + body[2]].decode("gb18030", "replace")

    def _style(self, body: bytes) -> None:
        self._formats.append(self._codes.get(struct.unpack_from("<H", body, 2)[0], ""))

    def _date_mode(self, body: bytes) -> None:
        self._since_1904 = body[0] == 1

    def _row_settings(self, body: bytes) -> None:
        if struct.unpack_from("<H", body, 12)[0] & 0x20:
            self._hidden_rows.add(struct.unpack_from("<H", body)[0])

    def _column_settings(self, body: bytes) -> None:
        first, last, _, _, options = struct.unpack_from("<5H", body)
        if options & 1:
            self._hidden_columns.update(range(first, min(last, 256) + 1))

    def _shared_text(self, body: bytes) -> None:
        row, column, style, number = struct.unpack_from("<HHHI", body)
        if number < len(self._strings):
            self._used[number] = 1
            self._show_text(row, column, style, self._strings[number])

    def _own_text(self, body: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", body)
        self._show_text(row, column, style, self._text(body, 6))

    def _float(self, body: bytes) -> None:
        row, column, style, number = struct.unpack_from("<3Hd", body)
        self._show_number(row, column, style, number)

    def _short_number(self, body: bytes) -> None:
        row, column, style, number = struct.unpack_from("<3HI", body)
        self._show_number(row, column, style, _unpacked(number))

    def _short_numbers(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        for step in range((len(body) - 6) // 6):
            style, number = struct.unpack_from("<HI", body, 4 + step * 6)
            self._show_number(row, column + step, style, _unpacked(number))

    def _formula(self, body: bytes) -> None:
        row, column, style, number, mark = struct.unpack_from("<3H6sH", body)
        if mark != 0xFFFF:
            self._show_number(row, column, style, struct.unpack_from("<d", body, 6)[0])
        elif number[0] == 0:
            self._awaiting = row, column, style

    def _formula_text(self, body: bytes) -> None:
        if self._awaiting:
            self._show_text(*self._awaiting, self._text(body, 0))
            self._awaiting = None

    def _text(self, body: bytes, at: int) -> str:
        (length,) = struct.unpack_from("<H", body, at)
        if not self._wide:
            return body[at + 2 : at + 2 + length].decode("gb18030", "replace")
        return _characters(body[at + 3 :], length, wide=bool(body[at + 2] & 1))

    def _show_number(self, row: int, column: int, style: int, number: float) -> None:
        self._show(row, column, shown_number(repr(number), self._format(style), since_1904=self._since_1904))

    def _show_text(self, row: int, column: int, style: int, text: str) -> None:
        self._show(row, column, Shown(shown_text(text, self._format(style)).strip()))

    def _show(self, row: int, column: int, shown: Shown) -> None:
        if row != self._row:
            self._finish_row()
            self._row = row
        self._singles.add(shown.text)
        out_of_sight = row in self._hidden_rows or column in self._hidden_columns
        place = f"{self._title}{column_letters(column + 1)}{row + 1}{'（隐藏）' if out_of_sight else ''}"
        heading = self._headings.of(column, shown.text) if shown.text else ""
        for text, hidden in ((shown.text, self._hidden or out_of_sight), (shown.behind, True)):
            if text:
                self._found.append(Passage(text, place, hidden, heading))

    def _finish_row(self) -> None:
        self._headings.end_row()
        for joined in self._singles.row():
            self._found.append(Passage(joined, f"{self._title}第{self._row + 1}行（逐格相连）", self._hidden))

    def _format(self, style: int) -> str:
        return self._formats[style] if style < len(self._formats) else ""

    def _note(self, text: str, where: str) -> None:
        if text := text.strip():
            self._found.append(Passage(text, f"{self._title}{where}", True))


class _Blocks:
    """Reads through a record and its continuations. A text that is cut says anew how wide its characters are."""

    def __init__(self, blocks: list[bytes]) -> None:
        self._blocks = blocks
        self._block = 0
        self._at = 0

    def take(self, length: int) -> bytes:
        """Return the next bytes, wherever they are cut."""
        parts: list[bytes] = []
        while length:
            part = self._blocks[self._block][self._at : self._at + length]  # IndexError: nothing follows.
            self._at += len(part)
            length -= len(part)
            parts.append(part)
            if length:
                self._next()
        return b"".join(parts)

    def string(self) -> str:
        """Return the next text."""
        (length,) = struct.unpack("<H", self.take(2))
        flags = self.take(1)[0]
        runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        text = self._characters(length, wide=bool(flags & 1))
        self.take(runs * 4 + extra)
        return text

    def _characters(self, length: int, *, wide: bool) -> str:
        parts: list[str] = []
        while length:
            size = 2 if wide else 1
            left = self._blocks[self._block][self._at :]
            count = min(length, len(left) // size)
            parts.append(_characters(left, count, wide=wide, cut=bool(parts) or count < length))
            self._at += count * size
            length -= count
            if length:
                self._next()
                wide = bool(self.take(1)[0] & 1)
        if len(parts) == 1:
            return parts[0]
        # A character of two units may have been cut apart.
        return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _next(self) -> None:
        self._block += 1
        self._at = 0


_CONTINUE, _BEGIN, _STRING_TABLE, _TEXT_OBJECT = 0x3C, 0x809, 0xFC, 0x1B6
_NOTES = {0x14: "页眉", 0x15: "页脚", 0xCD: ""}
_SETTINGS: dict[int, Callable[[OldSheets, bytes], None]] = {
    0x85: OldSheets._sheet,
    0x41E: OldSheets._number_format,
    0xE0: OldSheets._style,
    0x22: OldSheets._date_mode,
    0x208: OldSheets._row_settings,
    0x7D: OldSheets._column_settings,
}
_CELLS: dict[int, Callable[[OldSheets, bytes], None]] = {
    0xFD: OldSheets._shared_text,
    0x204: OldSheets._own_text,
    0xD6: OldSheets._own_text,
    0x203: OldSheets._float,
    0x27E: OldSheets._short_number,
    0xBD: OldSheets._short_numbers,
    0x06: OldSheets._formula,
    0x207: OldSheets._formula_text,
}


def _characters(raw: bytes, length: int, *, wide: bool, cut: bool = False) -> str:
    if wide:
        return raw[: length * 2].decode("utf-16-le", "surrogatepass" if cut else "replace")
    return raw[:length].decode("latin-1")


def _unpacked(short: int) -> float:
    """Return the number behind four bytes: a whole number or the front of a float, perhaps a hundredth of it."""
    if short & 2:
        number = float(struct.unpack("<i", struct.pack("<I", short))[0] >> 2)
    else:
        number = float(struct.unpack("<d", struct.pack("<II", 0, short & 0xFFFFFFFC))[0])
    return number / 100 if short & 1 else number
