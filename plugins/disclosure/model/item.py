"""Items (公开事项): the rows of a catalogue, each a duty to publish something."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from pydantic import Field, model_validator

from disclosure.model.evidence import Evidence
from disclosure.model.fields import Day, Groups, ItemCode, Line, Many, Reference, Text, YesNo
from disclosure.model.openness import Openness
from disclosure.model.record import Part, Record
from disclosure.text.time_limit import TimeLimit, parse_time_limit


class ItemStatus(StrEnum):
    """Whether the duty is in force."""

    ACTIVE = "在用"
    SUSPENDED = "暂停"
    ABOLISHED = "取消"


class ChannelRule(StrEnum):
    """What the marked carriers (■) oblige to; the tables of different ministries say different things."""

    ALL_MARKED = "全部"
    """■ 表示必选项 (住建系统)."""
    ANY_MARKED = "任一"
    """在标注范围内至少选择其一公开 (自然资源、发改系统)."""


class Basis(Part):
    """A law that the duty rests on, and the provision."""

    law: Reference = Field(title="法律法规")
    clause: Line = Field("", title="条款")

    @model_validator(mode="before")
    @classmethod
    def _a_name_is_enough(cls, data: object) -> object:
        return {"law": data} if isinstance(data, str) else data


class Adjustment(Part):
    """One entry of the history of an item (动态调整)."""

    date: Day = Field(title="日期")
    what: Line = Field(title="调整内容")


class Item(Record):
    """One row of a standard catalogue: the fourteen columns of the national guidelines, and its history."""

    kind: ClassVar[str] = "item"
    title_of_kind: ClassVar[str] = "公开事项"
    key_field = "code"

    code: ItemCode = Field(title="事项编码")
    """3+3+3 digits: domain, first level, second level (and three more for a third level)."""
    number: Line = Field("", title="序号")
    first: Line = Field(title="一级事项")
    second: Line = Field("", title="二级事项")
    third: Line = Field("", title="三级事项")
    contents: Many[Text] = Field(title="公开内容")
    basis: Groups[Basis] = Field((), title="公开依据")
    time_limit: Line = Field("", title="公开时限")
    """The phrase as the table gives it; `limits` is what we understand of it."""
    agencies: Many[Reference] = Field(title="公开主体")
    carriers: Many[Reference] = Field((), title="公开渠道和载体")
    channel_rule: ChannelRule | None = Field(None, title="渠道规则")
    everyone: YesNo = Field(False, title="全社会")
    group: Line = Field("", title="特定群体")
    proactive: YesNo = Field(False, title="主动")
    on_request: YesNo = Field(False, title="依申请")
    levels: Many[Reference] = Field((), title="公开层级")
    openness: Many[Openness] = Field(title="五公开", min_length=1)
    """The first is the primary category."""
    status: ItemStatus = Field(ItemStatus.ACTIVE, title="状态")
    adjustments: Groups[Adjustment] = Field((), title="调整记录")
    evidence: Evidence = Field(title="依据核对")
    explanation: Text = Field("", title="通俗说明")
    """What this means for a citizen, in everyday words."""
    note: Text = Field("", title="备注")

    @property
    def name(self) -> str:
        """The most particular of its levels."""
        return self.third or self.second or self.first

    @property
    def levels_of_name(self) -> tuple[str, ...]:
        """First, second, third level, those that there are."""
        return tuple(part for part in (self.first, self.second, self.third) if part)

    @cached_property
    def limits(self) -> tuple[TimeLimit, ...]:
        """The time limit (公开时限) as far as it is understood; empty when the row has none."""
        return parse_time_limit(self.time_limit) if self.time_limit else ()
