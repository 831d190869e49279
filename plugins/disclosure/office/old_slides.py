"""Old presentations (ppt): a tree of records, some of which are texts."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from disclosure.office.passage import Passage


def old_slides(stream: bytes) -> Iterator[Passage]:
    """Yield the texts of a ppt in the order of the file; a changed presentation keeps what was said before."""
    at = number = 0
    while at + 8 <= len(stream):
        version, kind, length = struct.unpack_from("<HHI", stream, at)
        at += 8
        if version & 0xF == _CONTAINER:
            continue  # What it contains follows.
        if kind in _TEXTS:
            body = stream[at : at + length]
            text = body.decode("latin-1") if kind == _ONE_BYTE else body.decode("utf-16-le", "replace")
            if text := text.replace("\r", "\n").replace("\x0b", "\n").replace("\0", "").strip():
                number += 1
                yield Passage(text, f"第{number}段文字")
        at += length


_CONTAINER = 0xF
_ONE_BYTE = 4008
_TEXTS = frozenset({4000, _ONE_BYTE, 4026})
"""Record types: text in UTF-16, text in one byte a character, names and comments."""
