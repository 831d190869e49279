"""What each page reads of the site: a page whose readings are what they were need not be made again."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import marshal
import pickle
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from disclosure.memory import Memory, current, digest
from disclosure.model.record import Part, Record
from disclosure.model.writing import Writing
from disclosure.relate.bodies import RenderedBody
from disclosure.relate.references import reference_fields
from disclosure.relate.site import Site
from disclosure.text.workdays import WorkCalendar

_Reading = tuple[str, Any]
"""A mapping of the site, and a key of it; or the mapping and `_ALL`: which keys there are, and what they lead to."""

_ALL = None
_GLOBAL = ("", _ALL)
"""Everything that is not a mapping of records: the county, its words, the day."""
_TEXTS = "attachment_texts"
_FOR_EVERY_PAGE = frozenset({"terms", "laws"})
"""Mappings that are read as a whole: small, and the same for years."""

_Line = tuple[bytes, bytes, tuple[int, ...]]
"""Recipe and digest of a page, and the numbers of its readings."""
_Told = tuple[bytes, bytes, tuple[_Reading, ...]]
"""The same with the readings themselves."""


class Reads:
    """What each page of the last build read, and each entry of its search; and what of that is different now."""

    def __init__(self, site: Site) -> None:
        self._notes: set[_Reading] = set()
        self.whole = site
        self.site = _with(site, {name: _Noted(name, found, self._notes) for name, found in _maps(site)})
        """The site, with every reading noted."""
        memory = current()
        self._memory = memory
        self._numbers: dict[_Reading, int] = {}
        self._lines: dict[str, _Line] = {}
        self._new: dict[str, _Line] = {}
        self._made: dict[str, _Line] = {}
        """Those of the new lines that are not as they were."""
        self._since: dict[str, _Told] = {}
        """Lines that came since most of them were written."""
        self._changed: Set[int] = frozenset()
        if memory is None:
            return
        self._now = {name: dict(values) for name, values in _stamps(site)}
        before = memory.about(_PLACE, "stamps").get(_QUESTION)
        if before is not None:
            known: tuple[dict[_Reading, int], dict[str, _Line]] | None = memory.about(_PLACE, "reads").get(_QUESTION)
            self._numbers, self._lines = known or ({}, {})
            self._since = dict(memory.about(_PLACE, "reads since").get(_QUESTION) or {})
            self._lines |= {name: self._numbered(line) for name, line in self._since.items()}
            changed = _changes(before, self._now)
            self._changed = {self._numbers[reading] for reading in changed if reading in self._numbers}

    @property
    def remembers(self) -> bool:
        """Say whether anything is known of an earlier build."""
        return bool(self._lines)

    def known(self, name: str, recipe: bytes) -> bytes | None:
        """Return the digest of what would come out as it did before; nothing when it has to be made.

        `name` is its own, such as the address of a page; `recipe` decides it besides the site.
        """
        line = self._lines.get(name)
        if line is None or line[0] != recipe or not self._changed.isdisjoint(line[2]):
            return None
        self._new[name] = line
        return line[1]

    def noted(
        self, name: str, recipe: bytes, make: Callable[[Site], Made], digest_of: Callable[[Made], bytes]
    ) -> tuple[Made, bytes]:
        """Return what is made from the site, and its digest; note what it read."""
        self._notes.clear()
        thing = make(self.site)
        made = digest_of(thing)
        if self._memory is not None:
            numbers = self._numbers
            read = tuple(sorted(numbers.setdefault(note, len(numbers)) for note in (*self._notes, _GLOBAL)))
            self._new[name] = self._made[name] = (recipe, made, read)
        return thing, made

    def learnt(self) -> tuple[list[str], dict[str, _Told]]:
        """Return what this process found out, for another to `learn`."""
        return [name for name in self._new if name not in self._made], self._told()

    def learn(self, found: tuple[list[str], Mapping[str, _Told]]) -> None:
        """Take over what another process found out."""
        known, new = found
        self._new |= {name: self._lines[name] for name in known}
        self._made |= {name: self._numbered(line) for name, line in new.items()}
        self._new |= self._made

    def save(self) -> None:
        """Keep it for the next build: what was made now by itself, until it is much.

        The lines go first: with the stamps of an earlier build they make too much be done anew, never too little.
        """
        if self._memory is None:
            return
        since = {name: line for name, line in self._since.items() if name in self._new} | self._told()
        gone = len(self._lines) - len(self._new)
        if len(since) + max(gone, 0) > _MANY * len(self._new):
            self._save_all(self._memory)
            since = {}
        if since != self._since:
            self._memory.note(_QUESTION, _PLACE, since, apart="reads since")
        self._memory.note(_QUESTION, _PLACE, self._now, apart="stamps")

    def _save_all(self, memory: Memory) -> None:
        used = sorted({number for _, _, read in self._new.values() for number in read})
        readings = list(self._numbers)
        again = {number: place for place, number in enumerate(used)}
        numbers = {readings[number]: place for number, place in again.items()}
        lines = {
            name: (recipe, made, tuple(again[number] for number in read))
            for name, (recipe, made, read) in self._new.items()
        }
        memory.note(_QUESTION, _PLACE, (numbers, lines), apart="reads")

    def _told(self) -> dict[str, _Told]:
        """Return the lines of what was made now, for others to read."""
        readings = list(self._numbers)
        return {
            name: (recipe, made, tuple(readings[number] for number in read))
            for name, (recipe, made, read) in self._made.items()
        }

    def _numbered(self, line: _Told) -> _Line:
        recipe, made, read = line
        numbers = self._numbers
        return recipe, made, tuple(sorted(numbers.setdefault(reading, len(numbers)) for reading in read))


_PLACE, _QUESTION = "the pages of the site", "what they read"
_MANY = 0.02
"""The part of all lines that is new or gone from which all are written anew."""

Key = TypeVar("Key")
Value = TypeVar("Value")
Made = TypeVar("Made")


class _Noted(Mapping[Key, Value]):
    """A mapping of the site that notes what is read of it."""

    def __init__(self, name: str, mapping: Mapping[Key, Value], notes: set[_Reading]) -> None:
        self._name, self._mapping, self._notes = name, mapping, notes

    def __getitem__(self, key: Key) -> Value:
        self._notes.add((self._name, key))
        return self._mapping[key]

    def get(self, key: Key, default: Any = None) -> Any:
        self._notes.add((self._name, key))
        return self._mapping.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._notes.add((self._name, key))
        return key in self._mapping

    def __iter__(self) -> Iterator[Key]:
        self._notes.add((self._name, _ALL))
        return iter(self._mapping)

    def __len__(self) -> int:
        self._notes.add((self._name, _ALL))
        return len(self._mapping)


def _with(site: Site, mappings: Mapping[str, Any]) -> Site:
    return dataclasses.replace(site, **mappings)


def _maps(site: Site) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    for field in dataclasses.fields(Site):
        value = getattr(site, field.name)
        if isinstance(value, Mapping) and field.name not in _FOR_EVERY_PAGE:
            yield field.name, value


def _stamps(site: Site) -> Iterator[tuple[str, Iterator[tuple[Any, bytes]]]]:
    """Yield a hash for whatever can be read of a site."""
    names = {name for name, _ in _maps(site)}
    others = [getattr(site, field.name) for field in dataclasses.fields(Site) if field.name not in names]
    in_order = [sorted(value) if isinstance(value, frozenset) else value for value in others]
    yield "", iter([(_ALL, _stamp(in_order))])
    for name, found in _maps(site):
        yield name, ((key, _stamp(value)) for key, value in found.items() if name != _TEXTS)
    texts = site.attachment_texts.items()  # What a file says is decided by the file, unless it could not be read.
    yield _TEXTS, ((path, _stamp((site.attachments.get(path), text.unreadable))) for path, text in texts)


def _changes(before: Mapping[str, Mapping[Any, bytes]], now: Mapping[str, Mapping[Any, bytes]]) -> set[_Reading]:
    """Return every reading that would find something else."""
    changed: set[_Reading] = set()
    for name in before.keys() | now.keys():
        old, new = before.get(name, {}), now.get(name, {})
        if old == new and list(old) == list(new):
            continue
        found = {(name, key) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        changed |= {*found, (name, _ALL)}
    return changed


def _stamp(value: object) -> bytes:
    if isinstance(value, RenderedBody):
        return value.stamp
    if isinstance(value, Writing) and value.written_front:
        # Its fields come from the front matter; only what it names may be another for another reason.
        named = value.kind, value.origin.path, *_named_by(type(value))(value)
        return digest(value.written_front.hash, marshal.dumps(named, 0))
    if type(value) is tuple:
        with suppress(ValueError):  # There is a record in it.
            return marshal.dumps(value, 0)  # Keys of records: as short as a hash.
    state = io.BytesIO()
    pickler = _Plain(state, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # Equal values are written alike, whoever shares them.
    pickler.dump(value)
    return hashlib.blake2b(state.getbuffer(), digest_size=16).digest()


@cache
def _named_by(kind: type[Writing]) -> Callable[[Writing], tuple[Any, ...]]:
    return attrgetter(*reference_fields(kind))


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


class _Plain(pickle.Pickler):
    """Writes values down only to tell whether they are the same; never to be read again.

    Sets are written in no certain order: there are none in records.
    """

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Part):
            names = type(value).model_fields
            return type(value), (
                [getattr(value, name) for name in names],
                value.origin.path if isinstance(value, Record) else "",
            )
        if dataclasses.is_dataclass(value) and not isinstance(value, type | WorkCalendar):
            return type(value), tuple(getattr(value, name) for name in _names_of(type(value)))
        if isinstance(value, WorkCalendar):
            return WorkCalendar, tuple((year, sorted(off), sorted(on)) for year, (off, on) in value.years.items())
        return NotImplemented
