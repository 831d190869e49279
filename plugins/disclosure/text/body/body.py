"""A body, rendered once: HTML for the page, text and passages for search, mistakes for the editor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self
from xml.etree.ElementTree import Element

from markdown import Markdown

from disclosure.text.body.addresses import Addresses, Fragments, Resolve
from disclosure.text.body.blocks import HeadingLine, ListOfItems, Paragraph, Quotation, Rule
from disclosure.text.body.characters import Cleaning, is_clean
from disclosure.text.body.formal_parts import FormalParts
from disclosure.text.body.hypertext import hypertext
from disclosure.text.body.inline import Inline
from disclosure.text.body.lines import LineParser
from disclosure.text.body.mistakes import Mistake, Mistakes
from disclosure.text.body.numbering import Numbering
from disclosure.text.body.plain import plain
from disclosure.text.body.sections import Heading, Section, headings, sections
from disclosure.text.body.table import Frames, HtmlTable, PipeTable


@dataclass(frozen=True, slots=True)
class Body:
    """One body, rendered."""

    html: str
    """Balanced, escaped, without the title; its headings begin at h2."""
    text: str
    """What the body says, a line for each paragraph; descriptions stand for pictures."""
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def empty(self) -> bool:
        """Say whether it says nothing."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Outline:
    """What is to be judged about a body."""

    headings: tuple[Heading, ...]
    mistakes: tuple[Mistake, ...]
    empty: bool


def render(source: str, *, link: Resolve, picture: Resolve, first_line: int = 1) -> Body:
    """Render a body written in the dialect of this package.

    `link` and `picture` turn a relative target into an address (see `Resolve`). `first_line` is the line of the file
    on which `source` begins.
    """
    dialect = _Dialect(link, picture, first_line)
    html, blocks = dialect.written(source)
    text = "\n".join(text for _, text in blocks if text)
    return Body(html, text, headings(blocks), sections(blocks), dialect.mistakes.sorted())


def outline(source: str, *, link: Resolve, picture: Resolve, first_line: int = 1) -> Outline:
    """Return of the body that `render` returns what is judged, which is made sooner."""
    dialect = _Dialect(link, picture, first_line)
    dialect.serializer = _unwritten
    _, blocks = dialect.written(source)
    return Outline(headings(blocks), dialect.mistakes.sorted(), not any(text.strip() for _, text in blocks))


def is_blameless(source: str) -> bool:
    """Say whether a body surely says something, leads nowhere and holds no mistake: a glance tells so of nearly all.

    Only in links, pictures, tables, tags, entities and characters there can be mistakes.
    """
    return (
        is_clean(source.replace("\n", ""))
        and not any(mark in source for mark in ("](", "|", "<", "&"))
        and _SHOWS.search(source) is not None
    )


_SHOWS = re.compile(r"[^\s#>*\\\[-]")
"""A character that is shown wherever it stands."""


class _Dialect(Markdown):
    """Python-Markdown with our processors alone; each of its own takes characters of official text for markup.

    Its order of work stays: lines, blocks, tree, HTML. A new one is made for each body, so nothing is left of the last.
    """

    def __init__(self, link: Resolve, picture: Resolve, first_line: int) -> None:
        self.mistakes = Mistakes()
        self._addresses = Addresses(link, picture, self.mistakes)
        self._first_line = first_line
        self.tab_length = 4  # All of what Markdown sets up for itself that is used here; the rest takes time.
        self.stripTopLevelTags = True
        self.serializer = hypertext
        self.build_parser()

    def written(self, source: str) -> tuple[str, list[tuple[Element, str]]]:
        """Return a body as HTML, and its blocks, each with its text."""
        html = self.convert(source.replace("\r\n", "\n").replace("\r", "\n"))
        return html, [(block, plain(block)) for block in self.parser.root]

    def build_parser(self) -> Self:
        """List the processors in the order in which they are asked."""
        self.preprocessors = _listed(Cleaning(self, self._first_line, self.mistakes))
        inline = Inline(self._addresses, self.mistakes)
        frames = Frames()
        parser = self.parser = LineParser(self, self._first_line)
        parser.blockprocessors = _listed(
            PipeTable(parser, inline, frames, self.mistakes),
            HtmlTable(parser, inline, frames, self.mistakes, self._addresses),
            HeadingLine(parser, inline),
            Rule(parser),
            Quotation(parser, inline),
            ListOfItems(parser, inline),
            Paragraph(parser, inline),
        )
        self.inlinePatterns = _listed()
        self.treeprocessors = _listed(FormalParts(self), Numbering(self), Fragments(self._addresses))
        self.postprocessors = _listed()
        return self


def _unwritten(root: Element) -> str:
    """Return nothing but the frame that Markdown takes off."""
    return f"<{root.tag}></{root.tag}>"


def _listed(*processors: object) -> Any:
    """Return processors in their order. Markdown's registry sorts them by name and rank anew for each body."""
    return list(processors)
