"""Hashes by which an entry is known again: of where it comes from, and of what it says."""

from __future__ import annotations

import marshal

from disclosure.memory import digest
from disclosure.publish.search.entry import Entry, LaterPassages


def digest_of(entry: Entry) -> bytes:
    """Return a hash by which an entry is known again; it may differ between entries that say the same."""
    if entry.digest:
        return entry.digest
    if isinstance(entry.passages, LaterPassages):
        return digest(_said(entry, []), entry.passages.stamp)
    return said_by(entry)


def said_by(entry: Entry) -> bytes:
    """Return a hash of what an entry says, and of nothing else: it may be told to the public."""
    return digest(_said(entry, [(passage.text, passage.anchor, passage.heading) for passage in entry.passages]))


def _said(entry: Entry, passages: list[tuple[str, str, str]]) -> bytes:
    day = entry.date.isoformat() if entry.date else ""
    turns = [(day.isoformat(), state) for day, state in entry.turns]
    facets = list(entry.facets.items())
    said = (entry.key, entry.href, entry.title, passages, entry.about, entry.number, day, entry.source, facets, turns)
    return marshal.dumps(said, 0)  # Version 0 writes equal values alike, whoever shares them.
