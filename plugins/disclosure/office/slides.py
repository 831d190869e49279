"""Presentations (pptx): the texts of each slide in the order of showing, notes and masters after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from disclosure.office.package import Package, attribute
from disclosure.office.parts import Texts, other_parts
from disclosure.office.passage import Allowance, Passage, Unpack, in_turn


def slide_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    """Yield the texts of a pptx."""
    with Package(data, allowance) as package:
        order = {target: number for number, target in enumerate(_order(package), 1)}
        slides = sorted(
            filter(_SLIDE.fullmatch, package.names), key=lambda name: (order.get(name, len(order) + 1), name)
        )
        places = {name: f"第{order[name]}页" if name in order else "没有排进放映的页" for name in slides}
        yield from in_turn(
            (
                *(
                    (places[name], package.read(name, partial(_Slide, places[name], name not in order)))
                    for name in slides
                ),
                ("", other_parts(package, {*slides, _SHOW}, unpack)),
            )
        )


_SHOW = "ppt/presentation.xml"
_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")


def _order(package: Package) -> list[str]:
    links = package.links(_SHOW)
    return [links[entry.text] for entry in package.read(_SHOW, _Show) if entry.text in links]


class _Show:
    def __init__(self) -> None:
        self.found: list[Passage] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sldId":
            # The slide's own id has the same name without prefix.
            relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            self.found.append(Passage(relation or attribute(attributes, "id"), ""))

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Slide(Texts):
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sld" and attribute(attributes, "show") in {"0", "false"}:
            self._hidden = True
            self._place += "（隐藏）"
        super().start(tag, attributes)

    def __init__(self, place: str, hidden: bool) -> None:
        super().__init__(place, hidden=hidden)
