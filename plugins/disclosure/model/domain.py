"""Domains (领域): the 26 pilot domains of the national guidelines and any other a county adds."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from disclosure.model.fields import DomainCode, Line, Many, Reference, Slug, Text, YesNo
from disclosure.model.record import Record


class Domain(Record):
    """One domain with the agencies responsible for it; an agency may have several, a domain too."""

    kind: ClassVar[str] = "domain"
    title_of_kind: ClassVar[str] = "领域"
    key_field, name_field = "id", "label"

    id: Slug = Field(title="编号")
    label: Line = Field(title="名称", examples=["社会救助"])
    code: DomainCode = Field(title="领域代码")
    """The first three digits of the codes of its items."""
    pilot: YesNo = Field(True, title="试点领域")
    aliases: Many[Line] = Field((), title="别名")
    agencies: Many[Reference] = Field((), title="责任机构")
    summary: Text = Field("", title="说明")
    """One sentence for citizens: what can be found here."""
