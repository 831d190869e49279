"""The modes (长者模式、高对比、字号): one tap, remembered, the whole site, and nothing of them on paper."""

import pytest

pytestmark = pytest.mark.browser

FIVE = ("home", "document", "catalogue", "list", "search/?q=取水")
"""The kinds that axe reads in every mode."""

SMALL_TEXT = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    if (size < 24 || !(parseFloat(style.lineHeight) / size >= 1.499)) {
      found.push(`${element.tagName} ${element.className} ${style.fontSize} ${style.lineHeight}`);
    }
  }
  return found;
}"""
"""18 pt are 24 pixels."""

SMALL_TARGETS = """() => {
  for (const fold of document.querySelectorAll('.fold')) fold.open = true;
  const inText = 'p:not(.writing__by), dd, td, .body, .visually-hidden, .skip';
  return [...document.querySelectorAll('a[href], button, summary, select, input')]
    .filter((e) => e.getBoundingClientRect().height && !e.closest(inText))
    .filter((e) => e.getBoundingClientRect().height < 59.5)
    .map((e) => `${e.tagName} ${(e.closest('[class]') || e).className} ${e.textContent.trim()}`);
}"""
"""Links inside a text or a table cell are as high as its lines."""

STICKING_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

NO_STORE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"


def remembered(modes):
    return f"localStorage.setItem('disclosure-modes', '{modes}')"


ELDER, CONTRAST, LARGEST = remembered("elder large"), remembered("contrast"), remembered("elder large size-4")


def modes(page):
    return set(page.evaluate("document.documentElement.dataset.modes").split())


def switch(page, name):
    return page.get_by_role("group", name="阅读辅助").get_by_role("button", name=name)


def test_one_tap_makes_the_whole_site_large_and_it_is_remembered(visit, served):
    page = visit("home").page
    assert switch(page, "长者模式").get_attribute("aria-pressed") == "false"

    switch(page, "长者模式").click()

    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"
    assert switch(page, "长者模式").get_attribute("aria-pressed") == "true"
    assert page.locator(".aids [role=status]").inner_text() == "已进入长者模式：大字、大按钮、一栏"
    page.goto(served + "lists/all/")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"
    switch(page, "长者模式").click()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "17px"
    page.goto(served)
    assert modes(page) == set()


def test_nothing_flashes_before_the_mode_is_there(visit):
    page = visit("home", before=ELDER, edited=lambda html: html.replace("page.js", "none.js")).page

    head = page.evaluate(
        "[...document.head.querySelectorAll('script, link[rel=stylesheet]')].map((e) => e.src || e.href)"
    )
    assert head[0].endswith("/early.js"), "it stands before the stylesheets, so nothing is painted before it"
    assert not page.locator("script[src$='early.js']").evaluate("e => e.defer || e.async")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px", "and needs no other script"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_switches_are_there_only_where_they_work(visit, javascript):
    page = visit("home", javascript=javascript).page

    assert page.locator(".aids").is_visible() is javascript


def test_an_address_asks_for_a_mode_and_takes_it_back(visit, served):
    page = visit("about/?mode=elder").page
    assert modes(page) == {"elder", "large"}
    page.goto(served)
    assert modes(page) == {"elder", "large"}

    page.goto(served + "?mode=standard")

    assert modes(page) == set()
    page.goto(served + "?mode=elder")
    switch(page, "长者模式").click()
    page.reload()
    assert modes(page) == set(), "a tap outlasts the address"
    assert page.url == served


def test_what_the_device_remembers_is_not_trusted(visit):
    opened = visit("home", before=remembered("elder <b> size-9 large javascript:1"))

    assert modes(opened.page) == {"elder", "large"}
    assert opened.messages == []


def test_without_a_memory_the_mode_goes_along_with_the_links(visit):
    opened = visit("home", before=NO_STORE)
    switch(opened.page, "长者模式").click()
    assert modes(opened.page) == {"elder", "large"}

    opened.page.locator(".figures a").first.click()
    opened.page.wait_for_url("**/*?mode=elder")

    assert modes(opened.page) == {"elder", "large"}
    assert opened.messages == []


def test_the_size_goes_up_and_down_in_steps_that_are_told(visit):
    page = visit("home").page
    sizes = []
    for _ in range(5):
        switch(page, "大字").click(force=True)  # Also when it says that it is off.
        sizes.append((page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"), told(page)))

    assert sizes == [
        (20, "字号：大"),
        (24, "字号：特大"),
        (32, "字号：超大"),
        (40, "字号：最大"),
        (40, "字号已经最大"),
    ]
    assert switch(page, "大字").get_attribute("aria-disabled") == "true"
    for _ in range(5):
        switch(page, "小字").click(force=True)
    assert (modes(page), told(page)) == (set(), "字号已经最小：标准")


def told(page):
    return page.locator(".aids [role=status]").text_content()


def test_in_the_mode_for_elders_no_size_is_below_18_points(visit):
    page = visit("home", before=ELDER).page

    switch(page, "小字").click(force=True)

    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"
    assert told(page) == "字号已经最小：特大"


def test_the_switches_work_by_keyboard(visit):
    page = visit("about", width=1440).page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.aid") == "elder":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    assert modes(page) == {"elder", "large", "contrast"}


def test_elders_read_18_points_on_wide_lines(visit, kind):
    page = visit(kind, before=ELDER).page

    assert page.evaluate(SMALL_TEXT) == []
    assert page.evaluate(STICKING_OUT) == 0
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("width", [360, 1440])
def test_the_largest_text_stays_on_the_screen(visit, dense, width):
    page = visit(dense, width=width, before=LARGEST).page

    assert page.evaluate(STICKING_OUT) == 0


@pytest.mark.parametrize(
    ("measure", "breaking"),
    [
        (SMALL_TEXT, "document.querySelector('h1').style.cssText = 'font-size: 20px !important'"),
        (SMALL_TEXT, "document.querySelector('h1').style.cssText = 'line-height: 1.2 !important'"),
        (SMALL_TARGETS, "document.querySelector('.columns a').style.minHeight = '0'"),
        (STICKING_OUT, "document.querySelector('h1').style.width = '500px'"),
    ],
)
def test_what_is_broken_is_seen(visit, measure, breaking):
    page = visit("about", before=ELDER).page
    assert not page.evaluate(measure)
    page.evaluate(breaking)

    assert page.evaluate(measure)


def test_elders_have_one_column_on_a_desk(visit, dense):
    page = visit(dense, width=1440, before=ELDER).page
    beside = page.evaluate(
        "[...document.querySelectorAll('.five, .home__news, .links, .writing, .facts, .page--board section, .catalogue tbody, .catalogue tr')]"
        ".filter((e) => e.offsetHeight).map((e) => [e.className, [...e.children].filter((c) => c.offsetHeight)"
        ".map((c) => Math.round(c.getBoundingClientRect().left))]).filter(([, lefts]) => new Set(lefts).size > 1)"
    )

    assert beside == []


def test_nothing_moves_for_elders(visit):
    page = visit("home", before=ELDER).page

    moving = page.evaluate(
        "[...document.querySelectorAll('body *')].filter((e) => { const s = getComputedStyle(e);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; }).length"
    )

    assert moving == 0


@pytest.mark.parametrize("where", FIVE)
@pytest.mark.parametrize("mode", [ELDER, CONTRAST], ids=["elder", "contrast"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_found_in_any_mode(visit, findings, where, mode, scheme):
    if scheme == "dark" and mode == CONTRAST:
        pytest.skip("高对比在明暗两种设置下是同一套颜色")
    page = visit(where, before=mode, scheme=scheme).page
    if "search" in where:
        page.wait_for_selector("[data-results][data-ready]")

    assert findings(page) == []


def test_high_contrast_is_seven_to_one(visit, dense):
    page = visit(dense, width=1440, before=CONTRAST).page

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('main p, main li')).color") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("mode", [ELDER, CONTRAST, LARGEST], ids=["elder", "contrast", "largest"])
def test_paper_knows_no_modes(visit, mode):
    look = (
        "[document.documentElement, document.body, ...document.querySelectorAll('h1, .body p, .fact, .table td')]"
        ".map((e) => { const s = getComputedStyle(e);"
        " return [s.fontSize, s.lineHeight, s.color, s.backgroundColor, e.getBoundingClientRect().width]; })"
    )
    plain = visit("document", width=794, media="print").page.evaluate(look)

    page = visit("document", width=794, media="print", before=mode).page

    assert page.evaluate(look) == plain
    assert not page.locator(".aids").is_visible()


def test_pressed_switches_are_told_apart_without_colours(visit):
    page = visit("home", before=ELDER).page
    page.emulate_media(forced_colors="active")

    pressed = switch(page, "长者模式")

    assert "✓" in pressed.evaluate("e => getComputedStyle(e, '::before').content")
    assert pressed.evaluate("e => getComputedStyle(e).borderTopWidth") != "0px"
