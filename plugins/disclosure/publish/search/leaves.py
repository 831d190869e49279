"""What is shown of an entry: its card and the beginning of its text in one file, further text in others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.publish.search.coding import bytes_in_characters, deflated
from disclosure.publish.search.entry import Entry, Passage

LEAF = 3300
"""Characters of text beside the cards in one file: a page of results loads ten of them at most."""
BEGINNING = 700
"""Characters of one text that lie there: enough for most passages, and entries that are alike share a file."""
PIECE = 3500
"""Characters of further text in one file, which is loaded when the beginning does not answer."""
_AT_ONCE = 500
"""Files that are put into characters at a time."""


@dataclass(frozen=True, slots=True)
class Text:
    """One file: some entries that follow one another, and as much of their texts as fits; or more of one text."""

    entries: range
    piece: int
    """0, or the number of the piece of a text."""
    written: str


def outline(entry: Entry) -> tuple[int, int]:
    """Return in how many pieces the text of an entry is, and how long the first is."""
    pieces = [len(text) for text, _ in _pieces(entry.passages)]
    return len(pieces), pieces[0] if pieces else 0


def files(entries: Sequence[Entry], outlines: Iterable[tuple[int, int]]) -> Iterator[tuple[range, int]]:
    """Yield the files there are: their entries, and the number of the piece."""
    first, size = 0, 0
    further: list[tuple[range, int]] = []
    for number, (entry, (pieces, opening)) in enumerate(zip(entries, outlines, strict=True)):
        if number > first and size + opening > LEAF:
            yield from further
            yield range(first, number), 0
            first, size, further = number, 0, []
        size += opening + len(entry.title)
        further += [(range(number, number + 1), piece) for piece in range(1, pieces)]
    if entries:
        yield from further
        yield range(first, len(entries)), 0


def texts(entries: Sequence[Entry], wanted: Iterable[tuple[range, int]]) -> Iterator[Text]:
    """Yield the content of files."""
    waiting: list[tuple[range, int, bytes]] = []
    number, pieces = -1, []
    for own, piece in wanted:
        if piece:
            if own[0] != number:
                number, pieces = own[0], list(_pieces(entries[own[0]].passages))
            value: object = pieces[piece]
        else:
            value = [_shown(entries[at]) for at in own]
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        waiting.append((own, piece, deflated(written)))
        if len(waiting) == _AT_ONCE:
            yield from _written(waiting)
            waiting = []
    yield from _written(waiting)


def _written(found: Sequence[tuple[range, int, bytes]]) -> Iterator[Text]:
    written = bytes_in_characters([data for _, _, data in found])
    for (entries, piece, _), text in zip(found, written, strict=True):
        yield Text(entries, piece, text)


def _shown(entry: Entry) -> list[object]:
    pieces = list(_pieces(entry.passages))
    text, places = pieces[0] if pieces else ("", [])
    return [_card(entry, len(pieces)), text, places]


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
