"""The site is built beside the old one and takes its place at the very end (DESIGN 4.11)."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

_STALE = 24 * 3600
"""Seconds after which a half-built site of a build that was killed is cleared away."""


Lying = Mapping[str, tuple[int, int] | None]
"""What lies in the folder of a new site already; see `lying_in`."""


class Staging:
    """One build's folder beside the site: filled, then swapped in; or thrown away, and the old site never knew."""

    def __init__(self, site: Path) -> None:
        self.site = site
        site.parent.mkdir(parents=True, exist_ok=True)
        restore(site)
        _clear_stale(site)
        self.folder = Path(tempfile.mkdtemp(prefix=f".{site.name}.building-", dir=site.parent))
        self.folder.chmod(0o755)

    def begin_with(self, spare: Path, lying: Lying | None) -> Lying:
        """Begin with the tree that an earlier `swap` put by, if there is one; return what lies in it.

        `lying`: what `lying_in` found there; a tree with anything odd in it is thrown away.

        To make and to remove ten thousand folders takes longer than everything else that a small edit asks for. None
        of the files is believed: whoever takes one has to know its inode, and must never write into one, for it may
        be a file of the site that is online too.
        """
        try:
            self.folder.rmdir()
            spare.replace(self.folder)
            os.utime(self.folder)  # By its age, another build would take it for a leftover.
        except OSError:
            self.folder.mkdir(exist_ok=True)
        if lying is None:
            shutil.rmtree(self.folder)
            self.folder.mkdir()
        self.folder.chmod(0o755)
        return lying or {}

    def swap(self, spare: Path | None = None) -> None:
        """Put the finished site in place of the old one, and put the old one by as `spare`, or throw it away.

        Two renames; a kill between them is mended by `restore`.
        """
        aside = self.site.parent / f".{self.site.name}.old-{self.folder.name.rpartition('-')[2]}"
        if self.site.exists():
            self.site.replace(aside)
        try:
            self.folder.replace(self.site)
        except OSError:
            if aside.exists():
                aside.replace(self.site)
            raise
        _keep_hidden(aside, self.site)
        if spare is not None:
            with contextlib.suppress(OSError):  # Another disk, say.
                shutil.rmtree(spare, ignore_errors=True)
                aside.replace(spare)
        shutil.rmtree(aside, ignore_errors=True)

    def discard(self, spare: Path | None = None) -> None:
        """Throw away what was built; as `spare`, if there is none, it can be of use: no file in it is believed."""
        if spare is not None and spare.parent.is_dir() and not spare.exists():
            with contextlib.suppress(OSError):
                self.folder.replace(spare)
        shutil.rmtree(self.folder, ignore_errors=True)


def restore(site: Path) -> None:
    """Bring back the old site when a build was killed between the two renames of `swap`."""
    if site.exists() or not site.parent.is_dir():
        return
    aside = sorted(site.parent.glob(f".{site.name}.old-*"), key=lambda path: path.stat().st_mtime)
    if aside:
        aside[-1].replace(site)


def linked_tree(site: Path, folder: Path) -> None:
    """Make a folder in which each plain file of a site lies once more, by a link; none where there are no links.

    What is hidden at the top is left out: `swap` carries it over by itself.
    """
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)  # Of a build that was killed.
    waiting = [""]
    try:
        while waiting:
            below = waiting.pop()
            os.mkdir(f"{half}/{below}")  # noqa: PTH102 — thousands of them.
            with os.scandir(f"{site}/{below}") as entries:
                for entry in entries:
                    if not below and entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{below}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        os.link(entry.path, f"{half}/{below}{entry.name}")
        half.rename(folder)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)


def lying_in(folder: Path, site: Path) -> dict[str, tuple[int, int] | None] | None:
    """Return what lies in a folder; nothing when there is anything but plain files and folders.

    Of each file that is the very one that lies in the same place of the `site` that is online: its size, and when it
    was changed (ns). Of the others it is only known that they are there.
    """
    found: dict[str, tuple[int, int] | None] = {}
    waiting = [""] if folder.exists() else []
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    found[below + entry.name] = _online(f"{site}/{below}{entry.name}", entry.inode())
                else:
                    return None
    return found


def _online(path: str, inode: int) -> tuple[int, int] | None:
    try:
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 — tens of thousands of them.
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if found.st_ino == inode else None


def _keep_hidden(old: Path, new: Path) -> None:
    """Carry over what MkDocs never touches in the folder of a site: `.git`, `.nojekyll` and the like."""
    if old.is_dir():
        for entry in old.glob(".*"):
            if not (new / entry.name).exists():
                entry.replace(new / entry.name)


def _clear_stale(site: Path) -> None:
    for pattern in (f".{site.name}.building-*", f".{site.name}.old-*"):
        for leftover in site.parent.glob(pattern):
            with contextlib.suppress(OSError):
                if time.time() - leftover.stat().st_mtime > _STALE:
                    shutil.rmtree(leftover, ignore_errors=True)
