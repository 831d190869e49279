"""Working days: the counting, and the tables of catalogs/calendar that it counts by."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.workdays import NotComputable, WorkCalendar, add_workdays, workdays_between

TABLES = Path(__file__).parents[2] / "catalogs" / "calendar"
YEARS = range(2020, 2027)
STATUTORY_DAYS = {2020: 13, 2021: 11, 2022: 11, 2023: 11, 2024: 11, 2025: 13, 2026: 13}
"""Days off on weekdays less make-up days: 11 statutory holidays, 13 from 2025; 2020 had two more of Spring Festival."""


def table(year):
    return yaml.load((TABLES / f"{year}.yml").read_text("utf-8"), yaml.BaseLoader)


def days_off(year):
    found = set()
    for holiday in table(year)["holidays"]:
        first, last = dt.date.fromisoformat(holiday["from"]), dt.date.fromisoformat(holiday["to"])
        assert first <= last, holiday
        found |= {first + dt.timedelta(days) for days in range((last - first).days + 1)}
    return frozenset(found)


def days_made_up(year):
    return frozenset(dt.date.fromisoformat(row["date"]) for row in table(year)["workdays"])


CALENDAR = WorkCalendar({year: (days_off(year), days_made_up(year)) for year in YEARS})


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-03-02", 1, "2026-03-03"),  # The day of the event is not counted.
        ("2026-03-06", 1, "2026-03-09"),  # Over a weekend.
        ("2026-02-13", 1, "2026-02-14"),  # A Saturday made up for Spring Festival.
        ("2026-02-13", 2, "2026-02-24"),  # Nine days of Spring Festival lie between.
        ("2026-03-02", 20, "2026-03-30"),
        ("2025-09-26", 3, "2025-09-30"),  # Sunday the 28th is made up.
        ("2025-09-30", 1, "2025-10-09"),
        ("2024-02-09", 1, "2024-02-18"),  # New Year's Eve was a working day in 2024, Sunday the 18th was made up.
        ("2022-12-30", 1, "2023-01-03"),  # A holiday that begins in the year before.
        ("2026-10-01", 0, "2026-10-01"),
    ],
)
def test_counts_from_the_day_after_the_event(start, count, end):
    assert add_workdays(day(start), count, CALENDAR) == day(end)


def test_the_last_day_that_the_last_table_settles_is_computable():
    assert add_workdays(day("2026-12-25"), 1, CALENDAR) == day("2026-12-28")


@pytest.mark.parametrize(
    ("start", "count", "why"),
    [
        ("2027-01-04", 1, "没有2027年的节假日安排，算不出工作日"),
        ("2019-06-03", 1, "没有2019年的节假日安排，算不出工作日"),
        ("2026-12-28", 1, "没有2027年的节假日安排，2026年12月29日是否上班还不能确定"),
        ("2026-12-01", 10**9, "没有2027年的节假日安排，2026年12月29日是否上班还不能确定"),
        ("9999-12-31", 1, "日期超出了历法能表示的范围"),
    ],
)
def test_a_year_without_a_table_gives_no_date(start, count, why):
    with pytest.raises(NotComputable) as raised:
        add_workdays(day(start), count, CALENDAR)

    assert str(raised.value) == why


def test_a_missing_year_between_two_tables_gives_no_date():
    calendar = WorkCalendar({year: (days_off(year), days_made_up(year)) for year in (2023, 2025)})

    with pytest.raises(NotComputable):
        workdays_between(day("2023-12-01"), day("2025-01-10"), calendar)


def test_a_negative_number_of_days_is_refused():
    with pytest.raises(ValueError, match="工作日数不能是负数：-1"):
        add_workdays(day("2026-03-02"), -1, CALENDAR)


def test_a_day_cannot_be_holiday_and_working_day_at_once():
    with pytest.raises(ValueError, match="2026-10-01 既写成放假，又写成上班。只留一处"):
        WorkCalendar({2026: (frozenset({day("2026-10-01")}), frozenset({day("2026-10-01")}))})


@given(start=st.dates(day("2020-01-01"), day("2026-06-30")), count=st.integers(0, 60))
def test_counting_back_gives_the_days_that_were_added(start, count):
    end = add_workdays(start, count, CALENDAR)

    assert workdays_between(start, end, CALENDAR) == count
    assert workdays_between(end, start, CALENDAR) == -count
    assert count == 0 or CALENDAR.is_workday(end)


@pytest.mark.parametrize("year", YEARS)
def test_each_table_balances_to_the_statutory_days(year):
    on_weekdays = sum(holiday.weekday() < 5 for holiday in days_off(year))

    assert on_weekdays - len(days_made_up(year)) == STATUTORY_DAYS[year]


@pytest.mark.parametrize("year", YEARS)
def test_each_table_makes_up_only_on_weekends_and_names_its_holiday(year):
    names = {holiday["name"] for holiday in table(year)["holidays"]}

    assert table(year)["year"] == str(year)
    assert table(year)["evidence"] == "待核"
    assert all(made_up.weekday() >= 5 for made_up in days_made_up(year))
    assert {row["for"] for row in table(year)["workdays"]} <= names
    assert {part for name in names for part in name.split("、")} == {
        *("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
    }
