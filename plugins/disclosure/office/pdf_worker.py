"""The process that reads PDF documents: from standard input, one after another, until there are no more."""

from __future__ import annotations

import io
import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, BinaryIO  # The objects of pypdf are maps without types.

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import NameObject

from disclosure.office.package import read_xml
from disclosure.office.parts import Texts, property_place
from disclosure.office.passage import Allowance, Passage, Unreadable, in_turn
from disclosure.office.pdf_text import PageText, Reader, TooManyOperators


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Answer documents (eight bytes of length, then the bytes) with lines of JSON, an `end` after each document."""
    while len(head := source.read(8)) == 8:
        data = source.read(int.from_bytes(head, "big"))
        reason = ""
        try:
            document = Document(data)
            for passage in document.passages():
                _answer(target, "passage", *passage[:3])
            for name, body in document.files():
                _answer(target, "file", name, b64encode(body).decode("ascii"))
        except Unreadable as error:
            reason = str(error)
        except Exception:  # A document that surprises pypdf must not end the process; what it did is of no interest.
            reason = _DAMAGED
        _answer(target, "end", reason)


class Document:
    """One opened PDF."""

    def __init__(self, data: bytes) -> None:
        try:
            self._pdf = PdfReader(io.BytesIO(data), strict=False)
            locked = self._pdf.is_encrypted and not self._pdf.decrypt("")
            self._root = {} if locked else _map(self._pdf.trailer["/Root"])
        except DependencyError as error:
            raise Unreadable(_LOCKED) from error
        except Exception as error:  # pypdf meets damage in as many ways as there are objects.
            raise Unreadable(_DAMAGED) from error
        if locked:
            raise Unreadable(_LOCKED)
        self._reader = Reader()

    def passages(self) -> Iterator[Passage]:
        """Yield every text; what is damaged is named at the end."""
        for text, place, hidden, _ in in_turn(
            (
                ("文档属性", _guarded(self._properties())),
                ("", self._pages()),
                ("表单", _guarded(self._fields())),
                ("书签", _guarded(self._bookmarks())),
            )
        ):
            clean = text.encode("utf-8", "replace").decode("utf-8").strip()
            if clean:
                yield Passage(clean, place, hidden)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of every file attached to the document."""
        names = _map(_map(self._root.get("/Names")).get("/EmbeddedFiles"))
        left = _MOST_ATTACHED
        for node in _walk(names, "/Kids"):
            for entry in _list(node.get("/Names"))[1::2]:
                specification = _map(entry)
                stream = _map(_map(specification.get("/EF")).get("/F"))
                if hasattr(stream, "get_data"):
                    body = stream.get_data()
                    left -= len(body)
                    if left < 0:
                        raise Unreadable("附带的文件太大，没有检查完。请拆成几个文件")
                    yield str(specification.get("/UF") or specification.get("/F") or "未命名"), body

    def _properties(self) -> Iterator[Passage]:
        for key, value in _map(self._pdf.trailer.get("/Info")).items():
            yield Passage(str(_object(value)), property_place(key[1:]), True)
        packet = _map(self._root.get("/Metadata"))
        if hasattr(packet, "get_data"):
            yield from read_xml([packet.get_data()], _Packet(), Allowance())

    def _pages(self) -> Iterator[Passage]:
        try:
            count = len(self._pdf.pages)
        except Exception as error:  # See above.
            raise Unreadable(_DAMAGED) from error
        yield from in_turn((f"第{number}页", _guarded(self._page(number))) for number in range(1, count + 1))

    def _page(self, number: int) -> Iterator[Passage]:
        page = self._pdf.pages[number - 1]
        found = self._reader.page_text(_content(page.get("/Contents")), _map(page.get("/Resources")))
        yield Passage(found.text, f"第{number}页")
        for text in found.joined:
            yield Passage(text, f"第{number}页（数字跨行或逐格相连）", True)
        for entry in _list(page.get("/Annots")):
            yield from self._annotation(_map(entry), number)
        _refuse_untranslated(found)

    def _annotation(self, annotation: Any, number: int) -> Iterator[Passage]:
        yield Passage(_text(annotation.get("/Contents")), f"第{number}页批注", True)
        yield Passage(_text(annotation.get("/T")), f"第{number}页批注作者或表单项名称", True)
        yield Passage(_text(_map(annotation.get("/A")).get("/URI")), "链接地址", True)
        look = _map(_map(annotation.get("/AP")).get("/N"))
        for form in (look,) if hasattr(look, "get_data") else map(_map, look.values()):
            if hasattr(form, "get_data"):
                found = self._reader.page_text(form.get_data(), _map(form.get("/Resources")))
                yield Passage(found.text, f"第{number}页的印章、批注或表单")

    def _fields(self) -> Iterator[Passage]:
        form = _map(self._root.get("/AcroForm"))
        for entry in _list(form.get("/Fields")):
            for field in _walk(_map(entry), "/Kids"):
                for key in ("/V", "/DV", "/TU"):
                    yield Passage(_text(field.get(key)), "表单", True)
        for part in _list(form.get("/XFA")):
            stream = _object(part)
            if hasattr(stream, "get_data"):
                yield from read_xml([stream.get_data()], Texts("表单"), Allowance())

    def _bookmarks(self) -> Iterator[Passage]:
        for bookmark in _walk(_map(self._root.get("/Outlines")), "/First", "/Next"):
            yield Passage(_text(bookmark.get("/Title")), "书签", True)


