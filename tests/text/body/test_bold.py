"""Bold: a masked name is never taken for bold words, nor bold words for a mask."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.body.bold import pairs

SURNAMES = st.sampled_from("王李张刘陈杨黄赵吴周徐孙朱")
MASKS = st.one_of(SURNAMES.map("{}**".format), st.sampled_from(["3501**", "138**", "闽A**", "**有限公司", "**县"]))
BETWEEN = st.sampled_from(
    ["、", "，", "和", "与", "系", "诉", "之妻", "（男）、", "（35岁），", "\u3000", "同意后由", "；"]
)


@given(st.lists(st.tuples(MASKS, BETWEEN), min_size=2, max_size=6), st.sampled_from(["", "申请人", "由"]))
def test_masked_names_and_numbers_are_never_bold(words, before):
    line = before + "".join(mask + between for mask, between in words)

    assert list(pairs(line)) == []


PHRASES = st.text(
    st.sampled_from("依法全面推进政务公开工作条例办理流程的第一是《》（）：2026"), min_size=1, max_size=12
).filter(
    lambda text: (
        all(text.count(opener) == text.count(closer) for opener, closer in ("《》", "（）"))
        and text[0] not in "》）："
        and text[-1] not in "《（"
    )
)


@given(st.lists(PHRASES, min_size=1, max_size=4), st.sampled_from(["为了", "，", "。其中", " ", "根据", "》"]))
def test_closed_pairs_in_chinese_text_are_bold(phrases, between):
    line = "".join(f"{between}**{phrase}**规定" for phrase in phrases)

    assert [line[opens + 2 : closes] for opens, closes in pairs(line)] == phrases
