"""How a duty stands on a day, and which documents came late."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from disclosure.problem import Grade
from disclosure.relate.duty import duty_of, published_late

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "duties.yml").read_text("utf-8"))
ITEM = "301003001"

DOCUMENT = """
-- content/documents/{year}/list-{number}.md --
---
标题: 节水名录
发布机构: 县水务局
公开日期: {day}
对应事项: "{item}"
公开属性: 主动公开
公开审查: {{保密审查人: 甲, 保密审查日期: 2020-01-04, 保密审查结果: 通过, 审批人: 乙, 审批日期: 2020-01-05, 审批结果: 通过}}
---
名录见附件。
"""


def with_limit(county, limit, published):
    folder = county()
    folder.replace("catalogs/standards/water.yml", "公开时限: 及时公开", f"公开时限: {limit}")
    folder.replace("catalogs/standards/water.yml", "    状态: 暂停\n", "")
    for number, day in enumerate(published):
        folder.draw(DOCUMENT.format(year=day.year, number=number, day=day, item=ITEM))
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_duty_stands_where_its_limit_and_its_documents_put_it(county, case):
    site = with_limit(county, case["limit"], case["published"]).open_site(case["today"])

    duty = duty_of(site, site.items[ITEM])

    assert (str(duty.state), duty.due) == (case["state"], case.get("due"))


def test_the_sentence_says_when_it_was_and_when_it_is_due(county):
    site = with_limit(county, "每年1月31日前", [dt.date(2025, 1, 20)]).open_site()

    assert duty_of(site, site.items[ITEM]).sentence == (
        "最近一次公开是2025年1月20日，下一次应在2026年1月31日前公开，已逾期。"
    )


def test_a_suspended_item_owes_nothing(untouched_county):
    site = untouched_county.open_site()

    duty = duty_of(site, site.items[ITEM])

    assert (str(duty.state), duty.sentence) == ("已停用", "本事项已暂停。")


def test_what_hangs_on_the_village_board_is_not_missing_on_the_web(untouched_county):
    site = untouched_county.open_site()

    duty = duty_of(site, site.items["800001001"])

    assert (str(duty.state), duty.sentence) == ("不在网上公开", "按照目录，本事项在村公示栏公开，不在网上公开。")


def test_duties_are_told_but_stop_nothing(county):
    folder = with_limit(county, "每年1月31日前", [dt.date(2025, 1, 20)])
    folder.replace("content/documents/2026/water-price.md", '["301002001001"]', '["301001001"]')

    assert folder.problems(Grade.DUTY) == [
        "catalogs/standards/water.yml:49:5  待办  “居民水价”还没有公开信息",
        "catalogs/standards/water.yml:68:11  待办  公开时限（time_limit）：“节水名录”最近一次公开是2025年1月20日，下一次应在2026年1月31日前公开，已逾期",
    ]
    assert folder.problems() == []
    folder.outputs()


@pytest.mark.parametrize(
    ("written", "published", "due"),
    [
        # 20 working days after 6 January 2026; the holidays of the county's calendar are over by then.
        ("2026-01-06", "2026-02-03", None),
        ("2026-01-06", "2026-02-04", dt.date(2026, 2, 3)),
        ("2026-04-27", "2026-05-28", None),
        ("2026-04-27", "2026-05-29", dt.date(2026, 5, 28)),
    ],
)
def test_a_document_is_late_from_the_day_after_its_limit(county, written, published, due):
    folder = with_limit(county, "信息形成或变更之日起20个工作日内", [dt.date.fromisoformat(published)])
    folder.replace("content/documents/2026/list-0.md", "公开日期:", f"成文日期: {written}\n公开日期:")
    site = folder.open_site()

    assert published_late(site, site.items[ITEM], site.documents["list-0"]) == due


def test_late_documents_are_told_with_the_day_that_was_missed(county):
    folder = with_limit(county, "信息形成或变更之日起20个工作日内", [dt.date(2026, 2, 4)])
    folder.replace("content/documents/2026/list-0.md", "公开日期:", "成文日期: 2026-01-06\n公开日期:")

    assert folder.problems(Grade.DUTY) == [
        "content/documents/2026/list-0.md:5:7  待办  公开日期（published）：按“节水名录”的时限应在2026年2月3日前公开"
    ]
