"""效力 is right on the day of reading: the script and the build answer alike, and an old clock changes nothing."""

import datetime as dt
import importlib.util
from pathlib import Path

import pytest
import yaml

from disclosure.publish.links import state
from disclosure.relate.gate import open_part
from disclosure.relate.validity import timeline

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CASES = yaml.load((ROOT / "tests/cases/validity.yml").read_text("utf-8"), yaml.BaseLoader)
SCRIPT = (ROOT / "overrides/parts/page.js/validity.js").read_text("utf-8")


def test_the_browser_says_on_every_day_what_the_build_would_say(browser, county):
    page = browser.new_page()
    wrong = []
    for number, case in enumerate(CASES):
        site = open_part(county("".join(drawings()(case)), folder=f"county-{number}").site())
        begun = min(dt.date.fromisoformat(one["on"]) for one in case["states"])
        course = timeline(site, site.documents["old"], begun)
        html = "".join(
            f'<span data-from="{each["since"]}"{" hidden" if at else ""}>{each["text"] or "不适用"} {held.since} {held.by}</span>'
            for at, (each, held) in enumerate((state(since, held), held) for since, held in course)
        )
        for one in case["states"]:
            shown = page.evaluate(
                """([html, now, script]) => {
                  document.body.innerHTML = `<p data-dated>${html}</p>`;
                  Date.now = () => now;
                  (0, eval)(script);
                  return [...document.querySelectorAll('[data-from]')].filter((e) => !e.hidden).map((e) => e.textContent);
                }""",
                [html, noon(dt.date.fromisoformat(one["on"])), SCRIPT],
            )
            if shown != [f"{one['state']} {one.get('since')} {one.get('by')}"]:
                wrong.append((case["name"], one, shown))
    page.close()

    assert wrong == []


def drawings():
    """The drawing of a case, as the tests of the build make it."""
    spec = importlib.util.spec_from_file_location("validity_cases", ROOT / "tests/relate/test_validity.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.drawn


def noon(day):
    """Return noon in China, in milliseconds."""
    return int(dt.datetime(day.year, day.month, day.day, 4, tzinfo=dt.UTC).timestamp() * 1000)


def clock(moment):
    return f"Date.now = () => {moment};"


WHERE = "documents/long/"
"""In force from 2026-06-01 for three years."""

LAST_MOMENT = noon(dt.date(2029, 5, 31)) + 12 * 3600_000 - 1
"""The end of the last day, in China."""


def told(page):
    return [
        text.strip()
        for text in page.locator(
            ".writing__number .tag:visible, .writing__head .banner:visible, .fact .tag:visible"
        ).all_inner_texts()
        if text.strip()
    ]


def test_a_document_expires_on_the_page_when_it_expires(visit):
    last = visit(WHERE, before=clock(LAST_MOMENT), width=1440).page
    assert told(last) == ["现行有效", "现行有效"]
    assert last.locator(".writing__number .as-of").inner_text() == "截至2029年5月31日"

    page = visit(WHERE, before=clock(LAST_MOMENT + 1), width=1440).page

    assert told(page) == ["已失效", "已失效本文件有效期已满，自2029年6月1日起不再有效。", "已失效"]
    assert page.locator(".writing__number .as-of").inner_text() == "截至2029年6月1日"


def test_a_list_knows_it_too(visit):
    page = visit("lists/all/", before=clock(LAST_MOMENT + 1)).page
    row = page.locator(".record", has=page.locator("a[href*='documents/long/']"))

    assert row.locator(".tag:visible").inner_text() == "已失效"
    assert "record--over" in row.get_attribute("class")


def test_a_clock_that_is_behind_changes_nothing(visit):
    page = visit(WHERE, before=clock(noon(dt.date(2001, 1, 1))), width=1440).page

    assert told(page) == ["现行有效", "现行有效"]
    assert page.locator(".writing__number .as-of").inner_text() == "截至2026年6月15日"


def test_without_scripts_the_page_says_for_which_day_it_speaks(visit):
    page = visit(WHERE, javascript=False, width=1440).page

    assert told(page) == ["现行有效", "现行有效"]
    assert page.locator(".writing__number .as-of").inner_text() == "截至2026年6月15日"
