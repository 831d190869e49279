"""Links written at one end, made readable from both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from disclosure.model.record import Record
from disclosure.relate.references import steps_of

INVERSE: Mapping[tuple[str, str], str] = {
    ("document", "agency"): "documents",
    ("document", "fulfils"): "documents",
    ("document", "based_on"): "basis_of",
    ("document", "amends"): "amended_by",
    ("document", "repeals"): "repealed_by",
    ("document", "replaces"): "replaced_by",
    ("document", "related"): "related",
    ("interpretation", "interprets"): "interpretations",
    ("interpretation", "agency"): "interpretations",
    ("catalogue", "agency"): "catalogues",
    ("catalogue", "domain"): "catalogues",
    ("domain", "agencies"): "domains",
    ("item", "agencies"): "items",
    ("item", "basis"): "items",
    ("agency", "parent"): "children",
}
"""Kind of record and the link its editor may write → the name by which the target reads it."""


def relate(
    records: Iterable[Record],
    members: Mapping[str, tuple[str, ...]],
    cited: Mapping[tuple[str, str], tuple[str, ...]],
) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Return every link from both of its ends: (kind, key, name of the link) → keys at the other end, each once.

    `members`: a group of agencies → its agencies; a link to the group is read by each of them. `cited`: what texts
    cite, which no editor has to write down a second time.
    """
    found: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for record in records:
        own = record.key
        for field, inner, target, inverse in _links_of(type(record)):
            value = getattr(record, field)
            if not value:
                continue
            for entry in (value,) if isinstance(value, str) else value:
                key = getattr(entry, inner) if inner else entry
                found[record.kind, own, field][key] = None
                if target == "body" and inverse:
                    for agency in members.get(key, (key,)):
                        found["agency", agency, inverse][own] = None
                elif inverse:
                    found[target, key, inverse][own] = None
    for (kind, key), targets_cited in cited.items():
        for target in targets_cited:
            found[kind, key, "cites"][target] = None
            found["document", target, "cited_by"][key] = None
    return {end: tuple(keys) for end, keys in found.items()}


@cache
def _links_of(kind: type[Record]) -> tuple[tuple[str, str, str, str | None], ...]:
    """Return the links that an editor writes: field, field inside it, kind of the target, how the target reads it."""
    return tuple(
        (field, inner, target, INVERSE.get((kind.kind, field)))
        for field, inner, target in steps_of(kind)
        if not target.startswith("vocabulary.")
    )
