"""A last look at the finished site: does a file of the sources lie in it that nobody published?"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path

from disclosure.engines.folder import files_below


def strangers(site: Path, ours: Container[str]) -> list[str]:
    """Return where in the site files lie that are none of `ours`."""
    start = len(str(site)) + 1
    places = (entry.path[start:].replace(os.sep, "/") for entry in files_below(str(site)))
    return [place for place in places if place not in ours]


def leaked(site: Path, folders: Iterable[str], *, places: Iterable[str], public: Container[str]) -> str | None:
    """Return which of the files at some `places` of the site is, byte for byte, a closed source; `None` if none is.

    `public` are the sources that were published (real paths). Sizes are compared first: a hash is taken of two files
    only when they are equally long, so the cost is that of a directory listing.
    """
    by_size = defaultdict[int, list[str]](list)
    for place in places:
        with suppress(FileNotFoundError):  # It was to be written, and was not.
            by_size[(site / place).stat().st_size].append(place)
    by_size.pop(0, None)  # An empty file tells nothing.
    hashes: dict[int, dict[bytes, str]] = {}
    for source in (entry for folder in folders for entry in files_below(folder) if by_size):
        size = source.stat().st_size
        if size not in by_size or os.path.realpath(source.path) in public:
            continue
        if size not in hashes:
            hashes[size] = {_hash(site / place): place for place in by_size[size]}
        if where := hashes[size].get(_hash(Path(source.path))):
            return where
    return None


def _hash(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
