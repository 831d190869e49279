"""Excel workbooks (xlsx): every cell of every sheet, shown or hidden, as a person would read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial

from disclosure.office.headings import Headings
from disclosure.office.number_format import BUILT_IN, shown_number, shown_text
from disclosure.office.package import Package, attribute
from disclosure.office.parts import Texts, other_parts
from disclosure.office.passage import Allowance, Passage, Unpack, in_turn
from disclosure.office.single_cells import SingleCells


def sheet_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    """Yield the texts of an xlsx: cells, headers, comments, names, then texts that no cell shows any more."""
    with Package(data, allowance) as package:
        book = Book()
        done = {_BOOK, _STRINGS, _STYLES}
        yield from in_turn(
            (
                ("", read_book(package, book)),
                ("", _sheets(package, book, done)),
                ("", _unused(book)),
                ("", other_parts(package, done, unpack)),
            )
        )


_BOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_SHEET = re.compile(r"xl/(work|dialog|chart|macro)sheets/[^/]+\.xml")
_COMMENTS = re.compile(r"xl/(comments|threadedComments)[^.]*\.xml")


@dataclass(slots=True)
class Book:
    """What the sheets of one workbook share."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    """Name, relation id, whether hidden."""
    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    used: bytearray = field(default_factory=bytearray)
    formats: list[str] = field(default_factory=list)
    """Number format of each cell style."""

    def format(self, style: str) -> str:
        """Return the number format of a cell style, which cells name by position."""
        number = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else -1
        return self.formats[number] if 0 <= number < len(self.formats) else ""

    def shared(self, written: str) -> str:
        """Return a text of the table of texts, which cells name by position."""
        number = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1
        if not 0 <= number < len(self.strings):
            return ""
        self.used[number] = 1
        return self.strings[number]


def read_book(package: Package, book: Book) -> Iterator[Passage]:
    """Fill `book`, and yield what stands in it beside the sheets; all is read when all has been yielded."""
    yield from in_turn(
        (
            ("工作簿", package.read(_BOOK, lambda: _BookPart(book))),
            ("文字表", _read_strings(package, book)),
            ("样式", package.read(_STYLES, lambda: _StylePart(book))),
        )
    )


def worksheet_parts(package: Package, book: Book) -> dict[str, tuple[str, bool]]:
    """Return the listed sheets in order: name of the part → title, whether hidden. Read the book first."""
    links = package.links(_BOOK)
    titles: dict[str, tuple[str, bool]] = {}
    for name, relation, hidden in book.sheets:
        titles.setdefault(links.get(relation, ""), (name, hidden))
    return titles


def _read_strings(package: Package, book: Book) -> Iterator[Passage]:
    """Fill `book.strings`; the texts are yielded where a cell shows them, and not before."""
    try:
        for text, *_ in package.read(_STRINGS, _StringPart):
            book.strings.append(text)
    finally:
        book.used = bytearray(len(book.strings))
    yield from ()


def _sheets(package: Package, book: Book, done: set[str]) -> Iterator[Passage]:
    titles = worksheet_parts(package, book)
    unlisted = sorted(part for part in package.names if _SHEET.fullmatch(part) and part not in titles)
    parts = [*(part for part in titles if part in package.names), *unlisted]
    readers: list[tuple[str, Iterator[Passage]]] = []
    for part in parts:
        name, hidden = titles.get(part, (part.rpartition("/")[2].removesuffix(".xml"), True))
        title = f"工作表“{name}”{'（隐藏）' if hidden else ''}"
        readers.append((title, package.read(part, partial(_SheetPart, book, title, hidden))))
        for target in package.links(part).values():
            if _COMMENTS.fullmatch(target) and target not in done:
                done.add(target)
                readers.append((f"{title}批注", package.read(target, partial(_CommentPart, title))))
    done.update(parts)
    yield from in_turn(readers)


def _unused(book: Book) -> Iterator[Passage]:
    """Yield texts that stay in the file although their cells are gone."""
    for text, used in zip(book.strings, book.used, strict=True):
        if not used and text.strip():
            yield Passage(text, "已不在单元格中的残留文字", True)


class _BookPart(Texts):
    def __init__(self, book: Book) -> None:
        super().__init__("名称定义")
        self._book = book

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "sheet":
            name = attribute(attributes, "name")
            hidden = attribute(attributes, "state") in {"hidden", "veryHidden"}
            self._book.sheets.append((name, attribute(attributes, "id"), hidden))
            self.found.append(Passage(name, "工作表名称", hidden))
        elif tag == "workbookPr":
            self._book.since_1904 = attribute(attributes, "date1904") in {"1", "true"}


class _StylePart:
    def __init__(self, book: Book) -> None:
        self.found: list[Passage] = []
        self._book = book
        self._codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._codes[attribute(attributes, "numFmtId")] = attribute(attributes, "formatCode")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self._book.formats.append(self._codes.get(attribute(attributes, "numFmtId"), ""))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def data(self, text: str) -> None:
        pass


class _StringPart:
    """Reads the table of texts; each entry is one passage, empty ones too: cells name them by position."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self._text: list[str] = []
        self._open = False
        self._phonetic = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 — the shape of a handler
        if tag == "t":
            self._open = not self._phonetic
        elif tag == "si":
            self._text.clear()
        elif tag == "rPh":
            self._phonetic += 1

    def end(self, tag: str) -> None:
        if tag == "t":
            self._open = False
        elif tag == "si":
            self.found.append(Passage("".join(self._text), ""))
        elif tag == "rPh":
            self._phonetic -= 1

    def data(self, text: str) -> None:
        if self._open:
            self._text.append(text)


