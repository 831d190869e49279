"""Rows that are read without a parser say what the parser says they do, mark for mark."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.read.plain_rows import plain_rows
from disclosure.read.yaml import Mark, Parsed, parse_closely

PIECES = [
    *(
        "标题",
        "a",
        "bc",
        "（试行）",
        "关于《甲》的通知",
        "2026-03-01",
        "9:30",
        "https://a.example/b?c=1",
        "0505",
        "~",
        "no",
    ),
    *(
        " ",
        "  ",
        ":",
        ": ",
        ",",
        ", ",
        "：",
        "\n",
        "\n",
        "- ",
        "-",
        "?",
        "? ",
        "|",
        ">",
        "&a",
        "*a",
        "!",
        "%",
        "@",
        "`",
        "=",
        "<<",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "\\",
        '"甲：乙, 丙"',
        "[甲, 乙]",
        "{甲: 乙, 丙: 丁}",
        '["1", "2"]',
        "{甲: [乙]}",
        "#",
        " # ",
    ),
    *(
        "\t",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\x85",
        "\x00",
        "\U0001f600",
        "---",
        "...",
        "名称: ",
        "名称: ",
        "编号: ",
        "日期:",
    ),
]
ROWS = st.lists(st.lists(st.sampled_from(PIECES), max_size=7).map("".join), max_size=5)
KEYED = st.lists(
    st.tuples(st.sampled_from(["甲", "乙", "丙", "name", "（一）"]), st.lists(st.sampled_from(PIECES), max_size=5)),
    max_size=5,
).map(lambda rows: [f"{name}: {''.join(pieces)}" for name, pieces in rows])


@given(st.one_of(ROWS, KEYED).map("\n".join), st.booleans())
@example('标题: "关于印发《办法》的通知（808）"\n公开日期: 2015-01-02', True)
@example('审查: {审查人: 审查岗, 结果: 通过,日期: 2015-01-02}\n主题: [劳动就业、人事, 教育]\n事项: ["119007001"]', True)
@example("甲: a:b c\n乙:\n丙:  x - y", False)
@example(f"甲: {'很长' * 600}", True)
@example("甲: a  b", True)
def test_what_is_read_without_a_parser_is_what_the_parser_reads(text, marking):
    plain = plain_rows(text, marking=marking)

    if plain is not None:
        tree, marks = plain
        read = Parsed(tree, marks={loc: (Mark(*key), Mark(*value)) for loc, (key, value) in marks.items()})
        assert read == parse_closely(text, marking=marking)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("标题: 通知\n文号: 禾示发〔2026〕1号", {"标题": "通知", "文号": "禾示发〔2026〕1号"}),
        (
            '网址: https://qinghe.example/a\n主题: [水利, "教育"]',
            {"网址": "https://qinghe.example/a", "主题": ["水利", "教育"]},
        ),
        ("审查: {审查人: 李某 某, 结果: 通过}\n备注:", {"审查": {"审查人": "李某 某", "结果": "通过"}, "备注": ""}),
    ],
)
def test_plain_rows_are_read_without_a_parser(text, tree):
    assert plain_rows(text) == (tree, {})


@pytest.mark.parametrize(
    "text",
    ["", "标题: 通知 # 草稿", "标题: 甲\n标题: 乙", "标题： 通知", "主题:\n- 水利", "标题: |\n  甲", "甲: &乙 丙"],
)
def test_whatever_might_mean_more_is_left_to_the_parser(text):
    assert plain_rows(text) is None
