"""The search as people meet it: the box, its suggestions, the results page, and the page that a result opens."""

import itertools
import re
import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest

pytestmark = pytest.mark.browser

BOX = "#search-query"
MINUTES = "常务会议议定事项"


def ready(page, query=None):
    """Wait until the results of a query are drawn, and return the page."""
    page.wait_for_function(
        "q => { const place = document.querySelector('[data-results]');"
        " return place && 'ready' in place.dataset && (q === null || place.dataset.ready === q) }",
        arg=query,
    )
    return page


def ids(page):
    return page.eval_on_selector_all("[data-list] [data-id]", "all => all.map((one) => one.dataset.id)")


def asked(page):
    """Return the parameters in the address."""
    return parse_qs(urlsplit(page.url).query)


def status(page):
    return page.inner_text("[data-status]")


def suggested(page):
    page.wait_for_selector(".suggestions li")
    return page.eval_on_selector_all(".suggestions li span", "all => all.map((one) => one.textContent)")


@pytest.fixture
def results(visit):
    """Return a function that opens the results page with an address, and waits for it."""

    def opened(query, rest="", **options):
        seen = visit(f"search/?q={quote(query)}{rest}", **options)
        ready(seen.page, query)
        return seen

    return opened


# The box


def test_nothing_of_the_index_is_loaded_before_the_first_key(visit):
    opened = visit("home")
    opened.page.focus(BOX)
    assert not [address for address in opened.requests if "search" in urlsplit(address).path.split("/")[-1]]

    opened.page.keyboard.type("取水")
    suggested(opened.page)

    assert [address for address in opened.requests if "/search/manifest.js" in address]


def test_a_slash_leads_to_the_box_but_not_while_somebody_types(visit):
    page = visit("home").page

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-query"
    assert page.input_value(BOX) == ""

    page.keyboard.type("1/2")
    assert page.input_value(BOX) == "1/2"


def test_the_box_of_a_page_opens_the_results(visit):
    opened = visit("document")
    opened.page.fill(BOX, "取水许可")
    opened.page.press(BOX, "Enter")
    opened.page.wait_for_url("**/search/?q=*")
    ready(opened.page, "取水许可")

    assert ids(opened.page)
    assert opened.page.input_value(BOX) == "取水许可"
    assert opened.messages == []


def test_without_scripts_the_box_leads_to_the_lists_and_on_to_the_items_by_pinyin(visit):
    page = visit("home", javascript=False).page
    page.fill(BOX, "取水")
    page.press(BOX, "Enter")
    page.wait_for_url("**/lists/?q=*")

    page.click("a:has-text('按拼音首字母')")
    page.wait_for_url("**/items/")
    assert page.locator("h2[id]").count() > 0


def test_without_scripts_the_results_page_shows_ways_to_browse(visit):
    page = visit("search", javascript=False).page

    assert page.locator("noscript").count() == 1
    assert page.is_visible("[data-nothing] >> text=公开事项（按拼音）")
    assert not page.is_visible("[data-start]"), "words that lead nowhere without scripts"


# Suggestions


def test_suggestions_are_a_combobox_that_keys_walk_through(visit):
    opened = visit("home")
    page = opened.page
    page.fill(BOX, "取水许可")
    found = suggested(page)
    box = page.locator(BOX)
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    assert page.get_attribute(f"#{box.get_attribute('aria-controls')}", "role") == "listbox"
    assert box.get_attribute("aria-activedescendant") is None
    assert f"有 {len(found)} 条建议" in page.inner_text("form.search-box [role=status]")

    page.keyboard.press("ArrowDown")
    first = box.get_attribute("aria-activedescendant")
    assert page.get_attribute(f"#{first}", "aria-selected") == "true"
    assert page.locator(".suggestions [aria-selected=true]").count() == 1
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert page.get_attribute(".suggestions li:last-child", "aria-selected") == "true"

    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert not page.is_visible(".suggestions")
    assert page.input_value(BOX) == "取水许可", "Esc closes the list and leaves what was typed"
    page.keyboard.press("ArrowDown")
    assert suggested(page) == found
    assert opened.messages == []


