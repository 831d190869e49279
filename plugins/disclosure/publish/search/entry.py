"""What the search finds: one entry for each thing that has an address, whatever kind of record it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text of an entry that can be linked to."""

    text: str
    anchor: str = ""
    heading: str = ""


Plain: TypeAlias = tuple[Any, ...]
"""What is known of an entry besides its passages, in values that `marshal` can write: it reads them back quickly."""


class LaterPassages:
    """Passages that are fetched when they are first read; those of an entry that did not change never are."""

    __slots__ = ("_fetch", "_found", "stamp")

    def __init__(self, fetch: Callable[[], tuple[Passage, ...]], stamp: bytes = b"") -> None:
        """`stamp`: the same for passages that are the same."""
        self._fetch, self.stamp = fetch, stamp
        self._found: tuple[Passage, ...] | None = None

    def __iter__(self) -> Iterator[Passage]:
        if self._found is None:
            self._found = self._fetch()
        return iter(self._found)

    def let_go(self) -> None:
        """Hold the passages no longer; they can be fetched again."""
        self._found = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One result, before anybody has asked."""

    key: str
    """The id of the record; unique in the index."""
    href: str
    """Its address, relative to the root of the site, as links are written."""
    title: str
    passages: tuple[Passage, ...] | LaterPassages = ()
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
    digest: bytes = b""
    """What `digest_of` returns, where that is known already; a changed copy must not carry it on."""

    def let_go(self) -> None:
        """Hold no passages any longer that can be fetched again."""
        if isinstance(self.passages, LaterPassages):
            self.passages.let_go()

    @property
    def plain(self) -> Plain:
        """All but its passages, and its hash."""
        day, turns = self.date.toordinal() if self.date else 0, [(day.toordinal(), state) for day, state in self.turns]
        return self.key, self.href, self.title, self.about, self.number, day, self.source, dict(self.facets), turns

    @classmethod
    def again(cls, plain: Plain, passages: LaterPassages, digest: bytes) -> Entry:
        """Return the entry that was `plain`."""
        key, href, title, about, number, day, source, facets, turns = plain
        date = dt.date.fromordinal(day) if day else None
        later = tuple((dt.date.fromordinal(day), state) for day, state in turns)
        return cls(key, href, title, passages, about, number, date, source, facets, later, digest)
