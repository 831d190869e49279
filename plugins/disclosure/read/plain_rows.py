"""YAML of plain rows, `标题: 关于……的通知`, read without a parser: nearly all front matter is written so.

What is read here a parser would read alike, values and marks; at the first thing that might mean more, nothing is
said, and the parser has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from disclosure.problem import Loc

Mark = tuple[int, int]
"""Line and column, from 1."""
Rows = tuple[dict[str, Any], Mapping[Loc, tuple[Mark, Mark]]]

_LONGEST = 1000
"""Characters of a row. YAML ends a key after a thousand, and nobody wants to know how."""
_NAME = "[A-Za-z_\u4e00-\u9fff（）]{1,40}+"
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<]"
"""What a text may begin with that is a text and nothing else."""
_TEXT = rf"{_FIRST}[^\s:#]*+(?:(?: (?=[^\s:#])|:(?=[^\s:]))[^\s:#]*+)*+"
_INNER = rf"{_FIRST}[^\s:#,?\[\]{{}}]*+(?: [^\s:#,?\[\]{{}}]++)*+"
"""The same inside brackets."""
_QUOTED = r'"[^"\\]*+"'
_ENTRY = rf"(?:{_QUOTED}|{_INNER})"
_ROW = re.compile(
    rf"(?P<name>{_NAME}):(?: ++(?:(?P<text>{_TEXT}|{_QUOTED})"
    rf"|\[(?P<list>{_ENTRY}(?:, *+{_ENTRY})*+)\]|\{{(?P<map>{_NAME}: ++{_ENTRY}(?:, *+{_NAME}: ++{_ENTRY})*+)\}}))?+"
)
_ENTRIES = re.compile(_ENTRY)
_PAIRS = re.compile(rf"({_NAME}): ++({_ENTRY})")


def plain_rows(text: str, *, marking: bool = False) -> Rows | None:
    """Return what a text of plain rows says, and the marks of its values; nothing when it is no such text."""
    rows = text.split("\n")
    if not text or "#" in text or not "".join(rows).isprintable():
        return None
    tree: dict[str, Any] = {}
    marks: dict[Loc, tuple[Mark, Mark]] = {(): ((1, 1), (1, 1))} if marking else {}
    for line, row in enumerate(rows, 1):
        found = _ROW.fullmatch(row) if len(row) <= _LONGEST else None
        if found is None or found["name"] in tree:
            return None
        name, kind = found["name"], found.lastgroup
        if kind == "name":
            if marking:
                return None
            tree[name] = ""
            continue
        start = found.start(kind or "")
        if kind == "text":
            tree[name] = _written(found["text"])
        elif kind == "list":
            entries = list(_ENTRIES.finditer(row, start, found.end("list")))
            tree[name] = [_written(entry[0]) for entry in entries]
        else:
            pairs = list(_PAIRS.finditer(row, start, found.end("map")))
            tree[name] = {pair[1]: _written(pair[2]) for pair in pairs}
            if len(tree[name]) != len(pairs):
                return None
        if marking:
            marks[name,] = (line, 1), (line, start + (kind == "text"))
            if kind == "list":
                for place, entry in enumerate(entries):
                    mark = line, entry.start() + 1
                    marks[name, place] = mark, mark
            elif kind == "map":
                for pair in pairs:
                    marks[name, pair[1]] = (line, pair.start() + 1), (line, pair.start(2) + 1)
    return tree, marks


def _written(entry: str) -> str:
    return entry[1:-1] if entry[0] == '"' else entry
