"""The words of the glossary, marked where they first stand in a text; no visible character changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from disclosure.model.gloss import Gloss
from disclosure.publish.links import Links
from disclosure.relate.site import Site

ADDRESS = "glossary/"

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_CLOSED = frozenset(("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "summary"))
"""What a mark does not stand in: what leads or heads already."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a glossary, ready to be looked for all at once."""

    pattern: re.Pattern[str]
    number: dict[str, int]
    """Word, as it stands in HTML → the place of its gloss."""


def anchor(number: int) -> str:
    """Return where a gloss stands on the page of the glossary."""
    return f"word-{number + 1}"


def glossed(site: Site, links: Links, html: str) -> tuple[str, list[dict[str, str]]]:
    """Return a rendered body with each word of the glossary marked once, and the glosses of these words, in order."""
    if not site.glosses:
        return html, []
    words = _words(site)
    told: list[int] = []

    def mark(match: re.Match[str]) -> str:
        number = words.number.get(match[0])
        if number is None or number in told:
            return match[0]  # A title in 《》, or a word that was explained above.
        told.append(number)
        return f'<a class="gloss" href="{escape(links.to(ADDRESS))}#{anchor(number)}">{match[0]}</a>'

    parts = _TAG.split(html)
    depth = 0
    for at, part in enumerate(parts):
        if at % 2:
            name = _NAME.match(part)
            if name and name[1] in _CLOSED:
                depth += -1 if part.startswith("</") else 1
        elif part and not depth:
            parts[at] = words.pattern.sub(mark, part)
    return "".join(parts), [entry(site.glosses[number], number) for number in told]


def entry(gloss: Gloss, number: int) -> dict[str, str]:
    """Return a gloss for a template."""
    return {"word": gloss.word, "text": gloss.explanation, "anchor": anchor(number)}


@lru_cache(maxsize=4)
def _words(site: Site) -> Words:
    number: dict[str, int] = {}
    for place, gloss in enumerate(site.glosses):
        for word in (gloss.word, *gloss.aliases):
            number.setdefault(escape(word, quote=False), place)
    return Words(re.compile("|".join([r"《[^《》]{0,200}》", *_longest_first(number)])), number)


def _longest_first(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]
