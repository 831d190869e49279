"""The contents (目录) of a text: its headings, or else its articles (条) and numbered passages."""

from __future__ import annotations

from typing import Any

from disclosure.text.body import Body

_FEW = 3
"""Fewer headings than these leave nothing to choose from."""


def contents(body: Body) -> list[dict[str, Any]]:
    """Return the lines of the contents: text, link, level; `article` for the level of short names such as 第三条."""
    if len(body.headings) >= _FEW:
        return [{"text": found.text, "href": f"#{found.anchor}", "level": str(found.level)} for found in body.headings]
    passages = [found for found in body.sections if found.anchor]
    if len(passages) < _FEW:
        return []
    short = all(len(found.heading) <= 7 for found in passages)
    return [
        {"text": found.heading, "href": f"#{found.anchor}", "level": "article" if short else "2"} for found in passages
    ]
