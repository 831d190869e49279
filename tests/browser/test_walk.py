"""From the home page to an attachment by clicking, below a prefix and from a folder; with and without JavaScript."""

import pytest

pytestmark = pytest.mark.browser


def walk(page):
    """Click from the home page through column, item, document and interpretation to the link of an attachment."""
    page.get_by_role("link", name="服务公开").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "服务公开"
    page.locator(".item__name", has_text="办事指南").first.click()
    page.locator(".record__title", has_text="取水许可管理办法").first.click()
    page.locator(".beside .forms a").first.click()
    assert "解读" in page.get_by_role("heading", level=1).inner_text()
    page.locator(".beside .record__title").first.click()
    return page.locator(".attachment__name").first


@pytest.mark.parametrize("javascript", [True, False])
def test_a_citizen_reaches_an_attachment_below_a_prefix(visit, site, javascript):
    opened = visit("home", javascript=javascript)
    attachment = walk(opened.page)

    with opened.page.expect_download() as download:
        attachment.click()

    assert download.value.path().read_bytes() == site.files["documents/water-measures-new/water-form.txt"]
    assert opened.messages == []


def test_a_citizen_reaches_an_attachment_from_a_folder(visit, folder_site):
    opened = visit("home", full=(folder_site.root / "index.html").as_uri())
    attachment = walk(opened.page)

    attachment.click()  # Chromium shows what it can show instead of saving it, when there is no server.

    text = folder_site.files["documents/water-measures-new/water-form.txt"].decode()
    assert opened.page.locator("body").inner_text().strip() == text.strip()
    assert opened.messages == []


def test_a_moved_page_leads_on_without_javascript(visit, served):
    page = visit("documents/water-2026/", javascript=False).page

    page.wait_for_url(served + "documents/water-measures-new/")


def test_without_scripts_the_search_box_leads_to_the_lists(visit):
    page = visit("home", javascript=False).page

    page.get_by_role("searchbox").fill("取水")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lists/?q=*")

    assert page.get_by_role("heading", level=1).inner_text() == "分类浏览"
    assert page.locator("main").get_by_role("link", name="服务公开").count() == 1


@pytest.mark.parametrize("where", ["nowhere/", "documents/nowhere/at/all/"])
def test_who_is_lost_at_any_depth_finds_the_way_home(visit, served, where):
    page = visit(where).page

    assert page.locator(".masthead").evaluate("e => getComputedStyle(e).borderTopWidth") == "4px"
    page.locator(".masthead__name").click()
    page.wait_for_url(served)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_columns_unfold_on_a_phone(visit, javascript):
    page = visit("document", width=360, javascript=javascript).page
    columns = page.get_by_role("navigation", name="栏目")
    assert not columns.is_visible()

    page.locator(".masthead summary").click()

    assert columns.is_visible()


def test_the_facts_unfold_on_a_phone_and_stand_open_on_a_desk(visit):
    phone = visit("document", width=360, javascript=False).page
    desk = visit("document", width=1440, javascript=False).page

    assert not phone.get_by_text("索引号").is_visible()
    assert desk.get_by_text("索引号").is_visible()
    phone.locator(".writing__facts summary").click()
    assert phone.get_by_text("索引号").is_visible()


def test_a_question_that_is_linked_to_stands_open(visit):
    page = visit("interpretations/water-measures-explained/#q2").page

    assert page.locator("#q2 summary").inner_text() == "问：多久能办好？"
    assert page.get_by_text("答：二十个工作日内。").is_visible()
    assert page.locator("#q2").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_the_keyboard_skips_to_the_text(visit):
    page = visit("document", width=1440).page

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('#content').contains(document.activeElement)")


def test_what_has_the_focus_is_seen(visit):
    page = visit("document", width=1440).page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
