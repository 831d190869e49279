"""The tree of a body as HTML."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

_VOID = frozenset({"br", "hr", "img"})


def hypertext(root: Element) -> str:
    """Return `root` as HTML, a line for each block in it; every character of a text means itself.

    The serializer of Python-Markdown lets `&lt;` pass, so that what was typed is not what is seen; the one of the
    standard library looks for namespaces first, and takes three times as long.
    """
    parts: list[str] = [f"<{root.tag}>"]
    for block in root:
        _write(block, parts)
        parts.append("\n")
    parts.append(f"</{root.tag}>")
    return "".join(parts)


def _write(element: Element, parts: list[str]) -> None:
    tag = element.tag
    attributes = "".join([f' {name}="{escape(value)}"' for name, value in element.items()])
    parts.append(f"<{tag}{attributes}>{_escaped(element.text or '')}")
    for child in element:
        _write(child, parts)
        if child.tail:
            parts.append(_escaped(child.tail))
    if tag not in _VOID:
        parts.append(f"</{tag}>")


def _escaped(text: str) -> str:
    """Return a text for HTML. Most texts hold nothing to escape."""
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
