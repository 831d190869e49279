"""Pinyin: the letter, the syllables and the order of names and titles."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from disclosure.text.pinyin import FIRST_LONG, IDEOGRAPHS, KNOWN, READINGS, initial, sort_key, syllables

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "pinyin.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_reads_what_the_table_says(case):
    assert (initial(case["text"]), " ".join(syllables(case["text"]))) == (case["initial"], case["syllables"])


@pytest.mark.parametrize(
    "in_order",
    [
        ["《安置补偿方案》", "办事指南", "财政预算", "长期护理保险", "重大建设项目", "110"],
        ["2023年工作报告", "2024年工作报告", "2025年工作总结"],
        ["青禾镇第2小学", "青禾镇第10小学"],
        ["城市管理", "城乡居民医疗保险", "成长", "程序"],  # Characters that sound alike do not mix.
        ["规划", "规划编制", "规章"],
        ["“低保”申请", "低收入家庭认定"],
    ],
)
def test_sorts_as_a_reader_expects(in_order):
    backwards = in_order[::-1]

    assert sorted(backwards, key=sort_key) == in_order


@pytest.mark.parametrize("word", READINGS)
def test_the_table_holds_no_reading_that_pypinyin_knows_anyway(word):
    reading = READINGS[word].split()

    assert len(reading) == len(word)
    assert lazy_pinyin(word) != reading or "朝" in word  # 朝 by itself is read rightly, in most names it is not.


@given(st.text(max_size=40))
def test_every_text_has_a_letter_and_a_place(text):
    assert initial(text) in "#ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert sort_key(text) == sort_key(text)
    assert all(syllables(text))


@given(st.lists(st.text("行政长都单县《》（）一二12年aA重", max_size=8), max_size=6))
def test_any_texts_can_be_sorted_and_what_has_no_letter_comes_last(texts):
    letters = [initial(text) == "#" for text in sorted(texts, key=sort_key)]

    assert letters == sorted(letters)


def test_the_dictionary_is_not_loaded_before_it_is_needed():
    code = "import sys, disclosure.text.pinyin; sys.exit('pypinyin' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("unit", ["一", "长", "都", "(", "（一", "1", "a", "一、"])
def test_a_hostile_text_takes_time_in_a_straight_line(unit, straight_line):
    def read(text):
        initial(text)
        sort_key(text)
        syllables(text)

    straight_line(read, lambda size: (unit * size)[: size // 4])


def test_phrases_and_characters_are_read_as_pypinyin_reads_them():
    words = [*sorted(PHRASES_DICT)[::97], *map(chr, sorted(PINYIN_DICT)[::97])]
    words = [word for word in words if re.fullmatch(f"[{IDEOGRAPHS}]+", word)]
    words = [word for word in words if not KNOWN.search(word) and not FIRST_LONG.match(word)]

    assert [syllables(word) for word in words] == [tuple(lazy_pinyin(word)) for word in words]
