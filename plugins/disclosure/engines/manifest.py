"""Which inputs each file of a site was made from: what would come out the same is taken over, not made again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from disclosure.engines.shelf import FileShelf
from disclosure.engines.staging import Lying
from disclosure.memory import digest
from disclosure.publish.output import Artifact

_Line = tuple[bytes, int, int]
"""Hash of the inputs, size and time of change of the file that was written from them."""


class Manifest:
    """The files of the site that is online, each with the inputs it was made from.

    The inputs decide. Size and time only tell whether a file is still the one that we wrote.
    """

    def __init__(self, shelf: FileShelf | None, site: Path, looks: bytes, lying: Lying) -> None:
        """`lying`: what lies in the folder of the new site already."""
        self._shelf = shelf
        self._site = site
        self._lying = lying
        self._looks = looks
        self._key = b"manifest of " + os.fsencode(site)
        found = shelf.bytes_of(self._key) if shelf else None
        self._old: dict[str, _Line] = pickle.loads(found) if found and site.is_dir() else {}
        self._new: dict[str, bytes] = {}
        self._kept: set[str] = set()
        self._folders: set[str] = set()

    def inputs(self, output: Artifact, sources: Mapping[str, str]) -> bytes:
        """Return a hash of everything that decides the bytes of an artifact. `sources`: path → hash of the file."""
        if output.source:
            return digest(b"copy", sources[output.source].encode()) if output.source in sources else os.urandom(24)
        return output.inputs or digest(b"data", output.data)

    def lies(self, path: str, inputs: bytes) -> bool:
        """Say whether the file of an artifact was made from such `Artifact.inputs` when the site was last built."""
        line = self._old.get(path)
        return line is not None and line[0] == inputs

    def inputs_of_page(self, page: bytes) -> bytes:
        """Return a hash of everything that decides the bytes of a page (`Page.digest`): it, and the looks."""
        return digest(b"page", self._looks, page)

    def takes_over(self, path: str, inputs: bytes, folder: str) -> bool:
        """Note what a file is made from; say whether it was taken over into `folder` from the site that is online.

        It is linked where that is possible. Looked at afterwards: another build may put its own site there meanwhile.
        """
        self._new[path] = inputs
        line = self._old.get(path)
        if line is None or line[0] != inputs:
            return False
        there, here = f"{self._site}/{path}", f"{folder}/{path}"
        if self._lying.get(path) == line[1:]:
            self._kept.add(path)
            return True
        self.make_room(here, path)
        try:
            os.link(there, here)
        except FileNotFoundError:
            return False
        except OSError:
            with contextlib.suppress(OSError):
                shutil.copy2(there, here)
        if _as_it_lies(here) == line[1:]:
            self._kept.add(path)
            return True
        with contextlib.suppress(OSError):
            os.unlink(here)  # noqa: PTH108
        return False

    def make_room(self, here: str, path: str) -> None:
        """Make the folder for a file, and take away what lies there: it may be a file of the site that is online."""
        if path in self._lying:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(here)  # noqa: PTH108 — tens of thousands of them.
            return
        folder = os.path.dirname(here)  # noqa: PTH120
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)

    def clear_out(self, folder: str) -> None:
        """Take away what lies in `folder` and is no file of this site, and folders that are empty then."""
        for path in sorted(self._lying.keys() - self._new.keys(), reverse=True):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{folder}/{path}")  # noqa: PTH108
            while path := os.path.dirname(path):  # noqa: PTH120
                try:
                    os.rmdir(f"{folder}/{path}")  # noqa: PTH106
                except OSError:
                    break

    def learnt(self) -> tuple[dict[str, bytes], set[str]]:
        """Return what this process did, for another to `learn`."""
        return self._new, self._kept

    def learn(self, found: tuple[dict[str, bytes], set[str]]) -> None:
        """Take over what another process did."""
        self._new |= found[0]
        self._kept |= found[1]

    @property
    def paths(self) -> Collection[str]:
        """All files that were written or taken over."""
        return self._new.keys()

    def save(self, site: Path) -> None:
        """Keep what the files of a finished site were made from, for the next build."""
        if self._shelf is None:
            return
        lines: dict[str, _Line] = {}
        for path, inputs in self._new.items():
            if path in self._kept:
                lines[path] = self._old[path]
            elif lies := _as_it_lies(f"{site}/{path}"):
                lines[path] = (inputs, *lies)
        self._shelf.keep_bytes(self._key, pickle.dumps(lines, pickle.HIGHEST_PROTOCOL))


_PLACES = ("site_dir", "docs_dir", "config_file_path", "plugins")


def looks_of(config: MkDocsConfig) -> bytes:
    """Return a hash of what decides how pages look: the settings, and every file of our templates."""
    state = hashlib.blake2b(digest_size=24)
    plain = (str, int, type(None), list, dict)
    settings = {name: value for name, value in config.items() if isinstance(value, plain) and name not in _PLACES}
    theme = {name: config.theme[name] for name in config.theme if isinstance(config.theme[name], plain)}
    # An object inside is written as its kind: its address would be another one in each process.
    written = json.dumps([settings, config.theme.name, theme], skipkeys=True, default=lambda value: str(type(value)))
    state.update(written.encode())
    if config.config_file_path:
        state.update(Path(config.config_file_path).read_bytes())
    folder = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    for path in sorted(folder.rglob("*")) if folder else ():
        if folder and path.is_file():
            state.update(path.relative_to(folder).as_posix().encode() + b"\0" + digest(path.read_bytes()))
    return state.digest()


def _as_it_lies(path: str) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116
        return found.st_size, found.st_mtime_ns
    return None
