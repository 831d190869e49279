"""The line and column of a value, looked up only when something about it has to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from disclosure.memory import recalled
from disclosure.problem import Loc, Place
from disclosure.read.source import front_matter_of
from disclosure.read.text_file import read_text
from disclosure.read.yaml import Mark, positions


def locate(
    path: Path, name: str, places: Sequence[Place], spellings: Mapping[str, Sequence[str]]
) -> list[tuple[int, int]]:
    """Return (line, column) for each place in a file; a value that is not there takes the line of what would hold it.

    `spellings`: name of a field → the Chinese keys an editor may have written instead.
    """
    if all(place.line for place in places):
        return [(place.line, place.column) for place in places]
    text, _ = read_text(str(path), name) if path.is_file() else ("", [])
    front, before = front_matter_of(text, name)
    marks = recalled("positions", front, lambda: positions(front), apart="positions")
    return [
        (place.line, place.column) if place.line else _find(marks, place.loc, before, spellings) for place in places
    ]


def _find(
    marks: Mapping[Loc, tuple[Mark, Mark]], loc: Loc, before: int, spellings: Mapping[str, Sequence[str]]
) -> tuple[int, int]:
    way: Loc = ()
    for step in loc:
        keys = (step, *spellings.get(step, ())) if isinstance(step, str) else (step,)
        written = next((key for key in keys if (*way, key) in marks), None)
        if written is None:
            break
        way = (*way, written)
    if not way:  # About the whole file.
        return 1, 1
    key, value = marks[way]
    whole = len(way) == len(loc) or loc[len(way)] == 0  # A single value stands for a list of one.
    mark = value if whole and value.line == key.line else key
    return mark.line + before, mark.column
