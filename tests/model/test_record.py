"""Records are written down by their values, and are the same when they are read back."""

import copy
import pickle

from disclosure.model.document import Document
from disclosure.model.record import Origin
from disclosure.written import Written


def a_document():
    fields = {
        "标题": "关于供水的通知",
        "公开属性": "主动公开",
        "公开日期": "2026-03-01",
        "发布机构": "水务局",
        "公开审查": {
            "保密审查人": "甲",
            "保密审查日期": "2026-02-20",
            "保密审查结果": "通过",
            "审批人": "乙",
            "审批日期": "2026-02-21",
            "审批结果": "通过",
        },
    }
    return Document.model_validate(fields).written_at(Origin("content/documents/2026/a.md", (), 9))


def test_a_record_comes_back_as_it_was():
    record = a_document().with_text(Written("标题: 关于供水的通知"), Written("正文"))

    again = pickle.loads(pickle.dumps(record, pickle.HIGHEST_PROTOCOL))

    assert again == record
    assert (again.origin, again.body, str(again.written_front)) == (record.origin, record.body, "标题: 关于供水的通知")
    assert again.model_fields_set == record.model_fields_set == {"title", "publicity", "published", "agency", "review"}
    assert again.key == record.key == "a"
    assert again.model_dump() == record.model_dump()


def test_a_copy_of_what_came_back_is_changed_by_itself():
    one, other = (pickle.loads(pickle.dumps(a_document())) for _ in range(2))

    changed = one.model_copy(update={"summary": "一句话"})

    assert "summary" in changed.model_fields_set
    assert "summary" not in one.model_fields_set | other.model_fields_set
    assert (changed.summary, one.summary) == ("一句话", "")
    assert copy.copy(other) == other
