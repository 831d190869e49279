"""Garbage is looked for seldom while a build runs, for nearly all is needed to its end; what is freed goes back."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 20_000
"""New objects between two looks at the youngest."""
_OLDER = 20, 1_000_000
"""Of these looks, between two at the older; and the oldest are left alone.

A look at all objects of ten thousand documents takes a third of a second, and Python takes one for each quarter more.
"""


@contextmanager
def collecting_seldom(young: int = _YOUNG) -> Iterator[None]:
    """Look for garbage seldom meanwhile; `young`: after so many new objects that are still there."""
    before = gc.get_threshold()
    gc.set_threshold(young, *_OLDER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: of the many objects that come, none is any."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # Now all are among the oldest, and nobody looks through them when the collector is back.
        if was:
            gc.enable()


def give_back() -> None:
    """Give freed memory back to the system where the C library, as that of most Linuxes, else holds on to it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
