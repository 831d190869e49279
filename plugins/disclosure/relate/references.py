"""Which field of which record names another record, and their resolution to ids."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from disclosure.model.agency import Agency, AgencyGroup
from disclosure.model.catalogue import Catalogue, NegativeList
from disclosure.model.document import Document
from disclosure.model.domain import Domain
from disclosure.model.interpretation import Interpretation
from disclosure.model.item import Item
from disclosure.model.record import Record
from disclosure.problem import Finding, Grade
from disclosure.relate.names import Directory

R = TypeVar("R", bound=Record)

REFERENCES: dict[type[Record], dict[str, str]] = {
    Agency: {"agency_kind": "vocabulary.agency_kinds", "level": "vocabulary.levels", "parent": "agency"},
    AgencyGroup: {"agency_kind": "vocabulary.agency_kinds", "members": "agency"},
    Domain: {"agencies": "body"},
    Catalogue: {"agency": "agency", "domain": "domain"},
    NegativeList: {"agency": "agency"},
    Item: {
        "basis.law": "law",
        "agencies": "body",
        "carriers": "vocabulary.carriers",
        "levels": "vocabulary.levels",
    },
    Document: {
        "agency": "agency",
        "genre": "vocabulary.genres",
        "themes": "vocabulary.themes",
        "audiences": "vocabulary.audiences",
        "statutory_item": "vocabulary.statutory_items",
        "fulfils": "item",
        "based_on": "document",
        "amends": "document",
        "repeals": "document",
        "replaces": "document",
        "related": "document",
    },
    Interpretation: {
        "interprets": "document",
        "form": "vocabulary.forms",
        "agency": "agency",
        "audiences": "vocabulary.audiences",
    },
}
"""Kind of record → its field → what the field names. `body` is an agency or a group of agencies."""

_TITLES = {
    "agency": "机构",
    "body": "机构",
    "law": "法律法规",
    "domain": "领域",
    "item": "公开事项",
    "document": "公开信息",
    "vocabulary.agency_kinds": "机构类别",
    "vocabulary.levels": "公开层级",
    "vocabulary.carriers": "公开渠道",
    "vocabulary.genres": "体裁",
    "vocabulary.themes": "主题",
    "vocabulary.audiences": "适用人群",
    "vocabulary.statutory_items": "法定主动公开内容",
    "vocabulary.forms": "解读形式",
}


@cache
def reference_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a kind of record that name others: the only ones that `resolved` and the gate change."""
    return tuple(dict.fromkeys(name.partition(".")[0] for name in REFERENCES.get(kind, {})))


@cache
def steps_of(kind: type[Record]) -> tuple[tuple[str, str, str], ...]:
    """Return the references of a kind of record: field, field inside it, what it names."""
    return tuple((*name.partition(".")[::2], target) for name, target in REFERENCES.get(kind, {}).items())


def resolved(record: R, directory: Directory, findings: list[Finding]) -> R:
    """Return the record with every reference turned into the id of its target.

    What leads nowhere is reported and stays as written, so that no other rule misses it: the finding stops the build.
    """
    changes: dict[str, object] = {}
    for field, inner, target in steps_of(type(record)):
        value = getattr(record, field)
        if not value:
            continue
        if isinstance(value, str):
            if (meant := _find(record, (field,), value, target, directory, findings)) != value:
                changes[field] = meant
            continue
        kept: list[object] = []
        for position, entry in enumerate(value):
            written = getattr(entry, inner) if inner else entry
            way = (field, position, inner) if inner else (field, position)
            found = _find(record, way, written, target, directory, findings)
            if found is None:
                continue
            kept.append(entry.model_copy(update={inner: found}) if inner else found)
        if (once := tuple(dict.fromkeys(kept))) != value:
            changes[field] = once
    return record.model_copy(update=changes) if changes else record


def _find(
    record: Record, way: tuple[str | int, ...], written: str, target: str, directory: Directory, findings: list[Finding]
) -> str | None:
    """Return the key that is meant, what was written when it means nothing, `None` for the record itself."""
    found = directory.find(target, written)
    if found is None:
        if not directory.excused(target, written):
            what, hint = directory.complaint(target, written, _TITLES[target])
            findings.append(Finding(record.place(*way), Grade.ERROR, _subject(record, way), what, hint))
        return written
    if found == record.key and target == record.kind:
        findings.append(Finding(record.place(*way), Grade.ERROR, _subject(record, way), "指向了自己", "删掉这一项"))
        return None
    return found


def _subject(record: Record, way: tuple[str | int, ...]) -> str:
    field = type(record).model_fields[str(way[0])]
    return f"{field.title}（{way[0]}）"
