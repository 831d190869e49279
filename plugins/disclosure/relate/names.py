"""The directory of all records: any id, name or alias an editor may write → the record it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from disclosure.model.load import Records
from disclosure.model.record import Record
from disclosure.model.vocabulary import Vocabulary
from disclosure.problem import Finding, Grade, did_you_mean
from disclosure.text.normal import fold

TERM_LISTS = tuple(name for name in Vocabulary.model_fields)
"""The lists of the vocabulary; a reference to one of them is called `vocabulary.<list>`."""


class Directory:
    """Finds the key that a reference means, per kind of target."""

    def __init__(self, records: Records) -> None:
        self._found: dict[str, dict[str, str]] = defaultdict(dict)
        self._shown: dict[str, dict[str, str]] = defaultdict(dict)
        self._broken = {kind: {fold(name) for name in names} for kind, names in records.broken.items()}
        self._incomplete = records.incomplete
        self._ambiguous: dict[str, set[str]] = defaultdict(set)
        for kind, key, names in _entries(records):
            self._add(kind, key, names)

    def _add(self, kind: str, key: str, names: Iterable[str]) -> None:
        self._found[kind][key] = key
        for name in names:
            folded = fold(name)
            self._shown[kind][folded] = name
            if self._found[kind].setdefault(folded, key) != key:
                self._ambiguous[kind].add(folded)

    def find(self, kind: str, written: str) -> str | None:
        """Return the key of the record that `written` means, or `None`."""
        found = self._found[kind]
        return found.get(written) or (found.get(fold(written)) if fold(written) not in self._ambiguous[kind] else None)

    def excused(self, kind: str, written: str) -> bool:
        """Say whether a missing target is the consequence of a mistake that is reported already."""
        head = kind.partition(".")[0]
        return (
            head in self._incomplete
            or written in self._broken.get(kind, ())
            or fold(written) in self._broken.get(kind, ())
        )

    def complaint(self, kind: str, written: str, title: str) -> tuple[str, str]:
        """Return what to tell about a reference that leads nowhere, and the nearest name."""
        if fold(written) in self._ambiguous[kind]:
            return f"“{written}”可以指几个{title}，分不清是哪一个", "改写编号"
        near = did_you_mean(written, self._shown[kind].values()) or did_you_mean(written, self._found[kind])
        return f"没有“{written}”这个{title}", near


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
    if records.vocabulary:
        for name in TERM_LISTS:
            for term in getattr(records.vocabulary, name):
                yield f"vocabulary.{name}", term.id, (term.label, *term.aliases)


def duplicates(records: Records) -> Iterator[Finding]:
    """Yield one finding for each id that is given to a second record."""
    lists: tuple[tuple[str, Iterable[Record]], ...] = (
        ("编号", records.agencies),
        ("编号", records.groups),
        ("编号", records.laws),
        ("编号", records.domains),
        ("文件名", records.catalogues),
        ("事项编码", (item for catalogue in records.catalogues for item in catalogue.items)),
        ("文件名", (*records.documents, *records.interpretations)),
    )
    for title, found in lists:
        first: dict[str, Record] = {}
        for record in found:
            other = first.setdefault(record.key, record)
            if other is record:
                continue
            field = {"编号": "id", "事项编码": "code"}.get(title)
            place = record.place(field) if field else record.place()
            what = f"{title}“{record.key}”已经用在 {other.origin.path}（{other.name}）"
            yield Finding(place, Grade.ERROR, title, what, "换一个没有用过的")
