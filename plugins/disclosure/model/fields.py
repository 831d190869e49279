"""The kinds of value that fields hold: read from text, checked, explained in Chinese when they are wrong."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from disclosure.text.dates import parse_date
from disclosure.text.document_number import DocumentNumber, parse_document_number

T = TypeVar("T")


def _one_or_many(value: Any) -> Any:
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
    raise ValueError(f"读不出“{value}”是“是”还是“否”。写“是”或“否”")


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 80:
        raise ValueError(f"编号“{value}”只能用小写字母、数字和中间的短横线（不超过 80 个字），例如 water-2026-01")
    return value


def _https(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`\\{}|^]+", value):
        raise ValueError(f"“{value}”不是完整的网址。写成 https://… 的样子")
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(r"[0-9０-９+\-—－() （）转、，,/ ]{3,60}", value):
        raise ValueError(f"“{value}”不像电话号码。写成 0000-1234567 的样子，几个号码用顿号隔开")
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
        raise ValueError(f"“{value}”不是电子邮箱。写成 name@qinghe.example 的样子")
    return value


def _one_line(value: str) -> str:
    text = " ".join(value.split())
    if not text:
        raise ValueError("没有填写")
    return text


Many = Annotated[tuple[T, ...], BeforeValidator(_one_or_many)]
"""Several values; an editor who has only one may write it without a list."""
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
Line = Annotated[str, AfterValidator(_one_line), Field(max_length=200)]
"""One line of text."""
Text = Annotated[str, Field(max_length=20_000)]
"""Text that may run over several lines."""
Reference = Annotated[str, AfterValidator(_one_line)]
"""The id or the name of another record; `relate` finds it."""
