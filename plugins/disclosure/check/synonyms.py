"""Synonyms: an everyday word stands once, and what it leads to can be found."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.problem import Finding, Grade
from disclosure.relate.gate import open_part
from disclosure.relate.site import Site
from disclosure.text.segment import bare, query_terms, search_fold, terms


def synonyms(site: Site) -> Iterator[Finding]:
    """Yield everyday words that stand twice, and official words that no open record can answer."""
    first: dict[str, str] = {}
    known = _pairs(open_part(site)) if site.synonyms else set()
    for synonym in site.synonyms:
        for position, word in enumerate(synonym.everyday):
            other = first.setdefault(bare(search_fold(word)), synonym.name)
            if other != synonym.name:
                what = f"“{word}”已经写在“{other}”那一条里"
                yield found(synonym, "everyday", Grade.WARNING, what, "合并成一条", at=(position,))
        if known.isdisjoint(term for word in synonym.official for term in query_terms(search_fold(word))):
            what = f"公开的内容里找不到“{'、'.join(synonym.official)}”"
            hint = "换成文件里用的词，或者删去这一条"
            yield found(synonym, "official", Grade.WARNING, what, hint)


def _pairs(site: Site) -> set[str]:
    """Return the terms of everything that is open."""
    texts = [
        *(record.title for record in site.writings()),
        *(item.name for item in site.items.values()),
        *(text for item in site.items.values() for text in (*item.levels_of_name, *item.contents, item.explanation)),
        *(rendered.body.text for rendered in site.bodies.values()),
    ]
    return {term for text in texts for term in terms(search_fold(text))}
