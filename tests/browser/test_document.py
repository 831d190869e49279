"""A document and its interpretation as they are read, taken along, and set side by side."""

import re

import pytest

pytestmark = pytest.mark.browser

EXPLAINED = "documents/water-measures-new/"


def test_the_contents_follow_the_reader(visit):
    page = visit("documents/articles/", width=1440).page
    assert page.locator(".toc a").count() == 40

    page.locator("[id]", has_text="第二十条　").last.evaluate(
        "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 30)"
    )
    page.wait_for_selector(".toc a[aria-current]")
    here = page.locator(".toc a[aria-current]")

    assert here.all_inner_texts() == ["第二十条"]
    frame, link = page.locator(".writing__side").bounding_box(), here.bounding_box()
    assert frame["y"] <= link["y"] <= frame["y"] + frame["height"] - link["height"]

    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_function("() => document.querySelector('.toc a[aria-current]').textContent === '第四十条'")


def test_the_contents_are_links_without_javascript(visit):
    page = visit("documents/articles/", width=1440, javascript=False).page

    page.locator(".toc a", has_text="第三十条").click()

    assert page.url.endswith("#art-30") or page.locator(":target").count() == 1


def test_a_citation_is_copied_and_said_to_be(visit):
    page = visit(EXPLAINED, width=1440).page
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.taken = text }}})"
    )

    page.get_by_role("button", name="复制引用").click()

    page.wait_for_function("() => document.querySelector('.citation [role=status]').textContent === '已复制'")
    assert page.evaluate("window.taken") == (
        "《清溪县取水许可管理办法》（清示水〔2026〕5号，2026年2月20日）\n"
        "https://www.qingxi.example/zwgk/documents/water-measures-new/"
    )


def test_where_there_is_no_clipboard_the_old_way_copies(visit):
    page = visit(EXPLAINED, width=360).page
    page.evaluate("""() => {
        Object.defineProperty(navigator, 'clipboard', {value: undefined});
        document.execCommand = (name) => { window.taken = [name, getSelection().toString() || document.activeElement.value]; return true };
    }""")

    page.get_by_role("button", name="复制引用").click()

    page.wait_for_function("() => window.taken")
    assert page.evaluate("window.taken[1]").startswith("《清溪县取水许可管理办法》")


def test_where_nothing_copies_the_words_are_selected(visit):
    page = visit(EXPLAINED, width=360).page
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
    )

    page.get_by_role("button", name="复制引用").click()

    page.wait_for_function("() => document.querySelector('.citation [role=status]').textContent.includes('已选中')")
    assert page.evaluate("getSelection().toString()").startswith("《清溪县取水许可管理办法》")


def test_without_javascript_the_citation_is_there_and_no_button_that_does_nothing(visit):
    page = visit(EXPLAINED, width=1440, javascript=False).page

    assert page.locator(".citation__text").is_visible()
    assert page.locator(".citation button:visible, .beside__open:visible").count() == 0


def test_the_code_is_for_desk_and_paper_and_not_for_the_phone_that_has_the_page(visit):
    assert visit("document", width=1440).page.locator(".qr").is_visible()
    assert visit("document", width=794, media="print").page.locator(".qr").is_visible()
    phone = visit("document", width=360).page
    assert not phone.locator(".qr").is_visible()


def test_the_code_stays_dark_on_light_in_the_dark(visit):
    page = visit("document", width=1440, scheme="dark").page

    assert page.locator(".qr path").evaluate_all(
        "paths => paths.map((p) => getComputedStyle(p).fill + getComputedStyle(p).stroke)"
    ) == [
        "rgb(255, 255, 255)none",
        "rgb(0, 0, 0)rgb(0, 0, 0)",
    ]


def test_interpretations_stand_beside_the_text_by_form(visit):
    page = visit(EXPLAINED, width=1440).page
    beside, text = page.locator(".beside").bounding_box(), page.locator(".body").bounding_box()

    assert beside["x"] > text["x"] + 600
    assert page.locator(".forms dt").all_inner_texts() == ["文字解读", "问答解读"]


