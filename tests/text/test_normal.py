"""Spellings that mean the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text import normal
from disclosure.text.normal import fold, half_width, squeeze_cjk_spaces

WRITING = st.text(alphabet="青禾县水務《》〈〉（）()[]〔〕【】“”「」'\"—–-～·•12３４aＢc，。、○〇 \u3000\t\n\u200b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县取水许可办法（试行）", "青禾县取水许可办法(试行)"),
        ("青禾县取水许可办法（试行）", "青禾县取水许可办法【试行】"),
        ("中共青禾县委 青禾县人民政府", "中共青禾县委青禾县人民政府"),
        ("青禾县“十五五”规划（2026—2030年）", "青禾县「十五五」规划(2026-2030年)"),
        ("青禾县规划（2026～2030 年）", "青禾县规划（2026－2030年）"),
        ("关于印发〈青禾县公告〉的通知", "关于印发《青禾县公告》的通知"),
        ("深化'人工智能+'行动", "深化“人工智能＋”行动"),
        ("SZGY-BZ", "ｓｚｇｙ－ｂｚ"),
        ("青\u200b禾县", "青禾县"),
        ("二○二六年", "二〇二六年"),
        ("玛依拉•买买提", "玛依拉·买买提"),
        ("⻘禾县⼈⺠政府", "青禾县人民政府"),  # Radicals, as PDF files give them.
    ],
)
def test_spellings_of_one_title_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县取水许可办法", "青禾县取水许可办法（试行）"),
        ("青禾县第1号", "青禾县第11号"),
        ("GB 1 2", "GB 12"),
        ("szgy-1", "szgy1"),
        ("《青禾县公告》", "青禾县公告"),
    ],
)
def test_different_titles_stay_different(one, other):
    assert fold(one) != fold(other)


def test_blank_stays_between_latin_words_only():
    assert fold("  IPv6  改造 Phase\n2 、 完成 ") == "ipv6改造phase 2、完成"


@given(WRITING)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text('（）《》〈〉“”〔〕()<>"、，-－ aAａz09０年月发鿿一〇々℃', max_size=12))
def test_a_title_in_everyday_characters_is_folded_as_a_closer_look_folds_it(text):
    assert fold(text) == normal._folded(text)


@given(WRITING, WRITING)
def test_folded_text_has_no_space_beside_chinese(before, after):
    assert "县县" in fold(f"{before}县 县{after}")


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("制 定 或 获 取 信 息之日起 10 个 工作日内", "制定或获取信息之日起 10 个工作日内"),
        ("自信息形\n成或者变\n更之日起", "自信息形成或者变更之日起"),
        ("政府网站 、\u3000公示栏", "政府网站、公示栏"),
        ("IPv6 改造 Phase 2", "IPv6 改造 Phase 2"),
        ("12 34", "12 34"),
        (" 青禾县 ", " 青禾县 "),
    ],
)
def test_squeezes_space_between_chinese_characters_only(text, squeezed):
    assert squeeze_cjk_spaces(text) == squeezed


@given(WRITING)
def test_squeezing_takes_away_nothing_but_space(text):
    def seen(text):
        return "".join(text.replace("\u200b", "").split())

    assert seen(squeeze_cjk_spaces(text)) == seen(text)


def test_half_width_keeps_every_position():
    text = "国令第７１１号（２０１９）﹝Ａ﹞\u3000：／．－○"

    assert half_width(text) == "国令第711号(2019)〔A〕 :/.-〇"
    assert len(half_width(text)) == len(text)


@given(st.text())
def test_half_width_never_changes_the_length(text):
    assert len(half_width(text)) == len(text)
