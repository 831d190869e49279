"""Questions and answers (政策问答) found in the text of an interpretation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.memory import recalled
from disclosure.model.interpretation import Interpretation, Question
from disclosure.model.record import Origin

_NUMBER = r"\s{0,9}[0-9一二三四五六七八九十]{0,3}[：:]"
QUESTION = re.compile(rf"\s{{0,99}}(?:\*\*)?(?:问|Q){_NUMBER}")
ANSWER = re.compile(rf"\s{{0,99}}(?:\*\*)?(?:答|A){_NUMBER}")
_HEADING = re.compile(r"#{1,6}\s")


def questions_in(interpretation: Interpretation) -> Iterator[Question]:
    """Yield the questions of a text: a line 问：…, then 答：… up to the next question or heading.

    A question without an answer is no record; `unanswered` finds it.
    """
    position = 0
    for line, question, answer in _asked_in(interpretation):
        if question and answer:
            position += 1
            yield Question(
                interpretation=interpretation.key, position=position, question=question, answer=answer
            ).written_at(Origin(interpretation.origin.path, (), interpretation.origin.body_line + line))


def unanswered(interpretation: Interpretation) -> Iterator[int]:
    """Yield the lines of a text (from 0) with a question that nobody answers; `问：县水务局` asks nothing."""
    for line, question, answer in _asked_in(interpretation):
        if not answer and question.endswith(("？", "?")):
            yield line


def _asked_in(interpretation: Interpretation) -> tuple[tuple[int, str, str | None], ...]:
    return recalled("questions", interpretation.written_body, lambda: tuple(_asked(interpretation.body)))


def _asked(body: str) -> Iterator[tuple[int, str, str | None]]:
    """Yield line, question and answer of everything that is asked."""
    if "问" not in body and "Q" not in body:
        return
    line, question, answer = -1, "", list[str]()
    for number, text in enumerate([*body.split("\n"), "# "]):
        asked = QUESTION.match(text)
        if asked or _HEADING.match(text):
            if line >= 0:
                yield line, question, "\n".join(answer).strip() if answer else None
            line, question, answer = (number, _said(text[asked.end() :]), []) if asked else (-1, "", [])
        elif line >= 0 and (answered := ANSWER.match(text)):
            answer = [_said(text[answered.end() :])]
        elif answer:
            answer.append(text)


def _said(text: str) -> str:
    """Return what follows 问： or 答： without the stars of a bold line."""
    return text.strip().removeprefix("**").removesuffix("**").strip()
