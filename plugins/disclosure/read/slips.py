"""What an editor's fingers did where YAML cannot be read: the colon of the wrong kind, the quotation mark left open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.memory import plainly_kept
from disclosure.text.later import later

UNUSABLE = later("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Controls that no keyboard types, line ends that editors do not count, and the marks that turn the direction of
reading around (a way to disguise text)."""


@plainly_kept
@dataclass(frozen=True, slots=True)
class Slip:
    """What was typed wrong: in words, with the cure, and its line and column from 1."""

    what: str
    hint: str
    line: int
    column: int
    mended: str | None = None
    """The row as it was meant, when that is certain enough to go on reading."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser says, in its own words, and where; with a `hint`, in ours."""

    said: str
    line: int
    column: int
    begins: tuple[int, int] = (1, 1)
    """Where the thing begins that it could not finish."""
    hint: str = ""
    rows: Sequence[str] = ()


def hidden_characters(rows: Sequence[str]) -> Iterator[Slip]:
    """Yield each row that holds a character nobody sees and nobody may publish."""
    for number, row in enumerate(rows, 1):
        if not row.isprintable() and (found := UNUSABLE.search(row)):  # The first asks a tenth of the time.
            what = f"有看不见的控制字符（U+{ord(found[0]):04X}）"
            hint = "删掉这个位置前后的字，重新输入"
            yield Slip(what, hint, number, found.start() + 1, UNUSABLE.sub("", row))


def explained(rows: Sequence[str], complaint: Complaint) -> Slip:
    """Return what the editor did that the parser complains about."""
    if complaint.hint:
        return Slip(complaint.said, complaint.hint, complaint.line, complaint.column)
    near = dict.fromkeys((complaint.line, complaint.line - 1, complaint.begins[0], complaint.begins[0] - 1))
    suspects = [number for number in near if 1 <= number <= len(rows)]
    for find in (slip_of, _text_in_the_open):
        for number in suspects:
            if slip := find(number - 1, rows[number - 1]):
                return slip
    if slip := _unpaired(rows, complaint):
        return slip
    line, column = min(complaint.line, len(rows)), complaint.column
    row = rows[line - 1]
    complaint = replace(complaint, rows=rows)
    for part, words in _COMPLAINTS:
        if part in complaint.said:
            return words(row, line, column, complaint)
    return Slip("这一行读不懂", "检查缩进、冒号、引号和括号", line, column)


_NAME = r"^\s*(?:- +)*([A-Za-z_一-鿿（）()]{1,20})"
_FULL_WIDTH_COLON = later(rf"{_NAME}：[ \t]*")
_NO_SPACE = later(rf"{_NAME}:(?=[^\s/:])")


def slip_of(index: int, row: str) -> Slip | None:
    """Return the slip in a row that no reading of it could need: a tab, a Chinese colon, a colon without a space."""
    number = index + 1
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return Slip("行首用了制表符（Tab）缩进", "改用空格缩进", number, row.index("\t") + 1)
    if wrong := _FULL_WIDTH_COLON.match(row):
        name = wrong[1]
        mended = f"{row[: wrong.end(1)]}: {row[wrong.end() :]}"
        hint = f"改成英文冒号加一个空格：{name}: …"
        return Slip(f"“{name}”后面是中文冒号“：”", hint, number, wrong.end(1) + 1, mended)
    if wrong := _NO_SPACE.match(row):
        name = wrong[1]
        mended = f"{row[: wrong.end()]} {row[wrong.end() :]}"
        return Slip(f"“{name}:”后面少了一个空格", f"写成“{name}: …”", number, wrong.end(), mended)
    return None


_VALUE = r"^\s*(?:- +)*(?:[^:#\"'\[{]{1,40}: +|- +)"
_BRACKET_FIRST = later(rf"{_VALUE}(?P<open>[\[{{])[^\[\]{{}}]*[\]}}](?=[^\s,\]}}#])")
_QUOTE_FIRST = later(rf"{_VALUE}(?P<open>[\"'])(?:(?!(?P=open)).)*(?P=open)(?=\s*[^\s,\]}}#:])")
_LEFT_OPEN = later(rf"{_VALUE}(?P<open>[\"'\[{{])(?P<rest>.*)$")
_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}


def _text_in_the_open(index: int, row: str) -> Slip | None:
    """Return the slip in `标题: [试行]关于…` and `标题: "关于"的…`: text goes on where YAML sees its end."""
    if wrong := _BRACKET_FIRST.match(row):
        what = f"文字以“{wrong['open']}”开头，YAML 把它当作括号"
        return Slip(what, "用引号把整段文字括起来", index + 1, wrong.start("open") + 1)
    if wrong := _QUOTE_FIRST.match(row):
        hint = "文字里的引号改成中文引号“”，或用另一种引号把整段文字括起来"
        return Slip("引号后面还有文字", hint, index + 1, wrong.start("open") + 1)
    return None


def _unpaired(rows: Sequence[str], complaint: Complaint) -> Slip | None:
    """Return the first quotation mark or bracket that its own row leaves open, up to where the parser gave up.

    A list in brackets may run over several rows, so a bracket counts only when it is what the parser could not finish.
    """
    for number, row in enumerate(rows[: complaint.line], 1):
        opened = _LEFT_OPEN.match(row)
        if opened is None:
            continue
        mark, rest = opened["open"], opened["rest"]
        column = opened.start("open") + 1
        if mark in "\"'":
            if mark not in rest:
                return Slip("引号没有成对", "补上另一半引号", number, column)
        elif rest.count('"') % 2:
            return Slip("引号没有成对", "补上另一半引号", number, opened.start("rest") + rest.index('"') + 1)
        elif rest.count(mark) + 1 > rest.count(_CLOSING[mark]) and (number, column) == complaint.begins:
            what = f"“{mark}”没有对应的“{_CLOSING[mark]}”，或里面少了英文逗号"
            return Slip(what, f"补上“{_CLOSING[mark]}”和英文逗号；文字以“{mark}”开头时用引号括起来", number, column)
    return None


