"""Limits of time: what each phrase means, and that nothing is guessed."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.time_limit import LONGEST, STATUTORY_LIMIT, LimitKind, TimeLimit, describe, parse_time_limit

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "time_limits.yml").read_text("utf-8"))
CATALOGUES = Path(__file__).parents[3] / "shared" / "real" / "catalog"


@pytest.mark.parametrize("case", CASES, ids=[case["phrase"] for case in CASES])
def test_a_phrase_means_what_the_table_says(case):
    limits = parse_time_limit(case["phrase"])

    assert [written_fields(limit) for limit in limits] == case["limits"]
    assert [describe(limit) for limit in limits] == case["says"]
    assert {limit.phrase for limit in limits} == {case["phrase"]}


def written_fields(limit):
    fields = {name: value for name, value in asdict(limit).items() if name != "phrase"}
    return {name: getattr(value, "value", value) for name, value in fields.items() if value not in (None, "", False)}


@pytest.mark.parametrize("case", CASES, ids=[case["phrase"] for case in CASES])
def test_blanks_line_breaks_and_wide_characters_make_no_difference(case):
    wide = case["phrase"].translate(
        {ord(narrow): wide for narrow, wide in zip("0123456789(),;:", "０１２３４５６７８９（），；：", strict=True)}
    )
    broken = "\n ".join(wide)

    assert [written_fields(limit) for limit in parse_time_limit(broken)] == case["limits"]


def test_a_phrase_of_which_one_part_is_not_understood_is_kept_whole():
    phrase = "信息形成之日起20个工作日内；其他按有关规定办理"

    assert parse_time_limit(phrase) == (TimeLimit(LimitKind.UNPARSED, phrase),)


def test_nothing_is_a_limit_that_says_nothing():
    assert parse_time_limit("") == (TimeLimit(LimitKind.UNPARSED, ""),)


def test_the_statutory_limit_is_described_like_any_other():
    assert describe(STATUTORY_LIMIT) == "信息形成或变更后20个工作日内（法律、法规另有规定的除外）"


WORDS = (
    *(
        "信息",
        "形成",
        "或变更",
        "之日起",
        "20",
        "二十",
        "个",
        "工作日",
        "日",
        "内",
        "公开",
        "及时",
        "长期",
        "每",
        "月",
        "季度",
        "年",
    ),
    *(
        "前",
        "后",
        "自",
        "在",
        "应当",
        "决定",
        "作出",
        "批准",
        "公示",
        "期",
        "不少于",
        "其他",
        "同上",
        "1.",
        "(",
        ")",
        ",",
        ";",
        ":",
        "。",
    ),
    *("法律", "另有规定的", "从其规定", "缩短", "说明", "的", "不", "约", "或者"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_any_words_give_whole_limits_and_a_sentence(phrase):
    for limit in parse_time_limit(phrase):
        assert limit.phrase == phrase
        assert describe(limit) or not phrase
        assert (limit.days is None) == (limit.unit is None)
        assert limit.days is None or 1 <= limit.days <= 366


@given(st.sampled_from(CASES), st.sampled_from(["约", "原则", "不", "左右", "另议", "?"]), st.integers(0, 60))
def test_a_word_that_is_not_understood_is_never_passed_over(case, word, place):
    phrase = case["phrase"][:place] + word + case["phrase"][place:]

    limits = parse_time_limit(phrase)

    # The word is either kept in what the limits say, or nothing is understood.
    told = "".join(limit.event + limit.scope for limit in limits)
    understood = limits[0].kind is not LimitKind.UNPARSED
    assert not understood or word in told or any(limit.statutory_exception or limit.may_be_shorter for limit in limits)


@pytest.mark.parametrize(
    "unit",
    [
        "、",
        "法律、",
        "信息及时",
        "每",
        "应当",
        "公开",
        "(",
        "自",
        "20个工作日内",
        "处罚、",
        "另有规定",
        "因缩短",
        "一",
        " ",
    ],
)
def test_a_hostile_phrase_costs_no_more_than_its_length(unit, straight_line):
    straight_line(parse_time_limit, lambda size: (unit * LONGEST)[: LONGEST * size // 20_000])
    straight_line(parse_time_limit, lambda size: unit * size)


@pytest.mark.real
@pytest.mark.skipif(not CATALOGUES.exists(), reason="../shared/real is not here")
def test_every_limit_in_the_cells_of_real_catalogues_is_understood():
    cells = set()
    for path in CATALOGUES.glob("*.txt"):
        cells |= {"".join(cell.split()) for line in path.read_text("utf-8").splitlines() for cell in line.split("|")}
    limits = {
        cell
        for cell in cells
        if re.match(r"(信息|自|制定|公开事项信息|执法决定|本级人民|每[年月季]|\d+个?工作日)", cell)
    }
    limits = {cell for cell in limits if re.search(r"日[内內]?(公开)?$|日前$|另有规定|予以公开$", cell)}

    strange = {cell for cell in limits if parse_time_limit(cell)[0].kind is LimitKind.UNPARSED}

    # Mirrors in traditional characters, which are no source for a catalogue.
    assert strange == {"信息形成或變更之日起20個工作日內", "每季度的首個月20日"}
    assert len(limits) >= 15
