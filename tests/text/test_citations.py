"""Cited documents in running text."""

import gzip
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.citations import find_citations
from disclosure.text.document_number import find_document_numbers

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "citations.yml").read_text("utf-8"))
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real material is not beside the repository")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_finds_titles_and_their_numbers(case):
    cited = [
        [citation.title, str(citation.number) if citation.number else None] for citation in find_citations(case["text"])
    ]

    assert cited == case["cites"]


def test_tells_where_title_and_number_stand():
    text = "依照《水法》、《取水办法》（禾政办发〔2024〕3号，以下简称办法）第三条"

    assert [text[citation.start : citation.end] for citation in find_citations(text)] == [
        "《水法》",
        "《取水办法》（禾政办发〔2024〕3号，以下简称办法）",
    ]


def test_a_very_long_title_is_a_mark_somebody_forgot():
    text = f"《{'长' * 200}见《水法》{'长' * 200}》"

    assert [citation.title for citation in find_citations(text)] == ["水法"]


@given(st.text(alphabet="《》〈〉（）水法号国办发〔〕2019第令。，\n"))
def test_citations_stand_in_order_and_never_overlap(text):
    end = 0
    for citation in find_citations(text):
        assert end <= citation.start < citation.end <= len(text)
        assert text[citation.start] == "《"
        assert citation.title
        end = citation.end


@given(st.text(alphabet="（）〔〕[] \n国务院办发财政部局令公告第号年月日试行0129２原文：、，的", max_size=60))
def test_a_number_that_follows_a_title_is_never_overlooked(following):
    (cited,) = find_citations(f"《水法》{following}")
    number = next(find_document_numbers(f"》{following}"), None)

    if number is not None and (number.start == 1 or (number.start == 2 and following[0] in "（〔[")):
        assert cited.number == number.number


@pytest.mark.parametrize(
    "piece", ["《", "》", "《》", "《水法》", "《水法》（国办发〔2019〕54号）", "《水\n", "《《水》", "《水》》"]
)
def test_cost_stays_linear_in_hostile_text(piece, straight_line):
    straight_line(find_citations, lambda size: piece * (size // len(piece)))
    straight_line(find_citations, lambda size: "《" * size + "《水》" * (size // 3) + "》" * size)


@needs_real
@pytest.mark.real
def test_loses_next_to_no_title_of_the_corpus():
    opened = cited = numbered = 0
    with gzip.open(REAL / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 4:
                continue  # Every fourth document is enough to see a change for the worse.
            body = json.loads(line)["body"]
            citations = find_citations(body)
            opened += body.count("《")
            cited += len(citations)
            numbered += sum(citation.number is not None for citation in citations)

    assert cited > 0.99 * opened > 2_000  # The rest are inner titles and marks that were never closed.
    assert numbered > 0.15 * cited
