"""Document numbers: alone in a field, and in running text."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.text.document_number import (
    DocumentNumber,
    NumberKind,
    find_document_numbers,
    parse_document_number,
)
from disclosure.text.normal import half_width

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "document-numbers.yml").read_text("utf-8"))
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real material is not beside the repository")


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["written"])
def test_reads_every_spelling_into_one_form(case):
    assert str(parse_document_number(case["written"])) == case["canonical"]


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["written"])
def test_the_canonical_form_reads_as_itself(case):
    number = parse_document_number(case["written"])

    assert parse_document_number(str(number)) == number


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["written"])
def test_says_what_is_wrong_with_a_number(case):
    with pytest.raises(ValueError) as raised:
        parse_document_number(case["written"])

    assert str(raised.value).startswith(case["says"])
    assert "。" in str(raised.value)


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["text"])
def test_finds_numbers_and_no_prose_before_them(case):
    assert [str(found.number) for found in find_document_numbers(case["text"])] == case["numbers"]


def test_tells_where_a_number_stands():
    text = "根据国办发〔２０１９〕 54号、国务院令第711号等规定"

    assert [text[found.start : found.end] for found in find_document_numbers(text)] == [
        "国办发〔２０１９〕 54号",
        "国务院令第711号",
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国办发〔2019〕54号", DocumentNumber("国办发", 2019, 54)),
        ("国务院令第711号", DocumentNumber("国务院", None, 711, NumberKind.ORDER)),
        ("河北省人民政府令〔2019〕第11号", DocumentNumber("河北省人民政府", 2019, 11, NumberKind.ORDER)),
        ("商务部公告2026年第20号", DocumentNumber("商务部", 2026, 20, NumberKind.ANNOUNCEMENT)),
        ("青禾县公安局通告第3号", DocumentNumber("青禾县公安局", None, 3, NumberKind.PUBLIC_NOTICE)),
    ],
)
def test_tells_the_parts_of_a_number(text, number):
    assert parse_document_number(text) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国办发〔2019〕54号", "国办发(2019)第054号"),
        ("国令第711号", "国务院令第711号"),
        ("中华人民共和国国务院令第711号", "国务院令第711号"),
        ("商务部令2021年第3号", "商务部令〔2021〕第3号"),
        ("财政部、税务总局公告2022年第32号", "财政部税务总局公告2022年第32号"),
    ],
)
def test_numbers_of_one_document_have_one_key(one, other):
    assert parse_document_number(one).key == parse_document_number(other).key


def test_numbers_of_different_documents_have_different_keys():
    numbers = ("国办发〔2019〕54号", "国办函〔2019〕54号", "国办发〔2018〕54号", "国办发〔2019〕5号", "国务院令第54号")
    orders = ("国务院〔2019〕54号", "国务院令〔2019〕第54号", "国务院公告2019年第54号", "国务院通告2019年第54号")

    assert len({parse_document_number(number).key for number in numbers + orders}) == 9


def test_the_key_is_head_year_and_serial():
    assert parse_document_number("国办发〔2019〕54号").key == "国办发|2019|54"
    assert parse_document_number("国令第711号").key == "国务院令||711"


HEADS = st.text(alphabet="禾示政办发函规字财教水", min_size=2, max_size=8)


@given(HEADS, st.integers(1900, 2099), st.integers(1, 99_999), st.sampled_from(["〔〕", "[]", "【】", "（）", "﹝﹞"]))
def test_any_number_is_read_from_a_field_and_found_in_a_sentence(head, year, serial, brackets):
    written = f"{head}{brackets[0]}{year}{brackets[1]}{serial}号"
    number = DocumentNumber(head, year, serial)

    assert parse_document_number(written) == number
    assert [found.number for found in find_document_numbers(f"根据《办法》（{written}）的规定")] == [number]


@given(st.text(alphabet="国办发令公告第号年月〔〕[]()（）【】0129２一十、 的根据\n"))
def test_answers_a_number_or_a_sentence(text):
    try:
        assert str(parse_document_number(text))
    except ValueError as refusal:
        assert "文号" in str(refusal)


@given(st.text(alphabet="国办发财政部局令公告第号年月〔〕[]()（）0129２一十、 的和根据》\n"))
def test_what_it_finds_stands_where_it_says(text):
    end = 0
    for found in find_document_numbers(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start] == found.number.head[0]
        end = found.end


PIECES = [
    "号",
    "第5号",
    "令",
    "公告",
    "〔2019〕",
    "［２０１９］",
    "（2020）",
    "１２",
    "五",
    "国务院",
    "、",
    "\u3000",
    "令第３号",
    "。",
]
LONG = "甲" * 26


@example("\u3000".join(f"{name}{LONG}部" for name in "子丑寅卯辰巳午未申酉") + "令第３号")
@given(st.lists(st.sampled_from([*PIECES, f"{LONG}部"]), max_size=30).map("".join))
def test_full_width_makes_no_difference_wherever_it_stands(text):
    assert list(find_document_numbers(text)) == list(find_document_numbers(half_width(text)))


@pytest.mark.parametrize(
    "piece",
    [
        "国办发〔2019〕54号",
        "〔",
        "〔2019",
        "〔2019〕",
        "令第",
        "令第5号",
        "第1号",
        "1",
        "号",
        "1号",
        "一",
        "国",
        " ",
        "公告（",
        "和国务院、",
    ],
)
def test_cost_stays_linear_in_hostile_text(piece, straight_line):
    def read(text):
        for _ in find_document_numbers(text):
            pass
        with pytest.raises(ValueError, match="文号"):
            parse_document_number(text)

    straight_line(read, lambda size: piece * (size // len(piece)))


def real_numbers():
    """Yield every value of a number field in the real material, with the name of the file."""
    with gzip.open(REAL / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (("corpus", json.loads(line)["doc_no"]) for line in lines)
    rows = (REAL / "bulk" / "cited-titles-and-wenhao.csv").read_text("utf-8").splitlines()
    for row in csv.DictReader(row for row in rows if not row.startswith("#")):
        yield "cited", row["document_number"]
    for line in (REAL / "bulk" / "state-council-60-documents.jsonl").read_text("utf-8").splitlines():
        yield "state council", json.loads(line)["docno"]
    for document in json.loads((REAL / "bulk" / "guangzhou-documents.json").read_text("utf-8")):
        yield "guangzhou", document["doc_no"]


@needs_real
@pytest.mark.real
def test_reads_every_real_number_and_refuses_every_real_other_value():
    read, refused = Counter(), Counter()
    for source, written in real_numbers():
        if not written:
            continue
        try:
            number = parse_document_number(written)
        except ValueError as refusal:
            refused[source] += 1
            assert "不是文号" in str(refusal) or "别的文字" in str(refusal) or "个文号" in str(refusal)
        else:
            read[source] += 1
            assert str(number) == written  # All of them were cleaned to this form by those who collected them.

    # Each refusal was looked at: 6 have a piece of a sentence before the number, 22 are no number of the document.
    assert read == {"corpus": 587, "cited": 28, "state council": 60, "guangzhou": 15}
    assert refused == {"corpus": 6, "guangzhou": 22}


@needs_real
@pytest.mark.real
def test_finds_the_numbers_of_the_corpus_without_the_prose_before_them():
    heads = Counter()
    with gzip.open(REAL / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for found in find_document_numbers(json.loads(line)["body"]):
                heads[found.number.head] += 1

    assert sum(heads.values()) >= 3_600
    assert heads["国办发"] + heads["国发"] > 250
    prose = [head for head in heads if any(word in head for word in ("根据", "按照", "通知", "的", "号", "日", "《"))]
    assert prose == []
    # Seen once each where a line break cuts the issuer's name: nothing tells that from a heading above.
    cut = [head for head in heads if head.startswith(("民银行", "行保险", "国证券"))]
    assert len(cut) <= 3
