"""Entries → the scripts of an index: manifest, shards of postings, facts, cards, texts, sounds, folding."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from disclosure.publish.output import Artifact
from disclosure.publish.search.coding import pair
from disclosure.publish.search.entry import Entry, Passage
from disclosure.publish.search.shards import Shard, script, shards
from disclosure.publish.search.sounds import initials, readings, sounds, spelled
from disclosure.publish.search.weights import SPAN, weighed
from disclosure.text.number_keys import keys_of_number
from disclosure.text.segment import bare, search_fold, simplified

FOLDER = "search/"
CARDS = 32
"""Entries whose titles come in one file."""
INITIALS = 2000
"""Entries whose titles, each a string of initials, come in one file."""
PIECE = 1800
"""Characters of text in one file: what a snippet is cut from."""
FACETS = ("kind", "openness", "domain", "agency", "year", "theme", "validity", "audience", "years")
"""The filters, in the order of their columns. `years` are for ranking: of its date, and those that its title names."""


def index(
    entries: Sequence[Entry], synonyms: Mapping[str, Sequence[str]], hot_words: Sequence[str] = ()
) -> Iterator[Artifact]:
    """Yield every script of the index; the same entries give the same bytes."""
    weights = weighed(entries)
    cut = list(shards(weights, _keys(entries)))
    sounding = sounds(entry.title for entry in entries)
    pieces = [tuple(_pieces(entry.passages)) for entry in entries]
    cards = [_card(entry, len(found)) for entry, found in zip(entries, pieces, strict=True)]
    stamp = _stamp(cut, cards, entries)
    manifest = {
        "count": len(entries),
        "low": weights.low,
        "span": SPAN,
        "cards": CARDS,
        "first": " ".join(shard.first for shard in cut),
        "facets": FACETS,
        "synonyms": " ".join("=".join((word, *official)) for word, official in sorted(synonyms.items())),
        "sounds": "".join(sorted(sounding)),
        "hot": [[word, *spelled(word)] for word in hot_words],
    }
    yield _artifact("manifest", stamp, "manifest", "", manifest)
    for number, shard in enumerate(cut):
        yield _artifact(f"terms/{number}", stamp, "terms", number, shard.terms, shard.postings)
    yield _artifact("facts", stamp, "facts", "", *_facts(entries))
    for first in range(0, len(entries), CARDS):
        some = cards[first : first + CARDS]
        yield _artifact(f"cards/{first // CARDS}", stamp, "cards", first // CARDS, some)
    for number, found in enumerate(pieces):
        for piece, (text, places) in enumerate(found):
            name = f"{number}-{piece}"
            yield _artifact(f"texts/{number // 100}/{name}", stamp, "texts", name, text, places)
    for letter, lines in sounding.items():
        yield _artifact(f"sounds/{letter}", stamp, "sounds", letter, lines)
    for first in range(0, len(entries), INITIALS):
        titles = [entry.title for entry in entries[first : first + INITIALS]]
        yield _artifact(f"initials/{first // INITIALS}", stamp, "initials", first // INITIALS, initials(titles))
    yield _artifact("days", stamp, "days", "", _days(entries))
    yield _artifact("readings", stamp, "readings", "", readings(char for term in weights.terms for char in term))
    pairs = sorted(simplified().items())
    traditional, simple = "".join(char for char, _ in pairs), "".join(other for _, other in pairs)
    yield _artifact("traditional", stamp, "traditional", "", traditional, simple)


def title_key(title: str) -> str:
    """Return the key under which a whole title is found: its characters, or their sum when it is long."""
    written = bare(search_fold(title))
    if len(written) <= 4:
        return f"={written}"
    value = 0
    for char in written:
        value = (value * 31 + ord(char)) % 2**32
    return f"={value:x}"


def _artifact(path: str, stamp: str, kind: str, name: str | int, *values: object) -> Artifact:
    return Artifact(f"{FOLDER}{path}.js", script(kind, name, stamp, *values))


def _stamp(cut: Iterable[Shard], cards: Iterable[list[object]], entries: Iterable[Entry]) -> str:
    """Return a name for this state of the index, so that files of two states are never mixed."""
    state = hashlib.sha256()
    for shard in cut:
        state.update(f"{shard.terms}\n{shard.postings}\n".encode())
    for card, entry in zip(cards, entries, strict=True):
        state.update(repr((card, sorted(entry.facets.items()), entry.passages)).encode("utf-8", "surrogatepass"))
    return state.hexdigest()[:10]


def _keys(entries: Sequence[Entry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key in dict.fromkeys((title_key(entry.title), *keys_of_number(search_fold(entry.number)))):
            found[key].append(number)
    return found


def _card(entry: Entry, pieces: int) -> list[object]:
    day = entry.date.isoformat() if entry.date else ""
    return [
        entry.key,
        entry.href,
        entry.title,
        entry.number,
        day,
        entry.source,
        pieces,
    ]


def _facts(entries: Sequence[Entry]) -> tuple[list[list[str]], list[list[list[int]]], list[str]]:
    """Return, for each filter, its words; the sets of words that occur; and for each entry the number of its set."""
    words: list[list[str]] = []
    sets: list[list[list[int]]] = []
    columns: list[str] = []
    for facet in FACETS:
        place: dict[str, int] = {}
        known: dict[tuple[int, ...], int] = {}
        column = []
        for entry in entries:
            chosen = tuple(place.setdefault(word, len(place)) for word in entry.facets.get(facet, ()))
            column.append(known.setdefault(chosen, len(known)))
        words.append(list(place))
        sets.append([list(chosen) for chosen in known])
        columns.append("" if len(known) == 1 else "".join(map(pair, column)))
    return words, sets, columns


def _days(entries: Sequence[Entry]) -> list[int]:
    """Return for each entry by how many days it is older than the newest, and -1 without a date: to sort by."""
    newest = max((entry.date for entry in entries if entry.date), default=None)
    return [(newest - entry.date).days if newest and entry.date else -1 for entry in entries]


def _pieces(passages: Iterable[Passage]) -> Iterator[tuple[str, list[list[object]]]]:
    """Yield the text in pieces, each with the places in it that can be linked to: where, anchor, heading."""
    text = ""
    places: list[list[object]] = []
    for passage in passages:
        if passage.anchor:
            places.append([len(text), passage.anchor, passage.heading])
        rest = passage.text
        while len(text) + len(rest) > PIECE:
            room = max(PIECE - len(text), 1)
            at = max(rest.rfind("。", 0, room), rest.rfind("\n", 0, room)) + 1
            end = at if at > room // 2 else room
            yield text + rest[:end], places
            text, rest = "", rest[end:]
            places = [[0, passage.anchor, passage.heading]] if passage.anchor else []
        text += f"{rest}\n" if rest else ""
    if text.strip():
        yield text.rstrip("\n"), places
