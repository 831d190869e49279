"""Terms of texts and queries, in Python and in JavaScript."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.number_keys import keys_of_number, number_keys
from disclosure.text.segment import AS_WRITTEN, as_written, bare, plain, query_terms, search_fold, terms

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "segment.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_query_is_cut_into_its_terms(case):
    folded = search_fold(case["text"])
    keys = number_keys(folded)

    assert folded == case["folded"]
    assert query_terms(folded) == case["terms"]
    assert list(keys.sure) == case.get("sure", [])
    assert list(keys.likely) == case.get("likely", [])
    assert list(keys.possible) == case.get("possible", [])


@pytest.mark.parametrize(
    ("written", "meant"), [("學校安全條例", "学校安全条例"), ("義務教育", "义务教育"), ("失業保險金", "失业保险金")]
)
def test_traditional_characters_are_read_as_simplified_ones(written, meant):
    assert search_fold(written) == meant


TEXT = st.text(alphabet="低保金申领办法第一二0〇1239年号ab.-（）《》 \n𠮷", max_size=40)


@given(TEXT, st.integers(0, 39), st.integers(2, 12))
def test_whatever_a_text_contains_is_found_by_a_term_of_it(text, start, length):
    folded = search_fold(text)
    wanted = folded[start : start + length]
    if len(bare(wanted)) < 2 or bare(wanted) != wanted or (len(wanted) > 3 and wanted.isascii()):
        return

    assert set(query_terms(wanted)) & set(terms(folded))


@given(st.text(alphabet="〇零○一二九十百01年条届第", max_size=30))
def test_every_two_characters_of_a_text_are_a_term_of_it_or_a_pair_as_written(text):
    written = plain(text)
    found = {*terms(search_fold(text)), *as_written(written)}

    for pair in map("".join, pairwise(written)):
        assert {pair, pair.translate(AS_WRITTEN)} & found


@pytest.mark.parametrize(
    "asked",
    [
        "国办发〔2019〕54号",
        "国办发(2019)54号",
        "国办发［２０１９］５４号",
        "国办发2019年54号",
        "国办发54号",
        "[2019]54",
        "54号",
    ],
)
def test_every_spelling_of_a_number_has_a_key_of_the_document(asked):
    keys = number_keys(search_fold(asked))

    assert {*keys.sure, *keys.likely, *keys.possible} & set(keys_of_number(search_fold("国办发〔2019〕54号")))


def test_a_long_text_is_cut_in_good_time():
    text = "第1号" * 100_000

    assert len(terms(text)) > 100_000
    assert number_keys(text).possible == ("#-1",)
