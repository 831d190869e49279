"""Signature and date of an official document set together, so that the page can put one above the other."""

from __future__ import annotations

_PARTS = ('<p class="signature"', '<p class="date"')


def with_signatures(body: str) -> str:
    """Return a rendered body with each run of signatures and dates in a `<div class="signed">`."""
    written: list[str] = []
    inside = False
    for block in body.split("\n"):
        signs = block.startswith(_PARTS)
        if signs != inside:
            written.append('<div class="signed">' if signs else "</div>")
        inside = signs
        written.append(block)
    return "\n".join([*written, "</div>"] if inside else written)
