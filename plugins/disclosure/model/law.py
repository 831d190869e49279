"""Laws, regulations and higher documents that catalogues and documents cite, each once."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from disclosure.model.evidence import Evidence
from disclosure.model.fields import Line, Many, Number, Slug
from disclosure.model.record import Record


class Law(Record):
    """One law or document of a higher authority (公开依据), with where it was seen."""

    kind: ClassVar[str] = "law"
    title_of_kind: ClassVar[str] = "法律法规"
    key_field, name_field = "id", "title"

    id: Slug = Field(title="编号")
    title: Line = Field(title="标题")
    """Without 《》."""
    aliases: Many[Line] = Field((), title="别名")
    doc_no: Number | None = Field(None, title="文号")
    rank: Line = Field("", title="效力位阶", examples=["法律", "行政法规", "部门规章", "规范性文件"])
    evidence: Evidence = Field(title="依据核对")