def test_enter_on_a_suggestion_opens_its_page(visit):
    page = visit("home").page
    page.focus(BOX)
    page.keyboard.type("取水许可管理办法")
    suggested(page)
    kinds = page.eval_on_selector_all(".suggestions li", "all => all.map((one) => one.lastChild.textContent)")
    for _ in range(kinds.index("公开信息") + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")

    assert "取水许可管理办法" in page.inner_text("h1")


def test_a_suggestion_can_be_tapped(browser, served):
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served)
    page.tap(BOX)
    page.keyboard.type("取水许可管理办法")
    page.wait_for_selector(".suggestions li")
    page.tap(".suggestions li:has(small:text-is('公开信息'))")
    page.wait_for_url("**/documents/**")
    context.close()


@pytest.mark.parametrize(("typed", "word"), [("水", "水费"), ("shuif", "水费"), ("sf", "水费"), ("qsx", "取水许可")])
def test_hot_words_are_suggested_by_characters_and_by_pinyin(visit, typed, word):
    page = visit("home").page
    page.focus(BOX)
    page.keyboard.type(typed)

    page.wait_for_function("word => document.querySelector('.suggestions').textContent.includes(word)", arg=word)


@pytest.mark.parametrize("typed", ["取水许可", "qushuixuke", "qsxk"])
def test_titles_and_items_are_suggested_by_characters_and_by_pinyin(visit, typed):
    page = visit("home").page
    page.focus(BOX)
    page.keyboard.type(typed)

    page.wait_for_function(  # Each letter brings a list of its own; the last one counts.
        """kinds => {
            const shown = [...document.querySelectorAll(".suggestions small")].map((one) => one.textContent);
            return kinds.every((kind) => shown.includes(kind));
        }""",
        arg=["公开信息", "公开事项"],
    )


def test_the_last_searches_stay_on_this_device_and_can_be_erased(results):
    opened = results("取水许可")
    page = opened.page
    page.fill(BOX, "水资源费")
    page.press(BOX, "Enter")
    ready(page, "水资源费")

    page.fill(BOX, "")
    page.focus(BOX)
    page.wait_for_selector(".suggestions li:has-text('取水许可')")
    assert suggested(page) == ["水资源费", "取水许可", "清除最近搜索"]
    page.click(".suggestions li:has-text('取水许可')")
    ready(page, "取水许可")

    page.fill(BOX, "")
    page.wait_for_selector(".suggestions li:has-text('清除最近搜索')")
    page.click(".suggestions li:has-text('清除最近搜索')")
    assert page.evaluate("localStorage.getItem('disclosure-searches')") is None
    assert not page.is_visible(".suggestions")
    assert not any("取水许可" in quote(address) for address in opened.requests if "/search/?" not in address)


def test_an_empty_results_page_shows_hot_words_and_the_last_searches(results):
    page = results("取水许可").page
    page.fill(BOX, " ")
    page.press(BOX, "Enter")
    page.wait_for_selector("[data-recent] >> text=取水许可")

    assert page.eval_on_selector_all("[data-start] > .words a", "all => all.map((one) => one.textContent)") == [
        "取水许可",
        "水费",
    ]
    page.click("[data-recent] >> text=清除最近搜索")
    assert page.locator("[data-recent] a").count() == 0

    page.click("[data-start] >> text=水费")
    ready(page, "水费")
    assert asked(page) == {"q": ["水费"]}


def test_what_is_typed_while_the_search_is_loading_is_kept(visit):
    page = visit("search").page
    page.route("**/assets/search.js", lambda route: (time.sleep(0.3), route.continue_()))
    page.focus(BOX)
    page.keyboard.type("取水许")
    page.wait_for_selector(".suggestions li")
    assert page.input_value(BOX) == "取水许"

    page.keyboard.type("可")
    page.press(BOX, "Enter")
    ready(page, "取水许可")


# Results


