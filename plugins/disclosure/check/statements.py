"""Statements: what a text says about other documents stands in the front matter too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.memory import recalled
from disclosure.model.document import Document
from disclosure.problem import Finding, Grade
from disclosure.relate.citations import Register
from disclosure.relate.site import Site
from disclosure.text.relations import Relation, RelationKind, find_relations

_FIELDS = {RelationKind.REPEALS: "repeals", RelationKind.AMENDS: "amends", RelationKind.SUCCEEDS: "replaces"}
_WORDS = re.compile("废止|修[订改正]|有效|代替|替代|取代")
"""Without one of these a text changes nothing; most texts have none, and reading them closely is slow.

Each choice begins with a character, not with a class of them: so the places to look at are found some times as fast.
"""
_LINKS = ("repeals", "amends", "replaces")


def statements(site: Site) -> Iterator[Finding]:
    """Yield repeals, amendments and periods that only the text mentions: the site would not know of them."""
    register = Register(site.documents.values())
    for document in site.documents.values():
        for relation in relations_in(document):
            yield from _missing(site, register, document, relation)


def relations_in(document: Document) -> tuple[Relation, ...]:
    """Return what the title and the text of a document say about its relation to others."""

    def said() -> tuple[Relation, ...]:
        if not _WORDS.search(document.body) and not _WORDS.search(document.title):
            return ()
        return find_relations(f"{document.title}\n{document.body}")

    return recalled(f"relations of {document.title}", document.written_body, said)


def _missing(site: Site, register: Register, document: Document, relation: Relation) -> Iterator[Finding]:
    if relation.kind in _FIELDS:
        target = register.find(relation.title, relation.number.key if relation.number else None)
        if target is None or target == document.key or any(target in getattr(document, name) for name in _LINKS):
            return
        field = _FIELDS[relation.kind]
        title = type(document).model_fields[field].title
        what = f"正文说到“{site.documents[target].title}”，这里没有写"
        yield found(document, field, Grade.WARNING, what, f"核对后写上“{title}: {target}”")
    elif relation.kind is RelationKind.SETS_VALIDITY_PERIOD and not relation.title and relation.period is not None:
        stated = document.validity_period or document.expires or document.provenance
        if not stated:
            what = f"正文说有效期{relation.period}，这里没有写"
            yield found(document, "validity_period", Grade.WARNING, what, f"写上“有效期: {relation.period}”")
