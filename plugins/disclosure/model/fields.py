"""The kinds of value that fields hold: read from text, checked, explained in Chinese when they are wrong."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from disclosure.text.dates import parse_date
from disclosure.text.document_number import DocumentNumber, parse_document_number
from disclosure.text.quoting import quoted

T = TypeVar("T")


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _group_or_groups(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


def _day(value: Any) -> Any:
    return parse_date(value) if isinstance(value, str) else value


def _document_number(value: Any) -> Any:
    return parse_document_number(value) if isinstance(value, str) else value


def _yes_no(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.strip() in ("是", "true", "yes", "√", "✓", "☑"):
        return True
    if value.strip() in ("否", "false", "no", "×"):
        return False
    raise ValueError(f"读不出{quoted(value)}是“是”还是“否”。写“是”或“否”")


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 80:
        raise ValueError(
            f"{quoted(value)}不能作编号。只用小写字母、数字和中间的短横线（不超过 80 个字），例如 water-2026-01"
        )
    return value


def _former_address(value: str) -> str:
    path = value.strip().strip("/")
    folder, _, page = path.rpartition("/")
    steps = [*folder.split("/"), page] if folder else [page]
    named = all(re.fullmatch(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*", step) for step in steps)
    if len(value) > 200 or not named or any(step.endswith(_PAGE) for step in steps[:-1]):
        raise ValueError(f"{quoted(value)}不能作旧地址。写网址里域名后面的部分，例如 documents/water-2025")
    if page == "index.html":
        return f"{folder}/"
    return path if page.endswith(_PAGE) else f"{path}/"


_PAGE = (".html", ".htm", ".shtml")


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error:
        raise ValueError(
            f"{quoted(value)}不是正则表达式。写成 990101\\d{{3}}/20\\d{{2}}-\\d{{5}} 的样子，或不填"
        ) from None
    return value


def _matching(pattern: str, words: str) -> AfterValidator:
    """Return a check by a regular pattern that says in words what is wrong; the schema gets the pattern."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"{quoted(value)}{words}")
        return value

    return AfterValidator(check)


def _https(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`\\{}|^]+", value):
        raise ValueError(f"{quoted(value)}不是完整的网址。写成 https://… 的样子")
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(r"[0-9０-９+\-—－() （）转、，,/ ]{3,60}", value):
        raise ValueError(f"{quoted(value)}不像电话号码。写成 0000-1234567 的样子，几个号码用顿号隔开")
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
        raise ValueError(f"{quoted(value)}不是电子邮箱。写成 name@qinghe.example 的样子")
    return value


def _one_line(value: str) -> str:
    text = " ".join(value.split())
    if not text:
        raise ValueError("没有填写")
    return text


Many = Annotated[tuple[T, ...], BeforeValidator(_one_or_many)]
"""Several values; an editor who has only one may write it without a list."""
Groups = Annotated[tuple[T, ...], BeforeValidator(_group_or_groups)]
"""Several groups of fields; one alone may be written without a list."""
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "examples": ["2026-03-01"]})]
"""A date as people write it: 2026-03-01, 2026年3月1日, 2026/3/1."""
Number = Annotated[DocumentNumber, BeforeValidator(_document_number), WithJsonSchema({"type": "string"})]
"""A document number (发文字号), kept in its one canonical form."""
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["是", "否"]})]
Slug = Annotated[str, AfterValidator(_slug)]
"""An id that is also a part of an address."""
Url = Annotated[str, AfterValidator(_https)]
Phone = Annotated[str, AfterValidator(_phone)]
Email = Annotated[str, AfterValidator(_email)]
FormerAddress = Annotated[str, AfterValidator(_former_address)]
"""An address below the root that led to the record once; ends in `/`, or is a page such as `art/1.html`."""
Pattern = Annotated[str, AfterValidator(_pattern)]
DivisionCode = Annotated[str, _matching("[0-9]{6}", "不是行政区划代码。写 6 位数字")]
SiteCode = Annotated[
    str, _matching("[0-9]{10}|bm[0-9]{8}", "不是网站标识码。写 10 位数字（部委网站写 bm 加 8 位数字）")
]
CreditCode = Annotated[
    str, _matching("[0-9A-HJ-NPQRTUWXY]{18}", "不是统一社会信用代码。一共 18 位数字和大写字母，没有 I、O、S、V、Z")
]
DomainCode = Annotated[str, _matching("[0-9]{3}", "不是领域代码。写 3 位数字，例如 104")]
ItemCode = Annotated[
    str, _matching("([0-9]{3}){2,4}", "不是事项编码。每级 3 位数字：领域、一级、二级（、三级），例如 104001001")
]
Line = Annotated[str, AfterValidator(_one_line), Field(max_length=200)]
"""One line of text."""
Text = Annotated[str, Field(max_length=20_000)]
"""Text that may run over several lines."""
Reference = Annotated[str, AfterValidator(_one_line)]
"""The id or the name of another record; `relate` finds it."""
