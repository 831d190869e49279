"""The accessibility statement (无障碍声明): what was tested, by whom and when, what was not, and whom to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.publish.frame import framed
from disclosure.publish.output import Page
from disclosure.relate.site import Site

ADDRESS = "accessibility/"

_BY_MACHINE = "自动测试"


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that is asked for, and the one that is reached: the worst of all pages, not the best."""

    key: str
    what: str
    asked: str
    least: float
    """The number of `asked`."""
    reached: float
    """What the browser tests hold the pages to (`tests/browser/test_statement.py`)."""
    unit: str


MEASURES = (
    Measure("text", "长者模式，文字大小", "不小于18磅（24像素）", 24, 24, "像素"),
    Measure("largest", "长者模式，文字最大可以调到", "不小于30磅（40像素）", 40, 40, "像素"),
    Measure("leading", "长者模式，行距", "不小于1.3倍", 1.3, 1.5, "倍"),
    Measure("paragraphs", "长者模式，正文段落之间", "不小于行距的1.3倍", 1.3, 1.3, "倍"),
    Measure("large-targets", "长者模式，按钮和主要链接的高", "不小于60像素", 60, 60, "像素"),
    Measure("targets", "平常，手机上按钮和主要链接的高", "不小于44像素", 44, 44, "像素"),
    Measure("contrast", "文字和底色的对比", "不小于4.5比1", 4.5, 4.5, "比1"),
    Measure("narrowest", "不用左右拖动就能读的最窄屏幕", "320像素", 320, 320, "像素"),
)
"""《互联网应用适老化通用设计规范》 and WCAG 2.2 ask for numbers; here is each with what we measure."""

PROMISES = (
    ("字体", "无衬线字体", "系统自带的黑体，不下载字体", _BY_MACHINE),
    ("全程键盘操作", "能", "首页、列表、文件、搜索都走得通，焦点看得见", _BY_MACHINE),
    ("广告、弹窗、诱导按钮", "没有", "没有；网页不向别的网站要任何东西", _BY_MACHINE),
    ("验证码", "有文字以外的办法", "没有验证码，也没有登录", "—"),
    ("不用脚本也能读", "—", "全部文件、目录、清单都能读；搜索、筛选、长者模式要用脚本", _BY_MACHINE),
    ("语音阅读", "有", "设备上有中文语音时可以朗读；没有时不显示按钮", "没有在真的设备上逐一试过"),
    ("特大鼠标", "有", "没有做，请用系统设置里的大指针", "—"),
)
"""What is asked for that is no number: what, asked, reached, how we know."""


def accessibility(site: Site) -> Iterator[Page]:
    """Yield the page."""
    county = site.county
    contact = [
        ("单位", county.operator or county.organiser),
        ("电话", county.phone),
        ("地址", county.address),
        ("电子邮箱", county.application.email or ""),
    ]
    view = {
        "rows": [
            *([measure.what, measure.asked, f"{measure.reached:g}{measure.unit}", _BY_MACHINE] for measure in MEASURES),
            *(list(promise) for promise in PROMISES),
        ],
        "contact": [{"label": label, "text": text} for label, text in contact if text],
    }
    description = f"{county.site_name}无障碍声明：测试过什么，没有测试什么，遇到障碍找谁"
    yield framed(
        site,
        ADDRESS,
        "pages/accessibility.html",
        "无障碍声明",
        view,
        column="无障碍声明",
        description=description,
    )
