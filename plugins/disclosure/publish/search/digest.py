"""The hash by which an entry is known again."""

from __future__ import annotations

import marshal
from typing import Any

from disclosure.memory import digest
from disclosure.publish.search.entry import Entry, LaterPassages


def digest_of(entry: Entry) -> bytes:
    """Return a hash of all that an entry says."""
    if entry.digest:
        return entry.digest
    day = entry.date.isoformat() if entry.date else ""
    turns = [(day.isoformat(), state) for day, state in entry.turns]
    facets = list(entry.facets.items())
    passages: Any = (
        entry.passages.stamp
        if isinstance(entry.passages, LaterPassages)
        else [(passage.text, passage.anchor, passage.heading) for passage in entry.passages]
    )
    said = (entry.key, entry.href, entry.title, passages, entry.about, entry.number, day, entry.source, facets, turns)
    return digest(marshal.dumps(said, 0))  # Version 0 writes equal values alike, whoever shares them.
