"""Questions and answers (政策问答) found in the text of an interpretation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.model.interpretation import Interpretation, Question
from disclosure.model.record import Origin

QUESTION = re.compile(
    r"^\s*(?:\*\*)?(?:问|Q)\s*(?P<number>[0-9一二三四五六七八九十]{0,3})[：:]\s*(?P<text>.*?)(?:\*\*)?\s*$"
)
ANSWER = re.compile(r"^\s*(?:\*\*)?(?:答|A)\s*[0-9一二三四五六七八九十]{0,3}[：:](?:\*\*)?\s*(?P<text>.*)$")
_HEADING = re.compile(r"^#{1,6}\s")


def questions_in(interpretation: Interpretation) -> Iterator[Question]:
    """Yield the questions of a text: a line 问：…, then 答：… up to the next question or heading.

    A question without an answer is no record; the check of interpretations reports it.
    """
    position = 0
    question, answer, answering, line_of_question = "", list[str](), False, 0
    for number, line in enumerate([*interpretation.body.split("\n"), "# "]):
        asked = QUESTION.match(line)
        if asked or _HEADING.match(line):
            if question and answering:
                position += 1
                yield Question(
                    interpretation=interpretation.key,
                    position=position,
                    question=question,
                    answer="\n".join(answer).strip(),
                ).written_at(Origin(interpretation.origin.path, (), interpretation.origin.body_line + line_of_question))
            question, answer, answering = (asked["text"] if asked else ""), [], False
            line_of_question = number
        elif question and (answered := ANSWER.match(line)):
            answer, answering = [answered["text"]], True
        elif answering:
            answer.append(line)
