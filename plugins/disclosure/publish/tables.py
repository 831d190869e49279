"""Sheets of attachments as tables for a template: title, head cells with their scope, rows, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from disclosure.office.tables import Cell, SheetTable

CHARACTERS = 12_000
"""The most that all tables of one page say: some 15 kB on the wire."""

Rows = tuple[tuple[Cell, ...], ...]


def drawn(tables: Iterable[SheetTable], label: str, room: int = CHARACTERS) -> tuple[list[dict[str, Any]], int]:
    """Return the tables of one file for its template, and the room that is left for those of the next.

    `label` names the file; with the name of the sheet it names the frame of each table.
    """
    found: list[dict[str, Any]] = []
    labels: dict[str, int] = {}
    for table in tables:
        fitting, room = _fitting(table.rows, room)
        if not fitting:
            continue
        name = f"{label}：{table.name}" if table.name else label
        labels[name] = labels.get(name, 0) + 1
        count = labels[name]
        view = _view(table, fitting)
        view["label"] = f"{name}（{count}）" if count > 1 else name
        found.append(view)
    return found, room


def _fitting(rows: Rows, room: int) -> tuple[Rows, int]:
    for at, row in enumerate(rows):
        room -= sum(len(cell.text) for cell in row)
        if room < 0:
            return rows[:at], 0
    return rows, room


def _view(table: SheetTable, rows: Rows) -> dict[str, Any]:
    leads = _leads(rows, table.width)
    titles = [" ".join(cell.text for cell in row if cell.text) for row in rows[:leads]]
    depth = _depth(rows[leads:], table.width)
    body = rows[leads + depth :]
    named = _rows_are_named(body)
    return {
        "caption": titles[0] if titles else table.name,
        "notes": titles[1:],
        "head": [[_head(cell) for cell in row] for row in rows[leads : leads + depth]],
        "rows": [[_data(cell, at, begins, named) for at, cell in enumerate(row)] for row, begins in _begun(body)],
        "cut": len(rows) if table.cut or len(rows) < len(table.rows) else 0,
    }


def _leads(rows: Rows, width: int) -> int:
    """Count the lines above the head: a title over all columns, the unit, who filled it in."""
    count = 0
    while width > 1 and count < min(5, len(rows) - 1) and _is_lead(rows[count], width):
        count += 1
    return count


def _is_lead(row: tuple[Cell, ...], width: int) -> bool:
    filled = [cell for cell in row if cell.text]
    return len(filled) == 1 or sum(cell.columns for cell in filled) * 2 < width


def _depth(rows: Rows, width: int) -> int:
    """Count the rows of the head: none when the first row holds numbers, more when cells of it are merged."""
    if len(rows) < 2 or width < 2 or not _heads(rows[0]):
        return 0
    depth = max(cell.rows for cell in rows[0])
    if any(cell.columns > 1 for cell in rows[0]) and len(rows) > 2 and depth == 1 and _heads(rows[1]):
        depth = 2
    return depth if depth < min(5, len(rows)) else 1 if depth == 1 else 0


def _heads(row: tuple[Cell, ...]) -> bool:
    filled = [cell.text for cell in row if cell.text]
    return len(filled) * 2 > len(row) and not any(
        _NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in filled
    )


def _begun(rows: Rows) -> Iterable[tuple[tuple[Cell, ...], bool]]:
    """Yield each row, and whether it begins with a cell of its own in the first column."""
    covered = 0
    for row in rows:
        yield row, covered == 0
        covered = row[0].rows - 1 if covered == 0 and row else covered - 1


def _rows_are_named(rows: Rows) -> bool:
    """Say whether the first column says what each row is about, as a head does."""
    firsts = [row[0] for row, begins in _begun(rows) if begins and row]
    return len(rows) > 1 and all(
        cell.text and len(cell.text) <= 30 and not _NUMBER.fullmatch(cell.text) for cell in firsts
    )


def _head(cell: Cell) -> dict[str, Any]:
    scope = ("colgroup" if cell.columns > 1 else "col") if cell.text else ""
    return _cell(cell, scope)


def _data(cell: Cell, at: int, begins: bool, named: bool) -> dict[str, Any]:
    names = named and begins and at == 0
    return _cell(cell, ("rowgroup" if cell.rows > 1 else "row") if names else "")


def _cell(cell: Cell, scope: str) -> dict[str, Any]:
    return {
        "text": cell.text,
        "columns": cell.columns,
        "rows": cell.rows,
        "scope": scope,
        "number": not scope and _NUMBER.fullmatch(cell.text) is not None,
    }


_NUMBER = re.compile(r"[-+−(（]?[¥￥]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,15})?%?[)）]?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
