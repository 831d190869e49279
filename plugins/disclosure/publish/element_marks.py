"""Headings of an interpretation marked with the element (解读要素) that their section gives."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_HEADING = re.compile(r'<h[2-6][^<>]*? id="([^"<>]+)"')
_TAG = re.compile(r"<[^<>]*>")


def with_elements(body: str, elements: Mapping[str, str]) -> str:
    """Return a rendered body whose headings say in `data-element` what they give, where their words do not.

    `elements`: link of the heading (`#s-1`) → name of the element.
    """
    return "\n".join(_marked(block, elements) for block in body.split("\n"))


def _marked(block: str, elements: Mapping[str, str]) -> str:
    match = _HEADING.match(block)
    name = elements.get(f"#{html.unescape(match[1])}", "") if match else ""
    if match is None or not name or name in html.unescape(_TAG.sub("", block)):
        return block
    return f'{block[: match.end()]} data-element="{html.escape(name)}"{block[match.end() :]}'
