"""Old Office documents (doc, xls, ppt and their WPS twins): folders of binary streams in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from disclosure.office.old_properties import property_set
from disclosure.office.old_sheet import OldSheets
from disclosure.office.old_slides import old_slides
from disclosure.office.old_word import old_story
from disclosure.office.parts import unwrapped
from disclosure.office.passage import Allowance, Passage, Unpack, Unreadable, in_turn, placed
from disclosure.text.compound_file import BrokenContainer, CompoundFile, open_compound
from disclosure.text.file_problem import is_encrypted


def old_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    """Yield every text of an old document and of the documents embedded in it."""
    try:
        compound = open_compound(data)
    except BrokenContainer as error:
        raise Unreadable("文件不完整或已损坏，无法检查。请重新取得原件") from error
    if is_encrypted(compound):
        raise Unreadable("文件加了密码，无法检查。去掉密码后重新放进来")
    yield from in_turn(
        (where, _counted(placed(where, reader), allowance)) for where, reader in _readers(compound, allowance, unpack)
    )


def _readers(compound: CompoundFile, allowance: Allowance, unpack: Unpack) -> Iterator[tuple[str, Iterator[Passage]]]:
    for path in compound.entries:
        folder, slash, name = path.rpartition("/")
        if name in _STREAMS:
            allowance.enter()
            yield _EMBEDDED if folder else "", _STREAMS[name](compound, f"{folder}{slash}", allowance)
        elif name in {_SUMMARY, _MORE_SUMMARY}:
            yield "", property_set(compound.stream(path), more=name == _MORE_SUMMARY)
        elif folder.startswith("_SX_DB"):
            yield "数据透视表的缓存", OldSheets(compound.stream(path), allowance).passages()
        elif folder and name in {_WRAPPED, "Package", "CONTENTS"}:
            yield _EMBEDDED, _embedded(compound.stream(path), name, unpack)


def _embedded(stream: bytes, name: str, unpack: Unpack) -> Iterator[Passage]:
    if name == _WRAPPED:
        name, stream = unwrapped(stream)
    yield Passage(name, "的名称", True)
    yield from unpack(stream, name)


def _story(compound: CompoundFile, folder: str, allowance: Allowance) -> Iterator[Passage]:
    flags = compound.stream(f"{folder}WordDocument")[10:12]
    table = f"{folder}{'1Table' if int.from_bytes(flags, 'little') & 0x0200 else '0Table'}"
    if table not in compound.entries:
        raise Unreadable("文档太旧或已损坏，无法检查。用 Word 或 WPS 另存为 docx")
    yield from old_story(compound.stream(f"{folder}WordDocument"), compound.stream(table), allowance)


def _workbook(compound: CompoundFile, folder: str, allowance: Allowance) -> Iterator[Passage]:
    name = "Workbook" if f"{folder}Workbook" in compound.entries else "Book"
    yield from OldSheets(compound.stream(f"{folder}{name}"), allowance).passages()


def _slides(compound: CompoundFile, folder: str, _allowance: Allowance) -> Iterator[Passage]:
    yield from old_slides(compound.stream(f"{folder}PowerPoint Document"))


def _counted(reader: Iterator[Passage], allowance: Allowance) -> Iterator[Passage]:
    for passage in reader:
        allowance.keep(passage.text)
        yield passage


_STREAMS: dict[str, Callable[[CompoundFile, str, Allowance], Iterator[Passage]]] = {
    "WordDocument": _story,
    "Workbook": _workbook,
    "Book": _workbook,
    "PowerPoint Document": _slides,
}
"""The stream that tells what a folder is, and how the folder is read."""
_SUMMARY, _MORE_SUMMARY = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_WRAPPED = "\x01Ole10Native"
_EMBEDDED = "嵌入的文件"
