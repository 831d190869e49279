"""What is wrong in a body, collected while it is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from disclosure.memory import plainly_kept

Kind = Literal["address", "picture", "markup", "table", "character"]
"""What a mistake is about, so that a check can grade it."""


@plainly_kept
@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake of the editor: where, what was found, and what to write instead. Line and column count from 1."""

    line: int
    column: int
    kind: Kind
    what: str
    hint: str


class Mistakes:
    """The mistakes of one body; the same sentence is kept once a line, where it applies first."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], Mistake] = {}

    def note(self, line: int, column: int, kind: Kind, what: str, hint: str) -> None:
        """Note a mistake."""
        self._found.setdefault((line, what), Mistake(line, column, kind, what, hint))

    def sorted(self) -> tuple[Mistake, ...]:
        """Return the mistakes in the order of the text."""
        return tuple(sorted(self._found.values()))
