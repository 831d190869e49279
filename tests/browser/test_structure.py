"""Every page says what it is to those who do not see it: one title, headings in order, landmarks, ids that are its own."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

KINDS = {path.stem for path in (Path(__file__).parents[2] / "overrides/pages").glob("*.html")}

OWN_WORDS = {"ICP"}
"""Latin words that the frame may show."""


def test_every_kind_of_page_is_looked_at(kinds):
    assert kinds == KINDS


def headings_in_order(page):
    """Say whether there is one title, first, and no heading that steps down by two."""
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => +h.tagName[1])")
    return levels.index(1) == 0 and levels.count(1) == 1 and all(later <= one + 1 for one, later in pairwise(levels))


def ids_given_twice(page):
    """Return the ids that are not those of one element."""
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    return sorted({key for key in ids if ids.count(key) > 1})


def test_headings_step_down_one_at_a_time_from_one_title(seen, kind):
    assert headings_in_order(seen(kind).page)


@pytest.mark.parametrize("breaking", ["h2.outerHTML = '<h4>一</h4>'", "h2.outerHTML += '<h1>一</h1>'"])
def test_headings_out_of_order_are_seen(visit, breaking):
    page = visit("about").page
    page.evaluate(f"(() => {{ const h2 = document.querySelector('h2'); {breaking} }})()")

    assert not headings_in_order(page)


def test_no_id_is_given_twice(seen, kind):
    assert ids_given_twice(seen(kind).page) == []


def test_an_id_that_is_given_twice_is_seen(visit):
    page = visit("about").page
    page.evaluate("document.querySelector('h2').id = 'content'")

    assert ids_given_twice(page) == ["content"]


def test_links_into_the_page_find_their_end(seen, kind):
    page = seen(kind).page
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map((a) => decodeURIComponent(a.hash.slice(1)))"
        ".filter((id) => !document.getElementById(id))"
    )

    assert lost == []


def test_landmarks_surround_all_text(seen, kind):
    page = seen(kind).page

    assert page.locator("header.masthead").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("footer.foot").count() == 1
    assert page.locator("html").get_attribute("lang").startswith("zh")
    names = page.evaluate("[...document.querySelectorAll('nav')].map((e) => e.getAttribute('aria-label'))")
    assert len(set(names)) == len(names), "navigations are told apart by their names"


def test_no_word_of_the_theme_shows_through(seen, kind):
    page = seen(kind).page
    shown = page.locator("header.masthead").text_content() + page.locator("footer.foot").text_content()

    assert set(re.findall(r"[A-Za-z]{3,}", shown)) <= OWN_WORDS


def test_no_box_is_empty(seen, kind):
    page = seen(kind).page
    empty = page.evaluate(
        "[...document.querySelectorAll('main section, main ul, main ol, main dl, main h1, main h2, main h3, main p')]"
        ".filter((e) => e.offsetHeight && !e.textContent.trim() && !e.querySelector('img')).map((e) => e.outerHTML)"
    )

    assert empty == []
