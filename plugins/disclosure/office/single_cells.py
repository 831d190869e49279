"""Forms that give each character a cell of its own (an identity number takes eighteen), read as one text."""

from __future__ import annotations

from collections.abc import Iterator

_SHORTEST = 8  # Cells. Shorter rows of single characters are headings and ticks.


class SingleCells:
    """Collects the cells of one row and gives back every stretch of cells that hold one character each."""

    def __init__(self) -> None:
        self._stretches: list[list[str]] = [[]]

    def add(self, text: str) -> None:
        """Take the next cell of the row."""
        if len(text) == 1:
            self._stretches[-1].append(text)
        elif self._stretches[-1]:
            self._stretches.append([])

    def row(self) -> Iterator[str]:
        """Finish the row: yield each stretch long enough to be a number."""
        for stretch in self._stretches:
            if len(stretch) >= _SHORTEST:
                yield "".join(stretch)
        self._stretches = [[]]
