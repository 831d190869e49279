"""What an attachment says: its passages, or the reason why nobody can read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from disclosure.office.extract import passages
from disclosure.office.passage import Passage, Unreadable
from disclosure.read.attachment import AttachmentFile


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """The passages of one file, each with its place; `unreadable` says why the rest is missing."""

    passages: tuple[Passage, ...] = ()
    unreadable: str = ""


def text_of(path: Path, file: AttachmentFile) -> AttachmentText:
    """Return what the file says. A file that is not fit for publication anyway is not opened."""
    if file.problems:
        return AttachmentText()
    found: list[Passage] = []
    try:
        found.extend(passages(path.read_bytes(), file.type))
    except Unreadable as reason:
        return AttachmentText(tuple(found), str(reason))
    return AttachmentText(tuple(found))
