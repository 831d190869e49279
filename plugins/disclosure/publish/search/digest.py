"""Hashes by which parts of an index are known again."""

from __future__ import annotations

import hashlib
import marshal

from disclosure.publish.search.entry import Entry


def digest(*parts: bytes) -> bytes:
    """Return a hash of some bytes."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


def digest_of(entry: Entry) -> bytes:
    """Return a hash of all that an entry says."""
    day = entry.date.isoformat() if entry.date else ""
    passages = [(passage.text, passage.anchor, passage.heading) for passage in entry.passages]
    facets = list(entry.facets.items())
    said = (entry.key, entry.href, entry.title, passages, entry.about, entry.number, day, entry.source, facets)
    return digest(marshal.dumps(said, 0))  # Version 0 writes equal values alike, whoever shares them.
