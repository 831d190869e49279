"""The same county for other generators: Hugo with Pagefind, and plain Material with its own search.

Hugo's templates draw what ours draw: documents and interpretations with their facts, contents list, links and items,
lists paged by thirty and by year, agency, theme, category and item, a home page with the five columns, a site map.
Material gets the documents alone, as anybody would put them in.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from big_county import Writing, body, where

_TEMPLATES = Path(__file__).parent / "hugo"


def write_hugo(folder: Path, records: list[Writing]) -> None:
    """Write a Hugo site."""
    explained = {record.explains: record.key for record in records if record.explains}
    shutil.copytree(_TEMPLATES, folder)
    for record in records:
        head = {
            "title": record.title,
            "date": record.published.isoformat(),
            "number": record.number,
            "index_no": record.index_no,
            "agencies": [record.agency.name],
            "themes": [record.theme] if record.theme else [],
            "years": [str(record.published.year)],
            "openness": [record.openness] if record.openness else [],
            "items": list(record.codes),
            "related": list(record.links.values()),
            "explains": record.explains,
            "explained_by": explained.get(record.key, ""),
        }
        room = "interpretations" if record.explains else "documents"
        text = f"{json.dumps(head, ensure_ascii=False)}\n\n{body(record)}\n"
        _write(folder / "content" / room / f"{record.key}.md", text)


def hugo_command() -> list[str] | None:
    """Return how Hugo is started here; None when it is not there."""
    return _program("hugo")


def pagefind_command() -> list[str] | None:
    """Return how Pagefind is started here; None when it is not there."""
    return _program("pagefind") or _module("pagefind")


def write_material(folder: Path, records: list[Writing]) -> None:
    """Write a plain site for MkDocs with Material and its search, without a navigation of every page."""
    _write(
        folder / "mkdocs.yml",
        "site_name: 青禾县政府信息公开\nsite_url: https://www.qinghe.example/zwgk/\nnav: [index.md]\nnot_in_nav: '*'\n"
        "theme: {name: material, language: zh, font: false}\nplugins: [search]\n",
    )
    _write(folder / "docs" / "index.md", "# 青禾县政府信息公开\n")
    for record in records:
        _write(folder / "docs" / where(record), f"# {record.title}\n\n{body(record)}\n")


def _program(name: str) -> list[str] | None:
    path = shutil.which(name) or shutil.which(name, path=Path(sys.executable).parent)
    return [path] if path else None


def _module(name: str) -> list[str] | None:
    try:
        __import__(name)
    except ImportError:
        return None
    return [sys.executable, "-m", name]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
