"""The period for which a document is valid (有效期), as documents state it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from disclosure.memory import plainly_kept
from disclosure.text.dates import chinese_date, parse_date
from disclosure.text.numerals import parse_number

_SPAN = re.compile(r"^(?:自?施行之日起)?有?效?期?为?([0-9０-９一二两三四五六七八九十]{1,4})个?(年|月)(?:有效)?$")
_UNTIL = re.compile(r"^(?:有效期)?至?(.*?\d.*?)止?$")
_FOREVER = ("长期", "长期有效", "无", "未规定")


@plainly_kept
@dataclass(frozen=True, slots=True)
class ValidityPeriod:
    """A number of months counted from the effective date, or a last day, or neither (valid until further notice)."""

    months: int = 0
    until: dt.date | None = None

    def last_day(self, effective: dt.date | None) -> dt.date | None:
        """Return the last day of validity, or `None` when there is none or the effective date is not known.

        Counted as documents do: five years from 2021-03-01 run to the end of 2026-02-28.
        """
        if self.until is not None:
            return self.until
        if not self.months or effective is None:
            return None
        months = effective.month - 1 + self.months
        year, month = effective.year + months // 12, months % 12 + 1
        day = min(effective.day, calendar.monthrange(year, month)[1])
        return dt.date(year, month, day) - dt.timedelta(days=1)

    def __str__(self) -> str:
        if self.until is not None:
            return f"至{chinese_date(self.until)}"
        if not self.months:
            return "长期"
        return f"{self.months // 12}年" if self.months % 12 == 0 else f"{self.months}个月"


def parse_validity_period(text: str) -> ValidityPeriod:
    """Return the period that a text such as 五年, 18个月, 至2028年12月31日 or 长期 states, or raise `ValueError`."""
    squeezed = "".join(text.split())
    if squeezed in _FOREVER:
        return ValidityPeriod()
    if span := _SPAN.match(squeezed):
        number = parse_number(span.group(1))
        if 0 < number <= 100:
            return ValidityPeriod(months=number * (12 if span.group(2) == "年" else 1))
    if until := _UNTIL.match(squeezed):
        try:
            return ValidityPeriod(until=parse_date(until.group(1)))
        except ValueError:
            pass
    raise ValueError(f"读不出有效期“{text}”。写成 5年、18个月、至2028年12月31日 或 长期")
