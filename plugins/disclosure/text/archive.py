"""A ZIP archive opened with care: nothing in it is believed before it is counted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
"""How an archive begins: with its first member, or with the end of an empty one."""
MOST_MEMBERS = 20_000


class BrokenArchive(ValueError):
    """The archive is cut off, damaged, or asks for more than we give; says which in Chinese."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return the archive, or raise `BrokenArchive`."""
    # Every entry of the directory costs far more memory than it has bytes, so they are counted before they are read;
    # generously, for members that are archives themselves have entries too.
    if data.count(b"PK\x01\x02") > 10 * MOST_MEMBERS:
        raise BrokenArchive(_TOO_MANY)
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise BrokenArchive("压缩包不完整或已损坏") from error
    if len(opened.infolist()) > MOST_MEMBERS:
        opened.close()
        raise BrokenArchive(_TOO_MANY)
    return opened


def member_name(member: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: Windows in Chinese writes GBK and does not say so."""
    if member.flag_bits & _NAME_IS_UTF8:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def member_chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes of one member piece by piece, so that the reader can stop when it has had enough."""
    if is_encrypted(member):
        raise BrokenArchive("加了密码")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BrokenArchive("用了不常见的压缩方法")
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except _DAMAGE as error:
        raise BrokenArchive("压缩的内容已损坏") from error


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Say whether a password is needed to unpack the member."""
    return bool(member.flag_bits & _ENCRYPTED)


_TOO_MANY = f"压缩包里的文件超过 {MOST_MEMBERS} 个"
_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
_CHUNK = 1 << 16
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
