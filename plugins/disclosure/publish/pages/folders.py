"""Folders that hold pages and are none themselves: a shortened address leads on to where these pages are listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Draft, Page
from disclosure.relate.site import Site

LISTED = (
    ("documents/", "全部公开信息", "lists/all/"),
    ("interpretations/", "政策解读", "interpretations/"),
    ("lists/", "分类浏览", "lists/"),
    ("negative/", "政务公开目录", "catalogues/"),
)
"""Where the pages of a folder are listed; those of all others, such as of former addresses, from the home page on."""


def folders(site: Site, planned: Iterable[Page | Draft]) -> Iterator[Page]:
    """Yield a page that leads on for every folder above a planned page that has none."""
    there = {page.address for page in planned}
    for here in sorted({folder for address in there for folder in _above(address)} - there):
        text, target = next((onward for start, *onward in LISTED if here.startswith(start)), ("首页", ""))
        view = {"sentence": "这里的内容列在：", "target": {"text": text, "href": Links(site, here).to(target)}}
        yield framed(site, here, "pages/moved.html", f"转到{text}", view, indexed=False)


def _above(address: str) -> Iterator[str]:
    """Yield the folders that a page lies in, the root left out."""
    parts = address.rstrip("/").split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        yield "/".join(parts[:depth]) + "/"
