"""What an editor wrote, quoted in a message."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.quoting import quoted


def test_quotes_short_text_as_it_is():
    assert quoted("2026年13月1日") == "“2026年13月1日”"


def test_puts_lines_on_one_line():
    assert quoted(" 国办发\n〔2019〕\t54号\x00 ") == "“国办发 〔2019〕 54号”"


def test_shows_that_text_was_cut():
    assert quoted("长" * 41) == f"“{'长' * 40}…”"
    assert quoted("长" + " " * 10_000_000 + "短") == "“长…”"


@given(st.text())
def test_a_quotation_is_one_short_line(text):
    assert quoted(text).isprintable()
    assert len(quoted(text)) <= 43
