"""What is shown of an entry: its card and the beginning of its text in one file, further text in others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.publish.search.coding import bytes_in_characters, deflated
from disclosure.publish.search.entry import Entry, Passage

LEAF = 2800
"""Characters of text beside the cards in one file: a page of results loads ten of them at most."""
BEGINNING = 700
"""Characters of one text that lie there: enough for most passages, and entries that are alike share a file."""
PIECE = 3500
"""Characters of further text in one file, which is loaded when the beginning does not answer."""
_AT_ONCE = 500
"""Files that are put into characters at a time."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file: some entries that follow one another, and as much of their texts as fits."""

    first: int
    written: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Further text of one entry."""

    entry: int
    number: int
    written: str


def leaves(entries: Sequence[Entry]) -> Iterator[Leaf | Piece]:
    """Yield all cards and texts."""
    waiting: list[tuple[int, int, bytes]] = []
    for first, number, value in _files(entries):
        waiting.append((first, number, deflated(json.dumps(value, ensure_ascii=False, separators=(",", ":")))))
        if len(waiting) == _AT_ONCE:
            yield from _written(waiting)
            waiting = []
    yield from _written(waiting)


def _written(found: Sequence[tuple[int, int, bytes]]) -> Iterator[Leaf | Piece]:
    texts = bytes_in_characters([data for _, _, data in found])
    for (entry, number, _), text in zip(found, texts, strict=True):
        yield Piece(entry, number, text) if number else Leaf(entry, text)


def _files(entries: Sequence[Entry]) -> Iterator[tuple[int, int, object]]:
    """Yield the content of each file: its first entry, the number of the piece, and what it holds."""
    first, size = 0, 0
    held: list[object] = []
    for number, entry in enumerate(entries):
        pieces = tuple(_pieces(entry.passages))
        text, places = pieces[0] if pieces else ("", [])
        if held and size + len(text) > LEAF:
            yield first, 0, held
            held, first, size = [], number, 0
        held.append([_card(entry, len(pieces)), text, places])
        size += len(text) + len(entry.title)
        for further, piece in enumerate(pieces[1:], 1):
            yield number, further, piece
    if held:
        yield first, 0, held


def _card(entry: Entry, pieces: int) -> list[object]:
    day = entry.date.isoformat() if entry.date else ""
    kind, validity = ("，".join(entry.facets.get(name, ())) for name in ("kind", "validity"))
    return [entry.key, entry.href, entry.title, entry.number, day, entry.source, kind, validity, pieces]


def _pieces(passages: Iterable[Passage]) -> Iterator[tuple[str, list[list[object]]]]:
    """Yield the text in pieces, each with the places in it that can be linked to: where, anchor, heading."""
    most = BEGINNING
    text = ""
    places: list[list[object]] = []
    for passage in passages:
        if passage.anchor:
            places.append([len(text), passage.anchor, passage.heading])
        rest = passage.text
        while len(text) + len(rest) > most:
            room = max(most - len(text), 1)
            at = max(rest.rfind("。", 0, room), rest.rfind("\n", 0, room)) + 1
            end = at if at > room // 2 else room
            yield text + rest[:end], places
            text, rest, most = "", rest[end:], PIECE
            places = [[0, passage.anchor, passage.heading]] if passage.anchor else []
        text += f"{rest}\n" if rest else ""
    if text.strip():
        yield text.rstrip("\n"), places
