"""Bodies: what an editor writes is what citizens read, and nothing else."""

import html
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.text.body import Heading, Section, render

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "body.yml").read_text("utf-8"))
FILES = {"szgy-bz.md": "/documents/szgy-bz/", "附件1.docx": "附件1.docx", "附件 2（表）.xlsx": "f2.xlsx"}
PICTURES = {"liucheng.png": "liucheng.png"}
ELEMENTS = {
    *(
        "a",
        "b",
        "blockquote",
        "br",
        "caption",
        "del",
        "div",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
    ),
    *("li", "p", "rp", "rt", "ruby", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "u", "ul"),
}
ATTRIBUTES = {
    *("alt", "aria-label", "class", "colspan", "href", "id", "loading", "rel", "role", "rowspan", "scope", "src"),
    "tabindex",
}


def body(source, **options):
    return render(source, link=link, picture=PICTURES.get, **options)


def link(target):
    return FILES.get(target.replace("%20", " "))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_source_becomes_the_page_of_the_table(case):
    result = body(case["source"])

    said = [f"{found.line}:{found.column} {found.kind} {found.what}。{found.hint}" for found in result.mistakes]
    assert (result.html + "\n" if result.html else "") == case["html"]
    assert said == case.get("mistakes", [])


def test_mistakes_stand_on_the_lines_of_the_file_and_not_of_the_body():
    source = "甲。\n\n见[办法](meiyou.md)\n|甲|\n|---|\n|[乙](x.md)|\n- [丙](y.md)\n> [丁](z.md)\n"

    result = body(source, first_line=11)

    assert [(found.line, found.column) for found in result.mistakes] == [(13, 2), (16, 2), (17, 3), (18, 3)]


def test_a_link_to_what_the_public_may_not_see_is_its_text_and_no_mistake():
    result = render("见[办法](niban.md)。", link=lambda target: "", picture=lambda target: "")

    assert result.html == "<p>见办法。</p>"
    assert result.mistakes == ()


def test_search_gets_passages_under_their_headings():
    source = "引言。\n一、总体要求\n（一）指导思想。坚持公开。\n再一段。\n（二）目标\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n第三条　办理：\n（一）受理；\n"

    result = body(source)

    assert result.headings == (Heading(2, "一、总体要求", "s-1"), Heading(3, "（二）目标", "s-1-2"))
    assert result.sections == (
        Section("", "", "引言。"),
        Section("s-1", "一、总体要求", ""),
        Section("s-1-1", "（一）指导思想", "（一）指导思想。坚持公开。\n再一段。"),
        Section("s-1-2", "（二）目标", "甲 乙\n1 2"),
        Section("art-3", "第三条", "第三条　办理：\n（一）受理；"),
    )
    assert result.text == (
        "引言。\n一、总体要求\n（一）指导思想。坚持公开。\n再一段。\n（二）目标\n甲 乙\n1 2\n第三条　办理：\n（一）受理；"
    )


def test_search_finds_a_picture_by_its_description():
    assert body("![一图读懂：低保怎么申请](liucheng.png)\n").text == "一图读懂：低保怎么申请"


PLAIN = st.text(
    st.sampled_from(
        "政务公开一二三第条章（）《》“”、，。；：〔〕1２0号年月日省县张李王AbR _*<>&|#-+=~`^'\"%$@!?.;,/{}　\t"
    )
)
"""Characters of official text, and those that Markdown and HTML are made of, without the ones that need a partner."""


def is_markup(line):
    """Say, apart from the renderer, whether a line of `PLAIN` is one of the few that do carry markup."""
    pair = re.search(r"(?<!\*)\*\*(?!\*)[^*]+\*\*(?!\*)", line)
    block = re.match(r"\s*(#{1,6}\s|-\s|>\s|>$|-{3,}\s*$)", line)
    return bool(pair or block or re.search(r"[a-z]\w*\s*/?>", line, re.IGNORECASE))


@given(st.lists(PLAIN.filter(lambda line: not is_markup(line)), max_size=6))
def test_text_without_markup_is_shown_character_for_character(lines):
    lines = [line for line in lines if not re.fullmatch(r"[\s|:-]*", line)]

    result = body("\n".join(lines))

    assert squeezed(seen(result.html)) == squeezed("".join(lines))
    assert result.html.count("\n") == max(sum(bool(line.strip()) for line in lines) - 1, 0)


MARKED = {
    **{
        text: text
        for text in ("依法公开", "张**", "3501****1234", "a_b", "<5%", "<关于废止的决定>", "R&D", "&nbsp;", "[注]")
    },
    "**粗体**": "粗体",
    "**《条例》：**": "《条例》：",
    "[文件](szgy-bz.md)": "文件",
    "[没有](meiyou.md)": "没有",
    "[外站](http://a.cn/x_y*z*)": "外站",
    "[2018](试行)": "[2018](试行)",
    "![流程](liucheng.png)": "",
    "m<sup>2</sup>": "m2",
    "<ruby>婠<rt>wan</rt></ruby>": "婠wan",
    "<font>红</font>": "<font>红</font>",
    "<script>x</script>": "<script>x</script>",
    r"\*": "*",
    r"\[注]": "[注]",
    r"\<sup>": "<sup>",
    r"C:\数据": r"C:\数据",
    "张\u200b三": "张三",
}
"""What may be written inside a line, and what of it is seen."""
STARTS = {
    "": "",
    "　　": "",
    "# ": "",
    "### ": "",
    "- ": "",
    "  - ": "",
    "> ": "",
    "一、": "一、",
    "（二）": "（二）",
    "3. ": "3. ",
    "第四条 ": "第四条 ",
    r"\# ": "# ",
    "附件：": "附件：",
}
"""What may be written before a line, and what of it is seen."""
LINE = st.tuples(st.sampled_from(sorted(STARTS)), st.lists(st.sampled_from(sorted(MARKED)), min_size=1, max_size=5))


