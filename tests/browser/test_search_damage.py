"""The search in bad days: strings that nobody means, and parts of the index that are missing, cut short or wrong."""

import codecs
import random
import unicodedata
import urllib.request
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

BOX = "#search-query"
QUERY = "取水许可"

MARKUP = [
    '<img src=x onerror="window.taken=1">',
    "<script>window.taken=1</script>",
    '"><svg onload=window.taken=1>',
    "javascript:window.taken=1",
    "{{constructor.constructor('window.taken=1')()}}",
    "</title><iframe src=//evil.example>",
    "&lt;b&gt;取水&amp;",
    "__proto__",
    "constructor",
    "toString hasOwnProperty",
    "__proto__ 取水 constructor",
]
PATTERNS = [
    "(.*[",
    "\\",
    "\\d+(?:(?:a+)+)+$",
    "[[[[",
    "$&$1$`",
    "^$",
    "*取水*",
    "取水+许可|办法?",
    "第(号",
    "〔2026〕",
    "〔〕号",
    "2026-13-45",
    "#-9",
    "=取水",
    "取水=许可",
    " \t\n ",
    "%",
    "%zz",
    "100%取水",
    "%E5%8F",
    "%00",
    "a&b=c#d?e",
    "q=取水&kind=公开信息",
    "+取水+",
]
EXTREMES = [
    "长" * 10_000,
    "a" * 10_000,
    "取水许可" * 2_500,
    "1" * 10_000,
    "〔2026〕1号" * 1_200,
    "😀" * 5_000,
    "a1" * 5_000,
    "取 " * 5_000,
    "́" * 1_000,
    "aba " * 2_500,
    "一二三四年" * 2_000,
    "\u202e取水\u202c",
    "\ufeff取水",
    "\u200b取\u200b水",
    "𠮷野家𠀀𪚥",
    "取\ud800水",
    "\udfff",
    "\ud83d",
    "取水" + "\ud83d" * 50,
    "\u0000取水\u0007\u001b[31m",
    "\u2028取水\u2029",
    "ﷺ" * 100,
    "İıſK",
    "ＰＭ２．５　取水",
    "👨‍👩‍👧‍👦取水",
]


def strings(count, seed=20261122):
    """Return strings of every sort: pieces of markup, patterns and Chinese, and characters of all of Unicode."""
    chance = random.Random(seed)
    pieces = [
        *MARKUP,
        *PATTERNS,
        "取水",
        "许可",
        "办法",
        "2026年",
        "qushui",
        "〔2026〕12号",
        "《",
        "》",
        " ",
        "　",
        "🧧",
    ]

    def character():
        while True:
            point = chance.choice([chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x110000)])
            if unicodedata.category(chr(point)) != "Cn":
                return chr(point)

    for _ in range(count):
        if chance.random() < 0.5:
            yield "".join(chance.choice(pieces) for _ in range(chance.randint(1, 6)))
        else:
            yield "".join(character() for _ in range(chance.randint(1, 40)))


ASK = """async (text) => {
  history.pushState(null, "", "?" + (text.isWellFormed && !text.isWellFormed() ? "q=" + encodeURIComponent([...text].filter((c) => c.length > 1 || !/[\\ud800-\\udfff]/.test(c)).join("")) : new URLSearchParams({q: text})));
  const place = document.querySelector("[data-results]");
  place.dataset.ready = "\\u0000waiting";
  window.dispatchEvent(new PopStateEvent("popstate"));
  const asked = new URLSearchParams(location.search).get("q");
  const begun = performance.now();
  while (place.dataset.ready !== asked) {
    if (performance.now() - begun > 15000) return "no answer";
    await new Promise((done) => setTimeout(done, 5));
  }
  return document.querySelector("[data-status]").textContent;
}"""


@pytest.fixture
def opened(visit):
    """The results page with one answer on it, which notes everything that goes wrong."""
    seen = visit(f"search/?q={quote(QUERY)}")
    wait(seen.page, QUERY)
    return seen


def wait(page, query):
    page.wait_for_function(
        "q => (document.querySelector('[data-results]') || {dataset: {}}).dataset.ready === q", arg=query
    )


