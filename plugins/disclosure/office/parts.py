"""The parts that any Office package may have beside its pages: properties, drawings, caches, files inside the file."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from functools import partial

from disclosure.office.package import Package, Relations
from disclosure.office.passage import Passage, Unpack, in_turn, placed
from disclosure.text.compound_file import SIGNATURE, BrokenContainer, open_compound
from disclosure.text.file_type import sniff


def other_parts(package: Package, done: Collection[str], unpack: Unpack) -> Iterator[Passage]:
    """Yield the texts of every part not in `done`, known to Office or not: what is not shown can still be found."""
    return in_turn((label(name), _part(package, name, unpack)) for name in package.names if name not in done)


def label(name: str) -> str:
    """Return in Chinese what a part is for."""
    return next((words for piece, words in _LABELS if piece in name), f"内部文件“{name}”")


class Texts:
    """Reads an XML part whose build does not matter: each paragraph as a whole, text outside of paragraphs tag by tag.

    Attributes that people fill in (authors, alternative texts, cached values) are texts too.
    """

    def __init__(self, place: str, *, hidden: bool = True) -> None:
        self.found: list[Passage] = []
        self._place = place
        self._hidden = hidden
        self._open = 0
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Finish what stands before the tag, unless inside a paragraph; take down telling attributes."""
        if tag in _PARAGRAPHS:
            self._finish()
            self._open += 1
        elif not self._open:
            self._finish()
        elif tag in BREAKS:
            self._text.append(BREAKS[tag])
        for name, value in attributes.items():
            if name.rpartition(":")[2] in _TELLING and value.strip() and not name.startswith("xmlns"):
                self.found.append(Passage(value, self._place, True))

    def end(self, tag: str) -> None:
        """Finish at the end of a paragraph, and outside of paragraphs at every tag."""
        if tag in _PARAGRAPHS:
            self._finish()
            self._open -= 1
        elif not self._open:
            self._finish()

    def data(self, text: str) -> None:
        """Collect text; line breaks between the tags are the layout of the XML."""
        if not (self._open and text.isspace() and "\n" in text):
            self._text.append(text)

    def _finish(self) -> None:
        if self._text:
            text = "".join(self._text).strip()
            self._text.clear()
            if text:
                self.found.append(Passage(text, self._place, self._hidden))


class Properties:
    """Reads document properties (文档属性): author, company, and what others put there."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self._name = ""
        self._own_name = ""
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Remember which property is open."""
        self._text.clear()
        self._name = tag
        if tag == "property":
            self._own_name = attributes.get("name", "")

    def end(self, tag: str) -> None:
        """Take down the property."""
        text = "".join(self._text).strip()
        self._text.clear()
        if text:
            self.found.append(Passage(text, property_place(self._own_name or self._name), True))
        if tag == "property":
            self._own_name = ""

    def data(self, text: str) -> None:
        """Collect text."""
        self._text.append(text)


def unwrapped(stream: bytes) -> tuple[str, bytes]:
    """Return name and bytes of a file that was dragged into a document, from the stream that wraps it."""
    label, _, rest = stream[6:].partition(b"\0")
    _path, _, rest = rest.partition(b"\0")
    path_length = int.from_bytes(rest[4:8], "little")
    at = 8 + path_length
    size = int.from_bytes(rest[at : at + 4], "little")
    return label.decode("gb18030", "replace"), rest[at + 4 : at + 4 + size]


def property_place(name: str) -> str:
    """Return `文档属性“作者”` for `creator`."""
    return f"文档属性“{_PROPERTIES.get(name.lower(), name)}”"


BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
"""Tags that stand for a character."""

_PARAGRAPHS = frozenset({"p", "si", "is", "text", "TextObject"})
_TELLING = frozenset({"author", "Author", "descr", "title", "alt", "string", "displayName", "initials", "tooltip", "v"})
_LABELS = (
    ("docProps/", "文档属性"),
    ("/_rels/", "链接"),
    ("/charts/", "图表"),
    ("/diagrams/", "图示"),
    ("/drawings/", "图形和文本框"),
    ("/embeddings/", "嵌入的文件"),
    ("/externalLinks/", "外部工作簿的缓存"),
    ("/pivotCache/", "数据透视表的缓存"),
    ("/persons/", "批注作者"),
    ("/people", "批注作者"),
    ("/comments", "批注"),
    ("/threadedComments/", "批注"),
    ("/Annots/", "批注"),
    ("/notesSlides/", "备注页"),
    ("/slideMasters/", "母版"),
    ("/slideLayouts/", "版式"),
    ("/tables/", "表格"),
    ("customXml/", "自定义数据"),
)
_PROPERTIES = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "author": "作者",
    "keywords": "关键词",
    "description": "备注",
    "comments": "备注",
    "lastmodifiedby": "最后修改者",
    "category": "类别",
    "contentstatus": "状态",
    "company": "单位",
    "manager": "经理",
    "application": "程序",
    "producer": "程序",
    "template": "模板",
    "created": "创建时间",
    "modified": "修改时间",
    "creationdate": "创建时间",
    "moddate": "修改时间",
    "lpstr": "标题列表",
}
_XML = (".xml", ".vml", ".xhtml")
_PICTURES = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".wdp", ".emf", ".wmf"),
    *(".mp3", ".mp4", ".wav", ".odttf", ".fntdata"),
)
"""Parts not unpacked at all: pictures, recordings, fonts."""


def _part(package: Package, name: str, unpack: Unpack) -> Iterator[Passage]:
    low = name.lower()
    if low.endswith(".rels"):
        for link in package.read(name, Relations):
            if link.hidden:
                yield Passage(link.text, "链接地址", True)
    elif low.startswith("docprops/") and low.endswith(".xml"):
        yield from package.read(name, Properties)
    elif low.endswith(_XML):
        yield from package.read(name, partial(Texts, label(name)))
    elif not low.endswith(_PICTURES):
        base = posixpath.basename(name)
        for chunks in package.copies(name):
            yield from placed(f"嵌入的文件“{base}”", _embedded(b"".join(chunks), base, unpack))


def _embedded(data: bytes, name: str, unpack: Unpack) -> Iterator[Passage]:
    """Read a file inside the document; settings of printers, equations and the like are no files and say nothing."""
    if data.startswith(SIGNATURE):
        try:
            compound = open_compound(data)
        except BrokenContainer:
            return
        if _WRAPPED in compound.entries:
            name, data = unwrapped(compound.stream(_WRAPPED))
            yield Passage(name, "", True)
            yield from unpack(data, name)
            return
    if sniff(data, name).key not in {"unknown", "empty", "program"}:
        yield from unpack(data, name)


_WRAPPED = "\x01Ole10Native"
