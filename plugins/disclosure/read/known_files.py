"""Files that need not be read: nobody touched them since their text was taken down."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from disclosure.memory import current
from disclosure.written import Written

_PLACE, _QUESTION = "the files of the sources", "what they hold"
_STILL_RUNNING = 2_000_000_000
"""Nanoseconds: the coarsest clock that a file system keeps. What is younger when it is read may change unnoticed."""

_Look = tuple[int, int, int, int, int]
"""Device, number, size, time of the last change to the text, and to the file: nobody can set the last one."""
_Line = tuple[_Look, bytes, bytes, int]


class ChangedMeanwhile(Exception):
    """A text was changed after this build had begun; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown file: its front matter, the text below, and the line on which that begins."""

    front: Written
    body: Written
    body_line: int


class KnownFiles:
    """What the Markdown files were found to hold when they were read last.

    A file that looks the same from outside is the same: so Git decides too. Windows keeps no time that cannot be set;
    there every file is read.
    """

    def __init__(self, root: Path, read: Callable[[str, str], Parts | None]) -> None:
        """`read` reads a file (its path, and its path below the root) for whoever asks later what it says."""
        self._root, self._read = root, read
        self._memory = current() if os.name == "posix" else None
        known = self._memory.about(_PLACE, "files").get(_QUESTION) if self._memory else None
        self._before: dict[str, _Line] = known or {}
        self._now: dict[str, _Line] = {}
        self._looks: dict[str, _Look] = {}
        self._old = time.time_ns() - _STILL_RUNNING

    def parts_of(self, name: str) -> Parts | None:
        """Return what a file holds, without reading it; nothing when it has to be read."""
        if self._memory is None:
            return None
        look = _look(f"{self._root}/{name}")
        if look is None or max(look[3:]) > self._old:
            return None
        known = self._before.get(name)
        if known is None or known[0] != look:
            self._looks[name] = look
            return None
        self._now[name] = known
        _, front, body, line = known
        return Parts(
            Written(partial(self._said, name, "front", front), front),
            Written(partial(self._said, name, "body", body), body),
            line,
        )

    def note(self, name: str, parts: Parts) -> None:
        """Take down what a file holds that had to be read."""
        look = self._looks.get(name)
        if look is not None:
            self._now[name] = (look, parts.front.hash, parts.body.hash, parts.body_line)

    def keep(self) -> None:
        """Keep it for the next build."""
        if self._memory is not None and self._now != self._before:
            self._memory.note(_QUESTION, _PLACE, self._now, apart="files")

    def _said(self, name: str, part: str, known: bytes) -> str:
        parts = self._read(f"{self._root}/{name}", name)
        found: Written | None = getattr(parts, part, None)
        if found is None or found.hash != known:
            raise ChangedMeanwhile(f"{name} 刚刚被改动了，这一次读到的前后不一致。请再运行一次；原来的网站没有动。")
        return str(found)


def _look(path: str) -> _Look | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
