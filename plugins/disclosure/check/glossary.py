"""Glossary: a word is explained once."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.problem import Finding, Grade
from disclosure.relate.site import Site


def glossary(site: Site) -> Iterator[Finding]:
    """Yield words that are explained twice, or that are too short to be told from the text around them."""
    first: dict[str, str] = {}
    for gloss in site.glosses:
        for position, word in enumerate((gloss.word, *gloss.aliases)):
            field, at = ("word", ()) if position == 0 else ("aliases", (position - 1,))
            if len(word) < 2:
                yield found(gloss, field, Grade.WARNING, f"“{word}”只有一个字，正文里会处处标出", "写完整的词", at=at)
            other = first.setdefault(word, gloss.word)
            if other != gloss.word or (position and word == gloss.word):
                yield found(gloss, field, Grade.WARNING, f"“{word}”已经写在“{other}”那一条里", "只留一处", at=at)
