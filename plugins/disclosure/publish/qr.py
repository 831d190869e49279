"""The address of a page as a QR code (二维码), drawn by the template as one path.

A site has a code on every page, and segno takes five milliseconds for one. So what is the same in all codes of a size
(patterns, format, the way that the bits take) is asked of segno once, and only the bits of the address are laid here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import segno
from segno import consts

_MASK = 2
"""Any mask can be read; to choose the best of the eight for each address takes four times as long."""

_SIZES = (
    (17, 7, 1),
    (32, 10, 1),
    (53, 15, 1),
    (78, 20, 1),
    (106, 26, 1),
    (134, 18, 2),
    (154, 20, 2),
    (192, 24, 2),
    (230, 30, 2),
)
"""Versions 1 to 9 at error level L (ISO/IEC 18004): bytes of text, correction bytes of a block, blocks."""


def qr_code(address: str) -> dict[str, Any]:
    """Return the code of an address: modules a side, and the path of a pen one module wide that draws the dark ones."""
    rows = _rows(address)
    return {"address": address, "size": len(rows), "path": _path(rows)}


def _rows(address: str) -> list[bytearray]:
    """Return the modules, row by row: 1 is dark."""
    text = address.encode()
    version = next((at for at, (room, *_) in enumerate(_SIZES, 1) if len(text) <= room), 0)
    if not version or not address.isascii() or address.upper() == address:  # Rare, and other modes write it shorter.
        code = segno.make(address, error="l", boost_error=False, mask=_MASK, micro=False)
        return [bytearray(module & 1 for module in row) for row in code.matrix]
    frame = _frame(version)
    rows = [bytearray(row) for row in frame.rows]
    bits = f"{int.from_bytes(_codewords(text, version), 'big'):0{8 * _total(version)}b}"
    for (row, column), bit in zip(frame.way, bits, strict=False):  # A few modules are left over, and light.
        rows[row][column] ^= bit == "1"
    return rows


class _Frame(NamedTuple):
    """What all codes of one version share: the modules with no text in them, and the way of the bits through them."""

    rows: list[bytes]
    way: list[tuple[int, int]]


@lru_cache(maxsize=len(_SIZES))
def _frame(version: int) -> _Frame:
    code = segno.make("a", version=version, error="l", boost_error=False, mask=_MASK, micro=False)
    size = len(code.matrix)
    texts = {
        (row, column)
        for row, kinds in enumerate(code.matrix_iter(border=0, verbose=True))
        for column, kind in enumerate(kinds)
        if kind in (consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT)
        or (row, column) == (8, size - 9)  # It counts one module too many to the format.
    }
    rows = [
        bytes(
            column % 3 == 0 if (row, column) in texts else module & 1  # Mask 2 turns over every third column.
            for column, module in enumerate(modules)
        )
        for row, modules in enumerate(code.matrix)
    ]
    return _Frame(rows, [place for place in _zigzag(size) if place in texts])


def _zigzag(size: int) -> Iterator[tuple[int, int]]:
    """Yield row and column: two columns at a time from the right, up, then down; the timing column is stepped over."""
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for step in range(size):
            row = size - 1 - step if upwards else step
            yield row, right
            yield row, right - 1
        upwards = not upwards


def _total(version: int) -> int:
    room, correction, blocks = _SIZES[version - 1]
    return room + 2 + correction * blocks  # Two bytes more than the text: mode, length, end.


def _codewords(text: bytes, version: int) -> bytes:
    """Return mode, length, text, padding, and what corrects them, the bytes of the blocks in turn."""
    room, correction, blocks = _SIZES[version - 1]
    # Four bits of mode, eight of length, the text, four bits of end: half a byte apart from its bytes.
    bits = (0b0100 << 8 | len(text)) << 8 * len(text) + 4 | int.from_bytes(text, "big") << 4
    # As segno does, one empty byte before those that fill the rest; readers stop at the end of the text.
    filling = b"\0" + b"\xec\x11" * room
    data = bits.to_bytes(len(text) + 2, "big") + filling[: room - len(text)]
    length = len(data) // blocks
    parts = [data[at : at + length] for at in range(0, len(data), length)]
    checks = [_correction(part, correction) for part in parts]
    return bytes(byte for group in (parts, checks) for turn in zip(*group, strict=True) for byte in turn)


def _correction(data: bytes, length: int) -> bytes:
    """Return the Reed–Solomon bytes of a block: the rest of its division by the generator."""
    steps = _steps(length)
    rest, keep = 0, (1 << 8 * (length - 1)) - 1
    for byte in data:
        rest = (rest & keep) << 8 ^ steps[byte ^ rest >> 8 * (length - 1)]
    return rest.to_bytes(length, "big")


@lru_cache(maxsize=len(_SIZES))
def _steps(length: int) -> list[int]:
    """Return the generator of that many bytes times each byte, without its first term."""
    generator = [1]
    for power in range(length):
        shifted = [*generator, 0]
        for at, term in enumerate(generator):
            shifted[at + 1] ^= _times(term, _POWERS[power])
        generator = shifted
    return [int.from_bytes(bytes(_times(term, byte) for term in generator[1:]), "big") for byte in range(256)]


def _powers() -> list[int]:
    found = [1]
    while len(found) < 255:
        twice = found[-1] << 1
        found.append(twice ^ 0x11D if twice > 255 else twice)
    return found


_POWERS = _powers()
_LOGARITHMS = {value: power for power, value in enumerate(_POWERS)}


def _times(one: int, other: int) -> int:
    """Multiply in the field of 256 elements."""
    return _POWERS[(_LOGARITHMS[one] + _LOGARITHMS[other]) % 255] if one and other else 0


def _path(rows: list[bytearray]) -> str:
    """Draw each stretch of dark modules as a line, every row along its middle; relative moves are short."""
    parts = ["M0 .5"]
    at = below = 0
    for row in rows:
        begin = row.find(1)
        while begin >= 0:
            end = row.find(0, begin)
            end = len(row) if end < 0 else end
            if begin - at or below:
                parts.append(f"m{begin - at} {below}")
            parts.append(f"h{end - begin}")
            at, below = end, 0
            begin = row.find(1, end)
        below += 1
    return "".join(parts)
