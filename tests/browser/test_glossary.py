"""A word is explained on a tap and on paper, and leads to the glossary without scripts."""

import pytest

pytestmark = pytest.mark.browser

WHERE = "documents/water-measures-new/"


def word(page):
    return page.locator(".body button.gloss").first


def test_a_tap_explains_a_word_and_escape_puts_it_away(visit):
    page = visit(WHERE).page
    text = page.locator(".body").text_content()
    assert word(page).get_attribute("aria-expanded") == "false"

    word(page).focus()
    page.keyboard.press("Enter")

    note = page.locator(".gloss-note")
    assert note.inner_text() == "文件从这一天开始管用，要照着办。"
    assert word(page).get_attribute("aria-controls") == note.get_attribute("id")
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.keyboard.press("Escape")
    assert note.count() == 0
    assert page.evaluate("document.activeElement.className") == "gloss"
    assert page.locator(".body").text_content() == text


def test_a_second_tap_or_a_tap_elsewhere_puts_it_away(visit):
    page = visit(WHERE).page
    word(page).click()
    word(page).click()
    assert page.locator(".gloss-note").count() == 0

    word(page).click()
    page.locator("h1").click()

    assert page.locator(".gloss-note").count() == 0


def test_without_scripts_the_word_leads_to_the_glossary(visit, served):
    page = visit(WHERE, javascript=False).page

    page.locator(".body a.gloss").first.click()

    assert page.url == served + "glossary/#word-1"
    assert page.locator("#word-1 dt").inner_text().startswith("施行")


def test_paper_lists_the_words_that_the_text_explains(visit):
    page = visit(WHERE, media="print", width=794).page

    assert page.locator(".glosses").is_visible()
    assert page.locator(".glosses dt").all_inner_texts()[0] == "施行"
    assert not visit(WHERE).page.locator(".glosses").is_visible()


@pytest.mark.parametrize("before", ["", "localStorage.setItem('disclosure-modes', 'elder large')"])
def test_an_explained_word_has_no_finding(visit, findings, before):
    page = visit(WHERE, before=before).page
    word(page).click()

    assert findings(page) == []
