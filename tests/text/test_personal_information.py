"""Personal numbers: which are found, which are left alone, and that a finding never tells the number."""

import datetime as dt
import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.personal_information import (
    LONG_NUMBER,
    Finding,
    Kind,
    find_personal_information,
    is_identity_number,
    is_label,
    may_hold_numbers,
)

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "personal_information.yml").read_text("utf-8"))
CORPUS = Path(__file__).parents[3] / "shared" / "real" / "corpus.jsonl.gz"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_finds_what_the_table_says(case):
    found = list(find_personal_information(case["text"]))

    shown = [[finding.kind.value, case["text"][finding.start : finding.end], finding.masked_text] for finding in found]
    assert shown == case["found"]


def test_a_number_published_on_purpose_is_left_alone():
    text = "村医值班电话 138 0000 0000，其他 13900000000"

    found = list(find_personal_information(text, allowed=frozenset({"138-0000-0000"})))

    assert found == [Finding(Kind.MOBILE_NUMBER, 24, 35, "139****0000")]


def test_an_allowed_mobile_is_left_alone_with_its_country_code_too():
    assert not list(find_personal_information("+8613800000000", allowed=["13800000000"]))


def test_an_allowed_identity_number_may_be_written_with_a_small_x():
    assert not list(find_personal_information("99010119900307004X", allowed=["99010119900307004x"]))


def test_what_looks_like_an_identity_number_but_has_another_check_character_is_none():
    assert not list(find_personal_information("编号99010119900307005X，卡号 6222 0000 0000 0000 1x"))


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("", []),
        ("账号", [Kind.BANK_CARD]),
        ("农业银行，一卡通", [Kind.BANK_CARD]),
        ("申请编号", []),
        ("账号，项目代码", []),
    ],
)
def test_the_heading_of_a_cell_says_what_its_number_is(heading, kinds):
    text = "4367000000000000009"

    found = list(find_personal_information(text, heading=heading))

    assert [(finding.kind, finding.start, finding.end) for finding in found] == [(kind, 0, 19) for kind in kinds]


def test_a_number_in_a_heading_is_not_told_a_second_time():
    heading = "咨询13800000000，账号"

    found = list(find_personal_information("4367000000000000009", heading=heading))

    assert [(finding.kind, finding.start) for finding in found] == [(Kind.BANK_CARD, 0)]


@pytest.mark.parametrize("text", ["账号", "公民身份号码", "一卡通账号（或社保卡金融账户）", "项目代码"])
def test_a_short_text_about_numbers_is_a_label(text):
    assert is_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "姓名",
        "4367000000000000009",
        "账号4367000000000000009",
        "请把开户银行和账号告诉乡镇社会救助窗口的工作人员，别的不用写",
    ],
)
def test_a_sentence_a_number_and_any_other_word_are_no_label(text):
    assert not is_label(text)


divisions = st.sampled_from(["110101", "350102", "659001", "820000", "830000", "990101"])
birthdays = st.dates(dt.date(1900, 1, 1), dt.date(2025, 12, 31))


@st.composite
def identity_numbers(draw):
    first = draw(divisions) + draw(birthdays).strftime("%Y%m%d") + f"{draw(st.integers(0, 999)):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11]


@given(number=identity_numbers(), before=st.text("号：，|张 \n"), after=st.text("，。|李\n"))
def test_every_identity_number_is_found_and_never_told(number, before, after):
    found = list(find_personal_information(before + number + after))

    assert [(finding.kind, finding.start, finding.end) for finding in found] == [
        (Kind.IDENTITY_NUMBER, len(before), len(before) + 18)
    ]
    assert number[4:14] not in repr(found)


@given(number=identity_numbers(), place=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_makes_it_no_identity_number(number, place, digit):
    wrong = number[:place] + digit + number[place + 1 :]

    assert is_identity_number(number)
    assert wrong == number or not is_identity_number(wrong)


@given(
    number=identity_numbers(),
    cuts=st.sets(st.integers(2, 16), min_size=1, max_size=4),
    joint=st.sampled_from(" -\u200b\u3000"),
)
def test_an_identity_number_is_found_in_parts(number, cuts, joint):
    edges = [0, *sorted(cuts), 18]
    parts = [number[first:last] for first, last in pairwise(edges)]
    if min(map(len, parts)) < 2:  # Parts of one digit are told from cells of a table only where they are the whole row.
        parts = list(number)

    found = list(find_personal_information(f"证件 号码：{joint.join(parts)}。"))

    assert [finding.kind for finding in found] == [Kind.IDENTITY_NUMBER]


@given(st.text("0123456789Xx -./\n\u200b*身份证号卡元aA９", max_size=200))
def test_findings_are_in_order_do_not_overlap_and_are_masked(text):
    found = list(find_personal_information(text))

    assert all(0 <= finding.start < finding.end <= len(text) for finding in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(re.fullmatch(r"[0-9]{3,4}\*{4,}[0-9]{3}[0-9X]", finding.masked_text) for finding in found)


@given(st.text("018９𝟎 -\n\u200b<br/>身", max_size=60))
def test_a_glance_at_every_eleventh_character_overlooks_no_number(text):
    assert may_hold_numbers(text) == (LONG_NUMBER.search(text) is not None)


@pytest.mark.parametrize(
    "unit",
    ["1 ", "12 ", "1\u200b", "1", "12\n", "6222 ", "1-", "35010219900307123" + " " * 30, "身份证350102199003071\n\n"],
)
def test_a_hostile_text_takes_time_in_a_straight_line(unit, straight_line):
    straight_line(lambda text: list(find_personal_information(text)), lambda size: unit * (size // len(unit)), 25_000)


@pytest.mark.real
@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/real is not here")
def test_in_real_documents_only_true_mobiles_are_found():
    found = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            found += [
                (document["id"], finding.kind.value, finding.masked_text)
                for finding in find_personal_information(document["body"])
            ]

    # Read one by one: contacts' mobiles, and one that is the name of a mailbox.
    assert found == [
        ("d00355", "手机号码", "138****5540"),
        ("d01137", "手机号码", "135****7699"),
        ("d01137", "手机号码", "139****8310"),
        ("d01275", "手机号码", "137****2314"),
        ("d01348", "手机号码", "158****8299"),
        ("d01394", "手机号码", "182****5824"),
        ("d01395", "手机号码", "136****1907"),
        ("d01448", "手机号码", "137****3000"),
        ("d01460", "手机号码", "153****0865"),
        ("d01464", "手机号码", "159****1991"),
        ("d01464", "手机号码", "138****3650"),
        ("d01467", "手机号码", "188****0230"),
    ]
