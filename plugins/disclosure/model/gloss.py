"""Glosses (名词解释): official words that readers stumble over, each explained in one or two plain sentences."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from disclosure.model.evidence import Evidence
from disclosure.model.fields import Line, Many
from disclosure.model.record import Record


class Gloss(Record):
    """One line of `catalogs/glossary.yml`. The word is explained where it first stands in a text."""

    kind: ClassVar[str] = "gloss"
    title_of_kind: ClassVar[str] = "名词解释"
    key_field, name_field = "word", "word"

    word: Line = Field(title="名词", min_length=2, max_length=20)
    aliases: Many[Line] = Field((), title="又作")
    """Other words for the same, explained by the same sentence."""
    explanation: Line = Field(title="解释", max_length=160)
    evidence: Evidence = Field(title="依据核对")
