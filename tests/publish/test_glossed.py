"""Words are marked once, where they may be, and no visible character changes."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.publish.glossed import glossed
from disclosure.publish.links import Links

GLOSSARY = """
-- catalogs/glossary.yml --
名词解释:
  - {名词: 听证, 又作: [听证会], 解释: 听各方当面说理由。, 依据核对: 待核}
  - {名词: 听证会代表, 解释: 参加听证的人。, 依据核对: 待核}
  - {名词: 征求意见稿, 解释: 还没有定下来的文稿。, 依据核对: 待核}
  - {名词: A<B&C, 解释: 带符号的词。, 依据核对: 待核}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, new_county):
    return new_county(tmp_path_factory.mktemp("glossed") / "county", GLOSSARY).open_site()


def mark(site, body):
    return glossed(site, Links(site, "documents/x/"), body)


def shown(body):
    return html.unescape(re.sub(r"<[^<>]*>", "", body))


def word(text, number):
    return f'<a class="gloss" href="../../glossary/#word-{number}">{text}</a>'


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("<p>举行听证，再听证。</p>", f"<p>举行{word('听证', 1)}，再听证。</p>"),
        ("<p>听证会和听证</p>", f"<p>{word('听证会', 1)}和听证</p>"),
        ("<p>听证会代表</p>", f"<p>{word('听证会代表', 2)}</p>"),
        ("<h2>一、听证</h2><p>听证</p>", f"<h2>一、听证</h2><p>{word('听证', 1)}</p>"),
        ('<p><a href="x">听证</a>听证</p>', f'<p><a href="x">听证</a>{word("听证", 1)}</p>'),
        ("<summary>问：听证？</summary>", "<summary>问：听证？</summary>"),
        ("<p>《听证办法》</p>", "<p>《听证办法》</p>"),
        ("<p><strong>征求意见稿</strong></p>", f"<p><strong>{word('征求意见稿', 3)}</strong></p>"),
        ('<img alt="听证"><p>A&lt;B&amp;C</p>', f'<img alt="听证"><p>{word("A&lt;B&amp;C", 4)}</p>'),
        ("<p>听<em>证</em></p>", "<p>听<em>证</em></p>"),
    ],
)
def test_the_first_of_each_word_is_marked_where_nothing_leads_or_heads(site, body, marked):
    assert mark(site, body)[0] == marked


def test_the_glosses_of_a_text_come_in_its_order(site):
    _, glosses = mark(site, "<p>征求意见稿，听证会，听证</p>")

    assert [gloss["word"] for gloss in glosses] == ["征求意见稿", "听证"]


PIECES = st.sampled_from(
    [
        "听证",
        "会",
        "代表",
        "《",
        "》",
        "征求意见稿",
        "&lt;",
        "&amp;",
        "<p>",
        "</p>",
        '<a href="听证">',
        "</a>",
        "<h2>",
        "</h2>",
        "3",
    ]
)


@settings(deadline=None)
@given(pieces=st.lists(PIECES, max_size=40))
def test_what_a_reader_sees_does_not_change(site, pieces):
    body = "".join(pieces)

    assert shown(mark(site, body)[0]) == shown(body)


@pytest.mark.parametrize("piece", ["《", "听", "听证", "<p>", "&lt;"])
def test_marking_takes_no_longer_than_the_text_is_long(site, straight_line, piece):
    straight_line(lambda text: mark(site, text), lambda size: piece * size)


def test_a_site_without_a_glossary_has_no_page_and_no_mark(county):
    drawn = county()
    drawn.remove("catalogs/glossary.yml")
    outputs = drawn.outputs()

    assert "glossary/index.html" not in outputs
    assert not any("glossary/" in str(output.view) for output in outputs.values() if hasattr(output, "view"))


def test_every_page_of_a_site_with_a_glossary_leads_to_it(county):
    page = county(GLOSSARY).outputs()["index.html"]

    assert {"text": "名词解释", "href": "glossary/"} in page.view["frame"]["services"]
