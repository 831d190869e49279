"""Dates in Chinese documents."""

import datetime as dt
import gzip
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.dates import YEARS, chinese_date, find_dates, parse_date, parse_date_time

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "dates.yml").read_text("utf-8"))
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real material is not beside the repository")
DAYS = st.dates(dt.date(YEARS.start, 1, 1), dt.date(YEARS.stop - 1, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["written"])
def test_reads_every_usual_way_to_write_a_date(case):
    day = dt.date.fromisoformat(case["day"])
    clock = case.get("time")

    assert parse_date(case["written"]) == day
    assert type(parse_date(case["written"])) is dt.date
    assert parse_date_time(case["written"]) == (
        dt.datetime.combine(day, dt.time.fromisoformat(clock)) if clock else day
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年13月1日",
        "2026年2月30日",
        "2025-02-29",
        "2026-00-01",
        "26-03-01",
        "26年3月1日",
        "2020年",
        "2020 年",
        "2020年3月",
        "{ 2017 6 23",
        "2026-3/1",
        "2026－3.1",
        "20260301",
        "0202-03-01",
        "9999-12-31",
        "12026-03-01",
        "2026-03-011",
        "2026年3月1",
        "2026年3月1日前",
        "发布于2026年3月1日",
        "2026-03-01 25:00",
        "2026-03-01 10:60",
        "2026-03-01 10",
        "2026-03-0111:24:43",
        "2026-03-01T10:00:00Z",
        "2026-03-01 2026-03-02",
        "二〇一九年十三月一日",
        "二〇一九年三三月一日",
        "一九年三月一日",
        "٢٠٢٦-٠٣-٠١",
        "长期",
        "2026-03-01" * 100_000,
        "2" * 1_000_000,
        " " * 1_000_000,
    ],
)
def test_refuses_what_names_no_day(text):
    with pytest.raises(ValueError, match=r"^读不出日期“.{0,41}”。写成 2026-03-01 这样的形式$"):
        parse_date(text)


def test_says_what_was_found_and_what_to_write():
    with pytest.raises(ValueError) as raised:
        parse_date("2026年13月1日")

    assert str(raised.value) == "读不出日期“2026年13月1日”。写成 2026-03-01 这样的形式"


def test_writes_the_date_without_padding():
    assert chinese_date(dt.date(2026, 3, 1)) == "2026年3月1日"


@given(DAYS)
def test_reads_back_what_it_writes(day):
    assert parse_date(chinese_date(day)) == parse_date(day.isoformat()) == day


@given(st.text(alphabet="2026年月日0139-/. :T二〇一十三＋２\n"))
def test_answers_a_day_or_a_sentence(text):
    try:
        assert parse_date(text).year in YEARS
    except ValueError as refusal:
        assert str(refusal).startswith("读不出日期")


def test_finds_dates_where_they_stand():
    text = "本办法自２０２６年３月１日起施行。2020年8\n月17日印发的旧办法（二〇一九年五月六日修订）于2026-02-28废止，见2026/3/1公告。"

    assert [(text[found.start : found.end], found.date.isoformat()) for found in find_dates(text)] == [
        ("２０２６年３月１日", "2026-03-01"),
        ("2020年8\n月17日", "2020-08-17"),
        ("二〇一九年五月六日", "2019-05-06"),
        ("2026-02-28", "2026-02-28"),
        ("2026/3/1", "2026-03-01"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026年13月1日",
        "2026年3月",
        "编号 000014349/2019-01-01",
        "2021-12-09-0012",
        "版本2020.1.1.4",
        "电话 0152021-12-09",
        "2019-01-011",
        "12026年3月1日",
        "x2020-01-01",
    ],
)
def test_finds_no_date_in_other_numbers(text):
    assert list(find_dates(text)) == []


def test_finds_the_day_of_a_timestamp():
    assert [found.date.isoformat() for found in find_dates("2021-12-09T11:24:43，2021-12-10 08:00。")] == [
        "2021-12-09",
        "2021-12-10",
    ]


@pytest.mark.parametrize("piece", ["2", "2026年", " ", "2026-", "二〇一九", "2026 年 3 ", "2026-03-01 ", "年月日"])
def test_cost_stays_linear_in_hostile_text(piece, straight_line):
    straight_line(lambda text: list(find_dates(text)), lambda size: piece * (size // len(piece)))


@needs_real
@pytest.mark.real
def test_reads_every_date_of_the_state_council_pages():
    lines = (REAL / "bulk" / "state-council-60-documents.jsonl").read_text("utf-8").splitlines()
    pages = [json.loads(line)["page_metadata"] for line in lines]
    dates = [page[field] for page in pages for field in ("成文日期", "发布日期")]

    assert len([parse_date(written) for written in dates]) == 2 * 60


@needs_real
@pytest.mark.real
def test_finds_every_plainly_written_date_of_the_corpus():
    plain = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}年(?:1[0-2]|0?[1-9])月(?:[12][0-9]|3[01]|0?[1-9])日")
    seen = 0
    with gzip.open(REAL / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 10:
                continue  # Every tenth document is enough to see a change for the worse.
            body = json.loads(line)["body"]
            written = [(found.start(), found.end()) for found in plain.finditer(body)]
            found = {(found.start, found.end) for found in find_dates(body)}
            seen += len(written)
            assert [place for place in written if place not in found] == []
    assert seen > 300
