"""Synonyms: an everyday word stands once, and what it leads to can be found."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.synonym import Synonym
from disclosure.problem import Finding, Grade
from disclosure.relate.gate import open_part
from disclosure.relate.site import Site
from disclosure.text.segment import bare, query_terms, search_fold


def synonyms(site: Site) -> Iterator[Finding]:
    """Yield everyday words that stand twice, and official words that no open record can answer."""
    first: dict[str, str] = {}
    unanswered = _unanswered(site)
    for synonym in site.synonyms:
        for position, word in enumerate(synonym.everyday):
            other = first.setdefault(bare(search_fold(word)), synonym.name)
            if other != synonym.name:
                what = f"“{word}”已经写在“{other}”那一条里"
                yield found(synonym, "everyday", Grade.WARNING, what, "合并成一条", at=(position,))
        if synonym in unanswered:
            what = f"公开的内容里找不到“{'、'.join(synonym.official)}”"
            hint = "换成文件里用的词，或者删去这一条"
            yield found(synonym, "official", Grade.WARNING, what, hint)


def _unanswered(site: Site) -> list[Synonym]:
    """Return the synonyms whose official words have no term in common with anything that is open."""
    waiting = [
        (synonym, {term for word in synonym.official for term in query_terms(search_fold(word))})
        for synonym in site.synonyms
    ]
    texts = list(_texts(open_part(site))) if waiting else []
    for folded in (str, search_fold):  # Most words stand in a text as it is, and folding costs far more than looking.
        for text in texts:
            shown = folded(text)
            waiting = [(synonym, terms) for synonym, terms in waiting if not any(term in shown for term in terms)]
            if not waiting:
                return []
    return [synonym for synonym, _ in waiting]


def _texts(site: Site) -> Iterator[str]:
    yield from (record.title for record in site.writings())
    for item in site.items.values():
        yield from (item.name, *item.levels_of_name, *item.contents, item.explanation)
    yield from (rendered.body.text for rendered in site.bodies.values())
