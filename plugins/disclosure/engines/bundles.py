"""Stylesheet and scripts of the site, joined from small files: `overrides/parts/site.css/*` is `assets/site.css`."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = "parts"
_FIRST = ("tokens.css", "elements.css", "frame.css", "components.css", "segment.js")
_LAST = ("modes.css", "print.css", "main.js")
"""What the others build on, and what has the last word or sets them going; all else in between, by name."""
_HEAD = """\
(function () {
"use strict";
const root = document.currentScript ? document.currentScript.src.replace(/assets\\/[^/]*$/, "") : "";
"""
_EXPLAINED = re.compile(r"/\*\*(?:[^*]|\*(?!/))*+\*/[ \n]?")
"""What is said of a function for those who read its source: a third of what a reader would download."""
_ASIDE = re.compile(r"^[ \t]*(?://.*)?\n|^[ \t]+", re.MULTILINE)
"""Empty lines, lines that are a comment, and how far the others are moved in."""


def bundles(looks: Path) -> dict[str, bytes]:
    """Return what the folders of parts make: path in the site → bytes. `looks` is the folder of templates."""
    folders = sorted(folder for folder in (looks / FOLDER).glob("*") if folder.is_dir())
    return {f"assets/{folder.name}": joined(folder).encode() for folder in folders}


def joined(folder: Path) -> str:
    """Return all parts in one text; scripts in one function, so that nothing of them is seen from outside."""
    parts = sorted(folder.glob(f"*{folder.suffix}"), key=lambda part: (_place(part.name), part.name))
    texts = [part.read_text("utf-8") for part in parts]
    return f"{_HEAD}{''.join(map(_plain, texts))}}})();\n" if folder.suffix == ".js" else "\n".join(texts)


def _plain(script: str) -> str:
    """Leave out what only authors read; where a template goes over several lines, nothing."""
    if any(line.count("`") % 2 for line in script.split("\n")):
        return f"{script}\n"
    return _ASIDE.sub("", f"{_EXPLAINED.sub('', script)}\n")


def _place(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name) - len(_FIRST)
    return _LAST.index(name) + 1 if name in _LAST else 0
