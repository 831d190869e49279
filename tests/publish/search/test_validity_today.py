"""Results say, order and count by what holds on the day of reading, as the build of that day would."""

import dataclasses
import datetime as dt
import importlib.util
from pathlib import Path

import yaml

from disclosure.publish.reads import Reads
from disclosure.publish.search.entries import entries
from disclosure.publish.search.entry import Entry
from disclosure.publish.search.index import index
from disclosure.relate.gate import open_part

ROOT = Path(__file__).parents[3]
CASES = yaml.load((ROOT / "tests/cases/validity.yml").read_text("utf-8"), yaml.BaseLoader)


def noon(day):
    """Return noon in China, in milliseconds."""
    return int(dt.datetime(day.year, day.month, day.day, 4, tzinfo=dt.UTC).timestamp() * 1000)


def drawings():
    """The drawing of a case, as the tests of the build make it."""
    spec = importlib.util.spec_from_file_location("validity_cases", ROOT / "tests/relate/test_validity.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.drawn


def test_the_search_says_on_every_day_what_the_build_would_say(modules, county):
    wrong = []
    for number, case in enumerate(CASES):
        site = open_part(county("".join(drawings()(case)), folder=f"county-{number}").site())
        begun = min(dt.date.fromisoformat(one["on"]) for one in case["states"])
        old = next(one for one in entries(Reads(dataclasses.replace(site, today=begun))) if one.key == "old")
        for one in case["states"]:
            shown = modules(
                "{ Date.now = () => now; return S.turnedBy(turns).get(0) ?? null }",
                turns=[[day.isoformat(), state, [0]] for day, state in old.turns],
                now=noon(dt.date.fromisoformat(one["on"])),
            )
            said = "".join(old.facets["validity"]) if shown is None else shown
            if (said or "不适用") != one["state"]:
                wrong.append((case["name"], one, said))

    assert wrong == []


LAST_DAY = dt.date(2029, 5, 31)
ENDS, BEGINS = LAST_DAY + dt.timedelta(days=1), LAST_DAY + dt.timedelta(days=30)
FOUND = [
    Entry("ends", "documents/ends/", "养老金的通知一", facets={"validity": ("现行有效",)}, turns=((ENDS, "已失效"),)),
    Entry("holds", "documents/holds/", "今年养老金的通知二", facets={"validity": ("现行有效",)}),
    Entry(
        "begins",
        "documents/begins/",
        "调整养老金的办法",
        facets={"validity": ("尚未施行",)},
        turns=((BEGINS, "现行有效"),),
    ),
    Entry("over", "documents/over/", "养老金的规定", facets={"validity": ("已废止",)}),
]

ASK = """{
  Date.now = () => now;
  const known = await S.manifest();
  const answer = await S.search('养老金的通知', {});
  const { counts } = S.filtered(answer.order, new Map(), await S.facts(), known);
  const cards = await Promise.all(answer.order.map(S.card));
  return [cards.map((card) => `${card.key} ${card.validity}`), Object.fromEntries(counts.get('validity'))];
}"""


def asked(over, moment):
    return over(index(FOUND, {}))(ASK, now=moment)


def test_what_ends_in_the_night_is_marked_counted_and_put_behind_in_the_morning(over):
    last_moment = noon(LAST_DAY) + 12 * 3600_000 - 1

    shown, counts = asked(over, last_moment)
    assert (shown[0], counts) == ("ends 现行有效", {"现行有效": 2, "尚未施行": 1, "已废止": 1})

    shown, counts = asked(over, last_moment + 1)
    assert (shown[0], counts) == ("holds 现行有效", {"现行有效": 1, "尚未施行": 1, "已废止": 1, "已失效": 1})
    assert "ends 已失效" in shown


def test_what_begins_is_no_longer_called_pending(over):
    shown, counts = asked(over, noon(BEGINS))

    assert "begins 现行有效" in shown
    assert counts == {"现行有效": 2, "已废止": 1, "已失效": 1}


def test_a_clock_behind_the_day_of_the_build_changes_nothing(over):
    assert asked(over, noon(dt.date(2001, 1, 1))) == asked(over, noon(LAST_DAY))


def test_days_are_written_for_those_entries_alone_that_change(modules):
    manifest = next(one for one in index(FOUND[1:2] + FOUND[3:], {}) if one.path == "search/manifest.js")

    assert '"turns":[]' in manifest.data.decode("utf-16" if manifest.data[:2] == b"\xff\xfe" else "utf-8")
