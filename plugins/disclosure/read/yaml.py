"""YAML in which every scalar is text, read from parser events so that nothing an editor writes can surprise or hang.

Built on libyaml's event parser rather than on a loader's node tree: composing recurses in C and a file of a hundred
thousand `[` ends the process; an event stack is bounded, sees anchors, aliases and tags as they come, and knows every
line. The tree holds `dict`, `list` and `str` only. `0505`, `9:30` and `no` stay what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from disclosure.problem import Loc

Tree = dict[str, Any] | list[Any] | str

DEEPEST = 24
"""Levels. Our deepest record nests six."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_FULL_WIDTH_COLON = re.compile(r"^\s*(?:- +)*([A-Za-z_一-鿿（）()]{1,20})：")
_NO_SPACE = re.compile(r"^\s*(?:- +)*([A-Za-z_一-鿿]{1,20}):(?=[^\s/:])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A position, line and column from 1."""

    line: int
    column: int


class YamlMistake(Exception):
    """The text is no YAML that we accept: where, what, and what to write instead."""

    def __init__(self, what: str, hint: str, line: int, column: int) -> None:
        self.what, self.hint, self.line, self.column = what, hint, line, column
        super().__init__(f"{line}:{column} {what}")


def parse_yaml(text: str) -> Tree:
    """Return the tree that `text` describes (an empty text gives an empty mapping), or raise `YamlMistake`."""
    return _Builder(text).tree()


def positions(text: str) -> dict[Loc, tuple[Mark, Mark]]:
    """Return, for each value, where its key and where the value itself begin. Empty when `text` does not parse."""
    builder = _Builder(text, marking=True)
    try:
        builder.tree()
    except YamlMistake:
        return {}
    return builder.marks


class _Builder:
    def __init__(self, text: str, *, marking: bool = False) -> None:
        self.text = text
        self.marking = marking
        self.marks: dict[Loc, tuple[Mark, Mark]] = {}

    def tree(self) -> Tree:
        try:
            return self._build(self._events())
        except yaml.MarkedYAMLError as error:
            raise self._explained(error) from None
        except yaml.YAMLError:  # A character that YAML does not allow; these carry no mark.
            raise YamlMistake("有 YAML 不允许的字符", "删掉看不见的特殊字符，重新输入", 1, 1) from None

    def _events(self) -> Iterator[Any]:
        yield from yaml.parse(self.text, Loader=_Loader)

    def _build(self, events: Iterator[Any]) -> Tree:
        root: list[Any] = []
        stack: list[tuple[Any, Loc]] = [(root, ())]
        keys: list[tuple[str, Mark] | None] = [None]
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_tricks(event)
                holder, way = stack[-1]
                key = keys[-1]
                if isinstance(holder, dict) and key is None:
                    keys[-1] = self._key(event, holder)
                    continue
                value: Any = event.value if kind is yaml.ScalarEvent else {} if kind is yaml.MappingStartEvent else []
                here = self._attach(holder, way, key, value, event, root)
                keys[-1] = None
                if kind is not yaml.ScalarEvent:
                    if len(stack) > DEEPEST:
                        raise self._at(event, f"嵌套超过 {DEEPEST} 层", "检查缩进和括号")
                    stack.append((value, here))
                    keys.append(None)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
            elif kind is yaml.AliasEvent:
                raise self._at(event, f"用了引用“*{event.anchor}”", "把内容原样再写一遍；文字以 * 开头时用引号括起来")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._at(event, "一个文件里有两段 YAML（中间多了一行 ---）", "删掉中间的 ---")
        return root[0] if root and root[0] != "" else {}

    def _key(self, event: Any, holder: dict[str, Any]) -> tuple[str, Mark]:
        if type(event) is not yaml.ScalarEvent:
            raise self._at(event, "这里应当是一个名称，写成了列表或括号", "文字里有 { } [ ] 时用引号把整段文字括起来")
        if event.value == "<<":
            raise self._at(event, "用了合并键“<<”", "把内容原样再写一遍")
        if event.value in holder:
            raise self._at(event, f"“{event.value}”写了两次", "只保留一处")
        return event.value, _mark(event)

    def _attach(
        self, holder: Any, way: Loc, key: tuple[str, Mark] | None, value: Any, event: yaml.Event, root: list[Any]
    ) -> Loc:
        if isinstance(holder, dict):
            assert key is not None
            name, begins = key
            holder[name] = value
            here: Loc = (*way, name)
        else:
            holder.append(value)
            begins = _mark(event)
            here = () if holder is root else (*way, len(holder) - 1)
        if self.marking:
            self.marks[here] = (begins, _mark(event))
        return here

    def _refuse_tricks(self, event: Any) -> None:
        if event.anchor:
            raise self._at(event, f"用了锚点“&{event.anchor}”", "文字以 & 开头时用引号括起来")
        if event.tag and event.tag != "!":
            raise self._at(event, f"用了标签“{event.tag}”", "文字以 ! 开头时用引号括起来")

    @staticmethod
    def _at(event: yaml.Event, what: str, hint: str) -> YamlMistake:
        mark = _mark(event)
        return YamlMistake(what, hint, mark.line, mark.column)

    def _explained(self, error: yaml.MarkedYAMLError) -> YamlMistake:
        """Turn libyaml's complaint into a sentence about what an editor typed there, or on the line above."""
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        start = error.context_mark.line + 1 if error.context_mark else line
        rows = self.text.split("\n")
        for number in dict.fromkeys((line, line - 1, start, start - 1)):
            if not 1 <= number <= len(rows):
                continue
            if mistake := _typing_slip(rows[number - 1], number):
                return mistake
        what, hint = _complaint(f"{error.problem or ''} {error.context or ''}")
        return YamlMistake(what, hint, min(line, len(rows)), column)


def typing_slips(text: str) -> Iterator[YamlMistake]:
    """Yield each line on which a key is followed by a full-width colon, or by a colon without a space."""
    for number, row in enumerate(text.split("\n"), 1):
        if slip := _typing_slip(row, number):
            yield slip


def _typing_slip(row: str, number: int) -> YamlMistake | None:
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return YamlMistake("行首用了制表符（Tab）缩进", "改用空格缩进", number, row.index("\t") + 1)
    if wrong := _FULL_WIDTH_COLON.match(row):
        name = wrong.group(1)
        return YamlMistake(f"“{name}”后面是中文冒号“：”", f"改成英文冒号加一个空格：{name}: …", number, wrong.end())
    if wrong := _NO_SPACE.match(row):
        name = wrong.group(1)
        return YamlMistake(f"“{name}:”后面少了一个空格", f"写成“{name}: …”", number, wrong.end())
    return None


_COMPLAINTS = (
    (
        "mapping values are not allowed",
        "这一行里多出一个“: ”，或上一行缩进不对",
        "文字里有英文冒号时用引号把整段文字括起来",
    ),
    ("could not find expected ':'", "这一行没有写成“名称: 内容”的样子", "补上英文冒号和空格；多行文字用 | 开头并缩进"),
    ("did not find expected key", "这一行和上面的行对不齐，或引号、括号没有成对", "检查缩进、引号和括号"),
    ("did not find expected '-'", "列表的各行没有对齐", "每一行的“- ”左边对齐"),
    (
        "block sequence entries are not allowed",
        "“- ”出现在不该有列表的地方",
        "另起一行并缩进；文字以“- ”开头时用引号括起来",
    ),
    ("found unexpected end of stream", "引号没有成对", "补上另一半引号"),
    (
        "cannot start any token",
        "行首用了制表符（Tab）或特殊符号（` @ %）",
        "改用空格缩进；文字以特殊符号开头时用引号括起来",
    ),
    ("did not find expected ',' or", "方括号或花括号没有成对，或里面少了英文逗号", "补齐括号和英文逗号"),
    ("while parsing a flow", "方括号或花括号没有成对", "文字里有 [ ] { } 时用引号把整段文字括起来"),
    ("expected alphabetic or numeric", "文字以 * 或 & 开头", "用引号把整段文字括起来"),
    ("unknown escape character", "双引号里的反斜杠 \\ 用错了", "改用单引号"),
    ("escape", "双引号里的反斜杠 \\ 用错了", "改用单引号"),
    ("block scalar", "“|”或“>”后面还有别的内容", "多行文字从下一行写起，并缩进两格；文字以 > 开头时用引号括起来"),
    ("directive", "文字以 % 开头", "用引号把整段文字括起来"),
    ("document start", "文字的前后对不上", "检查引号是否成对、缩进是否一致"),
)
"""What libyaml says → what an editor did, and the cure; the first that fits."""


def _complaint(said: str) -> tuple[str, str]:
    for part, what, hint in _COMPLAINTS:
        if part in said:
            return what, hint
    return "这一行读不懂", "检查缩进、冒号、引号和括号"


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
