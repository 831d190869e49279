"""OFD documents (版式文件, GB/T 33190): the texts of each page, joined where they stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from disclosure.office.package import Package, attribute
from disclosure.office.parts import Properties, other_parts
from disclosure.office.passage import Allowance, Passage, Unpack, in_turn


def ofd_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    """Yield the texts of an OFD document: pages, templates, properties, attachments."""
    with Package(data, allowance) as package:
        pages = sorted(filter(_PAGE.fullmatch, package.names), key=_natural)
        readers = [
            *(
                (f"第{number}页", package.read(name, partial(_Page, f"第{number}页")))
                for number, name in enumerate(pages, 1)
            ),
            ("文档属性", package.read("OFD.xml", Properties)),
            ("", other_parts(package, {*pages, "OFD.xml"}, unpack)),
        ]
        yield from in_turn(readers)


_PAGE = re.compile(r"(?:[^/]+/)?Pages/[^/]+/[^/]+\.xml")
_NUMBERS = re.compile(r"([0-9]{1,18})")


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(piece), "") if piece.isascii() and piece.isdigit() else (0, piece) for piece in _NUMBERS.split(name)]


class _Page:
    """Reads one page. A text object is a stretch of a line; its boundary says whether the next one goes on with it."""

    def __init__(self, place: str) -> None:
        self.found: list[Passage] = []
        self._place = place
        self._page: list[str] = []
        self._object: list[str] = []
        self._inside = False
        self._line = (0.0, 0.0)
        self._box: tuple[float, ...] = ()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "TextObject":
            self._box = _box(attribute(attributes, "Boundary"))
        self._inside = tag == "TextCode"

    def end(self, tag: str) -> None:
        if tag == "TextCode":
            self._inside = False
        elif tag == "TextObject":
            self._place_object()
        elif tag == "Page" and self._page:
            self.found.append(Passage("".join(self._page).strip(), self._place))
            self._page.clear()

    def data(self, text: str) -> None:
        if self._inside:
            self._object.append(text)

    def _place_object(self) -> None:
        text = "".join(self._object)
        self._object.clear()
        if not text:
            return
        if len(self._box) == 4:
            left, top, width, height = self._box
            right, line = self._line
            if abs(top + height / 2 - line) > max(height, 0.1) / 2:
                self._page.append("\n")
            elif not -height < left - right < height / 3:
                self._page.append(" ")
            self._line = (left + width, top + height / 2)
        else:
            self._page.append("\n")
        self._page.append(text)


def _box(written: str) -> tuple[float, ...]:
    try:
        return tuple(float(number) for number in written[:200].split())
    except ValueError:
        return ()
