"""Deadlines: the day a limit names, or none where none can be computed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.deadline import due_date, earliest_end, next_due
from disclosure.text.time_limit import STATUTORY_LIMIT, parse_time_limit
from disclosure.text.workdays import WorkCalendar


def day(text):
    return dt.date.fromisoformat(text)


SPRING_FESTIVAL = frozenset(day("2026-02-15") + dt.timedelta(days) for days in range(9))
CALENDAR = WorkCalendar({2026: (SPRING_FESTIVAL, frozenset({day("2026-02-14"), day("2026-02-28")}))})


@pytest.mark.parametrize(
    ("phrase", "event", "due"),
    [
        ("信息形成或变更之日起20个工作日内", "2026-03-02", "2026-03-30"),
        ("制定或获取信息之日起10个工作日内", "2026-02-13", "2026-03-05"),
        ("行政许可决定作出之日起7个工作日内", "2026-02-27", "2026-03-09"),  # Saturday the 28th is made up.
        ("本级人民代表大会或其常务委员会批准后20日内", "2026-02-10", "2026-03-02"),
        ("同政策文件同步发布", "2026-03-02", "2026-03-02"),
        ("文件公开后3个工作日内", "2026-03-05", "2026-03-10"),
        ("信息形成之日起20个工作日内", "2026-12-10", None),  # Runs into a year without a table.
        ("信息形成之日起20个工作日内", "2025-06-10", None),
        ("批准后20日内", "2026-12-25", "2027-01-14"),  # Calendar days need no table.
        ("及时公开", "2026-03-02", None),
        ("长期公开", "2026-03-02", None),
        ("按进展情况及时公开", "2026-03-02", None),
        ("公示7个工作日", "2026-03-02", None),
        ("每年1月31日前", "2026-03-02", None),
        ("每月15日前", "2026-03-02", None),
        ("同上", "2026-03-02", None),
        ("视情况公开", "2026-03-02", None),
    ],
)
def test_a_limit_ends_so_many_days_after_the_event(phrase, event, due):
    [limit] = parse_time_limit(phrase)

    assert due_date(limit, day(event), CALENDAR) == (due and day(due))


def test_without_an_event_there_is_no_deadline():
    assert due_date(STATUTORY_LIMIT, None, CALENDAR) is None


@pytest.mark.parametrize(
    ("phrase", "after", "due"),
    [
        ("每年1月31日前", "2026-01-30", "2026-01-31"),
        ("每年1月31日前", "2026-01-31", "2027-01-31"),
        ("每年2月底前", "2027-12-31", "2028-02-29"),
        ("每年年底前", "2026-01-01", "2026-12-31"),
        ("每月15日前", "2026-03-14", "2026-03-15"),
        ("每月15日前", "2026-03-15", "2026-04-15"),
        ("每月31日前", "2026-03-31", "2026-04-30"),
        ("每月公布一次", "2026-02-01", "2026-02-28"),
        ("每季度的首个月20日", "2026-01-20", "2026-04-20"),
        ("每季度第三个月底前", "2026-06-30", "2026-09-30"),
        ("每季度公开一次", "2026-04-01", "2026-06-30"),
        ("每半年更新一次", "2026-06-30", "2026-12-31"),
        ("每年更新一次", "2026-12-31", "2027-12-31"),
        ("每季度结束后15日内", "2026-03-01", "2026-04-15"),
        ("每季度结束后15日内", "2026-01-14", "2026-01-15"),  # Still of the fourth quarter of 2025.
        ("每季度结束后10个工作日内", "2026-04-01", "2026-04-14"),
        ("每季度结束后10个工作日内", "2026-01-05", "2026-01-14"),
        ("每季度结束后10个工作日内", "2026-12-31", None),
        ("每年结束后5个工作日内", "2027-03-01", None),
        ("信息形成之日起20个工作日内", "2026-03-02", None),
        ("及时公开", "2026-03-02", None),
        ("每年1月31日前", "9999-12-31", None),
    ],
)
def test_a_limit_that_recurs_ends_next_on(phrase, after, due):
    [limit] = parse_time_limit(phrase)

    assert next_due(limit, day(after), CALENDAR) == (due and day(due))


@given(
    phrase=st.sampled_from(
        ["每年3月31日前", "每月10日前", "每季度第二个月底前", "每半年一次", "每月结束后20日内", "每季度结束后100日内"]
    ),
    after=st.dates(day("2000-01-01"), day("2030-12-31")),
)
def test_no_deadline_lies_between_a_day_and_the_next_one(phrase, after):
    [limit] = parse_time_limit(phrase)

    due = next_due(limit, after, CALENDAR)

    assert due > after
    assert next_due(limit, due - dt.timedelta(1), CALENDAR) == due


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("公示7个工作日", "2026-03-02", "2026-03-11"),
        ("向社会公开征求意见期限一般不少于30日", "2026-03-02", "2026-04-01"),
        ("公示7个工作日", "2026-12-25", None),
        ("长期公开", "2026-03-02", None),
    ],
)
def test_what_must_be_shown_for_a_time_may_not_end_before(phrase, start, end):
    [limit] = parse_time_limit(phrase)

    assert earliest_end(limit, day(start), CALENDAR) == (end and day(end))