def ids(page):
    return page.eval_on_selector_all("[data-list] [data-id]", "all => all.map((one) => one.dataset.id)")


STRANGE = "img, iframe, svg, object, embed, style, script"
"""What nothing on these pages is, but the code (二维码) of a document."""


def untouched(page):
    return (
        page.evaluate("() => window.taken === undefined")
        and page.locator(f"#content :is({STRANGE}):not(.qr *), [onload], [onerror]").count() == 0
    )


def test_three_hundred_strings_each_give_a_page_and_run_nothing(opened):
    page = opened.page
    silent = []
    for text in [*MARKUP, *PATTERNS, *strings(250)]:
        said = page.evaluate(ASK, text)
        if "搜索暂时用不了" in said or said == "no answer":
            silent.append((text, said))

    assert silent == []
    assert untouched(page)
    assert opened.messages == []
    page.fill(BOX, QUERY)
    page.press(BOX, "Enter")
    wait(page, QUERY)
    assert ids(page), "it still answers"


@pytest.mark.parametrize("text", EXTREMES, ids=lambda text: f"{text[0]!a}-{len(text)}")
def test_extreme_strings_are_typed_and_answered(opened, text):
    page = opened.page
    page.evaluate(
        """([box, text]) => {
          const input = document.querySelector(box);
          input.removeAttribute("maxlength");
          input.value = text;
          input.dispatchEvent(new Event("input", {bubbles: true}));
          document.querySelector("[data-results]").dataset.ready = "\\u0000waiting";
          input.form.requestSubmit ? input.form.requestSubmit() : input.form.dispatchEvent(new Event("submit"));
        }""",
        [BOX, text],
    )
    page.wait_for_function("() => document.querySelector('[data-results]').dataset.ready !== '\\u0000waiting'")

    assert "搜索暂时用不了" not in page.inner_text("[data-status]")
    assert untouched(page)
    assert opened.messages == []


@pytest.mark.parametrize(
    "address",
    [
        "search/?q=%",
        "search/?q=%zz%E5",
        "search/?q=%ED%A0%80",
        "search/?q=100%取水",
        "search/?q=取水&q=许可",
        "search/?kind=公开信息",
        "search/?q=取水&kind=%3Cimg%20src=x%20onerror=window.taken=1%3E&year=__proto__&page=constructor&sort=%00",
        "search/?q=取水#<img src=x onerror=window.taken=1>",
        "search/?" + "&".join(f"agency={number}" for number in range(500)) + "&q=取水",
        "search/?&&&=&q",
    ],
)
def test_any_address_gives_a_page(visit, address):
    seen = visit(address)
    seen.page.wait_for_timeout(50)
    if "q=" in address and "kind=公开信息" not in address:
        seen.page.wait_for_selector("[data-results][data-ready]", state="attached")

    assert "搜索" in seen.page.inner_text("h1")
    assert untouched(seen.page)
    assert seen.messages == []


@pytest.mark.parametrize("text", ['<img src=x onerror="window.taken=1">', "取\ud800水", "(.*[", "水" * 300])
def test_a_page_opened_with_any_words_to_mark_is_whole(visit, text):
    seen = visit(f"documents/long/?q={quote(text, errors='surrogatepass')}")
    seen.page.wait_for_load_state("networkidle")

    assert seen.page.inner_text("h1")
    assert untouched(seen.page)
    assert seen.messages == []


PARTS = {
    "facts": "**/search/facts.js*",
    "postings": "**/search/terms/*",
    "titles": "**/search/leaves/**",
    "sounds": "**/search/sounds/*",
    "readings": "**/search/readings.js*",
    "initials": "**/search/initials/*",
    "traditional": "**/search/traditional.js*",
    "days": "**/search/days.js*",
}
"""Every kind of file of the index, but the manifest."""

ASKING = {
    "facts": (QUERY, "&year=2024"),
    "sounds": ("曲水许可", ""),
    "readings": ("曲水许可", ""),
    "initials": ("qsxk", ""),
    "traditional": ("取水許可", ""),
    "days": (QUERY, "&sort=date"),
}
"""What has to be asked so that a file is wanted at all."""


def _aborted(route):
    route.abort()