class _CommentPart:
    """Reads the comments of one sheet, of the old kind and of the new."""

    def __init__(self, title: str) -> None:
        self.found: list[Passage] = []
        self._title = title
        self._cell = ""
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in {"comment", "threadedComment"}:
            self._cell = attribute(attributes, "ref")[:12]
        if tag in {"comment", "threadedComment", "author"}:
            self._text.clear()

    def end(self, tag: str) -> None:
        if tag not in {"comment", "threadedComment", "author"}:
            return
        place = "批注作者" if tag == "author" else f"{self._title}{self._cell}批注"
        if text := "".join(self._text).strip():
            self.found.append(Passage(text, place, True))

    def data(self, text: str) -> None:
        self._text.append(text)


class _SheetPart:
    """Reads one sheet."""

    def __init__(self, book: Book, title: str, hidden: bool) -> None:
        self.found: list[Passage] = []
        self._book = book
        self._title = title
        self._hidden = hidden
        self._hidden_columns: set[int] = set()
        self._row = 0
        self._row_hidden = False
        self._column = 0
        self._kind = ""
        self._style = ""
        self._value: list[str] = []
        self._formula: list[str] = []
        self._other: list[str] = []
        self._target: list[str] | None = None
        self._in_cell = False
        self._phonetic = 0
        self._singles = SingleCells()
        self._headings = Headings()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v" or (tag == "t" and self._in_cell and not self._phonetic):
            self._target = self._value if self._in_cell else self._other
        elif tag == "f":
            self._target = self._formula
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "rPh":
            self._phonetic += 1
        elif tag == "col":
            self._hide_columns(attributes)
        elif tag in _TEXTS:
            self._target = self._other
        elif tag in _PROMPTS:
            for name in ("promptTitle", "prompt", "errorTitle", "error", "display", "tooltip"):
                self._note(attribute(attributes, name), "提示或链接文字", hidden=True)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._close_cell()
        elif tag in {"v", "t", "f"}:
            self._target = None
        elif tag == "row":
            self._headings.end_row()
            for joined in self._singles.row():
                self._note(joined, f"第{self._row}行（逐格相连）", hidden=self._hidden or self._row_hidden)
        elif tag == "rPh":
            self._phonetic -= 1
        elif tag in _TEXTS:
            self._target = None
            self._note("".join(self._other), _TEXTS[tag], hidden=True)
            self._other.clear()

    def data(self, text: str) -> None:
        if self._target is not None:
            self._target.append(text)

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self._row + 1
        self._row_hidden = is_hidden(attributes, "ht")
        self._column = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        letters = _LETTERS.match(attributes.get("r", ""))
        self._column = column_number(letters.group()) if letters else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._in_cell = True
        self._value.clear()
        self._formula.clear()

    def _close_cell(self) -> None:
        self._in_cell = False
        self._target = None
        if self._formula and '"' in (formula := "".join(self._formula)):
            self._note(formula, f"{column_letters(self._column)}{self._row}公式", hidden=True)
        text, behind = self._read_value("".join(self._value)) if self._value else ("", "")
        self._singles.add(text)
        if not text:
            return
        out_of_sight = self._row_hidden or self._column in self._hidden_columns
        place = f"{self._title}{column_letters(self._column)}{self._row}{'（隐藏）' if out_of_sight else ''}"
        hidden = self._hidden or out_of_sight
        heading = self._headings.of(self._column, text)
        self.found.append(Passage(text, place, hidden, heading))
        if behind:
            self.found.append(Passage(behind, place, True, heading))

    def _read_value(self, written: str) -> tuple[str, str]:
        """Return the cell as it looks and, where that hides digits, the number behind it."""
        if self._kind == "s":
            written = self._book.shared(written)
        elif self._kind == "n":
            number = shown_number(written.strip(), self._book.format(self._style), since_1904=self._book.since_1904)
            return number.text, number.behind
        return shown_text(written, self._book.format(self._style)).strip(), ""

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if is_hidden(attributes, "width") and _COLUMN.fullmatch(first) and _COLUMN.fullmatch(last):
            self._hidden_columns.update(range(int(first), min(int(last), 16_384) + 1))

    def _note(self, text: str, where: str, *, hidden: bool) -> None:
        if text := text.strip():
            self.found.append(Passage(text, f"{self._title}{where}", hidden))


_TEXTS = {
    **dict.fromkeys(("oddHeader", "evenHeader", "firstHeader"), "页眉"),
    **dict.fromkeys(("oddFooter", "evenFooter", "firstFooter"), "页脚"),
    **dict.fromkeys(("formula1", "formula2"), "数据有效性"),
    "formula": "条件格式",
}
_PROMPTS = frozenset({"dataValidation", "hyperlink"})
_LETTERS = re.compile(r"[A-Z]{1,3}(?=[0-9])")
_COLUMN = re.compile(r"[0-9]{1,6}")
_NOTHING = re.compile(r"0(\.0{1,20})?")


def is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Say whether nobody sees a row (`size` is ht) or a column (width): hidden, or drawn to nothing."""
    return attributes.get("hidden") in {"1", "true"} or bool(_NOTHING.fullmatch(attributes.get(size, "")))


@lru_cache(maxsize=16_384)
def column_letters(number: int) -> str:
    """Return `C` for 3, `AA` for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=16_384)
def column_number(letters: str) -> int:
    """Return 3 for `C`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
