"""Garbage is looked for less often while a build runs: nearly all that it makes is needed until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 20_000, 20, 1_000_000
"""New objects between two looks at the youngest; of these, between two at the older; and the oldest are left alone.

A look at all objects of ten thousand documents takes a third of a second, and Python takes one for each quarter more.
"""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom meanwhile."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
