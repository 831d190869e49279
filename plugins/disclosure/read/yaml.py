"""YAML in which every scalar is text, read from parser events so that nothing an editor writes can surprise or hang.

Built on libyaml's event parser rather than on a loader's node tree: composing recurses in C and a file of a hundred
thousand `[` ends the process; an event stack is bounded, sees anchors, aliases and tags as they come, and knows every
line. The tree holds `dict`, `list` and `str` only. `0505`, `9:30` and `no` stay what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from disclosure.memory import plainly_kept
from disclosure.problem import Loc
from disclosure.read.plain_rows import plain_rows
from disclosure.read.slips import UNUSABLE, Complaint, Slip, explained, hidden_characters, slip_of

Tree = dict[str, Any] | list[Any] | str

DEEPEST = 24
"""Levels. Our deepest record nests six."""

MOST_SLIPS = 40
"""Slips of the keyboard that are put right in one file; who made more has another mistake."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_VALUES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent)

_SWALLOWED = re.compile(r"\s+#(?=\S)")


@plainly_kept
@dataclass(frozen=True, slots=True)
class Mark:
    """A position, line and column from 1."""

    line: int
    column: int


@plainly_kept
@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text says, and what was typed wrong in it.

    `tree` is there when the text could be read, if need be after slips were put right; those are mistakes all the same.
    """

    tree: Tree | None
    mistakes: tuple[Slip, ...] = ()
    doubts: tuple[Slip, ...] = ()
    """What is allowed, and hardly ever meant."""
    marks: Mapping[Loc, tuple[Mark, Mark]] = field(default_factory=dict)


def parse_yaml(text: str, *, marking: bool = False) -> Parsed:
    """Return what `text` says; an empty text is an empty mapping.

    A colon of the wrong kind is put right and reading goes on, so that one run tells everything there is to tell.
    With `marking`, `marks` holds for each value where its key and where the value itself begin.
    """
    if plain := plain_rows(text, marking=marking):
        tree, marks = plain
        return Parsed(tree, marks={loc: (Mark(*key), Mark(*value)) for loc, (key, value) in marks.items()})
    return parse_closely(text, marking=marking)


def parse_closely(text: str, *, marking: bool = False) -> Parsed:
    """Return what `parse_yaml` returns, asking the parser whatever the text looks like."""
    rows = text.split("\n")
    mistakes = list(hidden_characters(rows))
    for hidden in mistakes:
        rows[hidden.line - 1] = hidden.mended or ""
    last: tuple[str, int] | None = None
    tree: Tree
    while True:
        builder = _Builder("\n".join(rows), marking=marking)
        try:
            tree = builder.tree()
            slip = None if isinstance(tree, dict) else next(filter(None, map(slip_of, range(len(rows)), rows)), None)
            complaint = None
        except _Unreadable as unreadable:
            complaint = unreadable.complaint
            slip = explained(rows, complaint)
        if complaint is not None and last == (complaint.said, complaint.line) and mistakes[-1:] != [slip]:
            mistakes.pop()  # Putting it right changed nothing: it was not what stood in the way.
        if slip is not None:
            mistakes.append(slip)
        if slip is None or slip.mended is None or len(mistakes) > MOST_SLIPS:
            break
        rows[slip.line - 1] = slip.mended
        last = (complaint.said, complaint.line) if complaint is not None else None
    if complaint is not None:
        return Parsed(None, tuple(mistakes))
    return Parsed(tree, (*mistakes, *builder.faults), tuple(builder.doubts), builder.marks)


def positions(text: str) -> Mapping[Loc, tuple[Mark, Mark]]:
    """Return, for each value, where its key and where the value itself begin. Empty when `text` cannot be read."""
    return parse_yaml(text, marking=True).marks


class _Unreadable(Exception):
    def __init__(self, complaint: Complaint) -> None:
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    event: Any
    again: bool
    """Written a second time: its value is read and dropped."""


class _Builder:
    def __init__(self, text: str, *, marking: bool = False) -> None:
        self.text = text
        self.rows = text.split("\n")
        self.marking = marking
        self.commented = "#" in text
        self.marks: dict[Loc, tuple[Mark, Mark]] = {}
        self.faults: list[Slip] = []
        self.doubts: list[Slip] = []

    def tree(self) -> Tree:
        try:
            return self._build(self._events())
        except yaml.MarkedYAMLError as error:
            raise _Unreadable(_complaint(error)) from None
        except yaml.YAMLError:  # A character that YAML does not allow and `hidden_characters` does not know.
            raise self._at(1, 1, "有 YAML 不允许的字符", "删掉看不见的特殊字符，重新输入") from None

    def _events(self) -> Iterator[Any]:
        loader = _Loader(self.text)
        try:
            while loader.check_event():
                yield loader.get_event()
        finally:
            loader.dispose()

    def _build(self, events: Iterator[Any]) -> Tree:
        root: list[Any] = []
        stack: list[tuple[Any, Loc]] = [(root, ())]
        keys: list[_Key | None] = [None]
        documents = 0
        for event in events:
            kind = type(event)
            if kind in _VALUES:
                if kind is not yaml.ScalarEvent or event.style or event.anchor or event.tag or self.commented:
                    self._refuse_tricks(event)
                holder, way = stack[-1]
                key = keys[-1]
                if isinstance(holder, dict) and key is None:
                    keys[-1] = self._key(event, holder)
                    continue
                value: Any = {} if kind is yaml.MappingStartEvent else [] if kind is yaml.SequenceStartEvent else ""
                if kind is yaml.ScalarEvent:
                    value = event.value
                here = self._attach(holder, way, key, value, event, root)
                keys[-1] = None
                if not isinstance(value, str):
                    if len(stack) > DEEPEST:
                        raise self._here(event, f"嵌套超过 {DEEPEST} 层", "检查缩进和括号")
                    stack.append((value, here))
                    keys.append(None)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._here(event, "一个文件里有两段 YAML（中间多了一行 ---）", "删掉中间的 ---")
        return root[0] if root and root[0] != "" else {}

    def _key(self, event: Any, holder: dict[str, Any]) -> _Key:
        if type(event) is not yaml.ScalarEvent:
            raise self._here(event, "这里应当是一个名称，写成了列表或括号", "文字里有 { } [ ] 时用引号把整段文字括起来")
        if event.value == "<<":
            raise self._here(event, "用了合并键“<<”", "把内容原样再写一遍")
        again = event.value in holder
        if again:
            self._fault(event, f"“{event.value}”写了两次", "只保留一处")
        return _Key(event.value, event, again)

    def _attach(self, holder: Any, way: Loc, key: _Key | None, value: Any, event: Any, root: list[Any]) -> Loc:
        if isinstance(holder, dict):
            assert key is not None
            begins = key.event
            here: Loc = (*way, key.name)
            if key.again:
                return (*here, "")  # No place that anybody asks for.
            holder[key.name] = value
        else:
            holder.append(value)
            begins = event
            here = () if holder is root else (*way, len(holder) - 1)
        if self.marking:
            self.marks[here] = (_mark(begins), _mark(event))
        return here

    def _refuse_tricks(self, event: Any) -> None:
        if type(event) is yaml.AliasEvent:
            self._fault(event, f"用了引用“*{event.anchor}”", "把内容原样再写一遍；文字以 * 开头时用引号括起来")
            return
        if event.anchor:
            self._fault(event, f"用了锚点“&{event.anchor}”", "文字以 & 开头时用引号括起来")
        if event.tag and event.tag != "!":
            self._fault(event, "文字以 ! 开头，YAML 把它当作标签", "用引号把整段文字括起来")
        if type(event) is not yaml.ScalarEvent:
            return
        if event.style == '"' and UNUSABLE.search(event.value):
            self._fault(event, "双引号里用反斜杠写出了看不见的控制字符", "删掉反斜杠和后面的代号")
        if not event.style and (match := _SWALLOWED.match(self._rest_of_row(event))):
            end: Any = event.end_mark
            what = "“#”和后面的字不会显示（YAML 把它们当作注释）"
            hint = "用引号把整段文字括起来；真是注释的，在 # 后面加一个空格"
            self.doubts.append(Slip(what, hint, end.line + 1, end.column + match.end()))

    def _rest_of_row(self, event: Any) -> str:
        end = event.end_mark
        return self.rows[end.line][end.column :] if end.line < len(self.rows) else ""

    def _fault(self, event: Any, what: str, hint: str) -> None:
        mark = _mark(event)
        self.faults.append(Slip(what, hint, mark.line, mark.column))

    def _here(self, event: Any, what: str, hint: str) -> _Unreadable:
        mark = _mark(event)
        return self._at(mark.line, mark.column, what, hint)

    @staticmethod
    def _at(line: int, column: int, what: str, hint: str) -> _Unreadable:
        return _Unreadable(Complaint(what, line, column, hint=hint))


def _complaint(error: yaml.MarkedYAMLError) -> Complaint:
    marks: tuple[Any, Any] = (error.problem_mark, error.context_mark)
    where = [(mark.line + 1, mark.column + 1) for mark in marks if mark] or [(1, 1)]
    return Complaint(f"{error.problem or ''} {error.context or ''}", *where[0], begins=where[-1])


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
