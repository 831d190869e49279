"""Puts an edited text on the screen at once, while everything else is still being built."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from disclosure.engines.folder import files_below

log = logging.getLogger("mkdocs.plugins.disclosure")


class Preview:
    """The builder of a served site: first the page that was edited, if it is one, then the site."""

    def __init__(self, server: Any, folder: str, show: Callable[[str], bool]) -> None:
        """`folder` holds the texts; `show` writes the page of one of them and says whether it could."""
        self._server, self._folder, self._show = server, folder, show
        self._build = server.builder
        self._seen = _as_they_lie(folder)

    def __call__(self) -> None:
        """Build once more. Raises what MkDocs raises."""
        before, self._seen = self._seen, _as_they_lie(self._folder)
        edited = [path for path in before.keys() | self._seen.keys() if before.get(path) != self._seen.get(path)]
        if len(edited) == 1 and edited[0] in before and edited[0] in self._seen and self._show(edited[0]):
            log.info("先显示这一页：%s", Path(edited[0]).name)
            self._reload()
        self._build()
        self._server._wanted_epoch += 1  # So that the browser loads its page once more, now that everything is built.

    def _reload(self) -> None:
        """Let the browser load its page anew, and the server answer while the rest is being built.

        Otherwise it keeps every request waiting until then; but the site that it serves is whole all the time.
        """
        with self._server._epoch_cond:
            self._server._visible_epoch = self._server._wanted_epoch
            self._server._epoch_cond.notify_all()


def _as_they_lie(folder: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    with contextlib.suppress(OSError):  # Word processors put files there and take them away; the build looks again.
        for entry in files_below(folder):
            told = entry.stat(follow_symlinks=False)
            found[entry.path] = told.st_mtime_ns, told.st_size
    return found
