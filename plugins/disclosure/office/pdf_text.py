"""The text of a PDF page: its drawing operators followed with a pen, so that gaps and new lines are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import hypot
from operator import itemgetter
from typing import Any  # The objects of pypdf are maps without types.

from disclosure.office.pdf_font import Font, load_font
from disclosure.office.single_cells import SingleCells

Matrix = tuple[float, float, float, float, float, float]


class TooManyOperators(Exception):
    """The page draws more than a page can hold."""


@dataclass(slots=True)
class Reader:
    """Reads the pages of one document; fonts are loaded once, and drawing is limited for the document as a whole."""

    tokens: int = 60_000_000
    _fonts: dict[object, Font] = field(default_factory=dict)

    def page_text(self, content: bytes, resources: Any) -> PageText:
        """Return what a content stream writes."""
        pen = _Pen()
        self._run(content, resources, _State(), pen, 0)
        return pen.text()

    def _run(self, content: bytes, resources: Any, state: _State, pen: _Pen, depth: int) -> None:
        saved: list[_State] = []
        fonts: dict[bytes, Font] = {}
        for operator, operands in self._operations(content):
            if operator in _SHOWING:
                _show(operator, operands, state, pen)
            elif operator in _SETTING:
                _SETTING[operator](state, operands)
            elif operator == b"q":
                if len(saved) < _DEEPEST_STACK:
                    saved.append(replace(state))
            elif operator == b"Q":
                if saved:
                    state.take(saved.pop())
            elif operator == b"Tf" and len(operands) >= 2 and isinstance(operands[-2], bytes):
                name = operands[-2]
                if name not in fonts:
                    fonts[name] = self._font(resources, name)
                state.font = fonts[name]
                state.size = _number(operands[-1])
            elif operator == b"Do" and operands and isinstance(operands[-1], bytes) and depth < _DEEPEST_FORM:
                self._draw_form(resources, operands[-1], state, pen, depth)

    def _draw_form(self, resources: Any, name: bytes, state: _State, pen: _Pen, depth: int) -> None:
        form = _entry(resources, "/XObject", name)
        if form is None or form.get("/Subtype") != "/Form":
            return
        inner = replace(state)
        if matrix := _matrix(list(form.get("/Matrix", ()))):
            inner.page = _product(matrix, inner.page)
        own = form.get("/Resources")
        self._run(form.get_data(), resources if own is None else own.get_object(), inner, pen, depth + 1)

    def _font(self, resources: Any, name: bytes) -> Font:
        description = _entry(resources, "/Font", name)
        if description is None:
            return Font()
        reference = getattr(description, "indirect_reference", None)
        key: object = (reference.idnum, reference.generation) if reference is not None else id(description)
        if key not in self._fonts:
            self._fonts[key] = load_font(description)
        return self._fonts[key]

    def _operations(self, content: bytes) -> Iterator[tuple[bytes, list[_Operand]]]:
        """Yield each operator with its operands, which are valid until the next one."""
        if len(content) > _LONGEST:
            raise TooManyOperators
        operands: list[_Operand] = []
        array: list[bytes] | None = None
        for token in _tokens(content):
            first = token[0]
            if first in _NUMBER_OR_NAME:
                (operands if array is None else array).append(token)
            elif first == _BRACKET_OPEN:
                (operands if array is None else array).append(_Text(_unescaped(token[1:-1])))
            elif first == _ANGLE:
                (operands if array is None else array).append(_Text(_from_hex(token[1:-1])))
            elif token == b"[":
                array = []
            elif token == b"]":
                operands.append(array or [])
                array = None
            elif first != _PERCENT:
                self.tokens -= len(operands) + 1
                if self.tokens < 0:
                    raise TooManyOperators
                yield token, operands
                operands.clear()
                array = None


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says, and how many of its characters no table translates."""

    text: str
    characters: int
    unknown: int
    joined: tuple[str, ...] = ()
    """Numbers that the page breaks over lines in a narrow cell, or sets with a box for each digit, as one text."""


class _Text(bytes):
    """A string operand; numbers and names stay the bytes they were written with."""


_Operand = bytes | list[bytes]


