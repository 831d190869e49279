"""What each page reads of the site: a page whose readings are what they were need not be made again."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import pickle
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import Any, TypeVar

from disclosure.memory import current, digest, digest_of
from disclosure.model.record import Part, Record
from disclosure.model.writing import Writing
from disclosure.publish.output import Draft, Page
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


class Reads:
    """What the pages of the last build read, and what of that is different now."""

    def __init__(self, site: Site) -> None:
        self._notes: set[_Reading] = set()
        self.site = _with(site, {name: _Noted(name, found, self._notes) for name, found in _maps(site)})
        """The site, with every reading noted."""
        memory = current()
        self._memory = memory
        self._numbers: dict[_Reading, int] = {}
        self._lines: dict[str, _Line] = {}
        self._new: dict[str, _Line] = {}
        self._changed: Set[int] = frozenset()
        if memory is None:
            return
        self._now = {name: dict(values) for name, values in _stamps(site)}
        found = memory.about(_PLACE, _APART).get(_QUESTION)
        if found:
            before, self._numbers, self._lines = found
            changed = _changes(before, self._now)
            self._changed = {number for reading, number in self._numbers.items() if reading in changed}

    def known(self, draft: Draft) -> bytes | None:
        """Return the digest of a page that would come out as it did before; nothing when it has to be made."""
        line = self._lines.get(draft.address)
        if line is None or line[0] != draft.recipe or not self._changed.isdisjoint(line[2]):
            return None
        self._new[draft.address] = line
        return line[1]

    def made(self, draft: Draft) -> tuple[Page, bytes]:
        """Return a page and its digest, and note what it read."""
        self._notes.clear()
        page = draft.made(self.site)
        made = page.digest()
        if self._memory is not None:
            numbers = self._numbers
            read = tuple(sorted(numbers.setdefault(note, len(numbers)) for note in (*self._notes, _GLOBAL)))
            self._new[draft.address] = (draft.recipe, made, read)
        return page, made

    def learnt(self) -> list[tuple[str, bytes, bytes, list[_Reading]]]:
        """Return what this process found out, for another to `learn`."""
        readings = list(self._numbers)
        return [
            (address, recipe, made, [readings[number] for number in read])
            for address, (recipe, made, read) in self._new.items()
        ]

    def learn(self, found: Iterable[tuple[str, bytes, bytes, list[_Reading]]]) -> None:
        """Take over what another process found out."""
        numbers = self._numbers
        for address, recipe, made, read in found:
            of_all = tuple(sorted(numbers.setdefault(reading, len(numbers)) for reading in read))
            self._new[address] = (recipe, made, of_all)

    def save(self) -> None:
        """Keep it for the next build."""
        if self._memory is not None:
            used = sorted({number for _, _, read in self._new.values() for number in read})
            readings = list(self._numbers)
            again = {number: place for place, number in enumerate(used)}
            numbers = {readings[number]: place for number, place in again.items()}
            lines = {
                address: (recipe, made, tuple(again[number] for number in read))
                for address, (recipe, made, read) in self._new.items()
            }
            self._memory.note(_QUESTION, _PLACE, (self._now, numbers, lines), apart=_APART)


_PLACE, _APART, _QUESTION = "the pages of the site", "reads", "what they read"

Key = TypeVar("Key")
Value = TypeVar("Value")


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
        found = {(name, key) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if found or list(old) != list(new):
            changed |= {*found, (name, _ALL)}
    return changed


def _stamp(value: object) -> bytes:
    if isinstance(value, RenderedBody):
        return value.stamp
    if isinstance(value, Writing) and value.front:
        # Its fields come from the front matter; only what it names may be another for another reason.
        named = [getattr(value, name) for name in reference_fields(type(value))]
        return digest(digest_of(value.front), repr((value.kind, value.origin.path, named)).encode())
    state = io.BytesIO()
    pickler = _Plain(state, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # Equal values are written alike, whoever shares them.
    pickler.dump(value)
    return hashlib.blake2b(state.getbuffer(), digest_size=16).digest()


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