class _Packet(Texts):
    """Reads the second set of properties (XMP), in which a property may be an attribute as well."""

    def __init__(self) -> None:
        super().__init__("文档属性")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        for name, value in attributes.items():
            if not name.startswith(("rdf:", "xml", "x:")):
                self.found.append(Passage(value, property_place(name.rpartition(":")[2]), True))


_DAMAGED = "PDF 已损坏，读不出来。请从原文件重新导出 PDF"
_LOCKED = "PDF 加了密码或权限保护，无法检查。请从原文件重新导出一份不加保护的 PDF"
_MOST_ATTACHED = 128 * 1024 * 1024  # Bytes.
_MOST_NODES = 20_000
_MEMORY = 2 * 1024 * 1024 * 1024  # Bytes.


def _guarded(reader: Iterator[Passage]) -> Iterator[Passage]:
    try:
        yield from reader
    except Unreadable:
        raise
    except TooManyOperators as error:
        raise Unreadable("内容太多，没有检查完") from error
    except Exception as error:  # pypdf meets damage in as many ways as there are objects.
        raise Unreadable("已损坏，读不出来") from error


def _refuse_untranslated(found: PageText) -> None:
    """Say so when the page is readable for the eye alone: its font has no table from shapes to characters."""
    if found.unknown >= 10 and found.unknown > found.characters / 2:
        raise Unreadable("字体里没有文字对照表，无法检查、搜索，也无法朗读。请从原文件重新导出 PDF")


def _object(value: Any) -> Any:
    return None if value is None else value.get_object()


def _map(value: Any) -> Any:
    found = _object(value)
    return found if hasattr(found, "items") else {}


def _list(value: Any) -> list[Any]:
    found = _object(value)
    return found if isinstance(found, list) else []


def _text(value: Any) -> str:
    """Return a text of the document; names (`/Yes`) are no texts."""
    found = _object(value)
    if isinstance(found, bytes):
        return found.decode("latin-1")
    return found if isinstance(found, str) and not isinstance(found, NameObject) else ""


def _content(value: Any) -> bytes:
    found = _object(value)
    if isinstance(found, list):
        return b"\n".join(_content(part) for part in found)
    return found.get_data() if hasattr(found, "get_data") else b""


def _walk(root: Any, *ways: str) -> Iterator[Any]:
    """Yield a node and all that hang from it; each once, however the document ties them together."""
    ahead, seen = [root], {id(root)}
    while ahead and len(seen) < _MOST_NODES:
        node = ahead.pop()
        yield node
        for way in ways:
            below = _object(node.get(way))
            for entry in reversed(below if isinstance(below, list) else [below]):
                child = _map(entry)
                if child and id(child) not in seen:
                    seen.add(id(child))
                    ahead.append(child)


def _answer(target: BinaryIO, *content: object) -> None:
    target.write(json.dumps(content).encode("ascii") + b"\n")
    target.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 — Windows has none
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (OSError, ValueError):
        return  # The system sets a lower limit already, or knows no such limit.


if __name__ == "__main__":
    _limit_memory()
    main(sys.stdin.buffer, sys.stdout.buffer)
