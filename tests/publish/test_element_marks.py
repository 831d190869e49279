"""A heading says which element its section gives, where its own words do not."""

from disclosure.publish.element_marks import with_elements

BODY = '<h2 class="level-1" id="s-1">一、为什么出台</h2>\n<p id="s-2">正文</p>\n<h2 id="s-3">二、工作<b>目标</b></h2>'


def test_a_heading_in_other_words_is_marked():
    marked = with_elements(BODY, {"#s-1": "制定意义", "#s-2": "不是标题", "#s-3": "工作目标"})

    assert marked == BODY.replace('id="s-1"', 'id="s-1" data-element="制定意义"')


def test_what_a_county_calls_an_element_is_escaped():
    assert 'data-element="&lt;&quot;&gt;"' in with_elements(BODY, {"#s-1": '<">'})