def test_the_whole_state_stands_in_the_address(results):
    page = results(MINUTES, "&kind=公开信息&openness=决策公开&year=2026&sort=date&page=2").page

    assert page.get_attribute("[data-list]", "start") == "11"
    assert "第 2 页" in status(page)
    assert page.inner_text("[data-kinds] [aria-current]").startswith("公开信息")
    assert page.inner_text("[data-sort] [aria-current]") == "按日期"
    assert page.inner_text("[data-pages] [aria-current]") == "2"
    assert page.eval_on_selector_all("[data-filters] :checked", "all => all.map((one) => one.value)") == [
        "决策公开",
        "2026",
    ]
    assert len(ids(page)) == 10


def test_every_result_carries_its_id_in_rank_order(results):
    page = results("取水许可管理办法").page

    assert "water-measures-new" in ids(page)[:2]
    assert len(set(ids(page))) == len(ids(page))
    assert page.locator("[data-list] > li:not([data-id])").count() == 0


def test_a_repealed_document_is_marked_and_stands_below_the_one_that_holds(results):
    page = results("取水许可管理办法").page
    over = page.locator(".result--over")

    assert over.count() >= 1
    assert re.search("已废止|已失效", over.first.locator(".tag").inner_text())
    assert ids(page).index("water-measures-new") < ids(page).index(over.first.get_attribute("data-id"))


def test_a_result_is_marked_on_the_day_on_which_it_ends_though_the_site_was_built_before(results):
    """`long` holds from June 2026 for three years; the first noon after that is the one of June 1st, 2029, in China."""
    mark = ".result[data-id=long] .tag"
    before = results("就业创业扶持政策").page
    assert "long" in ids(before)
    assert before.locator(mark).count() == 0

    page = results("就业创业扶持政策", "&validity=已失效", before="Date.now = () => Date.UTC(2029, 5, 1, 4);").page

    assert page.locator(mark).inner_text() == "已失效"
    assert "result--over" in page.locator(".result[data-id=long]").get_attribute("class")


def test_a_title_with_marked_words_reads_as_one_text_for_elders_too(results):
    """Links are boxes there, large enough to tap: words beside one another in such a box would become columns."""
    page = results("取水许可管理办法", "&mode=elder", width=360).page
    title = page.locator(".result h2 a", has=page.locator("mark")).first

    pieces = title.evaluate(
        """link => {
          const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT), found = [];
          for (const range = document.createRange(); texts.nextNode(); ) {
            range.selectNodeContents(texts.currentNode);
            const rows = [...range.getClientRects()];
            found.push([rows[0], rows[rows.length - 1]].map((box) => [box.left, box.right, box.top]));
          }
          return found;
        }"""
    )
    edge = min(first[0] for first, _ in pieces)
    assert len(pieces) > 1
    for (_, before), (after, _) in itertools.pairwise(pieces):
        goes_on = abs(after[2] - before[2]) < 4 and abs(after[0] - before[1]) < 2
        assert goes_on or (after[2] > before[2] and abs(after[0] - edge) < 2), (before, after)


def test_an_address_with_a_thousand_conditions_is_cut_short(results):
    page = results("取水", "".join(f"&agency=x{number}" for number in range(1000)) + "&kind=__proto__").page

    assert page.locator("[data-chips] li").count() == 52  # Fifty, the kind, and the way to drop them all.
    assert "去掉条件，看全部" in status(page)