_Words = Callable[[str, int, int, Complaint], Slip]


def _plainly(what: str, hint: str) -> _Words:
    return lambda _row, line, column, _complaint: Slip(what, hint, line, column)


def _at_its_beginning(what: str, hint: str) -> _Words:
    return lambda _row, _line, _column, complaint: Slip(what, hint, *complaint.begins)


def _two_colons(row: str, line: int, column: int, _complaint: Complaint) -> Slip:
    if len(re.findall(r":(?:\s|$)", row)) > 1:
        hint = "文字里有英文冒号时用引号把整段文字括起来"
        return Slip("这一行里多出一个英文冒号", hint, line, column)
    return Slip(
        "这一行的缩进和上一行对不上", "同一层的各行左边对齐；用空格缩进", line, len(row) - len(row.lstrip()) + 1
    )


def _out_of_line(row: str, line: int, column: int, complaint: Complaint) -> Slip:
    """Say that rows do not stand in one line, at the row that left it: not always the row at which it shows."""
    what, hint = "这一行和上面的行对不齐，或引号、括号没有成对", "检查缩进、引号和括号"
    above = complaint.rows[: line - 1]
    indented = [len(other) - len(other.lstrip()) if other.strip() else column for other in above]
    left = next((number for number in range(len(above), 0, -1) if indented[number - 1] < column - 1), 0)
    if not left:
        return Slip(what, hint, line, column)
    items = [text.lstrip().startswith("- ") for text in (row, above[left - 1], *above[left : left + 1])]
    if items[0] and _is_no_list(complaint.rows, left, column - 1):
        return Slip("“- ”出现在不该有列表的地方", "和同一个列表的“- ”左边对齐；这里没有列表，就删掉“- ”", line, column)
    if items == [True, False, False]:
        what, hint = "这一行前面少了“- ”，或缩进和下面的行对不上", "列表的每一项以“- ”开头，左边对齐"
        return Slip(what, hint, left + 1, indented[left] + 1)
    if column - 1 in indented[: left - 1]:
        return Slip("这一行和上下的行对不齐", hint, left, indented[left - 1] + 1)
    return Slip(what, hint, line, column)


def _is_no_list(rows: Sequence[str], first: int, indented: int) -> bool:
    """Say whether most of the rows that stand in one line, from the row `first` (from 0) on, begin with a name."""
    named = 0
    for row in rows[first:]:
        own = len(row) - len(row.lstrip())
        if row.strip() and own < indented:
            break
        if row.strip() and own == indented:
            named += -1 if row.startswith("- ", own) else 1
    return named > 0


def _at_the_top(_row: str, line: int, column: int, complaint: Complaint) -> Slip:
    """Say that a file goes on where it seemed to end: mostly because its first row is gone, or stands too far in."""
    for number, row in enumerate(complaint.rows[: line - 1], 1):
        written = row.strip()
        if not written or written.startswith(("#", "---")):
            continue
        if row.startswith((" ", "- ")):
            what = "文件开头的这一行和下面的行对不齐"
            return Slip(what, "上面少了“名称:”这样的一行，或行首多了空格", number, len(row) - len(row.lstrip()) + 1)
        break
    return Slip("文字的前后对不上", "检查引号是否成对、缩进是否一致", line, column)


def _first_character(row: str, line: int, column: int, _complaint: Complaint) -> Slip:
    character = row[column - 1 : column]
    return Slip(f"文字不能以“{character}”开头", "用引号把整段文字括起来", line, column)


_COMPLAINTS: tuple[tuple[str, _Words], ...] = (
    ("mapping values are not allowed", _two_colons),
    (
        "could not find expected ':'",
        _at_its_beginning(
            "这一行没有写成“名称: 内容”的样子", "补上名称、英文冒号和空格；接着上一行的文字，行首多空两格"
        ),
    ),
    ("did not find expected '-'", _plainly("列表的各行没有对齐", "每一行的“- ”左边对齐")),
    (
        "block sequence entries are not allowed",
        _plainly("“- ”出现在不该有列表的地方", "另起一行并缩进；文字以“- ”开头时用引号括起来"),
    ),
    ("found unexpected end of stream", _at_its_beginning("引号没有成对", "补上另一半引号")),
    ("cannot start any token", _first_character),
    ("did not find expected ',' or", _plainly("方括号或花括号没有成对，或里面少了英文逗号", "补齐括号和英文逗号")),
    ("while parsing a flow", _plainly("方括号或花括号没有成对", "文字里有 [ ] { } 时用引号把整段文字括起来")),
    ("expected alphabetic or numeric", _plainly("文字以 * 或 & 开头", "用引号把整段文字括起来")),
    ("tag", _plainly("文字以 ! 开头，YAML 把它当作标签", "用引号把整段文字括起来")),
    ("escape", _plainly("双引号里的反斜杠 \\ 用错了", "改用单引号")),
    (
        "block scalar",
        _plainly("“|”或“>”后面还有别的内容", "多行文字从下一行写起，并缩进两格；文字以 > 开头时用引号括起来"),
    ),
    ("directive", _plainly("文字以 % 开头", "用引号把整段文字括起来")),
    ("document start", _at_the_top),
    ("did not find expected key", _out_of_line),
)
"""What libyaml says → what an editor did, and the cure; the first that fits."""
