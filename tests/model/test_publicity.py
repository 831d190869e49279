"""What may be seen on which day: default deny, then published, announced for a time, withdrawn."""

import datetime as dt

import pytest

from disclosure.model.document import Document
from disclosure.model.publicity import State
from disclosure.model.record import Origin
from disclosure.model.validate import validated

REVIEW = {
    "保密审查人": "甲",
    "保密审查日期": "2026-03-01",
    "保密审查结果": "通过",
    "审批人": "乙",
    "审批日期": "2026-03-02",
    "审批结果": "通过",
}
FIELDS = {
    "标题": "公示",
    "发布机构": "县水务局",
    "公开日期": "2026-03-05",
    "公开属性": "主动公开",
    "公开审查": REVIEW,
}


def state(day, **fields):
    record, findings = validated(Document, FIELDS | fields, Origin("content/documents/2026/notice.md"))
    assert findings == []
    return record.state(dt.date.fromisoformat(day))


def test_it_is_seen_from_its_day_on():
    assert [state(day) for day in ("2026-03-04", "2026-03-05", "2036-03-05")] == [State.AWAITED, State.OPEN, State.OPEN]


@pytest.mark.parametrize(
    "fields",
    [
        {"公开属性": "依申请公开"},
        {"公开属性": "不予公开"},
        {"公开审查": ""},
        {"公开审查": REVIEW | {"保密审查结果": "不通过"}},
        {"公开审查": REVIEW | {"审批结果": "不通过"}},
        {"公开审查": REVIEW | {"审批日期": "2026-03-07"}},
        {"公开审查": REVIEW | {"保密审查日期": "2026-03-07"}},
    ],
    ids=["on request", "withheld", "no review", "secrecy refused", "not approved", "approved later", "reviewed later"],
)
def test_nothing_that_is_not_plainly_open_is_seen(fields):
    assert state("2026-03-06", **fields) is State.WITHHELD


def test_a_public_notice_is_seen_from_its_first_to_its_last_day():
    days = ("2026-03-05", "2026-03-09", "2026-03-10", "2026-03-16", "2026-03-17")

    assert [state(day, 公示开始="2026-03-10", 公示结束="2026-03-16") for day in days] == [
        State.AWAITED,
        State.AWAITED,
        State.OPEN,
        State.OPEN,
        State.ENDED,
    ]


def test_the_page_of_a_notice_is_gone_on_the_day_after_and_its_address_is_not(county):
    folder = county()
    page = "documents/permit-list/index.html"

    last_day = folder.outputs(dt.date(2026, 6, 30))
    after = folder.outputs(dt.date(2026, 7, 1))

    assert last_day[page].view["frame"]["heading"] == "2026年第一批取水许可名单公示"
    assert page in after, "an address never dies silently"
    assert "许可名单" not in str(after[page])
    assert [path for path, output in after.items() if "取水许可名单公示" in str(output)] == []


def test_what_was_withdrawn_is_gone_from_that_day_on():
    withdrawn = {"撤回": {"撤回日期": "2026-04-01", "撤回原因": "有误"}}

    assert [state(day, **withdrawn) for day in ("2026-03-31", "2026-04-01")] == [State.OPEN, State.WITHDRAWN]


def test_a_refused_record_is_withheld_though_it_was_withdrawn():
    refused = {"公开审查": "", "撤回": {"撤回日期": "2026-04-01"}}

    assert state("2026-05-01", **refused) is State.WITHHELD, "a tombstone would tell that there was something"
