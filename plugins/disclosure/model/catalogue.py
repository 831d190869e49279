"""Catalogues (目录): standard catalogue, supplement, village list; and the negative list."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from disclosure.model.evidence import Evidence
from disclosure.model.fields import Day, Groups, Line, Reference, Text
from disclosure.model.item import Adjustment, ChannelRule, Item
from disclosure.model.record import Record


class CatalogueStatus(StrEnum):
    """How far a catalogue has come (嘉兴清单第8项: 审核后在门户公布)."""

    DRAFT = "草稿"
    REVIEWED = "已审核"
    PUBLISHED = "已公布"


class CatalogueKind(StrEnum):
    """What a catalogue is for; the folder it lies in says which."""

    STANDARD = "政务公开事项标准目录"
    SUPPLEMENT = "主动公开补充目录"
    VILLAGE = "村（居）务公开清单"


class _Catalogue(Record):
    """The head of any catalogue file."""

    name_field = "title"

    title: Line = Field(title="标题")
    agency: Reference = Field(title="编制机构")
    status: CatalogueStatus = Field(title="状态")
    published: Day | None = Field(None, title="公布日期")
    adjustments: Groups[Adjustment] = Field((), title="调整记录")
    note: Text = Field("", title="说明")

    def public_on(self, today: dt.date) -> bool:
        """Say whether the catalogue may be shown on a day."""
        return self.status is CatalogueStatus.PUBLISHED and self.published is not None and self.published <= today


class Catalogue(_Catalogue):
    """A table of duties: one domain, or the supplement, or a village list."""

    kind: ClassVar[str] = "catalogue"
    title_of_kind: ClassVar[str] = "目录"

    domain: Reference | None = Field(None, title="领域")
    channel_rule: ChannelRule = Field(ChannelRule.ALL_MARKED, title="渠道规则")
    items: tuple[Item, ...] = Field((), title="事项")

    @property
    def catalogue_kind(self) -> CatalogueKind:
        """Which kind it is, by its folder."""
        return FOLDERS[self._origin.path.split("/")[1]]


class NegativeEntry(Record):
    """One row of the negative list: what is not published, and why."""

    kind: ClassVar[str] = "negative_entry"
    title_of_kind: ClassVar[str] = "负面清单条目"
    name_field = "category"

    category: Line = Field(title="信息事项类别")
    content: Text = Field(title="信息事项内容")
    basis: Text = Field(title="不予公开依据")
    evidence: Evidence = Field(title="依据核对")

    @cached_property
    def key(self) -> str:
        """Its place in its list; rows of the negative list have no id of their own."""
        return f"{self._origin.path}#{self._origin.loc[-1]}"


class NegativeList(_Catalogue):
    """The negative list (负面清单): outside it, everything is published in principle."""

    kind: ClassVar[str] = "negative_list"
    title_of_kind: ClassVar[str] = "负面清单"

    entries: tuple[NegativeEntry, ...] = Field((), title="条目")


FOLDERS = {
    "standards": CatalogueKind.STANDARD,
    "supplements": CatalogueKind.SUPPLEMENT,
    "villages": CatalogueKind.VILLAGE,
}
"""The folders of `catalogs/` that hold catalogues."""
