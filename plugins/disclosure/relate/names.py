"""The directory of all records: any id, name or alias an editor may write → the record it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from disclosure.model.load import Records
from disclosure.model.record import Record
from disclosure.model.vocabulary import TERM_LISTS
from disclosure.problem import Finding, Grade, did_you_mean
from disclosure.text.normal import fold


class Directory:
    """Finds the key that a reference means, per kind of target."""

    def __init__(self, records: Records) -> None:
        self._keys: dict[str, dict[str, str]] = defaultdict(dict)
        self._named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._shown: dict[str, dict[str, str]] = defaultdict(dict)
        self._broken = {kind: {fold(name) for name in names} for kind, names in records.broken.items()}
        self._incomplete = records.incomplete
        self._found: dict[tuple[str, str], str | None] = {}
        """What was asked for already: tens of thousands of records name the same agencies and themes."""
        for kind, key, names in _entries(records):
            self._keys[kind][key] = names[0] if names else key
            for name in (key, *names):
                folded = fold(name)
                self._named[kind][folded].add(key)
                self._shown[kind][folded] = name

    def find(self, kind: str, written: str) -> str | None:
        """Return the key of the record that `written` means, or `None`. An id means its own record before any name."""
        if written in self._keys[kind]:
            return written
        asked = kind, written
        if asked not in self._found:
            meant = self._named[kind].get(fold(written), ())
            self._found[asked] = next(iter(meant)) if len(meant) == 1 else None
        return self._found[asked]

    def excused(self, kind: str, written: str) -> bool:
        """Say whether a missing target is the consequence of a mistake that is reported already."""
        if len(self._named[kind].get(fold(written), ())) > 1:
            return True  # Two records of one name are reported where the name is given.
        kinds = ("agency", "agency_group") if kind == "body" else (kind, kind.partition(".")[0])
        return any(each in self._incomplete or fold(written) in self._broken.get(each, ()) for each in kinds)

    def complaint(self, kind: str, written: str, title: str) -> tuple[str, str]:
        """Return what to tell about a reference that leads nowhere, and what to write instead."""
        parts = [part for part in _AND.split(written) if part]
        if len(parts) > 1 and any(self.find(kind, part) for part in parts):
            return f"“{written}”不止一个{title}", "写成列表，每行一个，以“- ”开头"
        near = did_you_mean(written, self._shown[kind].values())
        return f"没有“{written}”这个{title}", near or self._where_they_are(kind)

    def _where_they_are(self, kind: str) -> str:
        """Return what may be written, when that is short, or the file in which to look."""
        names = list(self._keys[kind].values())
        if kind.startswith("vocabulary.") and 0 < len(names) <= MOST_SHOWN:
            return f"可以写：{'、'.join(names)}"
        return WHERE[kind.partition(".")[0]]


MOST_SHOWN = 12
_AND = re.compile(r"\s*[、，,；;]\s*")

WHERE = {
    "agency": "先登记到 agencies.yml",
    "body": "先登记到 agencies.yml",
    "law": "先登记到 laws.yml",
    "domain": "先登记到 domains.yml",
    "item": "写目录里的事项编码",
    "document": "写那份文件的文件名，不带 .md",
    "vocabulary": "先登记到 vocabulary.yml",
}
"""Where an editor finds, or adds, what a reference may name."""


def _entries(records: Records) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield, for everything that can be referred to, its kind, its key, and its names."""
    for agency in records.agencies:
        yield "agency", agency.key, (agency.full_name, *agency.aliases)
        yield "body", agency.key, (agency.full_name, *agency.aliases)
    for group in records.groups:
        yield "body", group.key, (group.label, *group.aliases)
    for law in records.laws:
        yield "law", law.key, (law.title, f"《{law.title}》", *law.aliases, *([str(law.doc_no)] if law.doc_no else ()))
    for domain in records.domains:
        yield "domain", domain.key, (domain.label, *domain.aliases)
    for catalogue in records.catalogues:
        yield "catalogue", catalogue.key, ()
        for item in catalogue.items:
            yield "item", item.key, ()
    for document in records.documents:
        yield "document", document.key, ()
    for interpretation in records.interpretations:
        yield "interpretation", interpretation.key, ()
    for name in TERM_LISTS:
        for term in getattr(records.vocabulary, name):
            yield f"vocabulary.{name}", term.id, (term.label, *term.aliases)


def duplicates(records: Records) -> Iterator[Finding]:
    """Yield one finding for each id, and each name, that is given to a second record."""
    terms = [("编号（id）", getattr(records.vocabulary, name)) for name in TERM_LISTS]
    called: list[tuple[str, Iterable[Record]]] = [
        ("编号（id）", (*records.agencies, *records.groups)),
        ("编号（id）", records.laws),
        ("编号（id）", records.domains),
        *terms,
    ]
    filed: list[tuple[str, Iterable[Record]]] = [
        ("文件名", records.catalogues),
        ("文件名", records.negative_lists),
        ("年份（year）", records.calendar),
        ("事项编码（code）", (item for catalogue in records.catalogues for item in catalogue.items)),
        ("文件名", (*records.documents, *records.interpretations)),
    ]
    for title, found in [*called, *filed]:
        yield from _given_twice(title, ((record, (record.key_field,), record.key) for record in found))
    for _, found in called:
        yield from _given_twice("", (name for record in found for name in _names_of(record)))


def _names_of(record: Record) -> Iterator[tuple[Record, tuple[str | int, ...], str]]:
    yield record, (record.name_field,), record.name
    for position, alias in enumerate(getattr(record, "aliases", ())):
        yield record, ("aliases", position), alias


def _given_twice(title: str, given: Iterable[tuple[Record, tuple[str | int, ...], str]]) -> Iterator[Finding]:
    """Yield a finding for each id or name, given at a place of a record, that another record has already."""
    first: dict[str, Record] = {}
    for record, way, name in given:
        other = first.setdefault(name if title else fold(name), record)
        if other is record:
            continue
        where = "这个文件里" if other.origin.path == record.origin.path else f" {other.origin.path}"
        what = f"“{name}”已经用在{where}（{other.name}）"
        field = str(way[0])
        subject = title or f"{type(record).model_fields[field].title}（{field}）"
        place = record.place(*way) if field else record.place()
        yield Finding(place, Grade.ERROR, subject, what, "换一个没有用过的")
