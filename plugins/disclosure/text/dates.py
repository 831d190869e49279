"""Dates as Chinese documents write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from disclosure.text.normal import half_width
from disclosure.text.numerals import parse_number
from disclosure.text.quoting import quoted

YEARS = range(1900, 2100)
"""Years that a document of today can mean; others are slips of the keyboard."""

_GAP = r"\s{0,3}"
_DATE = re.compile(
    rf"(?P<year>[0-9]{{4}}){_GAP}(?P<mark>[-/.]){_GAP}(?P<month>[0-9]{{1,2}}){_GAP}(?P=mark){_GAP}(?P<day>[0-9]{{1,2}})"
    r"|"
    rf"(?P<nian>[0-9](?:{_GAP}[0-9]){{3}}|[〇零Oo0一二三四五六七八九]{{4}}){_GAP}年"
    rf"{_GAP}(?P<yue>[0-9](?:{_GAP}[0-9])?|[〇零一二三四五六七八九十]{{1,2}}){_GAP}月"
    rf"{_GAP}(?P<ri>[0-9](?:{_GAP}[0-9])?|[〇零一二三四五六七八九十]{{1,3}}){_GAP}日"
)
_TIME = re.compile(
    r"(?:\s{0,3}[T\s]|(?<=日))\s{0,3}"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?(?:\+08:?00)?"
)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in running text, and where it stands."""

    start: int
    end: int
    date: dt.date


def parse_date(text: str) -> dt.date:
    """Return the day that `text` names, or raise `ValueError`; a time of day after it is left out."""
    day = parse_date_time(text)
    return day.date() if isinstance(day, dt.datetime) else day


@lru_cache(maxsize=10_000)  # A county publishes on some thousand days.
def parse_date_time(text: str) -> dt.date:
    """Return a `datetime` (naive, Asia/Shanghai) when `text` names a time of day too, else the `date`."""
    if day := _as_computers_write_it(text):
        return day
    written = half_width(text.strip()) if len(text) <= _LONGEST else ""
    found = _DATE.match(written)
    day = _day(found) if found else None
    if not found or not day:
        raise _unreadable(text)
    if found.end() == len(written):
        return day
    time = _TIME.fullmatch(written, found.end())
    if not time:
        raise _unreadable(text)
    try:
        clock = dt.time(int(time["hour"]), int(time["minute"]), int(time["second"] or 0))
    except ValueError:
        raise _unreadable(text) from None
    return dt.datetime.combine(day, clock)


def chinese_date(date: dt.date) -> str:
    """Return the date as documents are dated: 2026年3月1日."""
    return f"{date.year}年{date.month}月{date.day}日"


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield every whole date in `text` in order; what names no day of the calendar is passed over."""
    plain = half_width(text)
    for found in _DATE.finditer(plain):
        if found["mark"] and _is_part_of_a_longer_number(plain, found):
            continue
        if found["nian"] and plain[found.start() - 1 : found.start()].isdigit():
            continue
        if day := _day(found):
            yield FoundDate(found.start(), found.end(), day)


def _as_computers_write_it(text: str) -> dt.date | None:
    """Return the day that 2026-03-01 names; nearly all fields are filled so."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _is_part_of_a_longer_number(text: str, found: re.Match[str]) -> bool:
    """Tell 2021-12-09 from the middle of 0152021-12-09, 2021-12-090 and 2021.12.9.4."""
    before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    if re.match(r"T[0-9]", after):
        return False
    return bool(re.search(r"[0-9A-Za-z][-/.]?$", before) or re.match(r"[-/.]?[0-9A-Za-z]", after))


def _day(found: re.Match[str]) -> dt.date | None:
    parts = (found["year"] or found["nian"], found["month"] or found["yue"], found["day"] or found["ri"])
    try:
        year, month, day = (parse_number("".join(part.split())) for part in parts)
        return dt.date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _unreadable(text: str) -> ValueError:
    return ValueError(f"读不出日期{quoted(text)}。写成 2026-03-01 这样的形式")