def test_filters_narrow_together_count_live_and_go_by_their_chips(results):
    page = results("取水 会议").page
    page.click("[data-filters] > summary")
    whole = int(re.search(r"\d+", status(page))[0])
    box = page.locator('[data-filters] input[value="决策公开"]')
    promised = int(box.locator("xpath=..").locator(".count").inner_text())

    box.click()
    page.wait_for_selector("[data-chips] a")
    assert status(page).startswith(f"找到 {promised} 条")
    assert asked(page)["openness"] == ["决策公开"]
    assert page.evaluate("document.activeElement.value") == "决策公开", "the reader stays where they were"
    assert page.inner_text("[data-filters] > summary") == "筛选（已选 1 项）"

    other = page.locator("[data-filters] input[data-facet=openness]:not(:checked)").first
    more = int(other.locator("xpath=..").locator(".count").inner_text())
    other.click()
    page.wait_for_function("() => document.querySelectorAll('[data-chips] li').length === 3")
    assert asked(page)["openness"][0] == "决策公开" and len(asked(page)["openness"]) == 2
    assert promised < int(re.search(r"\d+", status(page))[0]) <= promised + more

    page.fill(BOX, "取水 会议")
    page.locator(BOX).blur()  # Suggestions that come would lie over the chips.
    page.click("[data-chips] >> text=全部去掉")
    page.wait_for_function("() => document.querySelector('[data-chips]').hidden")
    assert status(page).startswith(f"找到 {whole} 条")
    assert list(asked(page)) == ["q"]


def test_groups_show_how_many_there_are_of_each_kind(results):
    page = results("取水许可").page
    groups = dict(text.rsplit(" ", 1) for text in page.locator("[data-kinds] a").all_text_contents())
    assert int(groups["全部"]) == sum(int(count) for name, count in groups.items() if name != "全部")

    page.click("[data-kinds] >> text=公开事项")
    page.wait_for_function(
        "() => document.querySelector('[data-kinds] [aria-current]').textContent.startsWith('公开事项')"
    )
    assert status(page).startswith(f"找到 {groups['公开事项']} 条")
    assert asked(page)["kind"] == ["公开事项"]
    assert page.locator("[data-kinds] a").count() == len(groups), "the other kinds stay to choose from"


def test_filters_that_leave_nothing_say_so_and_how_to_go_on(results):
    page = results("取水许可", "&year=1999").page
    assert ids(page) == []
    assert status(page).startswith("在已选的条件下没有找到")

    page.click("[data-status] a")
    page.wait_for_selector("[data-id]")
    assert asked(page) == {"q": ["取水许可"]}


def test_by_date_the_newest_comes_first_over_all_pages(results):
    page = results(MINUTES, "&kind=公开信息&sort=date").page
    days = []
    while True:
        days += page.locator(".result__facts span:last-child").all_inner_texts()
        if not page.locator("[data-pages] >> text=下一页").count():
            break
        number = int(asked(page).get("page", ["1"])[0])
        page.click("[data-pages] >> text=下一页")
        page.wait_for_function("n => document.querySelector('[data-list]').start === n", arg=10 * number + 1)

    assert len(days) > 40
    assert days == sorted(days, reverse=True)


