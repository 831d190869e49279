"""The source folder as raw material: every YAML and Markdown file of `catalogs/` and `content/`, parsed, not judged."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosure.problem import Finding, Grade, Place
from disclosure.read.text_file import read_text
from disclosure.read.yaml import Tree, YamlMistake, parse_yaml, typing_slips

_FENCE = re.compile(r"---[ \t]*$")
_JUNK = re.compile(r"^(\..*|~\$.*|Thumbs\.db|desktop\.ini|.*~|.*\.(tmp|bak|swp))$", re.IGNORECASE)
"""What office programs and file managers leave behind; nobody wrote it, so nobody is bothered with it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One text file, parsed: `tree` is its YAML (front matter), `body` the text below it, from `body_line` on."""

    path: str
    tree: Tree
    body: str = ""
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Material:
    """All that a source folder holds. `broken` are the paths of files that could not be parsed."""

    sources: tuple[Source, ...]
    attachments: tuple[str, ...]
    findings: tuple[Finding, ...]
    broken: frozenset[str]


def read_material(root: Path, *, catalogs: str = "catalogs", content: str = "content") -> Material:
    """Return everything below `root`/`catalogs` and `root`/`content`, in the order of their paths."""
    sources: list[Source] = []
    attachments: list[str] = []
    findings: list[Finding] = []
    broken: set[str] = set()
    for name in (*_walk(root, catalogs), *_walk(root, content)):
        in_catalogs = name.startswith(f"{catalogs}/")
        suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 — a path inside the sources, not a file of ours
        if suffix not in ((".yml", ".yaml") if in_catalogs else (".md",)):
            if not in_catalogs:
                attachments.append(name)
            continue
        source, wrong = read_source(root / name, name)
        findings.extend(wrong)
        if source is None:
            broken.add(name)
        else:
            sources.append(source)
    return Material(tuple(sources), tuple(attachments), tuple(findings), frozenset(broken))


def read_source(path: Path, name: str) -> tuple[Source | None, list[Finding]]:
    """Return one parsed file, or `None` with the reasons why not."""
    text, findings = read_text(path, name)
    if findings:
        return None, findings
    return parse_source(text, name)


def parse_source(text: str, name: str) -> tuple[Source | None, list[Finding]]:
    """Return `text` parsed as the YAML file or the Markdown file that `name` says it is."""
    if not name.endswith(".md"):
        tree, findings = _parse(text, name, 0)
        return (None if tree is None else Source(name, tree)), findings
    lines = text.split("\n")
    if not lines or not _FENCE.match(lines[0]):
        return None, [_no_front_matter(name, lines)]
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        what = "开头的 --- 没有对应的结尾 ---"
        return None, [
            Finding(Place(name, line=1, column=1), Grade.ERROR, "", what, "在标题、文号这些项目下面单独写一行 ---")
        ]
    tree, findings = _parse("\n".join(lines[1:end]), name, 1)
    if tree is None:
        return None, findings
    return Source(name, tree, "\n".join(lines[end + 1 :]), end + 2), findings


def front_matter_of(text: str, name: str) -> tuple[str, int]:
    """Return the YAML part of a file's text and how many lines stand before it."""
    if not name.endswith(".md"):
        return text, 0
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.match(line)), len(lines))
    return "\n".join(lines[1:end]), 1


def _parse(text: str, name: str, lines_before: int) -> tuple[Tree | None, list[Finding]]:
    try:
        tree = parse_yaml(text)
    except YamlMistake as mistake:
        return None, [_finding(name, mistake, lines_before)]
    if isinstance(tree, dict):
        return tree, []
    slips = [_finding(name, slip, lines_before) for slip in typing_slips(text)]
    what = "开头几行没有写成“名称: 内容”的样子" if isinstance(tree, str) else "这里应当是“名称: 内容”，写成了列表"
    return None, slips or [
        Finding(Place(name, line=lines_before + 1, column=1), Grade.ERROR, "", what, "例如：标题: 关于……的通知")
    ]


def _finding(name: str, mistake: YamlMistake, lines_before: int) -> Finding:
    place = Place(name, line=mistake.line + lines_before, column=mistake.column)
    return Finding(place, Grade.ERROR, "", mistake.what, mistake.hint)


def _no_front_matter(name: str, lines: list[str]) -> Finding:
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
    what = "第一行不是 ---" if "---" in (line.strip() for line in lines) else "没有写标题、发布机构这些项目"
    hint = "文件从第一行 --- 开始，写标题、发布机构、公开日期等，再写一行 ---，下面才是正文"
    return Finding(Place(name, line=first, column=1), Grade.ERROR, "", what, hint)


def _walk(root: Path, folder: str) -> Iterator[str]:
    """Yield the paths of all files below a folder, sorted; links are not followed, they could lead out."""
    found: list[str] = []
    for here, folders, files in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if not _JUNK.match(name) and not (Path(here) / name).is_symlink())
        for name in files:
            path = Path(here) / name
            if not _JUNK.match(name) and not path.is_symlink():
                found.append(path.relative_to(root).as_posix())
    return iter(sorted(found))
