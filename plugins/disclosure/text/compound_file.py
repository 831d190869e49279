"""The folder tree inside an OLE compound file (复合文档): what old .doc, .xls, .ppt and encrypted Office files are."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass, field
from sys import byteorder

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first eight bytes of every compound file."""


class BrokenContainer(ValueError):
    """The bytes claim to be a compound file, yet its tables lead nowhere."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stream in the file: where its first sector is, and how many bytes it has."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class CompoundFile:
    """An opened compound file; `entries` maps paths such as `ObjectPool/_12/Workbook` to streams."""

    entries: dict[str, Entry]
    storages: frozenset[str]
    _data: bytes = field(repr=False)
    _sector: int
    _fat: array[int] = field(repr=False)
    _mini_fat: array[int] = field(repr=False)
    _mini_stream: bytes = field(repr=False)

    def stream(self, path: str) -> bytes:
        """Return the bytes of one stream; a damaged chain of sectors gives what can be reached."""
        entry = self.entries[path]
        if entry.size < _MINI_CUTOFF:
            return _follow(self._mini_stream, self._mini_fat, entry.start, 0, _MINI_SECTOR)[: entry.size]
        return _follow(self._data, self._fat, entry.start, self._sector, self._sector)[: entry.size]


def open_compound(data: bytes) -> CompoundFile:
    """Read the tables of a compound file, or raise `BrokenContainer`; every walk is bounded by the file's own size."""
    if len(data) < 1536 or not data.startswith(SIGNATURE):
        raise BrokenContainer("不是复合文档，或者不完整")
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in {9, 12}:
        raise BrokenContainer("复合文档的文件头不对")
    sector = 1 << shift
    directory_start, _, _, mini_start, _, more_start, _ = struct.unpack_from("<7I", data, 48)
    fat = _table(data, _fat_sectors(data, sector, more_start), sector)
    directory = _follow(data, fat, directory_start, sector, sector)
    if len(directory) < _ENTRY:
        raise BrokenContainer("复合文档没有目录")
    entries, storages = _tree(directory, large=sector == 4096)
    root_start = struct.unpack_from("<I", directory, 116)[0]
    return CompoundFile(
        entries=entries,
        storages=storages,
        _data=data,
        _sector=sector,
        _fat=fat,
        _mini_fat=_numbers(_follow(data, fat, mini_start, sector, sector)),
        _mini_stream=_follow(data, fat, root_start, sector, sector),
    )


_ENTRY = 128  # Bytes of one directory entry.
_MINI_SECTOR = 64
_MINI_CUTOFF = 4096  # Streams below this live in the mini stream.
_LAST = 0xFFFFFFFA  # Numbers from here on are marks (end of chain, free), not sectors.
_NOBODY = 0xFFFFFFFF
_DEEPEST = 16
_STORAGE, _STREAM = 1, 2


def _fat_sectors(data: bytes, sector: int, more: int) -> list[int]:
    """The sectors that hold the allocation table: 109 are in the header, the rest in a chain of their own."""
    found = list(struct.unpack_from("<109I", data, 76))
    per_sector = sector // 4 - 1
    limit = len(data) // sector
    while more < _LAST and len(found) <= limit + 109:
        at = (more + 1) * sector
        block = _numbers(data[at : at + sector])
        if len(block) <= per_sector:
            break
        found += block[:per_sector]
        more = block[per_sector]
    return [number for number in found if number < _LAST]


def _table(data: bytes, sectors: list[int], sector: int) -> array[int]:
    limit = len(data) // (sector * sector // 4) + 2  # More table than that would describe more file than there is.
    return _numbers(b"".join(data[(n + 1) * sector : (n + 2) * sector] for n in sectors[:limit]))


def _numbers(block: bytes) -> array[int]:
    numbers = array("I", block[: len(block) // 4 * 4])
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def _follow(data: bytes, table: array[int], start: int, offset: int, sector: int) -> bytes:
    """Join the sectors of one chain; a chain that bites its own tail ends after as many steps as there are sectors."""
    parts: list[bytes] = []
    for _ in range(len(data) // sector + 1):
        if start >= _LAST:
            break
        at = start * sector + offset
        part = data[at : at + sector]
        if not part:
            break
        parts.append(part)
        if start >= len(table):
            break
        start = table[start]
    return b"".join(parts)


def _tree(directory: bytes, *, large: bool) -> tuple[dict[str, Entry], frozenset[str]]:
    entries: dict[str, Entry] = {}
    storages: set[str] = set()
    seen: set[int] = set()
    count = len(directory) // _ENTRY
    ahead = [(struct.unpack_from("<I", directory, 76)[0], "", 0)]
    while ahead:
        number, folder, depth = ahead.pop()
        if number >= count or number in seen or depth > _DEEPEST:
            continue
        seen.add(number)
        at = number * _ENTRY
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        left, right, child = struct.unpack_from("<3I", directory, at + 68)
        start, size, high = struct.unpack_from("<3I", directory, at + 116)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        path = f"{folder}{name}"
        ahead += [(left, folder, depth), (right, folder, depth)]
        if kind == _STORAGE:
            storages.add(path)
            if child != _NOBODY:
                ahead.append((child, f"{path}/", depth + 1))
        elif kind == _STREAM:
            entries.setdefault(path, Entry(start, size + (high << 32) * large))
    return entries, frozenset(storages)
