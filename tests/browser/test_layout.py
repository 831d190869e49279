"""Nothing sticks out, nothing is too small to tap, nothing that a page promises to show is off the screen."""

import pytest

pytestmark = pytest.mark.browser

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (around.matches('.table, .visually-hidden')) return true;
    }
    return false;
  };
  return [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element))
    .map((element) => `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 30)}`);
}"""

SMALL = """() => document.querySelectorAll('.fold').forEach((fold) => (fold.open = true)) || [...document.querySelectorAll(
    '.masthead__name, .columns a, summary, .boards a, .jump a, .links a, .pager a, .record__title, .item__name,' +
    '.crumbs a, .toc a, .element a, .five__head a, .figures a, .matrix__cell a, .foot li a')]
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < 43.5)
  .map(([element, box]) => `${element.tagName} ${element.textContent.trim().slice(0, 20)}: ${box.height}`)"""


def test_nothing_sticks_out_of_the_narrowest_phone(seen, kind):
    page = seen(kind).page

    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [768, 1440])
def test_nothing_sticks_out_of_wider_screens(seen, dense, width):
    page = seen(dense, width=width).page

    assert page.evaluate(TOO_WIDE) == []


def test_what_sticks_out_is_seen(visit):
    page = visit("about", width=320).page
    page.evaluate("document.querySelector('h1').style.width = '500px'")

    assert page.evaluate(TOO_WIDE) == ["H1 : 使用帮助"]


def test_what_is_tapped_is_large_enough(seen, kind):
    page = seen(kind).page

    assert page.evaluate(SMALL) == []


def test_what_is_too_small_is_seen(visit):
    page = visit("about", width=360).page
    page.evaluate("document.querySelector('.columns a').style.minHeight = '20px'")

    assert page.evaluate(SMALL) != []


def test_a_wide_table_scrolls_with_the_keyboard(visit):
    page = visit("document", width=768).page
    frame = page.locator(".body .table")
    frame.focus()

    page.keyboard.press("ArrowRight")

    page.wait_for_function("() => document.querySelector('.body .table').scrollLeft > 0")


def test_running_text_has_a_comfortable_measure(visit):
    page = visit("document", width=1440).page
    characters = page.evaluate(
        "(() => { const p = document.querySelector('.body p'); const style = getComputedStyle(p);"
        " return [p.clientWidth / parseFloat(style.fontSize), parseFloat(style.lineHeight) / parseFloat(style.fontSize)]"
        " })()"
    )

    assert 36 <= characters[0] <= 40
    assert characters[1] >= 1.7


def test_the_catalogue_keeps_head_and_item_in_view_on_a_desk(visit):
    page = visit("catalogue", width=1024, height=240).page
    frame = page.locator(".table--catalogue")
    before = frame.locator("thead .catalogue__item").bounding_box()

    frame.evaluate("frame => frame.scrollTo(600, 200)")

    edge = frame.bounding_box()
    assert frame.evaluate("frame => [frame.scrollLeft > 300, frame.scrollTop > 20]") == [True, True]
    after = frame.locator("thead .catalogue__item").bounding_box()
    assert abs(after["y"] - before["y"]) <= 2
    assert abs(after["x"] - edge["x"]) <= 2
    assert abs(frame.locator("tbody .catalogue__item").first.bounding_box()["x"] - edge["x"]) <= 2


def test_the_catalogue_is_cards_on_a_phone(visit):
    page = visit("catalogue", width=360).page
    card = page.locator(".table--catalogue tbody tr").first

    labels = card.evaluate(
        "row => [...row.children].filter((cell) => cell.matches('td') && cell.offsetHeight)"
        ".map((cell) => getComputedStyle(cell, '::before').content)"
    )

    assert card.bounding_box()["width"] <= 360
    assert '"公开时限"' in labels
    assert '"依申请公开"' not in labels, "an empty cell takes no line"


@pytest.mark.parametrize("width", [360, 1024])
def test_signature_and_date_stand_right_and_one_above_the_other(visit, width):
    page = visit("document", width=width).page

    places = page.evaluate(
        "[...document.querySelectorAll('.signed p, .body .signed')].map((element) => {"
        " const range = document.createRange(); range.selectNodeContents(element);"
        " const box = range.getBoundingClientRect(); return [box.left, box.right]; })"
    )
    text = page.locator(".body > p").first.bounding_box()
    em = page.locator(".body").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    (_, right), *lines = places

    assert len(lines) == 2
    assert abs(sum(lines[0]) - sum(lines[1])) < 3, "the signature above the middle of the date"
    assert text["x"] + text["width"] - right == pytest.approx((2 if width == 360 else 4) * em, abs=2)
