"""A body, rendered once: HTML for the page, text and passages for search, mistakes for the editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from markdown import Markdown
from markdown.util import Registry

from disclosure.text.body.addresses import Addresses, Fragments, Resolve
from disclosure.text.body.blocks import HeadingLine, ListOfItems, Paragraph, Quotation, Rule
from disclosure.text.body.characters import Cleaning
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


def render(source: str, *, link: Resolve, picture: Resolve, first_line: int = 1) -> Body:
    """Render a body written in the dialect of this package.

    `link` and `picture` turn a relative target into an address (see `Resolve`). `first_line` is the line of the file
    on which `source` begins.
    """
    dialect = _Dialect(link, picture, first_line)
    html = dialect.convert(source.replace("\r\n", "\n").replace("\r", "\n"))
    blocks = [(block, plain(block)) for block in dialect.parser.root]
    text = "\n".join(text for _, text in blocks if text)
    return Body(html, text, headings(blocks), sections(blocks), dialect.mistakes.sorted())


class _Dialect(Markdown):
    """Python-Markdown with our processors alone; each of its own takes characters of official text for markup.

    Its order of work stays: lines, blocks, tree, HTML. A new one is made for each body, so nothing is left of the last.
    """

    def __init__(self, link: Resolve, picture: Resolve, first_line: int) -> None:
        self.mistakes = Mistakes()
        self._addresses = Addresses(link, picture, self.mistakes)
        self._first_line = first_line
        super().__init__()
        self.serializer = hypertext

    def build_parser(self) -> Self:
        """Register the processors, each with its place in line (highest first)."""
        self.preprocessors = Registry()
        self.preprocessors.register(Cleaning(self, self._first_line, self.mistakes), "cleaning", 0)

        inline = Inline(self._addresses, self.mistakes)
        frames = Frames()
        parser = self.parser = LineParser(self, self._first_line)
        shapes = parser.blockprocessors
        shapes.register(PipeTable(parser, inline, frames, self.mistakes), "pipe table", 70)
        shapes.register(HtmlTable(parser, inline, frames, self.mistakes, self._addresses), "html table", 60)
        shapes.register(HeadingLine(parser, inline), "heading", 50)
        shapes.register(Rule(parser), "rule", 40)
        shapes.register(Quotation(parser, inline), "quotation", 30)
        shapes.register(ListOfItems(parser, inline), "list", 20)
        shapes.register(Paragraph(parser, inline), "paragraph", 10)

        self.inlinePatterns = Registry()
        self.treeprocessors = Registry()
        self.treeprocessors.register(FormalParts(self), "formal parts", 30)
        self.treeprocessors.register(Numbering(self), "numbering", 20)
        self.treeprocessors.register(Fragments(self._addresses), "fragments", 10)
        self.postprocessors = Registry()
        return self
