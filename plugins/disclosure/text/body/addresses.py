"""Where links and pictures of a body may lead: to what the site holds, and links to https."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from disclosure.text.body.mistakes import Mistakes
from disclosure.text.quoting import quoted

Resolve = Callable[[str], str | None]
"""Turns the target that an editor wrote into an address of the site.

None when there is no such thing, an empty text when there is but the public may not see it.
"""

_HTTPS = re.compile(r"https://[\w.-]+(?::\d+)?(?:[/?#][^\s\"'<>\\]*)?", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)


class Addresses:
    """Turns written targets into attributes of `a` and `img`, and notes those that lead nowhere."""

    def __init__(self, link: Resolve, picture: Resolve, mistakes: Mistakes) -> None:
        self._link = link
        self._picture = picture
        self._mistakes = mistakes
        self._fragments: list[tuple[Element, str, int, int]] = []

    def link(self, target: str, line: int, column: int) -> dict[str, str] | None:
        """Return the attributes of a link, or None when its text has to stand alone."""
        if not target:
            self._mistakes.note(line, column, "address", "链接没有可用的地址", "写成 [文字](地址)")
            return None
        if target.startswith("#"):
            return {"href": target}
        if _HTTPS.fullmatch(target):
            return {"href": target, "class": "outside", "rel": "noopener noreferrer"}
        if _ELSEWHERE.match(target):
            hint = "改成 https:// 开头的地址，或者本站文件的相对地址；都没有就只留文字"
            self._mistakes.note(line, column, "address", f"链接{quoted(target)}不能用", hint)
            return None
        path, mark, fragment = target.partition("#")
        address = self._link(path)
        if address is None:
            hint = "核对文件名，或者把这个文件放到正文旁边"
            self._mistakes.note(line, column, "address", f"链接{quoted(target)}没有对应的文件", hint)
        return {"href": address + mark + fragment} if address else None

    def picture(self, target: str, alt: str, line: int, column: int) -> dict[str, str] | None:
        """Return the attributes of a picture, or None when its description has to stand in for it."""
        if not alt.strip():
            hint = f"写成 ![图片里有什么]({target})"
            self._mistakes.note(line, column, "picture", f"图片{quoted(target)}没有文字说明", hint)
        if _ELSEWHERE.match(target):
            hint = "把图片放到正文旁边，只写文件名"
            self._mistakes.note(line, column, "picture", f"图片{quoted(target)}在站外", hint)
            return None
        address = self._picture(target)
        if address is None:
            hint = "核对文件名，或者把图片放到正文旁边"
            self._mistakes.note(line, column, "picture", f"没有图片{quoted(target)}", hint)
        return {"src": address, "alt": alt, "loading": "lazy"} if address else None

    def await_fragment(self, anchor: Element, target: str, line: int, column: int) -> None:
        """Remember a link into this page; whether its end is there is known once all anchors are given."""
        if target.startswith("#"):
            self._fragments.append((anchor, target, line, column))

    def settle_fragments(self, anchors: Collection[str]) -> None:
        """Take the links to anchors that are not there out of the page, text left standing."""
        for anchor, target, line, column in self._fragments:
            if target[1:] not in anchors:
                anchor.tag = "span"
                anchor.attrib.clear()
                hint = "条文写成 #art-3 这样（第三条），序号写成 #s-1-2 这样（一、（二））"
                self._mistakes.note(line, column, "address", f"正文里没有{quoted(target)}这个位置", hint)


class Fragments(Treeprocessor):
    """Settles the links into this page once every anchor is given."""

    def __init__(self, addresses: Addresses) -> None:
        super().__init__()
        self._addresses = addresses

    def run(self, root: Element) -> None:
        """Settle them."""
        self._addresses.settle_fragments({element.get("id", "") for element in root})
