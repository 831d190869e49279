"""The address of a page as a QR code (二维码), drawn by the template as one path.

A site has a code on every page, and segno takes five milliseconds for one. So what is the same in all codes of a size
(patterns, format, the way that the bits take) is asked of segno once, and only the bits of the address are laid here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import segno
from segno import consts

Modules = npt.NDArray[np.uint8]

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
    modules = _modules(address)
    return {"address": address, "size": len(modules), "path": _path(modules)}


def _modules(address: str) -> Modules:
    """Return the modules, row by row: 1 is dark."""
    text = address.encode()
    version = next((at for at, (room, *_) in enumerate(_SIZES, 1) if len(text) <= room), 0)
    if not version or not address.isascii() or address.upper() == address:  # Rare, and other modes write it shorter.
        code = segno.make(address, error="l", boost_error=False, mask=_MASK, micro=False)
        return np.array([[module & 1 for module in row] for row in code.matrix], dtype=np.uint8)
    frame = _frame(version)
    modules = frame.modules.copy()
    bits = np.unpackbits(np.frombuffer(_codewords(text, version), dtype=np.uint8))
    modules.flat[frame.way[: len(bits)]] ^= bits  # A few modules are left over, and light.
    return modules


class _Frame(NamedTuple):
    """What all codes of one version share: the modules with no text in them, and the way of the bits through them."""

    modules: Modules
    way: npt.NDArray[np.intp]


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
    modules = [
        [
            column % 3 == 0 if (row, column) in texts else module & 1  # Mask 2 turns over every third column.
            for column, module in enumerate(modules)
        ]
        for row, modules in enumerate(code.matrix)
    ]
    way = [row * size + column for row, column in _zigzag(size) if (row, column) in texts]
    return _Frame(np.array(modules, dtype=np.uint8), np.array(way, dtype=np.intp))


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


def _path(modules: Modules) -> str:
    """Draw each stretch of dark modules as a line, every row along its middle; relative moves are short."""
    size = len(modules)
    framed = np.zeros((size, size + 2), dtype=np.int8)  # Light at both sides, so that no stretch goes over an edge.
    framed[:, 1:-1] = modules
    rows, columns = np.divmod(np.flatnonzero(np.diff(framed.ravel(), prepend=0)), size + 2)
    begins, ends = columns[::2] - 1, columns[1::2] - 1
    right = begins - np.concatenate([[0], ends[:-1]])
    down = np.diff(rows[::2], prepend=0)
    lines = zip(right.tolist(), down.tolist(), (ends - begins).tolist(), strict=True)
    return f"M0 .5{''.join(f'm{x} {y}h{length}' for x, y, length in lines)}".replace("M0 .5m0 0", "M0 .5")
