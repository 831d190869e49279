"""A file beside the sources in which one build leaves for the next what it found out.

It holds pickles, and a pickle of a stranger could run anything: so each carries a seal (a keyed hash) that only this
user on this machine can make, for this version of the software. What has no right seal is as if it were not there. A
file that came with the repository, from another machine, or from another version is therefore never believed.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import os
import pickle
import secrets
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.collecting import uncollected
from disclosure.memory import Answers

FOLDER = ".cache/disclosure"
"""Beside `mkdocs.yml`, never inside the site."""
OFF = "DISCLOSURE_NO_CACHE"
"""Set, everything is done anew and nothing is kept."""

_BROKEN = (sqlite3.Error, UnicodeError)
"""What SQLite raises over a file that is none of its own; its messages may quote bytes of it."""
_SEAL = 16
_AT_ONCE = 16_000_000
"""Bytes that are held back to be written together."""
_MUCH = 1_000_000
"""Bytes that hold so many objects that they are better not looked through again and again while they come."""
_ROOM = 20_000
"""Rows and answers that may be kept besides those of the last build."""
_MARK = b"made by this version"
_ANSWERS, _SINCE = b"answers", b"answers since"
_MANY = 8
"""The part of all answers (one in eight) that is new from which all are written anew."""


def shelf_of(root: Path) -> FileShelf | None:
    """Return the shelf of the county in a folder, or nothing when none is wanted."""
    return None if os.environ.get(OFF) else FileShelf(root / FOLDER / "kept.sqlite")


class FileShelf:
    """Answers about texts, in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seal_key = hashlib.blake2b(secret() + version(), digest_size=32).digest()
        self._taken: set[bytes] = set()
        self._since: Set[bytes] = set()
        """Keys of the small answers that came since most of them were written."""
        self._new: dict[bytes, bytes] = {}
        self._waiting = 0
        """Bytes that are not written yet."""
        self._there: set[bytes] = set()
        """Names that may be found in the file."""
        self._fetching: threading.Thread | None = None
        self._fetched: dict[bytes, memoryview] = {}
        """What was fetched and nobody has taken yet."""
        self._inherited: sqlite3.Connection | None = None
        self._base: sqlite3.Connection | None = None
        self._damaged = False
        try:
            self._base = self._open()
            self._there = self._names(self._base)
            self._taken.add(self._name(_MARK))
            if self._name(_MARK) not in self._there:  # Left by another version: not believed, and in the way.
                self._throw_away()
                self._base, self._there, self._damaged = self._open(), set(), False
        except _BROKEN:
            self._damaged = True
        except OSError:
            pass  # Nothing can be kept here.

    @property
    def knows_anything(self) -> bool:
        """Say whether an earlier build left anything."""
        return len(self._there) > 1  # Besides the mark of this version.

    def answers(self) -> Answers:
        """Return all small answers."""
        with uncollected():  # None of the many objects that come now is garbage.
            known: Answers = {}
            for found in self._pickles(_ANSWERS):
                for key, answers in found.items():
                    known.setdefault(key, {}).update(answers)
            since = self.take(_SINCE)
        self._since = set(since)
        return known | since

    def keep(self, answers: Answers, new: Set[bytes], asked: Set[bytes], packed: Sequence[bytes]) -> None:
        """Keep all small answers; those that came since most of them were written are written by themselves."""
        self._since |= new
        if len(self._since) * _MANY < len(answers):
            self.put(_SINCE, {key: answers[key] for key in self._since})
            return
        if packed and all(key in new for key, found in answers.items() if found):
            self.keep_bytes(_ANSWERS, b"".join(packed))
        else:
            if len(answers) > 2 * len(asked) + _ROOM:
                answers = {key: found for key, found in answers.items() if key in asked}
            with uncollected():
                self.put(_ANSWERS, answers)
        self.put(_SINCE, {})
        self._since = set()

    def take(self, key: bytes) -> dict[Any, Any]:
        """Return large answers: name of the question → answer."""
        found = self._found(key)
        if found is None:
            return {}
        with uncollected() if len(found) > _MUCH else contextlib.nullcontext():
            return dict(pickle.loads(found))

    def _pickles(self, key: bytes) -> Iterator[Any]:
        """Yield what is kept in the pickles that stand one after another under a key."""
        found = self._found(key) or b""
        stream = io.BytesIO(found)
        while stream.tell() < len(found):
            yield pickle.load(stream)

    def put(self, key: bytes, answers: Mapping[Any, Any]) -> None:
        """Keep large answers."""
        self.keep_bytes(key, pickle.dumps(answers, pickle.HIGHEST_PROTOCOL))

    def bytes_of(self, key: bytes) -> bytes | None:
        """Return the sealed bytes kept under a key."""
        found = self._found(key)
        return None if found is None else bytes(found)

    def fetch(self, keys: Iterable[bytes]) -> None:
        """Begin to fetch what is kept under some keys, in order, up to one that is not there; nothing waits for it.

        SQLite and the hash of a seal leave Python alone meanwhile. `wait` before a process is forked.
        """
        if self._base is not None:
            self._fetching = threading.Thread(target=self._fetch, args=(keys,))
            self._fetching.start()

    def wait(self) -> None:
        """Wait until what was to be fetched is there."""
        if self._fetching is not None:
            self._fetching.join()
            self._fetching = None

    def _fetch(self, keys: Iterable[bytes]) -> None:
        with contextlib.suppress(*_BROKEN), contextlib.closing(sqlite3.connect(self._path)) as base:
            for name in map(self._name, keys):
                found = self._sealed(name, self._row(base, name))
                if found is None:
                    return
                self._fetched[name] = found

    def _found(self, key: bytes) -> memoryview | None:
        name = self._name(key)
        self._taken.add(name)
        if name in self._new:
            return memoryview(self._new[name])[_SEAL:]
        if name in self._fetched:
            return self._fetched.pop(name)
        row = None
        if self._base is not None and name in self._there:
            try:
                row = self._row(self._base, name)
            except _BROKEN:
                self._throw_away()
        found = self._sealed(name, row)
        self._damaged |= row is not None and found is None
        return found

    @staticmethod
    def _row(base: sqlite3.Connection, name: bytes) -> tuple[object] | None:
        row: tuple[object] | None = base.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return row

    def _sealed(self, name: bytes, row: tuple[object] | None) -> memoryview | None:
        """Return what a row holds, if its seal is right."""
        if row is None or not isinstance(row[0], bytes):
            return None
        value = memoryview(row[0])
        return value[_SEAL:] if hmac.compare_digest(value[:_SEAL], self._seal(name, value[_SEAL:])) else None

    def keep_bytes(self, key: bytes, data: bytes) -> None:
        """Keep bytes under a key."""
        name = self._name(key)
        self._taken.add(name)
        self._there.add(name)
        self._fetched.pop(name, None)
        self._new[name] = self._seal(name, data) + data
        self._waiting += len(data)
        if self._waiting > _AT_ONCE:
            self.flush()

    def reopen(self) -> None:
        """Go on in a process that was forked: a connection may not be shared, not even to be closed."""
        self._inherited = self._base
        with contextlib.suppress(OSError, *_BROKEN):
            self._base = self._open() if self._base is not None else None
        self._new = {}

    def flush(self) -> set[bytes]:
        """Write what is new; return the names of all that was asked for. Should writing fail, no harm is done."""
        with contextlib.suppress(OSError, *_BROKEN):
            if self._damaged:
                self._throw_away()
                self._base = self._open()
            if self._base is not None:
                with self._base:
                    self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", sorted(self._new.items()))
        self._new.clear()
        self._waiting = 0
        return self._taken

    def also_taken(self, names: Iterable[bytes]) -> None:
        """Note what another process asked for or kept, so that it is found and not cleared out."""
        taken = set(names)
        self._taken |= taken
        self._there |= taken

    def rest(self) -> None:
        """Write what is new, until the next build."""
        self.wait()
        self._fetched.clear()
        self.flush()

    def close(self) -> None:
        """Write what is new, and clear out what nobody asked for in a long time."""
        self.rest()
        if self._base is not None:
            with contextlib.suppress(OSError, *_BROKEN), self._base:
                self._clear_out(self._base)
            self._base.close()
            self._base = None

    def _clear_out(self, base: sqlite3.Connection) -> None:
        names = self._names(base)
        if len(names) > 2 * len(self._taken) + _ROOM:
            base.executemany("DELETE FROM kept WHERE name = ?", [(name,) for name in sorted(names - self._taken)])

    @staticmethod
    def _names(base: sqlite3.Connection) -> set[bytes]:
        return {name for (name,) in base.execute("SELECT name FROM kept")}

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._path, timeout=60)
        try:
            base.execute("PRAGMA synchronous = OFF")  # A file that is damaged by a power cut is thrown away.
            base.execute("CREATE TABLE IF NOT EXISTS kept (name BLOB PRIMARY KEY, value BLOB)")
            with base:
                if base.execute("SELECT name FROM kept LIMIT 1").fetchone() is None:
                    base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (self._name(_MARK), b""))
        except _BROKEN:
            base.close()
            raise
        return base

    def _throw_away(self) -> None:
        self._damaged = True
        if self._base is not None:
            self._base.close()
            self._base = None
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _name(self, key: bytes) -> bytes:
        return hashlib.blake2b(key, digest_size=24, key=self._seal_key).digest()

    def _seal(self, name: bytes, data: bytes | memoryview) -> bytes:
        seal = hashlib.blake2b(name, digest_size=_SEAL, key=self._seal_key)
        seal.update(data)
        return seal.digest()


@cache
def version() -> bytes:
    """Return a name for this state of the software: our own code, every package beside it, Python itself."""
    state = hashlib.blake2b(digest_size=32)
    state.update(sys.version.encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            state.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in sorted({path.name for folder in sys.path for path in _distributions(folder)}):
        state.update(name.encode() + b"\0")
    return state.digest()


def _distributions(folder: str) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from Path(folder or ".").glob("*.dist-info")


def secret() -> bytes:
    """Return bytes that only this user on this machine knows; new ones when none can be kept."""
    path = _own_folder() / "seal"
    with contextlib.suppress(OSError):
        found = path.read_bytes()
        if len(found) == 32:
            return found
    made = secrets.token_bytes(32)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"seal.{os.getpid()}")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:  # noqa: PTH123
            stream.write(made)
        beside.replace(path)
    return made


def _own_folder() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "disclosure"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "disclosure"
