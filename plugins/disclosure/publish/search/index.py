"""Entries → the scripts of an index: manifest, shards of postings, facts, leaves, texts, sounds, folding."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import TypeVar

import numpy as np

from disclosure.collecting import give_back
from disclosure.memory import current, digest, recalled
from disclosure.publish.output import Artifact, Lies, lies_nowhere
from disclosure.publish.search.coding import PHRASES, bytes_in_characters, deflated, in_characters, pair, postings
from disclosure.publish.search.counts import characters
from disclosure.publish.search.digest import digest_of, said_by
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.filing import filed_title
from disclosure.publish.search.kept import NOTHING, Kept, Notes, keep, kept_in, keys_in
from disclosure.publish.search.keys import Keys
from disclosure.publish.search.leaves import files, outline, texts
from disclosure.publish.search.measures import measured
from disclosure.publish.search.script import script
from disclosure.publish.search.shards import Shard, file_name, lists_of, shards, written
from disclosure.publish.search.sounds import initials, readings, sounds, spelled
from disclosure.publish.search.stock import updated
from disclosure.publish.search.weights import LEVEL
from disclosure.text.number_keys import keys_of_number
from disclosure.text.segment import bare, search_fold, simplified

Some = TypeVar("Some")

FOLDER = "search/"
INITIALS = 2000
"""Entries whose titles, each a string of initials, come in one file."""
ONE_ROOM = 1024
"""So many shards are told of in the manifest itself; of more, in files of some `IN_A_ROOM` that follow one another."""
IN_A_ROOM = 64
FACETS = ("kind", "openness", "domain", "agency", "year", "theme", "validity", "audience")
"""The filters, in the order of their columns."""
BEHIND = {"validity": ("已废止", "已失效"), "kind": ("附件",)}
"""What comes after others that answer as well: the filter, and its words."""


def index(
    entries: Sequence[Entry],
    synonyms: Mapping[str, Sequence[str]],
    hot_words: Sequence[str] = (),
    *,
    kept: Kept | None = None,
    lies: Lies = lies_nowhere,
) -> Iterator[Artifact]:
    """Yield every script of the index; the same entries give the same bytes.

    `kept`: what the last build kept. What `lies` in the site already is made only when it is asked for.
    """
    shape = _shape(entries)
    kept = kept or kept_in(current())
    digests = [digest_of(entry) for entry in entries]
    known = kept.notes
    notes = {key: known.get(key) or _notes(entry) for key, entry in zip(digests, entries, strict=True)}
    own = [notes[key] for key in digests]
    firsts: list[str] = []
    leafing: list[int] = []
    state = hashlib.sha256()
    stood = measured(updated(kept.postings, kept.moved(digests), entries))
    present = "".join(sorted({*characters(stood.names[stood.names >= 0]), *"".join(stood.words)}))
    now = Kept(digests, stood, notes)
    keep(current(), kept, now)
    kept.postings = NOTHING
    del stood  # Whoever needs postings takes them from `now`, and lets them go.
    parts = (
        _texts(entries, own, shape, lies, leafing),
        _terms(now, keys_in(current(), own), shape, lies, firsts),
        _rest(present, entries, shape),
    )
    for artifact in chain(*parts):
        state.update(artifact.stamp)
        yield artifact
    rooms = _rooms(firsts)
    for head, *others in rooms if len(rooms) > 1 else ():
        yield _artifact(f"firsts/{file_name(head)}", shape, "firsts", head, " ".join(others))
    titles = [entry.title for entry in entries]
    sounding = recalled("sounds", "\0".join(titles), lambda: sounds(titles))
    for letter, lines in sounding.items():
        yield _artifact(f"sounds/{letter}", shape, "sounds", letter, _squeezed(lines))
    manifest = {
        "count": len(entries),
        "state": state.hexdigest()[:10],
        "level": LEVEL,
        "first": " ".join(firsts if len(rooms) == 1 else (room[0] for room in rooms)),
        "rooms": len(rooms) > 1,
        "phrases": bytes_in_characters([PHRASES.encode("gb18030")])[0],
        "leaves": _list(leafing, len(entries)),
        "behind": {name: _list(_with(entries, name, words), len(entries)) for name, words in BEHIND.items()},
        "turns": _turns(entries),
        "facets": FACETS,
        "kinds": _kinds(entries),
        "agencies": " ".join(
            sorted({_name(word) for entry in entries for word in entry.facets.get("agency", ())})
        ).strip(),
        "synonyms": _grouped(synonyms),
        "sounds": "".join(sorted(sounding)),
        "hot": [[word, *spelled(word)] for word in hot_words],
    }
    yield _artifact("manifest", shape, "manifest", "", manifest)


def title_key(title: str) -> str:
    """Return the key under which a whole title is found: its characters, or their sum when it is long."""
    written = bare(search_fold(title))
    if len(written) <= 4:
        return f"={written}"
    value = 0
    for char in written:
        value = (value * 31 + ord(char)) % 2**32
    return f"={value:x}"


def _rooms(firsts: Sequence[str]) -> list[list[str]]:
    """Return the shards in groups; where one begins is drawn by lot once and for all, so that an edit changes few."""
    rooms: list[list[str]] = [[]]
    for first in firsts:
        if len(firsts) > ONE_ROOM and rooms[-1] and zlib.crc32(first.encode("utf-8", "surrogatepass")) % IN_A_ROOM == 0:
            rooms.append([])
        rooms[-1].append(first)
    return rooms


def _grouped(synonyms: Mapping[str, Sequence[str]]) -> str:
    """Write everyday words and what they stand for, those together that stand for the same: 五保,五保户=特困人员."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for word, official in sorted(synonyms.items()):
        groups[tuple(official)].append(word)
    return " ".join("=".join((",".join(words), *official)) for official, words in groups.items())


