"""Synonyms (同义词): everyday words, and the official words that documents use for the same."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from disclosure.model.fields import Line, Many
from disclosure.model.record import Record


class Synonym(Record):
    """One line of `catalogs/synonyms.yml`. The search asks for the official words too."""

    kind: ClassVar[str] = "synonym"
    title_of_kind: ClassVar[str] = "同义词"

    everyday: Many[Line] = Field(title="说法", min_length=1)
    """What people type."""
    official: Many[Line] = Field(title="官方", min_length=1)
    """What titles and texts say."""

    @property
    def key(self) -> str:
        """The first of the everyday words."""
        return self.everyday[0]

    @property
    def name(self) -> str:
        """All of the everyday words."""
        return "、".join(self.everyday)
