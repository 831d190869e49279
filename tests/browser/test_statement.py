"""What the accessibility statement says is reached is what the pages reach; a number that is not kept fails here."""

import pytest

from disclosure.publish.pages.accessibility import MEASURES

pytestmark = pytest.mark.browser

STATED = {measure.key: measure for measure in MEASURES}
ELDER = "localStorage.setItem('disclosure-modes', 'elder large')"
"""What a device remembers that was switched to 长者模式."""

TEXTS = """[...document.querySelectorAll('body *')].filter((element) => element.checkVisibility({visibilityProperty: true})
  && !element.matches('.visually-hidden, .skip') && !element.closest('.visually-hidden, .search-box__label, [disabled]')
  && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))"""
"""Every element that shows text of its own."""

SMALLEST = f"Math.min(...{TEXTS}.map((element) => parseFloat(getComputedStyle(element).fontSize)))"

TIGHTEST = f"""Math.min(...{TEXTS}.map((element) => getComputedStyle(element))
  .map((style) => parseFloat(style.lineHeight) / parseFloat(style.fontSize)).filter((ratio) => ratio))"""

PARAGRAPHS = """(() => {
  const [one, other] = [...document.querySelectorAll('.body p + p:not([class])')].slice(0, 1)
    .map((second) => [second.previousElementSibling, second])[0];
  const line = parseFloat(getComputedStyle(other).lineHeight);
  return (other.getBoundingClientRect().top - one.getBoundingClientRect().bottom + line) / line;
})()"""
"""From the last line of a paragraph to the first of the next, in lines."""

LOWEST = """Math.min(...[...document.querySelectorAll('.aids button, .search-box input, .search-box button, summary,' +
  '.masthead__name, .columns a, .boards a, .jump a, .links a, .pager a, .record__title, .item__name, .toc a,' +
  '.element a, .five__head a, .figures a, .matrix__cell a, .foot li a, .filters a')]
  .filter((element) => element.checkVisibility()).map((element) => element.getBoundingClientRect().height))"""

FAINTEST = f"""(() => {{
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {{
    for (; element; element = element.parentElement) {{
      const found = parts(getComputedStyle(element).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }}
    return [255, 255, 255];
  }};
  return Math.min(...{TEXTS}.map((element) => {{
    const [one, other] = [light(parts(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  }}));
}})()"""


def held(page, measuring, key):
    """Say whether a page keeps a number of the statement; half a pixel is the browser's rounding."""
    measured = page.evaluate(measuring)
    return measured >= STATED[key].reached - (0.5 if STATED[key].unit == "像素" else 0.005), measured


def test_nothing_is_stated_that_is_not_asked_or_not_reached():
    assert [measure.key for measure in MEASURES if measure.reached < measure.least and measure.key != "narrowest"] == []


def test_every_number_of_the_table_is_measured_here(visit):
    rows = visit("accessibility", width=1440).page.locator("tbody tr").all_inner_texts()
    shown = [[cell.strip() for cell in row.split("\t")] for row in rows]

    assert shown[: len(MEASURES)] == [
        [measure.what, measure.asked, f"{measure.reached:g}{measure.unit}", "自动测试"] for measure in MEASURES
    ]
    assert set(STATED) == {
        *["text", "largest", "leading", "paragraphs", "large-targets", "targets", "contrast", "narrowest"]
    }


def test_in_elder_mode_text_lines_and_targets_are_as_stated(visit, dense):
    page = visit(dense, before=ELDER).page

    for measuring, key in ((SMALLEST, "text"), (TIGHTEST, "leading"), (LOWEST, "large-targets")):
        kept, measured = held(page, measuring, key)
        assert kept, f"{key}: {measured}"


def test_text_grows_as_far_as_stated(visit):
    page = visit("document", width=1440, before=ELDER).page
    while page.locator("[data-aid=larger][aria-disabled=false]").count():
        page.locator("[data-aid=larger]").click()

    assert held(page, SMALLEST, "largest")[0]


def test_paragraphs_stand_apart_as_stated(visit):
    kept, measured = held(visit("document", before=ELDER).page, PARAGRAPHS, "paragraphs")

    assert kept, measured


def test_targets_are_as_high_as_stated(seen, kind):
    kept, measured = held(seen(kind).page, LOWEST, "targets")

    assert kept, measured


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_as_stated(visit, dense, scheme):
    kept, measured = held(visit(dense, scheme=scheme).page, FAINTEST, "contrast")

    assert kept, measured


def test_all_text_is_without_serifs(seen, kind):
    fonts = seen(kind).page.evaluate(f"[...new Set({TEXTS}.map((element) => getComputedStyle(element).fontFamily))]")

    assert [font for font in fonts if not font.endswith("sans-serif")] == []


@pytest.mark.parametrize(
    ("breaking", "measuring", "key"),
    [
        ("document.querySelector('h1').style.fontSize = '12px'", SMALLEST, "text"),
        ("document.querySelector('h1').style.lineHeight = '1.1'", TIGHTEST, "leading"),
        ("document.querySelector('.columns a').style.minHeight = '20px'", LOWEST, "targets"),
        ("document.querySelector('h1').style.color = '#888'", FAINTEST, "contrast"),
    ],
)
def test_a_number_that_is_not_kept_is_seen(visit, breaking, measuring, key):
    page = visit("about").page
    page.evaluate(breaking)

    assert not held(page, measuring, key)[0]
