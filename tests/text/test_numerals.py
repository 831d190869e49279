"""Numbers in Chinese and Arabic numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.numerals import chinese_number, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        (" 007 ", 7),
        ("零", 0),
        ("〇", 0),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("一十五", 15),
        ("二十", 20),
        ("三十一", 31),
        ("廿", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("一百", 100),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百一十", 110),
        ("一百十一", 111),
        ("一百廿三", 123),
        ("两百", 200),
        ("一千零一", 1001),
        ("一千零五十", 1050),
        ("一千零一十五", 1015),
        ("一千一百", 1100),
        ("二千零二十六", 2026),
        ("九千九百九十九", 9999),
        ("一万", 10_000),
        ("一万零三", 10_003),
        ("一万零三百二十", 10_320),
        ("十二万", 120_000),
        ("两万三千", 23_000),
        ("一亿", 100_000_000),
        ("一亿零二十万", 100_200_000),
        ("一万二千亿", 1_200_000_000_000),
        ("十四亿一千一百七十八万", 1_411_780_000),
        ("壹万贰仟叁佰元"[:-1], 12_300),
        ("二〇一九", 2019),
        ("二零一九", 2019),
        ("二○一九", 2019),
        ("二O一九", 2019),
        ("二Ｏ一九", 2019),
        ("二0一九", 2019),
        ("一九九六", 1996),
        ("一二六", 126),
        ("〇五", 5),
        ("二〇", 20),
    ],
)
def test_reads(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "若干",
        "一百五",  # 105 or 150.
        "三千五",
        "一万五",
        "三五",  # "Three to five".
        "七八十",
        "十十",
        "二廿",
        "百",
        "千五百",
        "一千十",
        "两十",
        "十两",
        "一百零",
        "一百零五十",
        "一千零五百",
        "一百〇〇五",
        "零十",
        "一万万",
        "一亿亿",
        "万",
        "二十 一",
        "1,234",
        "3万",
        "一点五",
        "-1",
        "²",
        "٣",
        "O",
        "一九2六",
        "1" * 16,
        "一" * 21,
        "二〇一九" * 100_000,
        "9" * 1_000_000,
    ],
)
def test_refuses_what_is_no_number_or_two(text):
    with pytest.raises(ValueError, match=r"^读不出数字“.{0,41}”。写成 12 或 十二 这样的形式$"):
        parse_number(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (31, "三十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2026, "二千零二十六"),
        (9999, "九千九百九十九"),
    ],
)
def test_writes(number, text):
    assert chinese_number(number) == text


def test_every_number_it_writes_it_reads():
    assert [parse_number(chinese_number(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_writes_no_number_outside_its_range(number):
    with pytest.raises(ValueError, match="from 1 to 9999"):
        chinese_number(number)


@given(st.text(alphabet="〇零一二两三五九十廿百千万亿0O19"))
def test_answers_a_number_or_a_sentence(text):
    try:
        assert parse_number(text) >= 0
    except ValueError as refusal:
        assert str(refusal).startswith("读不出数字")


@given(st.integers(0, 10**15 - 1))
def test_reads_arabic_and_full_width_digits_alike(number):
    wide = str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})

    assert parse_number(wide) == parse_number(str(number)) == number
