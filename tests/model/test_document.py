"""A document keeps its three dates apart and its number in one form, and both languages of its keys mean the same."""

import datetime as dt

import pytest

from disclosure.model.document import Board, Document
from disclosure.model.record import Origin
from disclosure.model.validate import validated
from disclosure.problem import Grade

FIELDS = {"标题": "通知", "发布机构": "县水务局", "公开日期": "2026-03-05", "公开属性": "主动公开"}
PLACE = Origin("content/documents/2026/notice.md")


def document(**fields):
    record, findings = validated(Document, FIELDS | fields, PLACE)
    assert findings == []
    return record


def test_written_published_and_reposted_are_three_dates():
    reposted = document(成文日期="2020年6月4日", 转载日期="2020-11-10", 公开日期="2020/11/12")

    assert (reposted.written, reposted.reposted, reposted.published) == (
        dt.date(2020, 6, 4),
        dt.date(2020, 11, 10),
        dt.date(2020, 11, 12),
    )
    assert reposted.dated == dt.date(2020, 6, 4), "what the text says was said on the day it was written"
    assert document().written is None, "no date is taken from another"
    assert document().dated == dt.date(2026, 3, 5)


def test_the_page_shows_each_date_under_its_own_name(untouched_county):
    facts = untouched_county.outputs()["documents/province-notice/index.html"].view["facts"]

    shown = {fact["label"]: fact["text"] for fact in facts if fact["label"].endswith("日期") and fact.get("text")}
    assert shown == {"成文日期": "2026年1月6日", "公开日期": "2026年1月9日", "转载日期": "2026年1月9日"}


def test_a_reposted_document_is_never_late_for_our_own_duty(county):
    folder = county()
    folder.replace("content/documents/2026/province-notice.md", "主题: 水利", '主题: 水利\n对应事项: "301001001"')
    folder.replace("content/documents/2026/province-notice.md", "成文日期: 2026-01-06", "成文日期: 2025-01-06")

    assert [problem for problem in folder.problems(Grade.DUTY) if "province-notice" in problem] == []


@pytest.mark.parametrize(
    "written", ["清示水〔2026〕1号", "清示水[2026]1号", "清示水（2026）01号", "清示水 ﹝2026﹞ 1 号"]
)
def test_a_number_in_any_spelling_is_kept_in_one_form(written):
    assert str(document(文号=written).doc_no) == "清示水〔2026〕1号"


def test_a_lost_bracket_is_reported_and_never_guessed():
    _, findings = validated(Document, FIELDS | {"文号": "清示水〔202630号"}, PLACE)

    assert [finding.field for finding in findings] == ["文号（doc_no）"]


def test_chinese_and_english_keys_mean_the_same():
    english, findings = validated(
        Document, {"title": "通知", "agency": "县水务局", "published": "2026年3月5日", "publicity": "主动公开"}, PLACE
    )

    assert findings == []
    assert english == document()


def test_an_annual_report_stands_on_its_board_and_all_else_on_the_statutory_one():
    assert document().board is Board.STATUTORY
    assert document(专栏板块="政府信息公开年报").board is Board.ANNUAL_REPORT
