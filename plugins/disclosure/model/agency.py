"""Agencies: county departments, towns, villages and public institutions, as a tree."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from disclosure.model.fields import CreditCode, Email, Line, Many, Phone, Reference, Slug, Text
from disclosure.model.record import Record


class Agency(Record):
    """One body that publishes or is responsible (机构): 县直部门, 乡镇、街道, 村（社区）, 公共企事业单位."""

    kind: ClassVar[str] = "agency"
    title_of_kind: ClassVar[str] = "机构"
    key_field, name_field = "id", "full_name"

    id: Slug = Field(title="编号")
    full_name: Line = Field(title="名称", examples=["青禾县水务局"])
    aliases: Many[Line] = Field((), title="别名")
    """Other names that mean this agency: short names, former names, the generic name of the national guideline."""
    agency_kind: Reference = Field(title="机构类别")
    level: Reference = Field(title="公开层级")
    parent: Reference | None = Field(None, title="上级机构")
    number_heads: Many[Line] = Field((), title="机关代字", examples=["禾示政办"])
    """What its document numbers (发文字号) begin with."""
    credit_code: CreditCode | None = Field(None, title="统一社会信用代码")
    duties: Text = Field("", title="机构职能")
    divisions: Many[Line] = Field((), title="内设机构")
    head: Line = Field("", title="负责人")
    address: Line = Field("", title="办公地址")
    hours: Line = Field("", title="办公时间")
    phone: Phone | None = Field(None, title="联系电话")
    email: Email | None = Field(None, title="电子邮箱")
    postcode: Line = Field("", title="邮政编码")


class AgencyGroup(Record):
    """A name that stands for several agencies at once, such as 各乡镇人民政府."""

    kind: ClassVar[str] = "agency_group"
    title_of_kind: ClassVar[str] = "机构统称"
    key_field, name_field = "id", "label"

    id: Slug = Field(title="编号")
    label: Line = Field(title="名称")
    aliases: Many[Line] = Field((), title="别名")
    agency_kind: Reference | None = Field(None, title="机构类别")
    """All agencies of this kind belong to the group …"""
    members: Many[Reference] = Field((), title="成员")
    """… or just these."""