def test_every_result_stands_on_exactly_one_page(results):
    page = results(MINUTES).page
    total = int(re.search(r"找到 (\d+) 条", status(page))[1])
    seen = []
    for number in range(1, total // 10 + 2):
        seen += ids(page)
        if number * 10 < total:
            page.click("[data-pages] >> text=下一页")
            page.wait_for_function("n => document.querySelector('[data-list]').start === n", arg=10 * number + 1)

    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize("number", ["999", "-3", "0", "x", "1e9", "NaN"])
def test_a_page_that_is_not_there_gives_one_that_is(results, number):
    assert ids(results(MINUTES, f"&page={number}").page)


def test_back_and_forward_lead_through_everything_that_was_done(results):
    page = results("取水许可").page
    page.fill(BOX, MINUTES)
    page.press(BOX, "Enter")
    ready(page, MINUTES)
    first = ids(page)
    page.click("[data-pages] >> text=下一页")
    page.wait_for_function("() => document.querySelector('[data-list]').start === 11")
    second = ids(page)

    page.go_back()
    page.wait_for_function("() => document.querySelector('[data-list]').start === 1")
    assert ids(page) == first
    page.go_back()
    ready(page, "取水许可")
    assert page.input_value(BOX) == "取水许可"
    page.go_forward()
    ready(page, MINUTES)
    page.go_forward()
    page.wait_for_function("() => document.querySelector('[data-list]').start === 11")
    assert ids(page) == second


def test_back_from_a_document_leads_to_the_same_results_at_the_same_height(results):
    page = results(MINUTES, "&page=2", height=400).page
    before = ids(page)
    page.locator(".result h2 a").nth(6).scroll_into_view_if_needed()
    height = page.evaluate("scrollY")
    assert height > 100

    page.locator(".result h2 a").nth(6).click()
    page.wait_for_url("**/documents/**")
    page.go_back()
    ready(page, MINUTES)

    assert ids(page) == before
    assert abs(page.evaluate("scrollY") - height) < 150


def test_the_passage_that_answers_is_shown_with_its_words_marked(results):
    page = results("自备井").page
    page.wait_for_selector(".result__text mark")

    assert "自备井" in page.locator("[data-id=long] .result__text mark").all_inner_texts()


def test_a_numeral_cut_from_a_number_is_marked_where_it_stands(results):
    page = results("第二").page
    page.locator("[data-id=water-measures]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-id=water-measures] .result__text mark")

    assert "第二" in page.locator("[data-id=water-measures] .result__text mark").all_inner_texts()


def test_places_in_one_document_lead_to_their_heading(results):
    page = results("逐户登记").page
    link = page.locator("[data-id=long] .result__sections a").first
    link.wait_for()
    assert link.inner_text() == "（一）摸清底数"

    link.click()
    page.wait_for_url("**/documents/long/**")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("（一）摸清底数")


def test_the_opened_page_marks_the_words_and_leads_from_one_to_the_next(results):
    page = results("取水许可管理办法").page
    page.click(".result h2 a >> nth=0")
    page.wait_for_selector(".found-bar")
    marks = page.locator(".page mark")
    many = marks.count()
    assert many > 1

    page.click("text=下一处")
    assert marks.nth(0).get_attribute("class") == "current"
    assert page.inner_text(".found-bar [role=status]") == f"1/{many} 处"
    page.click("text=上一处")
    assert marks.nth(many - 1).get_attribute("class") == "current"
    text = page.inner_text("h1")

    page.click(".found-bar >> text=关闭")
    assert marks.count() == 0
    assert page.locator(".found-bar").count() == 0
    assert page.inner_text("h1") == text


def test_nothing_found_names_near_words_ways_to_browse_and_the_office(results):
    page = results("zzjjvv").page
    assert ids(page) == []
    assert status(page) == "没有找到“zzjjvv”"
    assert page.locator("[data-near] a").count() >= 1
    for words in ("分类浏览", "公开事项（按拼音）", "依申请公开", "0000-8800120"):
        assert words in page.inner_text("[data-nothing]")

    page.click("[data-near] a >> nth=0")
    page.wait_for_selector("[data-id]")


def test_near_words_share_characters_with_what_was_typed(results):
    page = results("费水").page

    assert ids(page) == []
    assert page.locator("[data-near] a").first.inner_text() == "水费"


@pytest.mark.parametrize(
    ("query", "meant"),
    [("qushuixuke", "取水许可"), ("qsxk", "取水许可"), ("取水许渴", "取水许可"), ("曲水许可", "取水许可")],
)
def test_pinyin_and_slips_find_what_was_meant_and_say_so(results, query, meant):
    page = results(query).page
    words = page.locator("[data-status] a").all_inner_texts()

    assert meant in words
    assert ("您是不是要找" if not query.isascii() else "按读音找") in status(page)
    assert "取水许可" in page.inner_text("[data-id] >> nth=0")


def test_a_reader_who_listens_is_told_what_was_found(results):
    page = results("取水许可").page
    live = page.locator("[data-status]")
    assert live.get_attribute("role") == "status"

    page.fill(BOX, MINUTES)
    page.press(BOX, "Enter")
    ready(page, MINUTES)
    assert live.inner_text().startswith("找到")
    assert page.evaluate("document.activeElement === document.querySelector('[data-status]')")


def test_what_is_found_is_told_when_the_index_comes_in_another_order(visit):
    """Nothing is believed before the manifest: files that come earlier are asked for after it."""
    opened = visit("search")
    opened.page.route("**/search/manifest.js*", lambda route: (time.sleep(0.3), route.continue_()))
    opened.page.fill(BOX, "取水许可")
    opened.page.press(BOX, "Enter")
    ready(opened.page, "取水许可")

    assert opened.page.locator("[data-kinds] a").count() > 2
    assert "没有读到" not in status(opened.page)


# Everywhere


def test_it_works_from_a_folder(visit, folder_site):
    opened = visit("home", full=(folder_site.root / "index.html").as_uri())
    page = opened.page
    page.fill(BOX, MINUTES)
    page.press(BOX, "Enter")
    page.wait_for_url("**/search/index.html?q=*")
    ready(page, MINUTES)
    page.click("[data-pages] >> text=下一页")
    page.wait_for_function("() => document.querySelector('[data-list]').start === 11")
    page.go_back()
    page.wait_for_function("() => document.querySelector('[data-list]').start === 1")
    page.wait_for_selector(".result__text mark")
    page.click(".result h2 a >> nth=0")
    page.wait_for_url("**/documents/**/index.html?q=*")
    page.wait_for_selector(".page mark")

    assert opened.messages == []
    assert {urlsplit(address).scheme for address in opened.requests} == {"file"}


def test_nothing_is_asked_for_outside_the_prefix(results, served):
    opened = results("取水许可")
    opened.page.wait_for_selector(".result__text mark")

    assert [address for address in opened.requests if not address.startswith(served)] == []
    assert opened.messages == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("query", ["取水许可", "就业创业扶持政策", "zzjjvv", "长" * 200, "x" * 200])
def test_no_page_of_results_is_wider_than_the_screen(results, width, query):
    page = results(query, "&openness=决策公开&year=2026&year=2025", width=width).page

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("query", "rest"), [("取水许可", ""), (MINUTES, "&openness=决策公开&sort=date"), ("zzjjvv", ""), ("qsxk", "")]
)
def test_everything_on_a_phone_is_large_enough_to_tap(results, query, rest):
    page = results(query, rest, width=320).page
    if page.is_visible("[data-filters]"):
        page.click("[data-filters] > summary")
    page.wait_for_timeout(300)
    small = page.eval_on_selector_all(
        "form.search-box input, form.search-box button, [data-kinds] a, [data-chips] a, [data-sort] a, [data-pages] a,"
        " [data-near] a, [data-results] summary, [data-filters] label",
        "all => all.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)"
        ".map((one) => one.outerHTML)",
    )

    assert small == []


