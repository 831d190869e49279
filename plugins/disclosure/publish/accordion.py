"""Questions and answers in the text of an interpretation, each in a fold that stands open and can be linked to."""

from __future__ import annotations

import html
import re

from disclosure.model.questions import ANSWER, QUESTION

_PARAGRAPH = re.compile(r"<p[ >].*</p>")
_HEADING = re.compile(r"<h[1-6][ >]")
_NESTS = re.compile(r"<(/?)(?:blockquote|div|table|ul)\b")
_TAG = re.compile(r"<[^<>]*>")


def with_questions(body: str) -> str:
    """Return a rendered body with each question and its answer in a `<details open id="q1">`; nothing else changes.

    The numbers are those of the records (`model.questions`): a question without an answer has none and stays as it is.
    """
    blocks = body.split("\n")
    kinds = _kinds(blocks)
    written: list[str] = []
    position = 0
    inside = False
    for at, block in enumerate(blocks):
        if inside and kinds[at] in ("question", "heading"):
            written.append("</details>")
            inside = False
        if kinds[at] == "question" and _is_answered(kinds[at + 1 :]):
            position += 1
            inside = True
            text = block[block.index(">") + 1 : -len("</p>")]
            block = f'<details class="asked" id="q{position}" open><summary>{text}</summary>'  # noqa: PLW2901
        written.append(block)
    return "\n".join([*written, "</details>"] if inside else written)


def _is_answered(following: list[str]) -> bool:
    return next((kind for kind in following if kind), "") == "answer"


def _kinds(blocks: list[str]) -> list[str]:
    """Say of each line whether it asks, answers or heads something; lines inside tables and lists never do."""
    kinds = []
    depth = 0
    for block in blocks:
        kinds.append("" if depth else _kind(block))
        depth += sum(-1 if closing else 1 for closing in _NESTS.findall(block))
    return kinds


def _kind(block: str) -> str:
    if _HEADING.match(block):
        return "heading"
    if not _PARAGRAPH.fullmatch(block):
        return ""
    text = html.unescape(_TAG.sub("", block))
    return "question" if QUESTION.match(text) else "answer" if ANSWER.match(text) else ""
