"""One mistake, where it was written, and how to put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

Loc = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions, outermost first."""


class Grade(StrEnum):
    """What a problem does to the build. The values are the words an editor reads."""

    ERROR = "错误"
    """Stops the build."""
    WARNING = "提醒"
    """Builds; `--strict` stops."""
    DUTY = "待办"
    """A duty (公开义务) unmet or late; never an exit status."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: a file and, inside it, either a way (`loc`) or a line and column (from 1)."""

    path: str
    loc: Loc = ()
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem whose line is not looked up yet; looking up costs a second parse, so it waits until it is needed."""

    place: Place
    grade: Grade
    field: str
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, where it was written, and how to put it right."""

    path: str
    line: int
    column: int
    grade: Grade = field(compare=False)
    field: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}"
        subject = f"{self.field}：" if self.field else ""
        return f"{where}  {self.grade.value}  {subject}{sentence(self.what, self.hint)}"


class DataError(Exception):
    """What editors wrote cannot be built. Carries every problem found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def sentence(what: str, hint: str) -> str:
    """Return the fault and its cure as one text: `没有填写。写成 …`."""
    return f"{what}。{hint}" if hint else what


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Return `是不是“县税务局”？` for the nearest known name, or an empty text when nothing is near."""
    near = nearest(written, known)
    return f"是不是“{near}”？" if near else ""


def nearest(written: str, known: Iterable[str], *, cutoff: float | None = None) -> str:
    """Return the known name that is most like `written`, or an empty text when none is.

    Of a short Chinese word half the characters say enough; of a code most of the digits have to be the same.
    """
    if cutoff is None:
        cutoff = 0.85 if written.isdigit() else 0.5 if len(written) <= 4 and not written.isascii() else 0.6
    near = difflib.get_close_matches(written[:_LONGEST_NAME], sorted(set(known)), n=1, cutoff=cutoff)
    return near[0] if near else ""


_LONGEST_NAME = 200
"""Characters that are compared: more is no name, and comparing costs the square of the length."""
