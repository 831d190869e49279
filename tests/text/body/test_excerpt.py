"""Excerpts: short, on one line, and cut where a reader would cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.body import excerpt

TEXT = "为了规范取水许可管理，制定本办法。申请人应当提交材料：\n身份证。"


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        (TEXT, 100, "为了规范取水许可管理，制定本办法。申请人应当提交材料：身份证。"),
        (TEXT, 20, "为了规范取水许可管理，制定本办法。"),
        (TEXT, 17, "为了规范取水许可管理，制定本办法。"),
        (TEXT, 16, "为了规范取水许可管理，制定本办…"),
        (TEXT, 12, "为了规范取水许可管理…"),
        ("他说：“可以。”然后离开了这里。", 9, "他说：“可以。”"),
        ("投资1234.56万元建设", 6, "投资…"),
        ("按照National标准", 6, "按照…"),
        ("Nationalization", 6, "Natio…"),
        ("青禾县\n水务局\n\n  2026 年 Q1 report ", 40, "青禾县水务局 2026 年 Q1 report"),
        ("葛\U000e0100城规划", 2, "…"),
        ("", 10, ""),
    ],
)
def test_a_text_is_cut_where_the_table_says(text, length, cut):
    assert excerpt(text, length) == cut


@given(st.text(), st.integers(1, 60))
def test_an_excerpt_is_never_longer_than_asked_and_begins_the_text(text, length):
    cut = excerpt(text, length)

    assert len(cut) <= length
    assert "\n" not in cut
    assert "".join(text.split()).startswith("".join(cut.removesuffix("…").split())) or cut == text
