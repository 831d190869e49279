"""What every record has in common: frozen, strict about keys, readable in Chinese, aware of where it was written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import compress
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from disclosure.memory import plainly_kept
from disclosure.problem import Loc, Place


@plainly_kept
@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was written: its file, the way to it inside the file, and where its body begins."""

    path: str
    loc: Loc = ()
    body_line: int = 1


_NOWHERE = Origin("")


class Part(BaseModel):
    """A group of fields. An editor may name each by its English name or by its Chinese title."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    @classmethod
    @cache
    def names(cls) -> Mapping[str, str]:
        """Return every key an editor may write → the field it means."""
        fields = cls.model_fields.items()
        others = {key: name for name, field in fields for key in (field.title, field.alias) if key}
        return {name: name for name in cls.model_fields} | others

    @model_validator(mode="before")
    @classmethod
    def _in_english(cls, data: Any) -> Any:
        """Rename Chinese keys; a key that is written and left empty counts as not written."""
        if not isinstance(data, Mapping):
            return data
        names = cls.names()
        renamed: dict[str, Any] = {}
        written: dict[str, str] = {}
        for key, value in data.items():
            name = names.get(key, key)
            if name in written:
                words = "“{first}”和“{key}”是同一项，写了两次。只保留一处"
                raise PydanticCustomError("written_twice", words, {"first": written[name], "key": key, "name": name})
            written[name] = key
            if value != "":
                renamed[name] = value
        return renamed

    def __reduce__(self) -> tuple[Any, ...]:
        """Write it down by its values. Its names are those of its kind again when it is read: found at once by all."""
        names, inner = _layout(type(self))
        own, written = self.__pydantic_private__, self.__pydantic_fields_set__
        values = tuple(map(self.__dict__.get, names)), bytes(map(written.__contains__, names))
        return _restored, (type(self), *values, None if own is None else tuple(map(own.get, inner)))

    def __copy__(self) -> Self:
        """Return a copy. Tens of thousands are made; pydantic's way takes some times as long."""
        own = self.__pydantic_private__
        return _made(
            type(self), self.__dict__.copy(), self.__pydantic_fields_set__.copy(), None if own is None else own.copy()
        )


P = TypeVar("P", bound=Part)


@cache
def _layout(kind: type[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of what a part holds: its fields, and what it knows besides."""
    return tuple(map(sys.intern, kind.model_fields)), tuple(map(sys.intern, kind.__private_attributes__))


def _restored(kind: type[P], values: tuple[Any, ...], written: bytes, own: tuple[Any, ...] | None) -> P:
    """Return the part of which these are the values; `written` tells which fields somebody wrote."""
    names, inner = _layout(kind)
    known = None if own is None else dict(zip(inner, own))  # noqa: B905 — both of one kind; there are very many.
    return _made(kind, dict(zip(names, values)), _written(kind, written), known)  # noqa: B905


@lru_cache(maxsize=1 << 12)
def _written(kind: type[Part], which: bytes) -> set[str]:
    """Return the names of some fields. Parts share them; a copy that is changed gets its own."""
    return set(compress(_layout(kind)[0], which))


def _made(kind: type[P], fields: dict[str, Any], written: set[str], own: dict[str, Any] | None) -> P:
    part, put = object.__new__(kind), object.__setattr__
    put(part, "__dict__", fields)
    put(part, "__pydantic_extra__", None)
    put(part, "__pydantic_fields_set__", written)
    put(part, "__pydantic_private__", own)
    return part


class Record(Part):
    """One thing with an identity, as an editor wrote it."""

    _origin: Origin = PrivateAttr(default_factory=lambda: _NOWHERE)  # A default would be copied for each record.

    kind: ClassVar[str]
    """The name of this kind of record in addresses, links and reports."""
    title_of_kind: ClassVar[str]
    """The Chinese name of this kind."""

    key_field: ClassVar[str] = ""
    """The field that holds the id; empty: the id is the name of the file."""
    name_field: ClassVar[str] = ""
    """The field that holds its name; empty: it is called after its kind."""

    @cached_property
    def key(self) -> str:
        """The id: unique among the records of its kind, and the last part of the address."""
        if self.key_field:
            return str(getattr(self, self.key_field))
        return self.origin.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    @property
    def name(self) -> str:
        """What people call it."""
        return str(getattr(self, self.name_field)) if self.name_field else self.title_of_kind

    @property
    def origin(self) -> Origin:
        """Where it was written."""
        found: Origin = private(self)["_origin"]
        return found

    def written_at(self, origin: Origin) -> Self:
        """Return this record, knowing its place. Called once, by the loader."""
        self._origin = origin
        return self

    def place(self, *loc: str | int) -> Place:
        """Return the place of one of its fields (or of the whole), to be turned into a line when it is needed."""
        return Place(self.origin.path, (*self.origin.loc, *loc))


def private(record: Record) -> dict[str, Any]:
    """Return what a record knows besides its fields. Asked for tens of thousands of times: pydantic's way is slow."""
    return record.__pydantic_private__ or {}


def chinese_keys() -> dict[str, tuple[str, ...]]:
    """Return, for each name of a field of any record, the Chinese keys that mean it somewhere."""
    found: dict[str, dict[str, None]] = {}
    waiting: list[type[Part]] = [Part]
    while waiting:
        part = waiting.pop()
        waiting.extend(part.__subclasses__())
        for name, field in part.model_fields.items():
            found.setdefault(name, {}).update({key: None for key in (field.title, field.alias) if key})
    return {name: tuple(keys) for name, keys in found.items()}
