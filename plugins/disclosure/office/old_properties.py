"""Document properties (文档属性) of old Office documents."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator

from disclosure.office.parts import property_place
from disclosure.office.passage import Passage


def property_set(stream: bytes, *, more: bool) -> Iterator[Passage]:
    """Yield the texts of a property set; `more` is the second set, with company and own properties."""
    names = _MORE_NAMES if more else _NAMES
    try:
        (count,) = struct.unpack_from("<I", stream, 24)
        for section in range(min(count, 2)):
            (start,) = struct.unpack_from("<I", stream, 44 + section * 20)
            yield from _section(stream, start, {} if section else names)
    except struct.error:  # Cut off: there are no more properties.
        return


_NAMES = {2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 7: "template", 8: "lastmodifiedby"}
_MORE_NAMES = {2: "category", 14: "manager", 15: "company"}
_BYTES, _WIDE = 0x1E, 0x1F  # Types of text.
_MOST = 1000  # Properties of one section.


def _section(stream: bytes, start: int, names: dict[int, str]) -> Iterator[Passage]:
    (count,) = struct.unpack_from("<I", stream, start + 4)
    entries = [struct.unpack_from("<II", stream, start + 8 + number * 8) for number in range(min(count, _MOST))]
    page = next((struct.unpack_from("<4xH", stream, start + offset)[0] for key, offset in entries if key == 1), 936)
    for key, offset in entries:
        kind, length = struct.unpack_from("<II", stream, start + offset)
        at = start + offset + 8
        if kind == _BYTES:
            text = stream[at : at + length].decode(_codec(page), "replace")
        elif kind == _WIDE:
            text = stream[at : at + length * 2].decode("utf-16-le", "replace")
        else:
            continue
        if text := text.partition("\0")[0].strip():
            yield Passage(text, property_place(names.get(key, "自定义")), True)


def _codec(page: int) -> str:
    if page in {1200, 65001}:
        return {1200: "utf-16-le", 65001: "utf-8"}[page]
    try:
        return codecs.lookup(f"cp{page}").name if page != 936 else "gb18030"
    except LookupError:
        return "gb18030"
