"""Documents (公开信息): what the county publishes, with the metadata block of a government page."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from disclosure.model.fields import Day, Line, Many, Number, Reference, Text, Url, YesNo
from disclosure.model.openness import Openness
from disclosure.model.record import Part
from disclosure.model.writing import Writing
from disclosure.text.validity_period import ValidityPeriod, parse_validity_period


class Board(StrEnum):
    """The four boards of a disclosure column (国办公开办函〔2019〕61号: 指南、制度、法定主动公开内容、年报)."""

    GUIDE = "政府信息公开指南"
    SYSTEM = "政府信息公开制度"
    STATUTORY = "法定主动公开内容"
    ANNUAL_REPORT = "政府信息公开年报"

    @property
    def slug(self) -> str:
        """The name of the board in addresses."""
        return self.name.lower().replace("_", "-")


class Provenance(Part):
    """Where a reposted document (转载) comes from."""

    name: Line = Field(title="来源名称")
    url: Url | None = Field(None, title="来源网址")


Period = Annotated[
    ValidityPeriod,
    BeforeValidator(lambda value: parse_validity_period(value) if isinstance(value, str) else value),
    WithJsonSchema({"type": "string", "examples": ["5年", "至2028年12月31日", "长期"]}),
]


class Document(Writing):
    """One published document, as an editor wrote it in `content/documents/<year>/`.

    Links name other records by id (or name); `relate` turns them into records. Three dates are kept apart:
    `written` (成文日期), `published` (公开日期), `reposted` (转载日期).
    """

    kind: ClassVar[str] = "document"
    title_of_kind: ClassVar[str] = "公开信息"

    index_no: Line = Field("", title="索引号", examples=["990101004/2026-00012"])
    doc_no: Number | None = Field(None, title="文号", examples=["禾示政办〔2026〕12号"])
    unified_no: Line = Field("", title="统一编号")
    """The register number of a normative document (规范性文件统一编号), apart from its document number."""
    agency: Reference = Field(title="发布机构")
    issuers: Many[Line] = Field((), title="发文机关")
    """Who issued it, when that is not (only) the publishing agency: joint or higher documents."""
    provenance: Provenance | None = Field(None, title="来源")
    written: Day | None = Field(None, title="成文日期")
    reposted: Day | None = Field(None, title="转载日期")
    effective: Day | None = Field(None, title="施行日期")
    validity_period: Period | None = Field(None, title="有效期")
    expires: Day | None = Field(None, title="失效日期")
    repealed: Day | None = Field(None, title="废止日期")
    """The day it ceased to be in force, when no document of this site says so."""
    normative: YesNo = Field(False, title="规范性文件")
    genre: Reference | None = Field(None, title="体裁")
    themes: Many[Reference] = Field((), title="主题")
    audiences: Many[Reference] = Field((), title="适用人群")
    keywords: Many[Line] = Field((), title="关键词")
    summary: Text = Field("", title="内容概述")
    openness: Many[Openness] = Field((), title="五公开")
    """The first is the primary category. May be left out when `fulfils` names an item: then the item's count."""
    board: Board = Field(Board.STATUTORY, title="专栏板块")
    statutory_item: Reference | None = Field(None, title="法定主动公开内容")
    fulfils: Many[Reference] = Field((), title="对应事项")
    """The catalogue items (公开事项) that this document discloses, by code."""
    based_on: Many[Reference] = Field((), title="上位文件")
    amends: Many[Reference] = Field((), title="修改文件")
    repeals: Many[Reference] = Field((), title="废止文件")
    replaces: Many[Reference] = Field((), title="替代文件")
    """Documents that this one takes the place of (承继): they cease to be in force when it takes effect."""
    related: Many[Reference] = Field((), title="相关文件")
    needs_interpretation: YesNo = Field(False, title="需要解读")

    @property
    def dated(self) -> dt.date:
        """The day that says how old its content is: written, or else published."""
        return self.written or self.published
