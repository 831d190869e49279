"""Cost: a body of any kind takes a time in proportion to its length."""

import time

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
SHORT = 3_000
TIMES_LONGER = 8


@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_costs_about_eight_times_the_time(unit):
    short = min(seconds(unit * (SHORT // len(unit))) for _ in range(2))
    long = seconds(unit * (TIMES_LONGER * SHORT // len(unit)))

    # Quadratic would be 64 times; the 5 ms are what any render may be late by.
    assert long < TIMES_LONGER * 3 * (short + 0.005)


def seconds(source):
    began = time.process_time()
    excerpt(render(source, link=lambda target: "x", picture=lambda target: "x").text, 100)
    return time.process_time() - began
