"""The finished tree read again: its headings, and the passages that a search can point to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from disclosure.memory import plainly_kept
from disclosure.text.body.numbering import is_heading, written_number

_LEAD = re.compile(r"[^。；：:\s]{1,30}")


@plainly_kept
@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the body; level 2 is the highest, as the page has the title at level 1."""

    level: int
    text: str
    anchor: str


@plainly_kept
@dataclass(frozen=True, slots=True)
class Section:
    """One passage, from its anchor to the next; `anchor` and `heading` are empty before the first.

    `heading` is what the passage is called: its heading, `第三条`, or the first words of a numbered paragraph.
    Only a heading with a line of its own is missing from `text`.
    """

    anchor: str
    heading: str
    text: str


def headings(blocks: list[tuple[Element, str]]) -> tuple[Heading, ...]:
    """Return the headings among the blocks of a body, each given with its text."""
    return tuple(Heading(int(block.tag[1]), text, block.get("id", "")) for block, text in blocks if is_heading(block))


def sections(blocks: list[tuple[Element, str]]) -> tuple[Section, ...]:
    """Return the passages of a body: one for each heading, article (条), and paragraph with 一、 or （一）.

    The points （一）… of an article belong to the article.
    """
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    in_article = False
    for block, text in blocks:
        kind = block.get("class")
        if is_heading(block):
            found.append((block.get("id", ""), text, []))
            in_article = False
        elif kind is not None and (kind in {"article", "level-1"} or (kind == "level-2" and not in_article)):
            found.append((block.get("id", ""), _name(kind, text), [text]))
            in_article = kind == "article"
        elif text:
            found[-1][2].append(text)
    return tuple(Section(anchor, name, "\n".join(texts)) for anchor, name, texts in found if anchor or texts)


def _name(kind: str, text: str) -> str:
    number = written_number(text)
    if kind == "article" and number is not None:
        return number.written
    lead = _LEAD.match(text)
    return lead[0] if lead else ""
