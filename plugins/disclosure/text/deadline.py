"""Deadlines: the day by which a limit of time (公开时限) wants something disclosed."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterator

from disclosure.text.time_limit import DAY_LIMITS, LAST_DAY, LimitKind, Period, TimeLimit, Unit
from disclosure.text.workdays import NotComputable, WorkCalendar, add_workdays

MONTHS = {Period.MONTHLY: 1, Period.QUARTERLY: 3, Period.HALF_YEARLY: 6, Period.YEARLY: 12}


def due_date(limit: TimeLimit, event_date: dt.date | None, calendar: WorkCalendar) -> dt.date | None:
    """Return the last day on time for what happened on `event_date`, or `None` where none can be computed.

    The event's own day is not counted. For `WITH_DOCUMENT` the event is the document's publication. Limits that
    recur have no event: ask `next_due`.
    """
    if event_date is None:
        return None
    if limit.kind is LimitKind.WITH_DOCUMENT:
        return event_date
    return _days_after(event_date, limit, calendar) if limit.kind in DAY_LIMITS else None


def next_due(limit: TimeLimit, after: dt.date, calendar: WorkCalendar) -> dt.date | None:
    """Return the first day later than `after` on which an annual or periodic limit ends, or `None`."""
    if limit.kind not in {LimitKind.ABSOLUTE_ANNUAL, LimitKind.PERIODIC} or limit.period is None:
        return None
    for year, first_month in _periods(limit.period, after):
        if limit.days is None:
            due: dt.date | None = _day_in_period(limit, year, first_month)
        else:
            end = _month_end(year, first_month + MONTHS[limit.period] - 1)
            if _is_over(end, limit.days, after):
                continue
            due = _days_after(end, limit, calendar)
        # Where this period's day is not known, it is not known either whether the next period's is the first.
        if due is None or due > after:
            return due
    return None


def earliest_end(limit: TimeLimit, start: dt.date, calendar: WorkCalendar) -> dt.date | None:
    """Return the first day on which what is shown since `start` may end under a `MIN_DURATION` limit, or `None`."""
    return _days_after(start, limit, calendar) if limit.kind is LimitKind.MIN_DURATION else None


def _days_after(start: dt.date, limit: TimeLimit, calendar: WorkCalendar) -> dt.date | None:
    if limit.days is None:
        return None
    try:
        if limit.unit is Unit.WORKDAY:
            return add_workdays(start, limit.days, calendar)
        return start + dt.timedelta(limit.days)
    except (NotComputable, OverflowError):
        return None


def _is_over(end: dt.date, days: int, after: dt.date) -> bool:
    """Whether a limit of `days` after `end` is surely past, be they working days: no table of that time is needed."""
    return (after - end).days > 3 * days + 30


def _periods(period: Period, after: dt.date) -> Iterator[tuple[int, int]]:
    """Yield year and first month of the periods from two years before `after` to the one following it."""
    length = MONTHS[period]
    first = max(after.year - 2, dt.MINYEAR) * 12 // length
    last = (after.year * 12 + after.month - 1) // length + 1
    for number in range(first, last + 1):
        year, month = divmod(number * length, 12)
        if year <= dt.MAXYEAR:
            yield year, month + 1


def _day_in_period(limit: TimeLimit, year: int, first_month: int) -> dt.date:
    month = first_month + (limit.month or MONTHS[limit.period or Period.YEARLY]) - 1
    last = _month_end(year, month)
    return last.replace(day=min(limit.day or LAST_DAY, last.day))


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, months.monthrange(year, month)[1])
