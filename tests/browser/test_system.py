"""What the system of a reader asks for: nothing moves where motion is reduced, states are seen in forced colours."""

import pytest

pytestmark = pytest.mark.browser

MOVING = """() => {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
      const style = getComputedStyle(element, part);
      const moves = style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
      if (moves || style.scrollBehavior === 'smooth') found.push(`${element.tagName} ${element.className}${part || ''}`);
    }
  }
  return found;
}"""

STATES = {
    "home": "[aria-pressed]",
    "openness": ".columns a",
    "document": ".aids button",
    "board": ".boards a",
    "list": ".pager a, .pager [aria-current]",
    "catalogue": ".filters li a",
}
"""Kinds of page, and on each what may be chosen or current."""

ALIKE = """(states) => {
  document.querySelectorAll('.fold').forEach((fold) => (fold.open = true));
  const look = (element) => {
    const style = getComputedStyle(element); // Says what the page asks for, also where the system has the last word.
    return style.forcedColorAdjust === 'none' ? `${style.color} ${style.backgroundColor}` : 'as all';
  };
  const all = [...document.querySelectorAll(states)];
  const chosen = (element) => element.matches('[aria-current], [aria-pressed=true]');
  const others = new Set(all.filter((element) => !chosen(element)).map(look));
  const found = all.filter(chosen);
  return found.length ? found.filter((element) => others.has(look(element))).map((element) => element.textContent) : ['none'];
}"""

UNMARKED = "() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle === 'none' || !parseFloat(s.outlineWidth); }"


def forced(visit, where):
    """Open a page with something chosen on it, in the colours of the system."""
    page = visit("catalogue" if where == "catalogue" else where, width=1440).page
    page.emulate_media(forced_colors="active")
    if where in ("home", "document"):
        page.locator("[data-aid=contrast]").click()
    if where == "catalogue":
        page.locator(".filters li a").first.click()
    return page


def test_nothing_moves_where_motion_is_reduced(visit, dense):
    page = visit(dense).page
    page.emulate_media(reduced_motion="reduce")

    assert page.evaluate(MOVING) == []


def test_what_moves_is_seen(visit):
    page = visit("home").page
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.querySelector('h1').style.setProperty('transition', 'color 1s', 'important')")

    assert page.evaluate(MOVING) == ["H1 "]


@pytest.mark.parametrize("where", STATES)
def test_what_is_chosen_is_seen_in_the_colours_of_the_system(visit, where):
    assert forced(visit, where).evaluate(ALIKE, STATES[where]) == []


def test_a_state_that_is_not_seen_is_found(visit):
    page = forced(visit, "openness")
    page.evaluate("document.querySelector('.columns [aria-current]').style.forcedColorAdjust = 'auto'")

    assert page.evaluate(ALIKE, STATES["openness"]) == ["服务公开"]


@pytest.mark.parametrize("where", ["home", "document", "catalogue"])
def test_the_focus_is_marked_in_the_colours_of_the_system(visit, where):
    page = forced(visit, where)
    unmarked = []
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(UNMARKED):
            unmarked.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))

    assert unmarked == []


def test_a_focus_without_a_mark_is_found(visit):
    page = forced(visit, "home")
    page.evaluate("document.querySelector('.skip').style.outline = 'none'")
    page.evaluate("document.querySelector('.skip').focus()")

    assert page.evaluate(UNMARKED)
