"""Office packages: a ZIP of XML parts, read part by part; no document type and no entity is believed."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol
from xml.parsers import expat

from disclosure.office.passage import Allowance, Passage, TooMuch, Unreadable
from disclosure.text.archive import BrokenArchive, member_chunks, member_name, open_archive


class Handler(Protocol):
    """What reads one part: told of each tag (prefix removed) and each stretch of text, it collects passages."""

    found: list[Passage]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""

    def end(self, tag: str) -> None:
        """Note that an element ends."""

    def data(self, text: str) -> None:
        """Note some text of the innermost element."""


class Package:
    """An opened package. Every byte unpacked is taken from the allowance."""

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        self.allowance = allowance
        try:
            self._archive = open_archive(data)
        except BrokenArchive as error:
            raise Unreadable(str(error)) from error
        # Two members of one name hide each other from Office, but not from us.
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for member in self._archive.infolist():
            if not member.filename.endswith("/"):  # `is_dir` stumbles over a member without a name.
                self._members.setdefault(member_name(member).replace("\\", "/").lstrip("/"), []).append(member)
        self.names = tuple(self._members)

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._archive.close()

    @property
    def comment(self) -> str:
        """What the packing program wrote at the end of the archive."""
        return self._archive.comment.decode("gb18030", "replace").strip()

    def copies(self, name: str) -> Iterator[Iterator[bytes]]:
        """Yield every part of that name, each as its bytes piece by piece."""
        for member in self._members.get(name, ()):
            self.allowance.enter()
            yield self._chunks(member)

    def part(self, name: str) -> bytes:
        """Return the bytes of a part, none if there is no such part."""
        return b"".join(next(self.copies(name), iter(())))

    def read(self, name: str, handler: Callable[[], Handler]) -> Iterator[Passage]:
        """Send every XML part of that name through a new handler and yield what it finds, as it finds it."""
        for chunks in self.copies(name):
            yield from read_xml(chunks, handler(), self.allowance)

    def links(self, name: str) -> dict[str, str]:
        """Return where the relations of a part lead: id → name of the part. Outside addresses are left out."""
        folder, base = posixpath.split(name)
        found: dict[str, str] = {}
        try:
            for target, relation, outside, _ in self.read(posixpath.join(folder, "_rels", f"{base}.rels"), Relations):
                if not outside:
                    found[relation] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        except TooMuch:
            raise
        except Unreadable:
            pass  # Said once, when the relations are read for their own sake; here they only help with names.
        return found

    def _chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            for chunk in member_chunks(self._archive, member):
                self.allowance.unpack(chunk)
                yield chunk
        except BrokenArchive as error:
            raise Unreadable(str(error)) from error


class Relations:
    """Reads the relations of a part: target and, as place, id; hidden are those that lead out of the package."""

    def __init__(self) -> None:
        self.found: list[Passage] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take down one relation."""
        if tag == "Relationship":
            outside = attributes.get("TargetMode") == "External"
            self.found.append(Passage(attributes.get("Target", ""), attributes.get("Id", ""), outside))

    def end(self, tag: str) -> None:
        """Nothing stands between the tags."""

    def data(self, text: str) -> None:
        """Nothing stands between the tags."""


def read_xml(chunks: Iterable[bytes], handler: Handler, allowance: Allowance) -> Iterator[Passage]:
    """Parse XML piece by piece and yield what the handler finds; `Unreadable` if it is damaged or declares a DTD."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable("内部的 XML 套得太深，办公软件不会这样写")
        handler.start(tag.rpartition(":")[2], attributes)

    def finish(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag.rpartition(":")[2])

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    read = 0
    for chunk in chunks:
        read += len(chunk)
        allowance.step(chunk.count(b"<"))
        damage = _feed(parser, chunk, final=False)
        yield from _harvest(handler, allowance)
        if damage:
            raise damage
        # An unfinished tag is looked through again with every piece that arrives.
        if read - parser.CurrentByteIndex > _LONGEST_TAG:
            raise Unreadable("内部的 XML 有一处标记过长，办公软件不会这样写")
    if read and (damage := _feed(parser, b"", final=True)):
        raise damage
    yield from _harvest(handler, allowance)


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return the attribute `name`, whatever prefix it was written with, or an empty text."""
    for written, value in attributes.items():
        if written.rpartition(":")[2] == name:
            return value
    return ""


_DEEPEST = 1000
_LONGEST_TAG = 2 * 1024 * 1024  # Bytes.


def _feed(parser: expat.XMLParserType, chunk: bytes, *, final: bool) -> Unreadable | None:
    try:
        parser.Parse(chunk, final)
    except Unreadable as error:
        return error
    except (expat.ExpatError, ValueError, LookupError):  # The latter two: encodings that are none.
        return Unreadable("内部的 XML 已损坏")
    return None


def _harvest(handler: Handler, allowance: Allowance) -> list[Passage]:
    found = handler.found
    handler.found = []
    for passage in found:
        allowance.keep(passage.text)
    return found


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("内部的 XML 带有 DTD（可以藏下成倍膨胀的内容），办公软件不会这样写")
