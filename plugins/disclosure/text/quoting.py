"""What an editor wrote, as a message quotes it."""

from __future__ import annotations


def quoted(text: str, limit: int = 40) -> str:
    """Return `text` on one line between Chinese quotation marks, cut where it is longer than `limit`."""
    # Only the beginning is looked at: a value may be a whole file by mistake.
    line = " ".join(text[: 4 * limit].split())
    line = "".join(char for char in line if char.isprintable())
    whole = len(line) <= limit and len(text) <= 4 * limit
    return f"“{line}”" if whole else f"“{line[:limit]}…”"