def _page_instead(route):
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><p>请先登录网络")


def _bytes(route):
    """Read here and not by the browser: a page that is closed meanwhile takes nothing away."""
    with urllib.request.urlopen(route.request.url) as response:
        return response.read()


def _text(route):
    data = _bytes(route)
    return data.decode("utf-16" if data.startswith(codecs.BOM_UTF16_LE) else "utf-8")


def _cut(route):
    body = _bytes(route)
    route.fulfill(status=200, content_type="text/javascript; charset=utf-8", body=body[: len(body) // 2])


def _of_another_state(route):
    body = _text(route)
    stamp = body.split('"')[1]
    route.fulfill(content_type="text/javascript; charset=utf-8", body=body.replace(stamp, "0123456789", 1))


def _of_other_types(route):
    head = _text(route).split(",")[:3]
    route.fulfill(content_type="text/javascript; charset=utf-8", body=",".join(head[:2]) + f",{head[2]},null,7,null)")


DAMAGES = (_aborted, _page_instead, _cut, _of_another_state, _of_other_types)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_missing_or_damaged_leaves_a_sentence_and_the_rest(visit, part, damage):
    page = visit("search").page
    broken = []
    page.route(PARTS[part], lambda route: (broken.append(route.request.url), damage(route)))
    query, rest = ASKING.get(part, (QUERY, ""))
    page.evaluate("address => history.replaceState(null, '', address)", f"?q={quote(query)}{rest}")
    page.fill(BOX, query)
    page.dispatch_event(BOX, "input")
    wait(page, query)
    page.wait_for_function("() => document.getElementById('content').innerText.includes('没有读到')")

    assert broken, "the part was asked for"
    if part not in ("postings", "titles", "initials", "traditional"):
        assert ids(page), "the other results are there"
    assert page.is_enabled(BOX)


@pytest.mark.parametrize(
    "damage", [_aborted, _page_instead, _cut, _of_other_types], ids=lambda damage: damage.__name__.strip("_")
)
def test_without_its_manifest_the_page_says_so_and_offers_other_ways(visit, damage):
    page = visit("search").page
    page.route("**/search/manifest.js*", damage)
    page.evaluate("address => history.replaceState(null, '', address)", f"?q={quote(QUERY)}")
    page.dispatch_event(BOX, "input")
    wait(page, QUERY)

    assert page.inner_text("[data-status]") == "搜索暂时用不了：索引没有读到。请刷新本页，或者用下面的办法找。"
    assert page.is_visible("[data-nothing] >> text=分类浏览")


def test_what_was_missing_is_asked_for_again(visit):
    page = visit("search").page
    page.route("**/search/leaves/**", _aborted)
    page.evaluate("address => history.replaceState(null, '', address)", f"?q={quote(QUERY)}")
    page.dispatch_event(BOX, "input")
    wait(page, QUERY)
    assert ids(page) == []

    page.unroute("**/search/leaves/**")
    page.fill(BOX, "取水")
    page.press(BOX, "Enter")
    wait(page, "取水")
    assert ids(page)
    assert "没有读到" not in page.inner_text("[data-status]")


@pytest.mark.parametrize(("part", "rest"), [("leaves", ""), ("terms", ""), ("facts", "&year=2026"), ("manifest", "")])
def test_a_server_that_never_answers_leaves_a_sentence_and_the_rest(visit, part, rest):
    page = visit("search").page
    page.clock.install()
    left = []  # The titles that are found lie in two files.
    # The first file of that part hangs for ever; those after it come.
    page.route(f"**/search/{part}**", lambda route: route.continue_() if left else left.append(route.request.url))
    page.evaluate("address => history.replaceState(null, '', address)", f"?q={quote('取水 城南镇 水费')}{rest}")
    page.fill(BOX, "取水 城南镇 水费")
    while not left:
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)  # The other files come meanwhile.
    page.clock.fast_forward(10_500)
    wait(page, "取水 城南镇 水费")

    assert "没有读到" in page.inner_text("[data-status]")
    assert page.is_enabled(BOX)
    if part == "manifest":
        assert page.is_visible("[data-nothing] >> text=分类浏览")
    elif part != "terms":
        assert ids(page), "the other results are there"
