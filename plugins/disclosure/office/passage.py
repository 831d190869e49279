"""A piece of text found in a file, and what limits the search for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Passage(NamedTuple):
    """Text as a person reads it, the place in Chinese (`工作表“名单”C12`), and whether one has to look for it.

    `hidden` is what does not meet the eye on opening the file: hidden sheets, comments, deleted text, properties.
    """

    text: str
    place: str
    hidden: bool = False
    heading: str = ""
    """What a cell of a table is called by the labels above and before it: 账号, 身份证号."""


class Unreadable(ValueError):
    """The file, or part of it, could not be looked into; the message is a Chinese sentence for the editor.

    It comes after all that could be read has been yielded: what follows the damage is not lost.
    """


class TooMuch(Unreadable):
    """A limit of `Allowance` is used up; nothing more is read."""


@dataclass(slots=True)
class Allowance:
    """How much one file may unpack to, all that is nested in it included. Counts down."""

    unpacked: int = 128 * 1024 * 1024
    """Bytes. A workbook of 120,000 rows and 10 columns unpacks to about 65 MB."""
    members: int = 20_000
    tags: int = 5_000_000
    """XML tags, or the records of old formats; a cell takes four. A million take some two seconds."""
    characters: int = 40_000_000
    """Of text yielded or kept in memory: seven times the real corpus of 1,600 documents."""
    depth: int = 4
    """Files inside files inside files."""
    seconds: float = 300.0
    """Of reading PDF, where neither bytes nor tags foretell the work. A page takes some hundredths of a second."""

    def unpack(self, chunk: bytes) -> None:
        """Count unpacked bytes, or raise `TooMuch`."""
        self.unpacked -= len(chunk)
        if self.unpacked < 0:
            raise TooMuch("压缩的内容解开后太大，没有检查完。请拆成几个文件")

    def step(self, tags: int = 1) -> None:
        """Count tags or records, or raise `TooMuch`."""
        self.tags -= tags
        if self.tags < 0:
            raise TooMuch("内容太多，没有检查完。请拆成几个文件")

    def keep(self, text: str) -> None:
        """Count characters, or raise `TooMuch`."""
        self.characters -= len(text)
        if self.characters < 0:
            raise TooMuch("文字太多，没有检查完。请拆成几个文件")

    def enter(self) -> None:
        """Count one more file, or raise `TooMuch`."""
        self.members -= 1
        if self.members < 0:
            raise TooMuch("里面的文件太多，没有检查完。请拆成几个文件")

    def spend(self, seconds: float) -> None:
        """Count time, or raise `TooMuch`."""
        self.seconds -= seconds
        if self.seconds < 0:
            raise TooMuch("读得太久，没有检查完。请拆成几个文件")


Unpack = Callable[[bytes, str], Iterator[Passage]]
"""How a reader hands on a file that lies inside its own: bytes and name in, passages out."""


def in_turn(readers: Iterable[tuple[str, Iterator[Passage]]]) -> Iterator[Passage]:
    """Yield from every reader, each named in Chinese; raise what failed only after all had their turn."""
    failed: dict[str, None] = {}
    for name, reader in readers:
        try:
            yield from reader
        except TooMuch:
            raise
        except Unreadable as error:
            failed[f"{name}：{error}" if name else str(error)] = None
    if failed:
        more = f"；还有 {len(failed) - 3} 处" if len(failed) > 3 else ""
        raise Unreadable("；".join(list(failed)[:3]) + more)


def placed(prefix: str, passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages with a prefix before their place."""
    for passage in passages:
        yield passage._replace(place=f"{prefix}{passage.place}")
