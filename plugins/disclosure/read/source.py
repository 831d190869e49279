"""The source folder as raw material: every YAML and Markdown file of `catalogs/` and `content/`, parsed, not judged."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from disclosure.memory import ahead, is_new, recalled
from disclosure.problem import Finding, Grade, Place
from disclosure.read.known_files import KnownFiles, Parts
from disclosure.read.slips import Slip
from disclosure.read.text_file import read_text
from disclosure.read.yaml import Parsed, Tree, parse_yaml
from disclosure.written import Written

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FRONT = re.compile(r"[ \t]|- |#|[^\s:：]{1,20}\s?[:：]")
"""How a line of the front matter may begin."""
_JUNK = re.compile(r"^(\..*|~\$.*|Thumbs\.db|desktop\.ini|.*~|.*\.(tmp|bak|swp))$", re.IGNORECASE)
"""What office programs and file managers leave behind; nobody wrote it, so nobody is bothered with it."""


_NOTHING = Written("")


@dataclass(frozen=True, slots=True)
class Source:
    """One text file, parsed: `body` is the text below its front matter, from `body_line` on."""

    path: str
    at_hand: Tree | None
    """Its YAML, if it was parsed just now: a front matter that an earlier build judged is seldom asked for again."""
    front: Written | None = None
    """The YAML as it was written."""
    body: Written = _NOTHING
    body_line: int = 1

    @property
    def tree(self) -> Tree:
        """Its YAML (of a text, the front matter)."""
        return self.at_hand if self.at_hand is not None else cast(Tree, parse_yaml(str(self.front)).tree)


@dataclass(frozen=True, slots=True)
class Material:
    """All that a source folder holds. `broken` are the paths of files that could not be parsed."""

    sources: tuple[Source, ...]
    attachments: tuple[str, ...]
    findings: tuple[Finding, ...]
    broken: frozenset[str]


def read_material(
    root: Path,
    *,
    catalogs: str = "catalogs",
    content: str = "content",
    ask: Callable[[Source], object] = lambda _: None,
) -> Material:
    """Return everything below `root`/`catalogs` and `root`/`content`, in the order of their paths.

    `ask` asks beforehand, with all hands, what will be asked about a new text later.
    """
    files = KnownFiles(root, _parts_of)
    texts: dict[str, Parts | str] = {}
    attachments: list[str] = []
    findings: list[Finding] = []
    broken: set[str] = set()
    for name in (*_walk(root, catalogs, findings), *_walk(root, content, findings)):
        in_catalogs = name.startswith(f"{catalogs}/")
        suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 — a path inside the sources, not a file of ours
        if suffix in ((".yml", ".yaml") if in_catalogs else (".md",)):
            known = None if in_catalogs else files.parts_of(name)
            if known is not None:
                texts[name] = known
                continue
            text, wrong = read_text(f"{root}/{name}", name)
            findings.extend(wrong)
            if wrong:
                broken.add(name)
                continue
            texts[name] = found = _divided(text, name)
            if isinstance(found, Parts):
                files.note(name, found)
        elif in_catalogs:
            what, hint = f"{catalogs} 里只放 .yml 文件，这个文件用不上", f"正文和附件放进 {content}；不用的删掉"
            findings.append(Finding(_top(name), Grade.WARNING, "", what, hint))
        else:
            attachments.append(name)
    files.keep()

    def asked(name: str) -> None:
        source, _ = _parsed(texts[name], name)
        if source is not None:
            ask(source)

    ahead([name for name, found in texts.items() if _is_new(found)], asked)
    sources: list[Source] = []
    for name, found in texts.items():
        source, wrong = _parsed(found, name)
        findings.extend(wrong)
        if source is None:
            broken.add(name)
        else:
            sources.append(source)
    return Material(tuple(sources), tuple(attachments), tuple(findings), frozenset(broken))


def read_source(path: Path, name: str) -> tuple[Source | None, list[Finding]]:
    """Return one parsed file, or `None` with the reasons why not."""
    text, findings = read_text(str(path), name)
    if findings:
        return None, findings
    return parse_source(text, name)


def parse_source(text: str, name: str) -> tuple[Source | None, list[Finding]]:
    """Return `text` parsed as the YAML file or the Markdown file that `name` says it is."""
    return _parsed(_divided(text, name), name)


def front_matter_of(text: str, name: str) -> tuple[str, int]:
    """Return the YAML part of a file's text and how many lines stand before it."""
    if not _is_markdown(name):
        return text, 0
    return (_parts(text) or (text.partition("\n")[2], None, 0))[0], 1


def _parsed(found: Parts | str, name: str) -> tuple[Source | None, list[Finding]]:
    """Return a text parsed; of a Markdown file its parts, if it has them."""
    if isinstance(found, Parts):
        return _parts_parsed(found, name)
    if not _is_markdown(name):
        parsed = recalled("parse_yaml", found, lambda: parse_yaml(found))
        findings = _told(parsed, name, 0)
        return (Source(name, parsed.tree, Written(found)) if isinstance(parsed.tree, dict) else None), findings
    if _parts(found) is None:
        return None, [_no_front_matter(name, found)]
    lines = found.split("\n")
    after = next((number for number, line in enumerate(lines[1:], 2) if not _FRONT.match(line)), len(lines))
    what = "开头的 --- 没有对应的结尾 ---"
    hint = "在标题、文号这些项目下面、正文上面单独写一行 ---"
    return None, [Finding(Place(name, line=after, column=1), Grade.ERROR, "", what, hint)]


