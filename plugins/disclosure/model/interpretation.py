"""Interpretations (政策解读) and the questions and answers inside them."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from pydantic import Field

from disclosure.model.fields import Email, Line, Many, Phone, Reference
from disclosure.model.record import Record
from disclosure.model.writing import Writing


class Interpretation(Writing):
    """Material that explains one or several documents, written in `content/interpretations/<year>/`."""

    kind: ClassVar[str] = "interpretation"
    title_of_kind: ClassVar[str] = "政策解读"

    interprets: Many[Reference] = Field(title="解读文件", min_length=1)
    form: Reference = Field(title="解读形式")
    summary: Line = Field(title="一句话说明")
    """What the policy means, in one plain sentence."""
    agency: Reference = Field(title="解读机关")
    interpreter: Line = Field("", title="解读人")
    phone: Phone | None = Field(None, title="联系电话")
    email: Email | None = Field(None, title="电子邮箱")
    audiences: Many[Reference] = Field((), title="适用人群")
    elements: dict[str, Line] = Field({}, title="解读要素")
    """Element → the heading of the text that gives it, where the heading does not say so by itself."""


class Question(Record):
    """One question and its answer, taken from the text of an interpretation (lines 问：… and 答：…)."""

    kind: ClassVar[str] = "question"
    title_of_kind: ClassVar[str] = "政策问答"
    name_field = "question"

    interpretation: str = Field(title="所属解读")
    position: int = Field(title="序号", ge=1)
    question: str = Field(title="问")
    answer: str = Field(title="答")

    @cached_property
    def key(self) -> str:
        """The interpretation it stands in, and its position there."""
        return f"{self.interpretation}-q{self.position}"
