"""Cost: a body of any kind takes a time in proportion to its length."""

import pytest

from disclosure.text.body import excerpt, render

UNITS = [
    *(
        "*",
        "**",
        "**甲**",
        "[",
        "[甲",
        "[甲](",
        "[甲](x)",
        "![",
        "](",
        "<",
        "<a ",
        "<u>",
        "<u><b>",
        "<sup>2</sup>",
        "<!--",
        "&",
        "&lt;",
    ),
    *(
        "|",
        "|\n",
        "|-|\n",
        "甲|乙\n-|-\n",
        "<table>",
        "<table>\n",
        "<table>\n</table>\n",
        "<table><tr><td>",
        "《",
        "（",
        "（一）",
    ),
    *(
        "（一）甲\n乙\n",
        "一、甲\n",
        "第一条 甲\n",
        "# 甲\n",
        "- 甲\n",
        "  - 甲\n - 乙\n",
        "> 甲\n",
        "-",
        ">",
        "#",
        "\\",
        "\\*",
        "\n",
        "　",
    ),
    *(
        "\u200b",
        "\u200b\n",
        "附件：1. 甲\n",
        "各单位：\n",
        "青禾县政府\n",
        "2026年3月1日\n",
        "表1 甲\n|甲|\n|-|\n",
        "第",
        "一",
        "1",
    ),
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_longer_text_costs_in_proportion(unit, straight_line):
    straight_line(read, lambda size: unit * (size // len(unit)))


def read(source):
    excerpt(render(source, link=lambda target: "x", picture=lambda target: "x").text, 100)
