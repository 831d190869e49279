"""One year of public holidays and make-up workdays (节假日和调休), as the yearly notice gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import Field, model_validator

from disclosure.model.evidence import Evidence
from disclosure.model.fields import Day, Groups, Line
from disclosure.model.record import Part, Record


class Holiday(Part):
    """A run of days off."""

    name: Line = Field(title="节日")
    first: Day = Field(title="开始", alias="from")
    last: Day = Field(title="结束", alias="to")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"“{self.name}”的结束早于开始。看看哪一个写错了")
        return self

    def days(self) -> Iterator[dt.date]:
        """Yield each day of the run."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + dt.timedelta(days=offset)


class MakeUp(Part):
    """A Saturday or Sunday on which offices work."""

    date: Day = Field(title="日期")
    holiday: Line = Field(title="节日", alias="for")


class CalendarYear(Record):
    """One year (`catalogs/calendar/<year>.yml`)."""

    kind: ClassVar[str] = "calendar"
    title_of_kind: ClassVar[str] = "工作日历"
    key_field = "year"

    year: int = Field(title="年份", ge=2000, le=2100)
    evidence: Evidence = Field(title="依据核对")
    holidays: Groups[Holiday] = Field(title="节假日")
    workdays: Groups[MakeUp] = Field((), title="调休上班")
