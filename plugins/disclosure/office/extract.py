"""Every text that can be found in an attachment, each with the place where a person finds it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

from disclosure.office.headings import Headings
from disclosure.office.ofd import ofd_passages
from disclosure.office.old_office import old_passages
from disclosure.office.package import Package
from disclosure.office.passage import Allowance, Passage, Unpack, Unreadable, in_turn, placed
from disclosure.office.pdf import pdf_passages
from disclosure.office.sheet import sheet_passages
from disclosure.office.slides import slide_passages
from disclosure.office.word import word_passages
from disclosure.text.compound_file import SIGNATURE, BrokenContainer, open_compound
from disclosure.text.file_problem import is_encrypted
from disclosure.text.file_type import FileType, decoded, sniff
from disclosure.text.personal_information import CODE_LABEL

__all__ = ["Allowance", "Passage", "Unreadable", "passages"]


def passages(data: bytes, kind: FileType, *, allowance: Allowance | None = None) -> Iterator[Passage]:
    """Yield the texts of a file, hidden ones too. `Unreadable` comes last: what could be read has been yielded before.

    Pictures, recordings and films have no text that we can read and yield nothing.
    """
    return _passages(data, kind, allowance or Allowance())


def _passages(data: bytes, kind: FileType, allowance: Allowance) -> Iterator[Passage]:
    if data.startswith(SIGNATURE):
        _refuse_encrypted(data)

    def unpack(inner: bytes, name: str) -> Iterator[Passage]:
        return _inner(inner, name, allowance)

    if kind.key in _READERS:
        yield from _READERS[kind.key](data, allowance, unpack)
    elif kind.key in _CLOSED:
        raise Unreadable(_CLOSED[kind.key])


def _inner(data: bytes, name: str, allowance: Allowance) -> Iterator[Passage]:
    """Read a file inside a file."""
    if not allowance.depth:
        raise Unreadable("压缩包套得太深，没有检查到底。请解开后重新打包")
    allowance.depth -= 1
    try:
        yield from _passages(data, sniff(data, name), allowance)
    finally:
        allowance.depth += 1


def _refuse_encrypted(data: bytes) -> None:
    try:
        if is_encrypted(open_compound(data)):
            raise Unreadable("文件加了密码，无法检查。去掉密码后重新放进来")
    except BrokenContainer as error:
        raise Unreadable("文件不完整或已损坏，无法检查。请重新取得原件") from error


def _zip_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    with Package(data, allowance) as package:
        if package.comment:
            yield Passage(package.comment, "压缩包的注释", True)
        for name in package.names:
            allowance.keep(name)
            if name:
                yield Passage(name, "压缩包内的文件名")
        yield from in_turn((f"压缩包内“{name}”", _member(package, name, unpack)) for name in package.names)


def _member(package: Package, name: str, unpack: Unpack) -> Iterator[Passage]:
    for chunks in package.copies(name):
        yield from placed(f"压缩包内“{name}”", unpack(b"".join(chunks), name))


def _text_passages(data: bytes, allowance: Allowance, _unpack: Unpack) -> Iterator[Passage]:
    text = decoded(data)
    if text is None:
        raise Unreadable("文字的编码认不出来，无法检查。请存成 UTF-8")
    allowance.keep(text)
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield Passage(line.strip(), f"第{number}行")


def _csv_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    """Yield the lines of a table, each with the labels of those columns in which it has a long number.

    Labels of codes are left out: they would excuse the numbers of the other columns too.
    """
    headings = Headings()
    for passage in _text_passages(data, allowance, unpack):
        cells = _cells(passage.text)
        called = [headings.of(column, cell.strip()) for column, cell in enumerate(cells)]
        headings.end_row()
        labels = (label for label in called if label and not CODE_LABEL.search(label))
        yield passage._replace(heading="，".join(dict.fromkeys(labels)))


def _cells(line: str) -> list[str]:
    """Return the cells of one line; a text over several lines is read line by line, and names no column for long."""
    delimiter = max(",;\t", key=line.count)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # A cell of more than 128 kB.
        return line.split(delimiter)


_Reader = Callable[[bytes, Allowance, Unpack], Iterator[Passage]]

_READERS: dict[str, _Reader] = {
    **dict.fromkeys(("docx", "docm"), word_passages),
    **dict.fromkeys(("xlsx", "xlsm"), sheet_passages),
    **dict.fromkeys(("pptx", "pptm"), slide_passages),
    **dict.fromkeys(("doc", "wps", "xls", "et", "ppt", "dps"), old_passages),
    **dict.fromkeys(("txt", "html", "xml", "svg"), _text_passages),
    "csv": _csv_passages,
    "pdf": pdf_passages,
    "ofd": ofd_passages,
    "zip": _zip_passages,
}
"""How each kind of file is read."""

_CLOSED = {
    "rar": "RAR 压缩包打不开，无法检查。请解开后用 zip 重新打包",
    "rtf": "RTF 文档无法检查。用 Word 或 WPS 另存为 docx",
    "7z": "7z 压缩包打不开，无法检查。请解开后用 zip 重新打包",
    "program": "这是程序，无法检查",
    "empty": "文件是空的",
    "unknown": "认不出这是什么文件，无法检查",
}
"""Kinds that nobody can look into, and what is said about them."""
