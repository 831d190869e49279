"""Dates: they come in an order that can be true, and the file lies in the folder of its year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from disclosure.check.subject import found
from disclosure.model.document import Document
from disclosure.model.writing import Writing
from disclosure.problem import Finding, Grade
from disclosure.relate.site import Site

_EARLIEST = dt.date(1949, 10, 1)

_ORDER = (
    ("written", "published", "成文日期晚于公开日期"),
    ("reposted", "published", "转载日期晚于公开日期"),
    ("written", "reposted", "成文日期晚于转载日期"),
    ("effective", "expires", "施行日期晚于失效日期"),
    ("notice_from", "notice_until", "公示开始晚于公示结束"),
)
"""Earlier field, later field, what it means when they are the other way round."""


def dates(site: Site) -> Iterator[Finding]:
    """Yield dates that cannot be true, and files in the folder of another year."""
    for record in site.writings():
        for earlier, later, what in _order_of(type(record)):
            first, second = getattr(record, earlier), getattr(record, later)
            if first is not None and second is not None and first > second:
                yield found(record, earlier, Grade.ERROR, f"{what}（{first}，{second}）", "看看哪一个写错了")
        begins, ends = record.notice_from or dt.date.min, record.notice_until
        if ends is not None and begins <= ends < record.published:
            what = f"公示结束早于公开日期（{ends}，{record.published}），一天也不会公示"
            yield found(record, "notice_until", Grade.ERROR, what, "看看哪一个写错了")
        if record.withdrawn is not None and record.withdrawn.date < record.published:
            what = f"撤回日期早于公开日期（{record.withdrawn.date}，{record.published}）"
            yield found(record, "withdrawn", Grade.ERROR, what, "看看哪一个写错了", at=("date",))
        written = record.written if isinstance(record, Document) else None
        for name, day in (("published", record.published), ("written", written)):
            if day is not None and day < _EARLIEST:
                yield found(record, name, Grade.ERROR, f"日期{day}早于1949年", "看看年份是不是写错了")
        if written is not None and written > site.today:
            yield found(record, "written", Grade.ERROR, f"成文日期{written}还没有到", "看看年份是不是写错了")
        folder = record.folder.rsplit("/", 1)[-1]
        if folder != str(record.published.year):
            hint = f"移到 {record.published.year} 文件夹，或改公开日期"
            yield found(
                record,
                "published",
                Grade.WARNING,
                f"公开日期是{record.published.year}年，文件放在 {folder} 文件夹",
                hint,
            )


@cache
def _order_of(kind: type[Writing]) -> tuple[tuple[str, str, str], ...]:
    """Return the order of those dates that a kind of writing has."""
    fields = kind.model_fields
    return tuple((earlier, later, what) for earlier, later, what in _ORDER if earlier in fields and later in fields)
