"""A last look at the finished site: does a file of the sources lie in it that nobody published?"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Container, Iterable
from pathlib import Path

from disclosure.engines.folder import files_below


def leaked(site: Path, folders: Iterable[str], *, ours: Container[str], public: Container[str]) -> str | None:
    """Return where in the site a file lies that is, byte for byte, one of the closed sources; `None` if there is none.

    `ours` are the places that we filled ourselves, `public` the sources that were published (real paths). Sizes are
    compared first: a hash is taken of two files only when they are equally long, so the cost is that of a directory
    listing.
    """
    by_size = defaultdict[int, list[os.DirEntry[str]]](list)
    start = len(str(site)) + 1
    for entry in files_below(str(site)):
        if _place(entry, start) not in ours:
            by_size[entry.stat().st_size].append(entry)
    by_size.pop(0, None)  # An empty file tells nothing.
    hashes: dict[int, dict[bytes, str]] = {}
    for source in (entry for folder in folders for entry in files_below(folder) if by_size):
        size = source.stat().st_size
        if size not in by_size or os.path.realpath(source.path) in public:
            continue
        if size not in hashes:
            hashes[size] = {_hash(entry): _place(entry, start) for entry in by_size[size]}
        if where := hashes[size].get(_hash(source)):
            return where
    return None


def _place(entry: os.DirEntry[str], start: int) -> str:
    return entry.path[start:].replace(os.sep, "/")


def _hash(entry: os.DirEntry[str]) -> bytes:
    with open(entry.path, "rb") as stream:  # noqa: PTH123 — there may be tens of thousands of them.
        return hashlib.file_digest(stream, "sha256").digest()
