"""Garbage is looked for less often while a build runs: nearly all that it makes is needed until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 20_000, 20, 1_000_000
"""New objects between two looks at the youngest; of these, between two at the older; and the oldest are left alone.

A look at all objects of ten thousand documents takes a third of a second, and Python takes one for each quarter more.
"""


class Collecting:
    """How often garbage was looked for before a build."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def seldom(self) -> None:
        """Look for garbage seldom from now on."""
        if self._before is None:
            self._before = gc.get_threshold()
            gc.set_threshold(*_SELDOM)

    def as_before(self) -> None:
        """Look for garbage as often as before."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            self._before = None


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom meanwhile."""
    collecting = Collecting()
    collecting.seldom()
    try:
        yield
    finally:
        collecting.as_before()
