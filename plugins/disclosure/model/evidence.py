"""Whether somebody has seen the source of a fact (依据核对)."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from disclosure.model.fields import Line
from disclosure.model.record import Part


class Standing(StrEnum):
    """已核: seen, with its source. 待核: from general knowledge; the page says 待核对."""

    VERIFIED = "已核"
    UNVERIFIED = "待核"


class Evidence(Part):
    """The standing of a fact, and where it was seen."""

    standing: Standing = Field(title="状态")
    source: Line = Field("", title="来源")

    @model_validator(mode="before")
    @classmethod
    def _a_word_is_enough(cls, data: object) -> object:
        return {"standing": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _seen_somewhere(self) -> Self:
        if self.standing is Standing.VERIFIED and not self.source:
            raise ValueError("写了“已核”，没有写来源。补上“来源”，或改成“待核”")
        return self

    @property
    def verified(self) -> bool:
        """Say whether the fact may be shown without 待核对."""
        return self.standing is Standing.VERIFIED
