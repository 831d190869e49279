"""Whether a document holds on a day, from its own dates and from the documents that change it."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from disclosure.relate.gate import open_part
from disclosure.relate.validity import holding, timeline

CASES = yaml.load((Path(__file__).parents[1] / "cases" / "validity.yml").read_text("utf-8"), yaml.BaseLoader)

DOCUMENT = """
-- content/documents/{year}/{key}.md --
---
标题: 文件{key}
发布机构: 县水务局
五公开: 决策公开
{fields}
公开属性: 主动公开
公开审查: {{保密审查人: 甲, 保密审查日期: 2000-01-04, 保密审查结果: 通过, 审批人: 乙, 审批日期: 2000-01-05, 审批结果: 通过}}
---
正文。
"""


def drawn(case):
    for key, written in {"old": case["document"], **case.get("others", {})}.items():
        fields = {"公开日期": written.get("成文日期", "2020-01-06")} | written
        lines = "\n".join(f"{name}: {value}" for name, value in fields.items())
        yield DOCUMENT.format(key=key, year=fields["公开日期"][:4], fields=lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_document_holds_as_long_as_its_dates_and_the_others_say(county, case):
    folder = county("".join(drawn(case)))
    site = open_part(folder.site())

    found = []
    for state in case["states"]:
        held = holding(site, site.documents["old"], dt.date.fromisoformat(state["on"]))
        told = {"on": state["on"], "state": str(held.validity), "since": str(held.since or ""), "by": held.by or ""}
        found.append({name: value for name, value in told.items() if value})

    assert found == case["states"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_known_of_later_days_is_what_will_be_said_on_them(county, case):
    folder = county("".join(drawn(case)))
    site = open_part(folder.site())
    begun = min(dt.date.fromisoformat(state["on"]) for state in case["states"])

    course = timeline(site, site.documents["old"], begun)

    days = [since for since, _ in course]
    assert days == sorted(set(days))
    for state in case["states"]:
        day = dt.date.fromisoformat(state["on"])
        told = [held for since, held in course if since <= day][-1]
        assert told == holding(site, site.documents["old"], day)


def test_a_repeal_that_the_public_cannot_see_is_not_told_and_the_editor_hears_of_it(county):
    folder = county()
    folder.replace(
        "content/documents/2026/water-measures-new.md", "公开属性: 主动公开", "公开属性: 不予公开\n公开属性理由: 内部"
    )
    folder.remove("content/documents/2026/permit-list.md")
    for name in ("water-measures-explained", "water-questions"):
        folder.remove(f"content/interpretations/2026/{name}.md")
    folder.replace("content/documents/2021/water-measures.md", "有效期: 五年\n", "")
    site = folder.open_site()

    assert str(holding(site, site.documents["water-measures"], site.today).validity) == "已被修改"
    assert folder.problems() == [
        "content/documents/2021/water-measures.md:1:1  提醒  废止日期（repealed）：被没有公开的文件“water-measures-new”废止，网站上看不出来。在这里写上废止日期"
    ]
