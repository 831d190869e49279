"""Everything by keyboard: every stop is seen and marked, in the order of the page, and no stop is a trap."""

import pytest

pytestmark = pytest.mark.browser

STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  window.stops = window.stops || new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  return {
    number: window.stops.get(element),
    name: `${element.tagName} ${(element.getAttribute('aria-label') || element.textContent).trim().slice(0, 20)}`,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""

REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((element) => !element.disabled && element.tabIndex >= 0 && element.checkVisibility({visibilityProperty: true}))
  .length"""


def stops(page):
    """Press Tab until the page is left, and return what had the focus."""
    found = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (found and stop["number"] == 0):
            return found
        assert stop["number"] == len(found), f"the keyboard does not get past {stop['name']}"
        found.append(stop)


def tab_to(page, name):
    """Press Tab until what has this name has the focus."""
    for _ in range(page.evaluate(REACHABLE)):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.textContent"):
            return
    pytest.fail(f"{name} cannot be reached")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("where", ["home", "list", "document", "search"])
def test_every_stop_is_seen_marked_and_left(visit, where, width):
    page = visit(where, width=width).page
    reachable = page.evaluate(REACHABLE)

    found = stops(page)

    assert [stop["name"] for stop in found if not stop["seen"]] == []
    assert [stop["name"] for stop in found if not stop["marked"]] == []
    assert len(found) == reachable, "what can be reached is reached, once"
    assert found[0]["name"] == "A 跳到正文"


@pytest.mark.parametrize(
    ("fault", "breaking"),
    [
        ("marked", "document.querySelector('.masthead__name').style.outline = 'none'"),
        ("seen", "document.querySelector('.foot li a').style.cssText = 'position: absolute; left: -99px; width: 9px'"),
    ],
)
def test_a_stop_that_nobody_sees_is_found(visit, fault, breaking):
    page = visit("about", width=1440).page
    page.evaluate(breaking)

    assert [stop for stop in stops(page) if not stop[fault]] != []


def test_a_trap_is_found(visit):
    page = visit("about", width=1440).page
    page.evaluate("document.querySelector('.foot li a').addEventListener('keydown', (event) => event.preventDefault())")

    with pytest.raises(AssertionError, match="does not get past"):
        stops(page)


def test_from_the_home_page_to_a_document_without_a_mouse(visit, served):
    page = visit("home", width=1440).page

    tab_to(page, "服务公开")
    page.keyboard.press("Enter")
    page.wait_for_url(served + "openness/service/")
    tab_to(page, "取水许可管理办法")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*/")

    assert "取水许可管理办法" in page.get_by_role("heading", level=1).inner_text()


def test_a_long_list_is_paged_without_a_mouse(visit, served):
    page = visit("list", width=1440).page

    tab_to(page, "下一页")
    page.keyboard.press("Enter")

    page.wait_for_url("**/2/")


def test_a_search_is_asked_and_followed_without_a_mouse(visit):
    page = visit("home", width=1440).page

    page.keyboard.press("/")
    page.keyboard.type("取水许可")
    page.keyboard.press("Enter")
    page.wait_for_selector(".result a")
    tab_to(page, "取水许可")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search/" not in address)

    assert "取水许可" in page.locator("main").inner_text()


def test_a_catalogue_is_narrowed_without_a_mouse(visit):
    page = visit("catalogue", width=360).page

    tab_to(page, "筛选")
    page.keyboard.press("Enter")
    tab_to(page, "服务公开")
    page.keyboard.press("Enter")

    assert page.locator(".catalogue__found [role=status]").inner_text() == "符合条件的 2 项，共 4 项"
    assert "服务公开" in page.evaluate("document.activeElement.textContent"), "the focus stays where it was"