def _notes(entry: Entry) -> Notes:
    title = title_key(entry.title)
    keys = [title, *keys_of_number(search_fold(entry.number))]
    keys += [f"@{year}" for year in entry.facets.get("years", ())]
    keys += [f"@{_name(word)}" for word in entry.facets.get("agency", ())]
    place = filed_title(title, bare(search_fold(entry.title)))
    return Notes(*outline(entry), tuple(dict.fromkeys(keys)), place, said_by(entry), entry.plain)


def _terms(now: Kept, keys: Keys, shape: str, lies: Lies, firsts: list[str]) -> Iterator[Artifact]:
    """Yield the shards of postings; let the postings go."""
    lists = lists_of(now.postings, keys)
    now.postings = NOTHING

    def made(wanted: Sequence[Shard]) -> Iterator[bytes]:
        for shard, names, codes in written(lists, wanted):
            yield script("terms", shard.first, shape, names, codes, len(names) + len(codes))

    found = []
    for shard in shards(lists):
        path, key = f"{FOLDER}terms/{shard.name}.js", digest(shape.encode(), shard.first.encode(), shard.key)
        found.append((shard, path, key, lies(path, key)))
        firsts.append(shard.first)
    yield from _made(found, made)


def _texts(
    entries: Sequence[Entry],
    notes: Sequence[Notes],
    shape: str,
    lies: Lies,
    leafing: list[int],
) -> Iterator[Artifact]:
    found = []
    for own, piece in files(entries, ((note.pieces, note.opening) for note in notes)):
        name = f"{own[0]}-{piece}" if piece else len(leafing)
        kind, folder = ("texts", own[0] // 100) if piece else ("leaves", len(leafing) // 100)
        if not piece:
            leafing.append(own[0])
        path = f"{FOLDER}{kind}/{folder}/{name}.js"
        key = digest(shape.encode(), *(note.said for note in notes[own.start : own.stop]))
        found.append(((own, piece, kind, name), path, key, lies(path, key)))

    def made(wanted: Sequence[tuple[range, int, str, str | int]]) -> Iterator[bytes]:
        for text, (_, _, kind, name) in zip(texts(entries, [one[:2] for one in wanted]), wanted, strict=True):
            yield script(kind, name, shape, text.written)

    yield from _made(found, made)
    for entry in entries:
        entry.let_go()
    give_back()


def _made(
    found: Sequence[tuple[Some, str, bytes, bool]], made: Callable[[Sequence[Some]], Iterator[bytes]]
) -> Iterator[Artifact]:
    """Yield a file for each thing with its path, and the hash of its inputs; what lies there is not made now."""
    new = made([one for one, _, _, there in found if not there])
    for one, path, key, there in found:
        if there:
            yield Artifact(path, inputs=key, make=partial(_alone, made, one))
        else:
            yield Artifact(path, next(new), inputs=key)


def _alone(made: Callable[[Sequence[Some]], Iterator[bytes]], one: Some) -> bytes:
    return next(made([one]))


def _rest(present: str, entries: Sequence[Entry], shape: str) -> Iterator[Artifact]:
    yield _artifact("facts", shape, "facts", "", *_facts(entries))
    for first in range(0, len(entries), INITIALS):
        lines = _initials([entry.title for entry in entries[first : first + INITIALS]])
        yield _artifact(f"initials/{first // INITIALS}", shape, "initials", first // INITIALS, _squeezed(lines))
    yield _artifact("days", shape, "days", "", _days(entries))
    syllables = recalled("readings", present, lambda: readings(present))
    yield _artifact("readings", shape, "readings", "", _squeezed(syllables))
    known = set(present)
    pairs = [(char, other) for char, other in sorted(simplified().items()) if other in known]
    traditional, simple = "".join(char for char, _ in pairs), "".join(other for _, other in pairs)
    yield _artifact("traditional", shape, "traditional", "", traditional, simple)


def _artifact(path: str, stamp: str, kind: str, name: str | int, *values: object) -> Artifact:
    return Artifact(f"{FOLDER}{path}.js", script(kind, name, stamp, *values))


def _initials(titles: Sequence[str]) -> str:
    return recalled("initials", "\0".join(titles), lambda: initials(titles))


def _squeezed(text: str) -> str:
    return bytes_in_characters([deflated(text)])[0]


def _shape(entries: Sequence[Entry]) -> str:
    """Return a name for the entries and their order, so that files that number them otherwise are never mixed.

    An edit of a text leaves it alone, and so all files that hold nothing of that text.
    """
    return hashlib.sha256("\n".join(entry.key for entry in entries).encode("utf-8", "surrogatepass")).hexdigest()[:8]


@lru_cache(maxsize=1 << 12)
def _name(agency: str) -> str:
    return bare(search_fold(agency))


def _with(entries: Sequence[Entry], facet: str, words: Iterable[str]) -> list[int]:
    wanted = set(words)
    return [at for at, entry in enumerate(entries) if not wanted.isdisjoint(entry.facets.get(facet, ()))]


def _list(numbers: Sequence[int], total: int) -> str:
    """Return a list of entries as characters."""
    if not numbers:
        return ""
    every, none = np.array(numbers, dtype=np.int64), np.zeros(len(numbers), dtype=np.int64)
    return in_characters(postings(np.array([0, len(numbers)]), every, none, total), [0, 1])[0]


def _turns(entries: Sequence[Entry]) -> list[tuple[str, str, str]]:
    """Return the days on which the validity of entries changes after the build: to what, and which they are."""
    found: dict[tuple[dt.date, str], list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        for day, state in dict(entry.turns).items():
            found[day, state].append(at)
    return [(day.isoformat(), state, _list(own, len(entries))) for (day, state), own in sorted(found.items())]


def _facts(entries: Sequence[Entry]) -> tuple[list[list[str]], list[list[list[int]]], list[str]]:
    """Return, for each filter, its words; the sets of words that occur; and for each entry the number of its set."""
    words: list[list[str]] = []
    sets: list[list[list[int]]] = []
    columns: list[str] = []
    for facet in FACETS:
        place: dict[str, int] = {}
        known: dict[tuple[str, ...], int] = {}
        column = [known.setdefault(entry.facets.get(facet, ()), len(known)) for entry in entries]
        sets.append([[place.setdefault(word, len(place)) for word in chosen] for chosen in known])
        words.append(list(place))
        written = [*map(pair, range(len(known)))]
        columns.append("" if len(known) == 1 else "".join(written[number] for number in column))
    return words, sets, columns


def _kinds(entries: Sequence[Entry]) -> list[tuple[list[str], int]]:
    """Return the words for the kind of entries that follow one another, each with the first of them."""
    found: list[tuple[list[str], int]] = []
    for number, entry in enumerate(entries):
        words = list(entry.facets.get("kind", ()))
        if not found or found[-1][0] != words:
            found.append((words, number))
    return found


def _days(entries: Sequence[Entry]) -> list[int]:
    """Return for each entry by how many days it is older than the newest, and -1 without a date: to sort by."""
    newest = max((entry.date for entry in entries if entry.date), default=None)
    return [(newest - entry.date).days if newest and entry.date else -1 for entry in entries]
