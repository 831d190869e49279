"""The texts of all writings, rendered once, with their links resolved."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from disclosure.memory import digest
from disclosure.model.address import Spelling, address, link
from disclosure.model.writing import Writing
from disclosure.read.attachment import AttachmentFile
from disclosure.text.body import Body, kept_body


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """A body, ready to print, with what goes with it and what it may not lead to."""

    body: Body
    files: tuple[str, ...]
    """Source paths of its attachments and pictures."""
    closed: tuple[str, ...]
    """Source paths of records that it links to and that are not open: only the text is printed."""
    stamp: bytes = b""
    """The same for bodies that came out the same: a hash of the text and of where its links and pictures lead."""


def rendered(
    writing: Writing,
    *,
    writings: Mapping[str, tuple[Writing, bool]],
    attachments: Mapping[str, AttachmentFile],
    spelling: Spelling,
) -> RenderedBody:
    """Return the body of a writing. `writings`: source path → the record, and whether it is open to the public."""
    targets = _Targets(writing, writings, attachments, spelling)
    body = kept_body(
        writing.written_body, first_line=writing.origin.body_line, link=targets.record_or_file, picture=targets.drawing
    )
    if not targets.led and not targets.files:  # Most lead nowhere.
        return RenderedBody(body, (), (), digest(writing.written_body.hash, b""))
    named = tuple(sorted(targets.files)), tuple(sorted(targets.closed))
    decisive = repr((sorted(set(targets.led), key=repr), named)).encode("utf-8", "surrogatepass")
    return RenderedBody(body, *named, digest(writing.written_body.hash, decisive))


class _Targets:
    """Tells where the links and pictures of a writing lead, and notes what it was asked for."""

    __slots__ = ("_attachments", "_spelling", "_writing", "_writings", "closed", "files", "led")

    def __init__(
        self,
        writing: Writing,
        writings: Mapping[str, tuple[Writing, bool]],
        attachments: Mapping[str, AttachmentFile],
        spelling: Spelling,
    ) -> None:
        self._writing, self._writings = writing, writings
        self._attachments, self._spelling = attachments, spelling
        self.files: set[str] = set()
        self.closed: set[str] = set()
        self.led: list[tuple[str, str | None]] = []
        for attachment in writing.attachments:
            path = posixpath.normpath(f"{writing.folder}/{attachment.file}")
            if path in attachments and posixpath.dirname(path) == writing.folder:
                self.files.add(path)

    def record_or_file(self, target: str) -> str | None:
        path = self._path(target)
        if path not in self._writings:
            return self._noted(target, self._beside(path) if path in self.files else None)
        record, is_open = self._writings[path]
        if not is_open:
            self.closed.add(path)
        return self._noted(target, link(address(self._writing), address(record), self._spelling) if is_open else "")

    def drawing(self, target: str) -> str | None:
        path = self._path(target)
        file = self._attachments.get(path) if posixpath.dirname(path) == self._writing.folder else None
        if file is None or not file.type.media_type.startswith("image/"):
            return self._noted(target, None)
        self.files.add(path)
        return self._noted(target, self._beside(path))

    def _beside(self, path: str) -> str:
        here = address(self._writing)
        return link(here, f"{here}{posixpath.basename(path)}", self._spelling)

    def _path(self, target: str) -> str:
        return posixpath.normpath(posixpath.join(self._writing.folder, unquote(target)))

    def _noted(self, target: str, there: str | None) -> str | None:
        self.led.append((target, there))
        return there
