"""What the search finds: one entry for each thing that has an address, whatever kind of record it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text of an entry that can be linked to."""

    text: str
    anchor: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One result, before anybody has asked."""

    key: str
    """The id of the record; unique in the index."""
    href: str
    """Its address, relative to the root of the site, as links are written."""
    title: str
    passages: tuple[Passage, ...] = ()
    about: str = ""
    """Who issued it, under which heading: searched, with less weight than the title."""
    number: str = ""
    date: dt.date | None = None
    source: str = ""
    """What stands beside the date in a result: the agency, or the document an attachment belongs to."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of a filter → the words to choose from that it answers to."""
    turns: tuple[tuple[dt.date, str], ...] = ()
    """The days after that of the build on which its validity changes, and to what; empty where it is not stated."""
