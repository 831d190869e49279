"""A body that leads nowhere is rendered before anybody knows where links lead; any other waits until they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.memory import Memory, remembering
from disclosure.text.body import foresee_body, is_kept, kept_body, render
from disclosure.text.body.body import is_blameless


class Drawer:
    """A shelf that keeps nothing but what was put by itself."""

    def __init__(self):
        self.large = {}

    def answers(self):
        return {}

    def take(self, key):
        return self.large.get(key, {})

    def put(self, key, answers):
        self.large[key] = dict(answers)


def never(target):
    raise AssertionError(target)


@pytest.mark.parametrize(
    "text", ["一、总则\n\n正文。", "[网站](https://example.org/) 见 [第三条](#art-3)\n\n第三条 略。", "张**"]
)
def test_a_body_that_leads_nowhere_is_rendered_beforehand_as_it_is_rendered_later(text):
    with remembering(Memory(Drawer())):
        foresee_body(text, first_line=7)
        assert is_kept(text, first_line=7)
        assert not is_kept(text, first_line=8)

        kept = kept_body(text, link=never, picture=never, first_line=7)
        whole = render(text, link=never, picture=never, first_line=7)

    for name in ("html", "text", "headings", "sections", "mistakes", "empty"):
        assert getattr(kept, name) == getattr(whole, name)


@pytest.mark.parametrize(
    "text", ["见[通知](other.md)", "![图](map.png)", '<table><tr><td><a href="a.pdf">表</a></td></tr></table>']
)
def test_a_body_with_a_link_or_a_picture_waits(text):
    with remembering(Memory(Drawer())):
        foresee_body(text, first_line=1)

        assert not is_kept(text, first_line=1)


def test_a_body_that_is_only_judged_is_made_whole_by_who_publishes_it():
    drawer, text = Drawer(), "# 总则\n\n见[通知](other.md)和&nbsp;"
    judging, publishing = Memory(drawer, glancing=True), Memory(drawer)
    whole = render(text, link=str, picture=str)

    with remembering(judging):
        judged = kept_body(text, link=str, picture=str)
        assert is_kept(text, first_line=1)
        assert not drawer.large
    publishing.learn(judging.learnt())
    with remembering(publishing):
        assert not is_kept(text, first_line=1)
        made = kept_body(text, link=str, picture=str)
        assert is_kept(text, first_line=1)
        assert drawer.large

    for body, memory in ((judged, judging), (made, publishing)):
        with remembering(memory):
            for name in ("html", "text", "headings", "sections", "mistakes", "empty"):
                assert getattr(body, name) == getattr(whole, name)


@given(st.text(alphabet="一、（）总则图。 \t\n\u3000\u200b#>-*\\[]()!&|<>tablenbsp;.md", max_size=60))
def test_what_is_judged_of_a_body_at_a_glance_is_what_is_found_when_it_is_rendered(text):
    whole = render(text, link=str, picture=str)

    with remembering(Memory(Drawer(), glancing=True)):
        judged = kept_body(text, link=str, picture=str)

        assert judged.mistakes == whole.mistakes
        assert judged.empty == whole.empty
        assert judged.headings == whole.headings
        if is_blameless(text):
            assert foresee_body(text, first_line=1) is not None