def _parts_parsed(parts: Parts, name: str) -> tuple[Source | None, list[Finding]]:
    whole: Parsed | None = None

    def judged() -> Parsed:
        nonlocal whole
        whole = parse_yaml(str(parts.front))
        empty = None if whole.tree is None else type(whole.tree)()
        return Parsed(empty, whole.mistakes, whole.doubts, whole.marks)

    outline = recalled("mistakes in yaml", parts.front, judged)
    findings = _told(outline, name, 1)
    if not isinstance(outline.tree, dict):
        return None, findings
    return Source(name, whole.tree if whole else None, parts.front, parts.body, parts.body_line), findings


def _is_new(found: Parts | str) -> bool:
    return is_new(found.front) or is_new(found.body) if isinstance(found, Parts) else is_new(found)


def _divided(text: str, name: str) -> Parts | str:
    """Return the parts of a Markdown file; what has none, or lacks the second fence, as it is."""
    front, body, line = (_parts(text) if _is_markdown(name) else None) or ("", None, 0)
    return text if body is None else Parts(Written(front), Written(body), line)


def _parts_of(path: str, name: str) -> Parts | None:
    """Return the parts of a Markdown file, if it has them and can be read."""
    text, wrong = read_text(path, name)
    found = _divided(text, name)
    return found if isinstance(found, Parts) and not wrong else None


def _parts(text: str) -> tuple[str, str | None, int] | None:
    """Return the lines between the fences, the text below, and the line on which it begins.

    Without a second fence there is no text below; without a first, there is nothing.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return None
    closing = _FENCE.search(text, opening.end() + 1)
    if closing is None:
        return text[opening.end() + 1 :], None, 0
    front = text[opening.end() + 1 : max(opening.end() + 1, closing.start() - 1)]
    return front, text[closing.end() + 1 :], text.count("\n", 0, closing.start()) + 2


def _is_markdown(name: str) -> bool:
    return name.lower().endswith(".md")


def _told(parsed: Parsed, name: str, lines_before: int) -> list[Finding]:
    """Return what is to be said about a text that was parsed; anything but a mapping is a mistake itself."""
    findings = [_finding(name, slip, lines_before, Grade.ERROR) for slip in parsed.mistakes]
    if parsed.tree is None:
        return findings
    if isinstance(parsed.tree, dict):
        return findings + [_finding(name, doubt, lines_before, Grade.WARNING) for doubt in parsed.doubts]
    written = (
        "开头几行没有写成“名称: 内容”的样子" if isinstance(parsed.tree, str) else "这里应当是“名称: 内容”，写成了列表"
    )
    place = Place(name, line=lines_before + 1, column=1)
    return findings or [Finding(place, Grade.ERROR, "", written, "例如：标题: 关于……的通知")]


def _finding(name: str, slip: Slip, lines_before: int, grade: Grade) -> Finding:
    place = Place(name, line=slip.line + lines_before, column=slip.column)
    return Finding(place, grade, "", slip.what, slip.hint)


def _no_front_matter(name: str, text: str) -> Finding:
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
    what = "第一行不是 ---" if "---" in (line.strip() for line in lines) else "没有写标题、发布机构这些项目"
    hint = "文件从第一行 --- 开始，写标题、发布机构、公开日期等，再写一行 ---，下面才是正文"
    return Finding(Place(name, line=first, column=1), Grade.ERROR, "", what, hint)


def _walk(root: Path, folder: str, findings: list[Finding]) -> list[str]:
    """Return the paths of all files below a folder, sorted.

    Links are not followed: they could lead out of the sources. What is no ordinary file is not opened: a pipe would
    keep us waiting for ever. Both are told, and so is a name that is no text.
    """
    found: list[str] = []
    waiting = [folder] if (root / folder).is_dir() else []
    while waiting:
        here = waiting.pop()
        with os.scandir(root / here) as entries:
            for entry in entries:
                name = f"{here}/{entry.name}"
                if _JUNK.match(entry.name):
                    continue
                if not entry.name.isprintable():  # So are the bytes of a name that is not UTF-8.
                    what, hint = "文件名的编码不是 UTF-8，或有看不见的字符，读不了", "重新命名，再放进来"
                    findings.append(Finding(_top(_printable(name)), Grade.ERROR, "", what, hint))
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(name)
                elif entry.is_file(follow_symlinks=False):
                    found.append(name)
                else:
                    what, hint = "这是快捷方式（链接），不是文件，网站不读它", "把文件本身放进来，或删掉"
                    findings.append(Finding(_top(name), Grade.WARNING, "", what, hint))
    return sorted(found)


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def _top(name: str) -> Place:
    return Place(name, line=1, column=1)
