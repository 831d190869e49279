"""The texts of all writings, rendered once, with their links resolved."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from disclosure.memory import digest, digest_of
from disclosure.model.address import Spelling, address, link
from disclosure.model.writing import Writing
from disclosure.read.attachment import AttachmentFile
from disclosure.text.body import Body, kept_body
from disclosure.text.body.addresses import Resolve


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
    listed = {posixpath.normpath(f"{writing.folder}/{attachment.file}") for attachment in writing.attachments}
    here = address(writing)
    files = {path for path in listed if path in attachments and posixpath.dirname(path) == writing.folder}
    closed: set[str] = set()
    led: list[tuple[str, str | None]] = []

    def noted(resolve: Resolve) -> Resolve:
        def ask(target: str) -> str | None:
            led.append((target, resolve(target)))
            return led[-1][1]

        return ask

    def to_record_or_file(target: str) -> str | None:
        path = _path(writing, target)
        if path not in writings:
            return link(here, f"{here}{posixpath.basename(path)}", spelling) if path in files else None
        record, is_open = writings[path]
        if is_open:
            return link(here, address(record), spelling)
        closed.add(path)
        return ""

    def to_picture(target: str) -> str | None:
        path = _path(writing, target)
        file = attachments.get(path) if posixpath.dirname(path) == writing.folder else None
        if file is None or not file.type.media_type.startswith("image/"):
            return None
        files.add(path)
        return link(here, f"{here}{posixpath.basename(path)}", spelling)

    body = kept_body(
        writing.body, first_line=writing.origin.body_line, link=noted(to_record_or_file), picture=noted(to_picture)
    )
    named = tuple(sorted(files)), tuple(sorted(closed))
    decisive = repr((sorted(set(led), key=repr), named)).encode("utf-8", "surrogatepass")
    return RenderedBody(body, *named, digest(digest_of(writing.body), decisive))


def _path(writing: Writing, target: str) -> str:
    return posixpath.normpath(posixpath.join(writing.folder, unquote(target)))
