"""Synonyms: an everyday word stands once, and what it leads to can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import add

from disclosure.check.subject import found
from disclosure.memory import recalled
from disclosure.model.synonym import Synonym
from disclosure.model.writing import Writing
from disclosure.problem import Finding, Grade
from disclosure.relate.gate import open_items, open_writings
from disclosure.relate.site import Site
from disclosure.text.body import Body
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
    for look in (_in_titles, _in_texts, _in_folded_texts):  # Folding a text costs far more than looking at it.
        if waiting:
            said = look(site, sorted({term for _, terms in waiting for term in terms}))
            waiting = [(synonym, terms) for synonym, terms in waiting if said.isdisjoint(terms)]
    return [synonym for synonym, _ in waiting]


def _in_titles(site: Site, terms: Sequence[str]) -> set[str]:
    """Return which terms stand in a title or in an item."""
    titles = [record.title for record in open_writings(site)]
    for item in open_items(site).values():
        titles += [item.name, *item.levels_of_name, *item.contents, item.explanation]
    written = "\n".join(titles)

    def said() -> tuple[str, ...]:
        shown = search_fold(written)
        pairs = set(map(add, shown, shown[1:]))  # Most terms are one.
        return tuple(term for term in terms if term in pairs or (len(term) != 2 and term in shown))

    return set(recalled(f"says {' '.join(terms)}", written, said))


def _in_texts(site: Site, terms: Sequence[str]) -> set[str]:
    """Return which terms stand in the text of a writing as they are; those that are written in a link do not."""
    waiting = set(terms)
    question = f"shows {' '.join(terms)}"
    for record in open_writings(site):
        waiting.difference_update(recalled(question, record.written_body, partial(_shown, site, record, terms)))
        if not waiting:
            break
    return set(terms) - waiting


def _shown(site: Site, record: Writing, terms: Sequence[str]) -> tuple[str, ...]:
    source = record.body
    written = [term for term in terms if term in source]
    text = site.bodies[record.kind, record.key].body.text if written else ""
    return tuple(term for term in written if term in text)


def _in_folded_texts(site: Site, terms: Sequence[str]) -> set[str]:
    """Return which terms stand in the text of a writing in another spelling."""
    said: set[str] = set()
    question = f"says {' '.join(terms)}"
    for record in open_writings(site):
        body = site.bodies[record.kind, record.key].body
        said.update(recalled(question, record.written_body, partial(_said, body, terms)))
    return said


def _said(body: Body, terms: Sequence[str]) -> tuple[str, ...]:
    shown = search_fold(body.text)
    return tuple(term for term in terms if term in shown)
