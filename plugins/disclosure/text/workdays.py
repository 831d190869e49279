"""Working days (工作日): counting them by the State Council's yearly tables of holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

DAY = dt.timedelta(days=1)
NEW_YEAR_REACH = 3
"""How many days before 1 January a year's notice has ever reached back (29 to 31 December 2018, by that of 2019)."""


class NotComputable(Exception):
    """The tables do not say whether some day on the way is a working day."""


@dataclass(frozen=True)
class WorkCalendar:
    """The holidays and make-up working days (调休上班日) of some years, each as that year's notice lists them.

    A notice may name days of the neighbouring year: 2023's begins on 31 December 2022.
    """

    years: Mapping[int, tuple[frozenset[dt.date], frozenset[dt.date]]]
    _holidays: frozenset[dt.date] = field(init=False, repr=False, compare=False)
    _workdays: frozenset[dt.date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        holidays = frozenset(day for days_off, _ in self.years.values() for day in days_off)
        workdays = frozenset(day for _, made_up in self.years.values() for day in made_up)
        if both := sorted(holidays & workdays):
            raise ValueError(f"{both[0].isoformat()} 既写成放假，又写成上班。只留一处")
        object.__setattr__(self, "_holidays", holidays)
        object.__setattr__(self, "_workdays", workdays)

    def is_workday(self, day: dt.date) -> bool:
        """Whether offices work on `day`; raise `NotComputable` where no notice speaks of it."""
        if day.year not in self.years:
            raise NotComputable(f"没有{day.year}年的节假日安排，算不出工作日")
        # The last days of December are settled by the next year's notice: without it they are not known.
        if day.month == 12 and day.day > 31 - NEW_YEAR_REACH and day.year + 1 not in self.years:
            raise NotComputable(f"没有{day.year + 1}年的节假日安排，{day.year}年12月{day.day}日是否上班还不能确定")
        if day in self._workdays:
            return True
        return day not in self._holidays and day.weekday() < 5


def add_workdays(start: dt.date, count: int, calendar: WorkCalendar) -> dt.date:
    """Return the day on which a limit of `count` working days ends; the day of the event itself is not counted.

    Raise `NotComputable` when the count runs out of the tables.
    """
    if count < 0:
        raise ValueError(f"工作日数不能是负数：{count}")
    day = start
    while count:
        day = _next(day)
        count -= calendar.is_workday(day)
    return day


def workdays_between(start: dt.date, end: dt.date, calendar: WorkCalendar) -> int:
    """Return how many working days lie after `start` up to and with `end`; negative when `end` comes first."""
    if end < start:
        return -workdays_between(end, start, calendar)
    count = 0
    day = start
    while day < end:
        day = _next(day)
        count += calendar.is_workday(day)
    return count


def _next(day: dt.date) -> dt.date:
    if day == dt.date.max:
        raise NotComputable("日期超出了历法能表示的范围")
    return day + DAY
