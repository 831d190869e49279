"""A row of a catalogue: up to three levels of 事项, its code, its categories, its carriers, its evidence."""

import pytest

from disclosure.model.item import ChannelRule, Item
from disclosure.model.openness import Openness
from disclosure.model.record import Origin
from disclosure.model.validate import validated
from disclosure.problem import Grade
from disclosure.text.time_limit import LimitKind

ROW = {
    "事项编码": "301001001",
    "一级事项": "取水许可",
    "公开内容": "办理流程",
    "公开主体": "县水务局",
    "五公开": ["服务公开", "结果公开"],
    "依据核对": "待核",
}


def item(**fields):
    record, findings = validated(Item, ROW | fields, Origin("catalogs/standards/water.yml"))
    assert findings == []
    return record


def mistakes(**fields):
    return [finding.what for finding in validated(Item, ROW | fields, Origin("a.yml"))[1]]


def test_an_item_is_called_by_the_most_particular_of_its_levels():
    assert item().name == "取水许可"
    assert item(二级事项="办事指南").name == "办事指南"
    three = item(二级事项="办事指南", 三级事项="申请材料")
    assert (three.name, three.levels_of_name) == ("申请材料", ("取水许可", "办事指南", "申请材料"))


@pytest.mark.parametrize("code", ["301001", "301001001", "001000999", "301001001001"])
def test_a_code_has_three_digits_for_the_domain_and_for_each_level(code):
    assert item(事项编码=code).key == code


@pytest.mark.parametrize(
    "code", ["301", "30100100", "3010010011", "301001001001001", "301-001-001", "３０１００１００１"]
)
def test_a_code_of_another_shape_is_refused(code):
    assert mistakes(事项编码=code) == [f"“{code}”不是事项编码"]


def test_the_digits_of_a_code_suffice_for_the_levels_it_names(county):
    folder = county().replace("catalogs/standards/water.yml", 'code: "301002001001"', 'code: "301002"')

    assert folder.problems(Grade.ERROR)[0] == (
        "catalogs/standards/water.yml:49:11  错误  事项编码（code）：编码“301002”的位数少于事项的级数。每一级三位数字"
    )


def test_the_first_category_is_the_primary_one_and_several_are_allowed():
    assert item().openness == (Openness.SERVICE, Openness.RESULT)
    assert mistakes(五公开=[]) == ["没有填写"]


def test_a_row_may_say_another_channel_rule_than_its_catalogue(untouched_county):
    site = untouched_county.site()
    catalogue = site.catalogues["water"]
    pages = untouched_county.outputs()

    assert catalogue.channel_rule is ChannelRule.ANY_MARKED
    assert site.items["301001001"].channel_rule is None
    assert site.items["301001002"].channel_rule is ChannelRule.ALL_MARKED
    shown = {
        code: next(
            fact["text"] for fact in pages[f"items/{code}/index.html"].view["facts"] if fact["label"] == "渠道要求"
        )
        for code in ("301001001", "301001002")
    }
    assert shown["301001001"] != shown["301001002"]


def test_a_time_limit_keeps_its_phrase_and_what_is_not_understood_is_a_duty(county):
    folder = county().replace("catalogs/standards/water.yml", "公开时限: 及时公开", "公开时限: 待上级通知后另行确定")

    limits = folder.site().items["301003001"].limits

    assert [(limit.kind, limit.phrase, limit.days) for limit in limits] == [
        (LimitKind.UNPARSED, "待上级通知后另行确定", None)
    ]
    assert [problem.split("  ", 2)[2] for problem in folder.problems(Grade.DUTY) if "算不出" in problem] == [
        "公开时限（time_limit）：“待上级通知后另行确定”算不出日子，按原文显示。写成“信息形成或变更之日起20个工作日内”这样的说法"
    ]
    page = folder.outputs()["items/301003001/index.html"]
    assert {"label": "公开时限", "text": "待上级通知后另行确定"} in page.view["facts"]


def test_what_was_seen_names_its_source_and_what_was_not_says_so():
    assert not item().evidence.verified
    seen = item(依据核对={"状态": "已核", "来源": "水利部门指引"}).evidence
    assert (seen.verified, seen.source) == (True, "水利部门指引")
    assert mistakes(依据核对="已核") == ["写了“已核”，没有写来源"]
    assert mistakes(依据核对="核过了") == ["不能写“核过了”"]


def test_a_law_is_named_by_title_alias_or_id_with_or_without_its_clause(untouched_county):
    items = untouched_county.site().items

    assert [(basis.law, basis.clause) for basis in items["301001001"].basis] == [
        ("water-law", "第四十八条"),
        ("disclosure-regulations", ""),
    ]
    assert [basis.law for code in ("301001002", "301002001001") for basis in items[code].basis] == ["water-law"] * 2
