"""Files of an index read back: so that what is in them can be looked at."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

import numpy as np

from disclosure.publish.search.coding import FIRST, PHRASES, UNIT
from disclosure.publish.search.script import FUNCTION

SQUEEZED = ("leaves", "texts", "sounds", "initials", "readings")
"""The kinds of file that hold one compressed text."""


def said(data: bytes) -> Iterator[str]:
    """Yield all text that a file of the index holds, the terms of a shard one by one."""
    kind, name, *values = arguments(data)
    yield str(name)
    if kind == "terms":
        yield from terms(str(values[0]))
    elif kind in SQUEEZED:
        yield inflated(str(values[0]))
    else:
        yield from (json.dumps(value, ensure_ascii=False) for value in values)


def arguments(data: bytes) -> list[object]:
    """Return what a script hands to the search, without the stamp: its kind, its name, its values."""
    text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8")
    stamp, *values = json.loads(f"[{text.strip().removeprefix(f'{FUNCTION}(').removesuffix(')')}]")
    return values if stamp else []


def terms(written: str) -> Iterator[str]:
    """Yield the names of a shard: `低收-最` is 低收 and 最低, `=pm2.5` stands for itself."""
    for group in written.split(" "):
        if group.startswith("="):
            yield group[1:]
            continue
        under, first, second = group[:1], *f"{group[1:]}-".split("-")[:2]
        yield from (under + other for other in first)
        yield from (other + under for other in second)


def inflated(written: str) -> str:
    """Return a compressed text as it was."""
    units = np.frombuffer(written.encode("utf-16-le"), dtype="<u2").astype(np.int64) - FIRST
    bits = (units[:, None] >> np.arange(UNIT)[::-1]) & 1
    data = np.packbits(bits.astype(np.uint8).reshape(-1)).tobytes()
    return zlib.decompressobj(-15, PHRASES.encode("gb18030")).decompress(data).decode("gb18030")