@given(st.lists(LINE, max_size=8))
def test_of_marked_text_everything_but_the_marks_is_shown_in_order(lines):
    source = "\n".join(start + "，".join(pieces) for start, pieces in lines)
    expected = "".join(STARTS[start] + "，".join(MARKED[piece] for piece in pieces) for start, pieces in lines)

    result = body(source)

    assert squeezed(seen(result.html)) == squeezed(expected)


@given(
    st.lists(st.lists(st.sampled_from(sorted(MARKED)), min_size=2, max_size=4), min_size=1, max_size=4), st.booleans()
)
def test_of_a_table_every_cell_is_shown_in_order(rows, framed):
    lines = [" | ".join(row) for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]]]
    source = "\n".join(f"| {line} |" if framed else line for line in lines)
    expected = "".join(MARKED[cell] for row in rows for cell in row)

    result = body(source)

    assert squeezed(seen(result.html)) == squeezed(expected)


HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                "<",
                ">",
                "</",
                "/>",
                "<!--",
                "-->",
                "<![CDATA[",
                "&",
                ";",
                '"',
                "'",
                "`",
                "\\",
                "\n",
                "\r\n",
                " ",
                "　",
                "\t",
            ),
            *(
                "<script>",
                "</script>",
                "<table>",
                "</table>",
                "<tr>",
                "</tr>",
                "<td>",
                "<td onclick=x>",
                "</td>",
                "<p>",
                "</p>",
            ),
            *(
                "<style>",
                "<svg/onload=x>",
                "<img src=x onerror=y>",
                '<a href="javascript:x">',
                "</a>",
                "<TABLE style=x>",
            ),
            *(
                "<u>",
                "</u>",
                "<sup>",
                "</sup>",
                "<ruby>",
                "<rt>",
                "</rt>",
                "</ruby>",
                "<br>",
                "<br/>",
                "<b>",
                "</b>",
                "<iframe>",
            ),
            *(
                "[",
                "]",
                "(",
                ")",
                "![",
                "](",
                "](szgy-bz.md)",
                "](javascript:alert(1))",
                '](https://a.cn/"onx=1)',
                "](#art-1)",
            ),
            *(
                "*",
                "**",
                "***",
                "_",
                "#",
                "# ",
                "- ",
                "  - ",
                "> ",
                "---",
                "|",
                "|-|",
                "|---|---|",
                "\n|-|\n",
                "表1 甲",
            ),
            *(
                "一、",
                "（一）",
                "1. ",
                "第一条 ",
                "第一章",
                "附件：",
                "2026年3月1日",
                "甲",
                "张",
                "x",
                "1",
                "&lt;",
                "&#x3c;script&#x3e;",
            ),
            *("\x00", "\x02", "\x03", "\x02wzxhzdk:0\x03", "\u200b", "\u202e", "\ud800", "\ue000", "\u2028"),
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=300)
@given(HOSTILE)
def test_whatever_is_written_the_page_is_balanced_and_holds_only_what_is_allowed(source):
    result = body(source)

    page = Page()
    page.feed(result.html)
    page.close()
    assert page.unclosed == []
    assert page.elements <= ELEMENTS
    assert page.attributes <= ATTRIBUTES
    assert all(address.startswith(("#", "/documents/", "https://a.cn/")) for address in page.addresses)
    assert len(page.ids) == len(set(page.ids))
    assert {heading.anchor for heading in result.headings} <= set(page.ids)
    assert result.html.encode("utf-8").decode("utf-8") == result.html


@given(HOSTILE)
def test_whatever_is_written_passages_hold_the_whole_text(source):
    result = body(source)

    headings = {heading.anchor for heading in result.headings}
    passages = [(part.heading + "\n" if part.anchor in headings else "") + part.text for part in result.sections]
    assert squeezed("".join(passages)) == squeezed(result.text)


@given(
    st.lists(
        st.sampled_from(
            [
                "# 甲",
                "### 乙",
                "###### 丙",
                "第一章 丁",
                "第二节 戊",
                "一、己",
                "（一）庚",
                "1. 辛",
                "（1）壬",
                "文。",
                "第三条 癸。",
            ]
        ),
        max_size=15,
    )
)
def test_headings_never_skip_a_level(lines):
    result = body("\n".join(lines))

    levels = [1, *(heading.level for heading in result.headings)]
    assert all(2 <= level <= before + 1 for before, level in itertools.pairwise(levels))


@given(HOSTILE)
def test_the_same_source_gives_the_same_body(source):
    assert body(source) == body(source)


class Page(HTMLParser):
    """Reads HTML strictly: every tag closed in order, every text escaped."""

    def __init__(self):
        super().__init__()
        self.unclosed, self.elements, self.attributes, self.addresses, self.ids = [], set(), set(), [], []

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses += [value for name, value in attrs if name == "href"]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag == "a":
            assert "a" not in self.unclosed
        if tag not in ("br", "hr", "img"):
            self.unclosed.append(tag)

    def handle_endtag(self, tag):
        assert self.unclosed.pop() == tag

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def seen(page):
    assert not re.search(r"[<>]", re.sub(r"</?[a-z][^<>]*>", "", page))
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def squeezed(text):
    return "".join(text.split())
