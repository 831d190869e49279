"""What an element says when it is read aloud: its visible characters, and what stands for its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_LINES = frozenset({"blockquote", "caption", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "table", "tr", "ul"})
_CELLS = frozenset({"td", "th"})


def plain(element: Element) -> str:
    """Return the text of `element`: a line for each block and row, a space between cells."""
    if not len(element):
        return element.text or ""
    lines = (line.strip() for line in "".join(_pieces(element)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(element: Element) -> Iterator[str]:
    line = element.tag in _LINES
    if line or element.tag == "br":
        yield "\n"
    elif element.tag in _CELLS:
        yield " "
    elif element.tag == "img":
        yield element.get("alt", "")
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if line:
        yield "\n"