def test_suggestions_on_a_phone_are_large_enough_to_tap_and_stay_on_the_screen(visit):
    page = visit("home", width=320).page
    page.focus(BOX)
    page.keyboard.type("水")
    suggested(page)
    boxes = [option.bounding_box() for option in page.locator(".suggestions li").all()]

    assert min(box["height"] for box in boxes) >= 43.5
    assert min(box["x"] for box in boxes) >= 0
    assert max(box["x"] + box["width"] for box in boxes) <= 320


ELDER = "localStorage.setItem('disclosure-modes', 'elder large')"


@pytest.mark.parametrize(
    ("width", "scheme", "mode"),
    [(360, "light", ""), (1440, "light", ""), (360, "dark", ""), (1440, "dark", ""), (360, "light", ELDER)],
    ids=["phone", "desk", "phone in the dark", "desk in the dark", "phone of an elder"],
)
def test_axe_finds_nothing_on_results_on_open_filters_and_where_nothing_was_found(
    results, findings, width, scheme, mode
):
    page = results(MINUTES, "&openness=决策公开&page=2", width=width, scheme=scheme, before=mode).page
    page.wait_for_selector("[data-id]")
    assert findings(page) == []

    if page.get_attribute("[data-filters]", "open") is None:
        page.click("[data-filters] > summary")
    page.eval_on_selector_all("[data-filters] details", "all => all.forEach((one) => { one.open = true; })")
    assert findings(page) == []

    page.fill(BOX, "zzjjvv")
    page.press(BOX, "Enter")
    ready(page, "zzjjvv")
    assert findings(page) == []
