"""The scripts of the search, small modules in `overrides/`, joined into one classic script."""

from __future__ import annotations

from pathlib import Path

FOLDER = "assets/search/"
JOINED = "assets/search.js"
_ORDER = {"segment.js": 0, "main.js": 2}
"""What the others build on, and what sets them going; all else in between."""
_HEAD = '(function () {\n"use strict";\nconst root = document.currentScript.dataset.root || "";\n'


def joined(folder: Path) -> str:
    """Return all modules of a folder in one function: nothing of them is seen from outside."""
    files = sorted(folder.glob("*.js"), key=lambda path: (_ORDER.get(path.name, 1), path.name))
    return _HEAD + "\n".join(path.read_text("utf-8") for path in files) + "})();\n"
