"""The hash by which an entry is known again."""

from __future__ import annotations

import marshal

from disclosure.memory import digest
from disclosure.publish.search.entry import Entry


def digest_of(entry: Entry) -> bytes:
    """Return a hash of all that an entry says."""
    day = entry.date.isoformat() if entry.date else ""
    passages = [(passage.text, passage.anchor, passage.heading) for passage in entry.passages]
    facets = list(entry.facets.items())
    said = (entry.key, entry.href, entry.title, passages, entry.about, entry.number, day, entry.source, facets)
    return digest(marshal.dumps(said, 0))  # Version 0 writes equal values alike, whoever shares them.