@pytest.mark.parametrize("where", [EXPLAINED, "interpretations/water-measures-explained/"])
def test_policy_and_interpretation_are_read_side_by_side_on_a_desk(visit, where):
    opened = visit(where, width=1440)
    page = opened.page

    page.get_by_role("link", name="对照阅读").click()
    inner = page.frame_locator(".pane iframe")
    inner.locator(".body").wait_for()

    left, right = page.locator(".writing__text").bounding_box(), page.locator(".pane").bounding_box()
    assert left["x"] + left["width"] <= right["x"] <= 722
    assert not inner.locator(".masthead").is_visible()
    assert not page.locator(".masthead").is_visible()
    assert inner.locator("h1").inner_text() != page.locator(".writing h1").inner_text()
    assert page.evaluate("document.activeElement.textContent") == "关闭对照"
    assert opened.messages == []

    page.keyboard.press("Escape")

    assert page.locator(".pane").count() == 0
    assert page.locator(".masthead").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "对照阅读"


def test_they_are_read_side_by_side_from_a_folder_too(visit, folder_site):
    opened = visit("document", full=(folder_site.root / "documents/water-measures-new/index.html").as_uri(), width=1440)

    opened.page.get_by_role("link", name="对照阅读").click()
    inner = opened.page.frame_locator(".pane iframe")

    inner.locator(".body").wait_for()
    assert not inner.locator(".masthead").is_visible()
    assert opened.messages == []


def test_a_phone_is_not_asked_to_show_two_texts(visit):
    assert not visit(EXPLAINED, width=360).page.locator(".beside__open").is_visible()


def test_a_workbook_is_read_on_the_page_without_javascript(visit):
    page = visit("documents/articles/", width=1440, javascript=False).page
    table = page.locator(".sheet table")
    assert not table.is_visible()

    page.locator(".preview summary").click()

    assert table.is_visible()
    assert table.locator("thead th[scope=col]").count() == 14
    assert table.locator("tbody th[scope=row]").count() == 60


def test_a_wide_sheet_keeps_head_and_first_column_in_view_on_a_desk(visit):
    page = visit("documents/articles/", width=1024).page
    page.locator(".preview summary").click()
    frame = page.locator(".sheet")
    frame.evaluate("frame => frame.scrollTo(300, 300)")

    edge = frame.bounding_box()
    assert frame.evaluate("frame => frame.scrollLeft > 100 && frame.scrollTop > 100")
    assert abs(frame.locator("thead th").nth(5).bounding_box()["y"] - edge["y"]) <= 2
    assert abs(frame.locator("tbody th").nth(9).bounding_box()["x"] - edge["x"]) <= 2


def test_a_wide_sheet_is_cards_on_a_phone_and_still_a_table_to_a_reader(visit):
    page = visit("documents/articles/", width=360).page
    page.locator(".preview summary").click()
    row = page.locator(".sheet tbody tr").first

    assert row.bounding_box()["width"] <= 360
    labels = row.evaluate("row => [...row.cells].map((cell) => getComputedStyle(cell, '::before').content)")
    assert labels[:2] == ['"乡镇"', '"1月"']
    roles = page.evaluate(
        "[...document.querySelector('.sheet table').querySelectorAll('[role]')].map((e) => e.getAttribute('role'))"
    )
    assert set(roles) == {"rowgroup", "row", "columnheader", "rowheader", "cell"}
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_heading_of_an_interpretation_says_which_element_it_gives(visit):
    page = visit("interpretation", width=1440).page
    heading = page.locator("[data-element]").first

    assert (
        heading.evaluate("e => getComputedStyle(e, '::after').content") == f'"{heading.get_attribute("data-element")}"'
    )
    assert page.locator(".element").count() == 4


def test_questions_stand_open_without_javascript(visit):
    page = visit("interpretation", width=360, javascript=False).page

    assert page.get_by_text("答：二十个工作日内。").is_visible()


def test_the_title_comes_first_then_number_and_validity(visit):
    page = visit("document", width=360).page
    texts = [
        page.locator(place).first.bounding_box()["y"]
        for place in (".writing h1", ".writing__number", ".writing__by", ".body")
    ]

    assert texts == sorted(texts)
    assert re.search(r"清示水〔2026〕9号", page.locator(".writing__number").inner_text())
