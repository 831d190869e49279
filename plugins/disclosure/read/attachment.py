"""Attachments (附件) as files: opened, measured, recognised by their content, not yet looked into."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from disclosure.memory import recalled
from disclosure.text.file_problem import LARGEST, FileProblem, file_problems, too_large
from disclosure.text.file_size import human_size
from disclosure.text.file_type import FileType, sniff, text_encoding


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """One attachment: what kind of file it really is, and what speaks against publishing it."""

    name: str
    size: int
    sha256: str
    type: FileType
    encoding: str | None = None
    """Of text files: UTF-8, UTF-8 BOM, UTF-16 or GB18030."""
    problems: tuple[FileProblem, ...] = ()

    @property
    def size_shown(self) -> str:
        """The size as a citizen reads it, `12.3 KB`."""
        return human_size(self.size)


def read_attachment(path: Path, *, limit: int = LARGEST) -> AttachmentFile:
    """Return what the file is; of a file above `limit` bytes only the beginning is looked at.

    A link is refused (`ValueError`): it could lead out of the sources, to something nobody released.
    """
    if path.is_symlink() or not path.is_file():
        raise ValueError(f"“{path.name}”不是普通文件。请把文件本身放进来，不要放快捷方式或文件夹")
    size = path.stat().st_size
    if size > limit:
        return _oversized(path, size, limit)
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    return recalled(f"file {path.name} up to {limit}", sha256, lambda: _looked_into(data, path.name, sha256, limit))


def _looked_into(data: bytes, name: str, sha256: str, limit: int) -> AttachmentFile:
    kind = sniff(data, name)
    return AttachmentFile(
        name=name,
        size=len(data),
        sha256=sha256,
        type=kind,
        encoding=text_encoding(data) if kind.key in {"txt", "csv"} else None,
        problems=file_problems(data, name, limit=limit),
    )


_HEAD = 1 << 16


def _oversized(path: Path, size: int, limit: int) -> AttachmentFile:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return AttachmentFile(path.name, size, digest, sniff(head, path.name), problems=(too_large(size, limit),))
