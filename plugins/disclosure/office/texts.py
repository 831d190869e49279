"""What an attachment says: its passages and tables, or the reason why nobody can read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from disclosure.office.extract import passages
from disclosure.office.passage import Passage, Unreadable
from disclosure.office.tables import SheetTable, tables_of
from disclosure.read.attachment import AttachmentFile


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """The passages of one file, each with its place; `unreadable` says why the rest is missing."""

    passages: tuple[Passage, ...] = ()
    unreadable: str = ""
    tables: tuple[SheetTable, ...] = ()
    """The sheets of a workbook or CSV file, for the page; hidden ones are not among them."""


def text_of(path: Path, file: AttachmentFile) -> AttachmentText:
    """Return what the file says. A file that is not fit for publication anyway is not opened."""
    if file.problems:
        return AttachmentText()
    data = path.read_bytes()
    found: list[Passage] = []
    try:
        found.extend(passages(data, file.type))
    except Unreadable as reason:
        return AttachmentText(tuple(found), str(reason))
    return AttachmentText(tuple(found), tables=tables_of(data, file.type))
