"""What speaks against publishing a file as an attachment (附件)."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from disclosure.text import archive, compound_file
from disclosure.text.archive import BrokenArchive, open_archive
from disclosure.text.compound_file import BrokenContainer, CompoundFile, open_compound
from disclosure.text.file_size import human_size
from disclosure.text.file_type import DOWNLOAD_AGAIN, MACRO, WITHOUT_MACRO, FileType, extension_of, sniff

LARGEST = 50 * 1024 * 1024
"""Bytes. Git hosts in use refuse larger files, and a phone does not wait for them."""


class Fault(StrEnum):
    """What can be wrong with a file. The caller gives each its grade."""

    EMPTY = "empty"
    BROKEN = "broken"
    REFUSED = "refused"
    TOO_LARGE = "too large"
    MISMATCH = "mismatch"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing that is wrong with a file: what was found, and what to do."""

    fault: Fault
    what: str
    hint: str


def file_problems(data: bytes, name: str, *, limit: int = LARGEST) -> tuple[FileProblem, ...]:
    """Return what speaks against publishing the file; one mistake is one problem, the gravest is named first."""
    kind = sniff(data, name)
    if kind.key == "empty":
        return (FileProblem(Fault.EMPTY, f"文件是空的（{len(data)} 字节）", kind.advice),)
    if kind.refused:
        return (FileProblem(Fault.REFUSED, kind.refused, kind.advice),)
    inside = _inside(data, kind)
    size = too_large(len(data), limit) if len(data) > limit else None
    name_fault = _mismatch(kind, extension_of(name))
    return tuple(problem for problem in (inside, size, name_fault) if problem is not None)


def too_large(size: int, limit: int) -> FileProblem:
    """Return the problem of a file that has `size` bytes where `limit` are allowed."""
    what = f"文件有 {human_size(size)}，超过上限 {human_size(limit)}"
    return FileProblem(Fault.TOO_LARGE, what, "压缩其中的图片，或拆成几个文件；视频请放到门户网站的视频栏目再链接")


def is_encrypted(compound: CompoundFile) -> bool:
    """Say whether a compound file holds an office document under a password."""
    entries = compound.entries
    if "EncryptedPackage" in entries or "EncryptedSummary" in entries:
        return True
    if "WordDocument" in entries:
        flags = compound.stream("WordDocument")[10:12]
        return bool(int.from_bytes(flags, "little") & 0x0100)
    return any(name in entries and _has_file_pass(compound.stream(name)) for name in ("Workbook", "Book"))


def _inside(data: bytes, kind: FileType) -> FileProblem | None:
    """Find the fault that only the bytes show: cut off, under a password, or with a program in it."""
    if data.startswith(archive.SIGNATURES):
        return _inside_archive(data, kind)
    if data.startswith(compound_file.SIGNATURE):
        return _inside_compound(data)
    if kind.key in _WITHOUT_END and _WITHOUT_END[kind.key](data):
        return _broken("文件不完整，没有结尾")
    if kind.key == "pdf" and _PDF_LOCK.search(data):
        what = "PDF 加了密码或权限保护，可能无法检查里面有没有个人信息，读屏软件也可能读不出来"
        return FileProblem(Fault.ENCRYPTED, what, "从原文件重新导出一份不加保护的 PDF")
    return None


def _inside_archive(data: bytes, kind: FileType) -> FileProblem | None:
    try:
        with open_archive(data) as opened:
            locked = kind.key == "zip" and any(map(archive.is_encrypted, opened.infolist()))
    except BrokenArchive as error:
        return _broken(str(error))
    return _ENCRYPTED if locked else None


def _inside_compound(data: bytes) -> FileProblem | None:
    try:
        compound = open_compound(data)
    except BrokenContainer as error:
        return _broken(str(error))
    if not {"Macros", "_VBA_PROJECT_CUR"}.isdisjoint(compound.storages):
        return FileProblem(Fault.REFUSED, MACRO, WITHOUT_MACRO)
    return _ENCRYPTED if is_encrypted(compound) else None


def _broken(what: str) -> FileProblem:
    return FileProblem(Fault.BROKEN, what, DOWNLOAD_AGAIN)


def _has_file_pass(stream: bytes) -> bool:
    """Say whether a FILEPASS record stands among the first records of a workbook, where a password puts it."""
    at = 0
    for _ in range(16):
        if at + 4 > len(stream):
            return False
        record, length = struct.unpack_from("<HH", stream, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def _mismatch(kind: FileType, extension: str) -> FileProblem | None:
    if extension in {kind.extension, *kind.aliases}:
        return None
    if not extension:
        what = f"文件名没有扩展名，内容是“{kind.label}”"
        return FileProblem(Fault.MISMATCH, what, f"在文件名末尾加上 .{kind.extension}")
    what = f"扩展名是 .{extension}，内容却是“{kind.label}”（{kind.extension}）"
    return FileProblem(Fault.MISMATCH, what, f"把扩展名改成 .{kind.extension}，或换成真正的 {extension} 文件")


_WITHOUT_END: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda data: b"startxref" not in data[-4096:],
    "png": lambda data: b"IEND" not in data[-4096:],
    "gif": lambda data: b";" not in data[-64:],
    # The small preview inside a photograph has an end of its own, near the beginning.
    "jpg": lambda data: data.rfind(b"\xff\xd9") < len(data) // 2,
    "webp": lambda data: len(data) < int.from_bytes(data[4:8], "little") + 8,
}
"""How to see that only the first part of a file was received."""
_PDF_LOCK = re.compile(rb"/Encrypt\s{0,9}(?:\d{1,10}\s{1,9}\d{1,5}\s{1,9}R|<<)")
_ENCRYPTED = FileProblem(
    Fault.ENCRYPTED, "文件加了密码，无法检查里面有没有个人信息，公众也打不开", "去掉密码后重新放进来"
)
