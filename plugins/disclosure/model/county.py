"""The county itself: names, codes, the office in charge, and what stands at the foot of every page."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from disclosure.model.fields import DivisionCode, Email, Groups, Line, Many, Pattern, Phone, SiteCode, Text, Url
from disclosure.model.record import Part, Record


class Application(Part):
    """How to apply for information (依申请公开): what a static site can say, and where the form is."""

    office: Line = Field(title="受理机构")
    address: Line = Field(title="办公地址")
    hours: Line = Field(title="办公时间")
    phone: Phone = Field(title="联系电话")
    postcode: Line = Field("", title="邮政编码")
    email: Email | None = Field(None, title="电子邮箱")
    online: Url | None = Field(None, title="网上申请")


class FooterLink(Part):
    """A link at the foot of the page, such as 政府网站找错; the site never loads anything from it."""

    label: Line = Field(title="名称")
    url: Url = Field(title="网址")


class County(Record):
    """The county whose column this is (`catalogs/county.yml`)."""

    kind: ClassVar[str] = "county"
    title_of_kind: ClassVar[str] = "县情"
    name_field = "short_name"

    short_name: Line = Field(title="简称", examples=["青禾县"])
    government: Line = Field(title="政府全称", examples=["青禾县人民政府"])
    division_code: DivisionCode = Field(title="行政区划代码")
    site_name: Line = Field(title="网站名称")
    site_domain: Line = Field(title="网站域名")
    site_code: SiteCode = Field(title="网站标识码")
    """Ten digits, or `bm` and eight digits for ministries (47号文网页标签 SiteIDCode)."""
    portal: Url = Field(title="门户网址")
    demonstration: Text = Field("", title="演示声明")
    """When the county is invented: the sentence that says so on every page."""
    organiser: Line = Field(title="主办单位")
    operator: Line = Field("", title="承办单位")
    phone: Phone = Field(title="联系电话")
    address: Line = Field(title="地址")
    icp: Line = Field("", title="ICP备案号")
    police_record: Line = Field("", title="公安备案号")
    links: Groups[FooterLink] = Field((), title="页脚链接")
    hot_words: Many[Line] = Field((), title="热词", max_length=20, examples=["低保"])
    """What people look for most: offered on the search page and among its suggestions."""
    application: Application = Field(title="依申请公开")
    index_number: Pattern = Field("", title="索引号格式")
    """A regular pattern every index number (索引号) has to match; empty: any."""
