"""Personal information: identity numbers, mobile numbers and bank cards stop the build, wherever they stand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from disclosure.memory import recalled
from disclosure.model.record import Part, Record
from disclosure.model.writing import Writing
from disclosure.problem import Finding, Grade, Loc, Place
from disclosure.read.text_file import line_column
from disclosure.relate.references import reference_fields
from disclosure.relate.site import Site
from disclosure.text.personal_information import Finding as PersonalNumber
from disclosure.text.personal_information import find_personal_information, may_hold_numbers

MASK = "删掉或打码（如 3501**********1234、138****0000）"
HINT = f"{MASK}；确要公开的值班手机写进“公开的联系电话”"


def personal(site: Site) -> Iterator[Finding]:
    """Yield each personal number in a text or a field of a record. The number itself is never printed whole."""
    for record in site.writings():
        yield from _in_body(record)
        yield from _told(record, numbers_in_fields(record))
    for other in (
        site.county,
        site.vocabulary,
        *site.agencies.values(),
        *site.groups.values(),
        *site.laws.values(),
        *site.domains.values(),
        *site.catalogues.values(),
        *site.items.values(),
        *site.negative_lists.values(),
        *site.glosses,
    ):
        yield from _told(other, _numbers(other, _names(type(other)), frozenset()))


def numbers_in(record: Writing) -> tuple[PersonalNumber, ...]:
    """Return the personal numbers in the text of a writing, but those that it publishes on purpose."""
    allowed = frozenset(record.public_contacts)
    question = f"personal information but {sorted(allowed)}"
    return recalled(
        question, record.written_body, lambda: tuple(find_personal_information(record.body, allowed=allowed))
    )


def numbers_in_fields(record: Writing) -> tuple[tuple[Loc, PersonalNumber], ...]:
    """Return the personal numbers in the fields of a writing, and where they stand."""
    allowed = frozenset(record.public_contacts)
    if record.written_front is None:
        return tuple(_numbers(record, _names(type(record)), allowed))
    question = f"personal information in {record.kind}"
    own = recalled(question, record.written_front, lambda: tuple(_numbers(record, _own_fields(type(record)), allowed)))
    return (*own, *_numbers(record, reference_fields(type(record)), allowed)) if _names_something_long(record) else own


def _names_something_long(record: Writing) -> bool:
    """Say whether what a writing names (mostly ids and codes) may hold a personal number at all."""
    for name in reference_fields(type(record)):
        value = getattr(record, name)
        if value and any(len(word) > _SHORT for word in ((value,) if isinstance(value, str) else value)):
            return True
    return False


def _in_body(record: Writing) -> Iterator[Finding]:
    for number in numbers_in(record):
        line, column = line_column(record.body, number.start)
        place = Place(record.origin.path, line=record.origin.body_line + line - 1, column=column)
        yield Finding(place, Grade.ERROR, "正文", f"有{number.kind.value}（{number.masked_text}）", HINT)


def _told(record: Record, found: Iterable[tuple[Loc, PersonalNumber]]) -> Iterator[Finding]:
    for loc, number in found:
        title = type(record).model_fields[str(loc[0])].title
        yield Finding(
            record.place(*loc),
            Grade.ERROR,
            f"{title}（{loc[0]}）",
            f"有{number.kind.value}（{number.masked_text}）",
            HINT if isinstance(record, Writing) else MASK,
        )


def _numbers(record: Record, names: Iterable[str], allowed: frozenset[str]) -> Iterator[tuple[Loc, PersonalNumber]]:
    written = record.model_fields_set
    for name in names:
        if name not in written:
            continue  # What nobody wrote holds no number.
        value = getattr(record, name)
        if isinstance(value, dt.date) or (isinstance(value, str) and len(value) <= _SHORT):
            continue
        for loc, text in _texts(value, (name,)):
            for number in find_personal_information(text, allowed=allowed):
                yield loc, number


_SHORT = 10
"""Digits: a personal number has more."""


@cache
def _own_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a writing that are decided by its front matter alone."""
    return tuple(name for name in _names(kind) if name not in reference_fields(kind))


def _texts(value: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Yield each text that has digits enough, and where it stands."""
    if isinstance(value, str):
        if len(value) > _SHORT and may_hold_numbers(value) and sum(map(str.isdigit, value)) > _SHORT:
            yield loc, value
    else:
        for key, inner in _inside(value):
            if inner and not isinstance(inner, dt.date) and (not isinstance(inner, str) or len(inner) > _SHORT):
                yield from _texts(inner, (*loc, key))


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, tuple | list):
        return enumerate(value)
    return value.items() if isinstance(value, dict) else _fields(value)


def _fields(value: object) -> Iterator[tuple[str, object]]:
    """Yield what a record, a part of one, a number of a document or a period is made of."""
    kind: Any = type(value)
    for name in _names(kind):
        yield name, getattr(value, name)


@cache
def _names(kind: type[object]) -> tuple[str, ...]:
    if issubclass(kind, Record):  # The rows of a catalogue are records of their own.
        return tuple(name for name in kind.model_fields if name not in ("public_contacts", "items"))
    if issubclass(kind, Part):
        return tuple(kind.model_fields)
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
