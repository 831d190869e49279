"""The line and column of a value, looked up only when something about it has to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from disclosure.memory import recalled
from disclosure.problem import Loc, Place
from disclosure.read.source import front_matter_of
from disclosure.read.text_file import read_text
from disclosure.read.yaml import Mark, positions
from disclosure.written import Written


def locate(
    path: Path, places: Sequence[Place], spellings: Mapping[str, Sequence[str]], front: Written | None = None
) -> list[tuple[int, int]]:
    """Return (line, column) for each place in a file; a value that is not there takes the line of what would hold it.

    `spellings`: name of a field → the Chinese keys an editor may have written instead. `front`: the front matter of a
    Markdown file, where it is known; else the file is read.
    """
    ways = tuple(place.loc for place in places if not place.line)
    if not ways:
        return [(place.line, place.column) for place in places]
    written, before = (front, 1) if front else _written(path)

    def found() -> list[tuple[int, int]]:
        marks = positions(str(written))
        return [_find(marks, way, before, spellings) for way in ways]

    lines = iter(recalled(f"where {ways} stand below {before}", written, found))
    return [(place.line, place.column) if place.line else next(lines) for place in places]


def _written(path: Path) -> tuple[str, int]:
    text, _ = read_text(str(path), path.name) if path.is_file() else ("", [])
    return front_matter_of(text, path.name)


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
