"""The address of a page as a QR code (二维码), drawn by the template as one path."""

from __future__ import annotations

from typing import Any

import segno

_MASK = 2
"""Any mask can be read; to choose the best of the eight takes four times as long."""


def qr_code(address: str) -> dict[str, Any]:
    """Return the code of an address: modules a side, and the path of a pen one module wide that draws the dark ones."""
    code = segno.make(address, error="l", boost_error=False, mask=_MASK, micro=False)
    rows = [[module & 1 for module in row] for row in code.matrix]
    return {"address": address, "size": len(rows), "path": _path(rows)}


def _path(rows: list[list[int]]) -> str:
    """Draw each stretch of dark modules as a line, every row along its middle; relative moves are short."""
    parts = ["M0 .5"]
    at = below = 0
    for row in rows:
        column = 0
        while column < len(row):
            if not row[column]:
                column += 1
                continue
            end = column
            while end < len(row) and row[end]:
                end += 1
            if column - at or below:
                parts.append(f"m{column - at} {below}")
            parts.append(f"h{end - column}")
            at, below, column = end, 0, end
        below += 1
    return "".join(parts)
