"""What the search finds: one entry for each thing that has an address, whatever kind of record it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter

from disclosure.memory import plainly_kept


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text of an entry that can be linked to."""

    text: str
    anchor: str = ""
    heading: str = ""


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


@plainly_kept
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

    def saying(self, passages: LaterPassages) -> Entry:
        """Return the same entry with its passages. `replace` would take ten times as long, ten thousand times."""
        key, href, title, _, *others = _values(self)
        return Entry(key, href, title, passages, *others)


_values = attrgetter(*(one.name for one in fields(Entry)))
