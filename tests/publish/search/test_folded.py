"""Folding a corpus at once gives what folding each text gives."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.publish.search.folded import END, folded
from disclosure.text.segment import as_written, plain, search_fold

TEXTS = st.text(st.one_of(st.sampled_from("一二十百零〇○年月条 （）ＰＭ㎡①ﬁİΣ學\u0301é가\u1161ｶﾞ\n𠮷"), st.characters()))


@given(st.lists(TEXTS, max_size=4))
def test_all_at_once_is_each_alone(texts):
    lines = [text.replace(END, " ") for text in texts]
    assert folded(texts) == (
        "".join(f"{search_fold(line)}{END}" for line in lines),
        [(number, pair) for number, line in enumerate(lines) for pair in as_written(plain(line))],
    )