@dataclass(slots=True)
class _State:
    page: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    text: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    line: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    font: Font = field(default_factory=Font)
    size: float = 1.0
    character_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0

    def take(self, saved: _State) -> None:
        self.page, self.font, self.size = saved.page, saved.font, saved.size
        self.character_space, self.word_space = saved.character_space, saved.word_space
        self.stretch, self.leading = saved.stretch, saved.leading

    def advance(self, width: float) -> None:
        """Move the pen along the line (downwards where the font is set vertically)."""
        a, b, c, d, e, f = self.text
        if self.font.vertical:
            self.text = (a, b, c, d, e - width * c, f - width * d)
        else:
            width *= self.stretch
            self.text = (a, b, c, d, e + width * a, f + width * b)

    def next_line(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line
        self.line = self.text = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


class _Pen:
    """Writes down what is shown: line by line, in a line from left to right, with a space for a gap."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._joined: list[str] = []
        self._above: list[_Run] = []
        self._line: list[tuple[float, float, str]] = []
        self._direction = (1.0, 0.0)
        self._origin = (0.0, 0.0)
        self._em = 0.0
        self._characters = 0
        self._unknown = 0

    def write(self, text: str, width: float, state: _State) -> None:
        """Write `text`, `width` long, where the state stands."""
        a, b, c, d, e, f = state.text
        pa, pb, pc, pd, pe, pf = state.page
        x, y = e * pa + f * pc + pe, e * pb + f * pd + pf
        if state.font.vertical:
            a, b = -c, -d
        dx, dy = a * pa + b * pc, a * pb + b * pd
        length = hypot(dx, dy)
        if not 0 < length < _HUGE or not abs(x) < _HUGE or not abs(y) < _HUGE:
            x, y, dx, dy, length = 0.0, 0.0, 1.0, 0.0, 1.0
        em = abs(state.size) * length
        if self._line and self._aside(x, y) > max(em, self._em) / 2:
            self._end_line()
        if not self._line:
            self._direction = (dx / length, dy / length)
            self._origin = (x, y)
        self._em = em
        start = (x - self._origin[0]) * self._direction[0] + (y - self._origin[1]) * self._direction[1]
        self._line.append((start, start + width * length, text))
        self._characters += len(text)
        self._unknown += text.count("\ufffd")

    def text(self) -> PageText:
        """Return all that was written."""
        self._end_line()
        return PageText("\n".join(self._lines), self._characters, self._unknown, tuple(self._joined))

    def _aside(self, x: float, y: float) -> float:
        right, up = x - self._origin[0], y - self._origin[1]
        return abs(right * self._direction[1] - up * self._direction[0])

    def _end_line(self) -> None:
        """Put the pieces of the line into the order of reading: programs draw signs of another font last."""
        runs: list[_Run] = []
        last: tuple[float, str] | None = None
        for start, end, text in sorted(self._line, key=itemgetter(0)):
            if last and last[1] == text and start - last[0] < self._em / 4:
                continue  # Drawn twice, a little aside, to look bold.
            last = start, text
            if not runs or start - runs[-1].end > self._em / 4:
                runs.append(_Run(start, end, text))
            else:
                runs[-1].text += text
                runs[-1].end = end
        self._line.clear()
        if line := _SPACES.sub(" ", " ".join(run.text for run in runs)).strip():
            self._lines.append(line)
            self._join(runs)

    def _join(self, runs: list[_Run]) -> None:
        """Find numbers with a box for each digit, and numbers that go on below their beginning."""
        singles = SingleCells()
        at = self._origin[0] * self._direction[0] + self._origin[1] * self._direction[1]
        for run in runs:
            run.text = run.text.strip()
            run.start += at
            run.end += at
            singles.add(run.text)
        self._joined.extend(singles.row())
        above = self._above if len(self._above) * len(runs) <= _MOST_PAIRS else []
        for run in runs:
            if not _NUMBER_GOES_ON.match(run.text):
                continue
            for upper in above:
                begun = _NUMBER_BEGINS.search(upper.text)
                if begun and upper.start - self._em <= run.start and run.end <= upper.end + self._em:
                    run.text = begun.group() + run.text
                    self._joined.append(run.text)
                    break
        self._above = runs


@dataclass(slots=True)
class _Run:
    """A stretch of a line without a gap."""

    start: float
    end: float
    text: str


_DEEPEST_STACK = 256
_DEEPEST_FORM = 8
_HUGE = 1e9
_SPACES = re.compile(r" {2,}")
_NUMBER_GOES_ON = re.compile(r"[0-9]{1,20}[Xx]?(?![0-9])|[Xx](?!\w)")
_NUMBER_BEGINS = re.compile(r"(?<![0-9])[0-9]{3,40}$")
_MOST_PAIRS = 10_000
_LONGEST = 32 * 1024 * 1024  # Bytes of one content stream.
_TOKEN = re.compile(
    rb"[^\s\[\]()<>/%{}]++"  # A number or an operator.
    rb"|\((?:[^()\\]|\\.)*+\)"  # A string without brackets in it.
    rb"|<[0-9A-Fa-f\s]*+>"
    rb"|/[^\s\[\]()<>/%{}]*+"
    rb"|[\[\]]"
    rb"|%[^\r\n]*+"
    rb"|\(",  # A string with brackets in it, which no pattern can follow to its end.
    re.DOTALL,
)
_NUMBER_OR_NAME = frozenset(b"+-.0123456789/")
_BRACKET_OPEN, _ANGLE, _PERCENT = b"(<%"
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]+")


def _tokens(content: bytes) -> Iterable[bytes]:
    """Cut a content stream into numbers, names, strings and operators."""
    with_images = b"BI" in content and b"ID" in content
    if not with_images:
        tokens: list[bytes] = _TOKEN.findall(content)
        if b"(" not in tokens:
            return tokens
    return _careful_tokens(content)


def _careful_tokens(content: bytes) -> Iterator[bytes]:
    """Cut a content stream in which strings hold brackets, or in which pictures are written among the operators."""
    at = 0
    while at < len(content):
        start, at = at, len(content)
        for match in _TOKEN.finditer(content, start):
            token = match.group()
            if token == b"(":
                at = _end_of_string(content, match.start())
                yield content[match.start() : at]
                break
            if token == b"BI":
                at = _end_of_image(content, match.end())
                break
            yield token


def _show(operator: bytes, operands: list[_Operand], state: _State, pen: _Pen) -> None:
    if operator in {b"'", b'"'}:
        state.next_line(0.0, -state.leading)
    if operator == b'"' and len(operands) >= 3:
        state.word_space, state.character_space = _number(operands[-3]), _number(operands[-2])
    if not operands:
        return
    pieces = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
    for piece in pieces:
        if isinstance(piece, _Text):
            text, width, codes, spaces = state.font.read(piece)
            width = width * state.size + codes * state.character_space + spaces * state.word_space
            pen.write(text, width * state.stretch, state)
            state.advance(width)
        else:
            state.advance(-_number(piece) / 1000 * state.size)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _matrix(operands: list[Any]) -> Matrix | None:
    if len(operands) < 6:
        return None
    a, b, c, d, e, f = (_number(operand) for operand in operands[-6:])
    return (a, b, c, d, e, f)


def _product(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _concat(state: _State, operands: list[_Operand]) -> None:
    if matrix := _matrix(operands):
        state.page = _product(matrix, state.page)


def _set_text_matrix(state: _State, operands: list[_Operand]) -> None:
    if matrix := _matrix(operands):
        state.text = state.line = matrix


def _begin_text(state: _State, _operands: list[_Operand]) -> None:
    state.text = state.line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _move(state: _State, operands: list[_Operand]) -> None:
    if len(operands) >= 2:
        state.next_line(_number(operands[-2]), _number(operands[-1]))


def _move_and_lead(state: _State, operands: list[_Operand]) -> None:
    if len(operands) >= 2:
        state.leading = -_number(operands[-1])
        _move(state, operands)


def _move_by_leading(state: _State, _operands: list[_Operand]) -> None:
    state.next_line(0.0, -state.leading)


def _set_character_space(state: _State, operands: list[_Operand]) -> None:
    state.character_space = _number(operands[-1]) if operands else 0.0


def _set_word_space(state: _State, operands: list[_Operand]) -> None:
    state.word_space = _number(operands[-1]) if operands else 0.0


def _set_stretch(state: _State, operands: list[_Operand]) -> None:
    state.stretch = _number(operands[-1]) / 100 if operands else 1.0


def _set_leading(state: _State, operands: list[_Operand]) -> None:
    state.leading = _number(operands[-1]) if operands else 0.0


_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_SETTING = {
    b"cm": _concat,
    b"BT": _begin_text,
    b"Tm": _set_text_matrix,
    b"Td": _move,
    b"TD": _move_and_lead,
    b"T*": _move_by_leading,
    b"Tc": _set_character_space,
    b"Tw": _set_word_space,
    b"Tz": _set_stretch,
    b"TL": _set_leading,
}


def _entry(resources: Any, kind: str, name: bytes) -> Any:
    """Return the font or form of that name, or nothing."""
    table = resources.get(kind) if resources is not None else None
    table = table.get_object() if table is not None else None
    if table is None or not hasattr(table, "get"):
        return None
    found = next((table[key] for key in _spellings(name) if key in table), None)
    found = found.get_object() if found is not None else None
    return found if hasattr(found, "get") else None


def _spellings(name: bytes) -> Iterator[str]:
    """Yield how a name may be spelled once its dictionary is read."""
    yield name.decode("latin-1")
    plain = _NAME_CODE.sub(lambda code: bytes([int(code[1], 16)]), name)
    for codec in ("utf-8", "gb18030", "latin-1"):
        yield plain.decode(codec, "replace")


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, text) if b"\\" in text else text


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2])


def _from_hex(text: bytes) -> bytes:
    digits = _NOT_HEX.sub(b"", text)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _end_of_string(content: bytes, start: int) -> int:
    """Return where a string with brackets inside it ends; one that never ends takes all that is left."""
    depth = 0
    for bracket in _BRACKET.finditer(content, start):
        if bracket.group() == b"(":
            depth += 1
        elif bracket.group() == b")":
            depth -= 1
            if not depth:
                return bracket.end()
    return len(content)


def _end_of_image(content: bytes, start: int) -> int:
    """Return where a picture written among the operators ends; if it does not, nothing but picture follows."""
    at = content.find(b"ID", start)
    while at >= 0:
        at = content.find(b"EI", at + 2)
        after = content[at + 2 : at + 3]
        if at >= 0 and content[at - 1 : at].isspace() and (after.isspace() or not after):
            return at + 2
    return len(content)
