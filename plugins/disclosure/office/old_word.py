"""Old Word documents (doc): the text is a table of pieces, and every kind of text follows the one before it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosure.office.passage import Allowance, Passage, Unreadable
from disclosure.office.single_cells import SingleCells


def old_story(document: bytes, table: bytes, allowance: Allowance) -> Iterator[Passage]:
    """Yield the texts of a doc: paragraphs and cells, then notes, headers, comments and text boxes."""
    try:
        lengths = struct.unpack_from("<8I", document, 0x4C)
        at, size = struct.unpack_from("<II", document, 0x1A2)
        text = "".join(_pieces(document, _piece_table(table[at : at + size]), allowance))
    except struct.error as error:
        raise Unreadable("文档太旧或已损坏，无法检查。用 Word 或 WPS 另存为 docx") from error
    start = 0
    for (place, hidden), length in zip(_PARTS, lengths, strict=True):
        yield from _part(text[start : start + length], place, hidden)
        start += length
    yield from _part(text[start:], "末尾", True)


_PARTS = (
    ("", False),
    ("脚注", False),
    ("页眉页脚", False),
    ("宏", True),
    ("批注", True),
    ("尾注", False),
    ("文本框", False),
    ("页眉页脚的文本框", False),
)
"""In the order of the file. The text itself has no name: it counts its paragraphs."""
_PROPERTIES, _PIECES = 1, 2
_CODE = re.compile("\x13[^\x13\x14\x15]*+\x14?")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1d\x1f]+")
_END = re.compile("[\r\x07\x0c]")


def _piece_table(complex_part: bytes) -> bytes:
    """Return the table of pieces, which stands behind any number of blocks of properties."""
    at = 0
    while at + 5 <= len(complex_part):
        kind = complex_part[at]
        if kind == _PIECES:
            (size,) = struct.unpack_from("<I", complex_part, at + 1)
            return complex_part[at + 5 : at + 5 + size]
        if kind != _PROPERTIES:
            break
        at += 3 + int(struct.unpack_from("<H", complex_part, at + 1)[0])
    raise struct.error("no table of pieces")


def _pieces(document: bytes, table: bytes, allowance: Allowance) -> Iterator[str]:
    count = (len(table) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        length = max(0, ends[number + 1] - ends[number])
        (where,) = struct.unpack_from("<I", table, (count + 1) * 4 + number * 8 + 2)
        if where & 0x40000000:  # One byte a character.
            start = (where & 0x3FFFFFFF) // 2
            text = document[start : start + length].decode("cp1252", "replace")
        else:
            text = document[where : where + length * 2].decode("utf-16-le", "replace")
        allowance.keep(text)  # Pieces may overlap: a small file could say the same a million times.
        yield text


@dataclass(slots=True)
class _Count:
    paragraphs: int = 0
    cells: int = 0
    singles: SingleCells = field(default_factory=SingleCells)


def _part(text: str, place: str, hidden: bool) -> Iterator[Passage]:
    count = _Count()
    start = 0
    for end in _END.finditer(text):
        yield from _stretch(text[start : end.start()], end.group(), place, hidden, count)
        start = end.end()
    yield from _stretch(text[start:], "\r", place, hidden, count)


def _stretch(raw: str, end: str, place: str, hidden: bool, count: _Count) -> Iterator[Passage]:
    """Yield a paragraph or a cell, and the field codes in it; an empty cell may be the end of the row."""
    text = _clean(_CODE.sub("", raw))
    if end == "\x07":
        count.cells += 1
        where = f"{place}表格第{count.cells}格"
        count.singles.add(text)
        if not text:
            for joined in count.singles.row():
                yield Passage(joined, f"{where}之前（逐格相连）", hidden)
    else:
        count.paragraphs += bool(text)
        where = place or f"第{max(count.paragraphs, 1)}段"
    if text:
        yield Passage(text, where, hidden)
    for code in _CODE.findall(raw):
        if code := _clean(code):
            yield Passage(code, f"{where}（域代码）", True)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\x0b", "\n").replace("\x1e", "-")).strip()
