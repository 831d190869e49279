"""What one query costs in a fresh browser: requests, bytes on the wire with gzip, and time, cold and warm.

Counted is what the search loads from the first key until ten results are drawn, with the passages of those on screen;
what comes after that (filters when they are seen, texts that are read through for a rare string) is told apart. The
page with the box is there before, as it is when others are asked; then the address and the box get the query.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counting_server import Served

_CODE = ("assets/search.js", "search/manifest", "search/traditional")
_SHOWN = ("search/leaves", "search/texts")
_FIRST_KEY = """async (query) => {
  const place = document.querySelector("[data-results]");
  const input = document.querySelector("form[data-search] input");
  history.replaceState(null, "", `?${new URLSearchParams({ q: query })}`);
  input.value = query;
  const drawn = new Promise((done) => {
    const watch = () => place.dataset.drawn === query && done(performance.now());
    new MutationObserver(watch).observe(place, { attributes: true });
  });
  window.begun = performance.now();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  window.drawn = (await Promise.race([drawn, new Promise((done) => setTimeout(done, 60000))])) || performance.now();
}"""
_LOADED = """() => {
  const all = performance.getEntriesByType("resource");
  const named = all.map((one) => [new URL(one.name).pathname.slice(1), one.startTime]);
  const loaded = named.filter(([path]) => /^search\\/|^assets\\/search.js/.test(path));
  return { begun: window.begun, drawn: window.drawn, loaded };
}"""
_AGAIN = """async (query) => {
  const place = document.querySelector("[data-results]");
  delete place.dataset.drawn;
  const drawn = new Promise((done) => {
    const watch = () => place.dataset.drawn === query && done(performance.now());
    new MutationObserver(watch).observe(place, { attributes: true });
  });
  const began = performance.now();
  window.dispatchEvent(new PopStateEvent("popstate"));
  return (await drawn) - began;
}"""


@dataclass(frozen=True)
class Cost:
    """The cost of one query; bytes in kB, time in milliseconds."""

    requests: int
    code: float
    index: float
    shown: float
    later: int
    """Requests after the ten results."""
    cold: float
    """From the first key to ten results."""
    warm: float
    """The same query once more on the same page."""


def costs(browser: Any, place: Served, queries: Sequence[str], keys: Sequence[str]) -> list[Cost]:
    """Ask each query in a fresh browser; `keys`: the ids of the entries in the order of the index."""
    return [_cost(browser, place, query, keys) for query in queries]


def print_costs(found: Sequence[Cost]) -> None:
    """Print the median and the 95th percentile of everything."""
    print(f"\n费用（{len(found)} 条查询，每条一个新的浏览器）")
    names = {
        "requests": "请求",
        "code": "代码和词表 kB",
        "index": "索引 kB",
        "shown": "标题和摘要 kB",
        "later": "十条结果以后的请求",
        "cold": "第一次查 毫秒",
        "warm": "再查 毫秒",
    }
    for name, title in names.items():
        values = sorted(getattr(one, name) for one in found)
        p95 = values[min(len(values) - 1, int(0.95 * len(values)))]
        print(f"{title}：中位 {statistics.median(values):.1f}  p95 {p95:.1f}", flush=True)


def _cost(browser: Any, place: Served, query: str, keys: Sequence[str]) -> Cost:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{place.address}search/")
    page.wait_for_load_state("networkidle")
    place.sent.clear()
    page.evaluate(_FIRST_KEY, query)
    page.wait_for_selector("[data-results][data-ready]", state="attached")
    page.wait_for_load_state("networkidle")
    told = page.evaluate(_LOADED)
    ids = set(page.eval_on_selector_all("[data-id]", "all => all.map((one) => one.dataset.id)"))
    warm = page.evaluate(_AGAIN, query)
    sizes = dict(place.sent)
    context.close()
    early = {path for path, begun in told["loaded"] if begun <= told["drawn"]}
    early |= {path for path, _ in told["loaded"] if path.startswith("search/texts/") and keys[_entry(path)] in ids}

    def kilobytes(beginnings: tuple[str, ...]) -> float:
        return sum(sizes.get(path, 0) for path in early if path.startswith(beginnings)) / 1000

    code, shown = kilobytes(_CODE), kilobytes(_SHOWN)
    index = kilobytes(("search/",)) + kilobytes(("assets/",)) - code - shown
    later = len({path for path, _ in told["loaded"]} - early)
    return Cost(len(early), code, index, shown, later, told["drawn"] - told["begun"], warm)


def _entry(path: str) -> int:
    """Return the number of the entry of a file such as `search/texts/12/1234-1.js`."""
    return int(path.rsplit("/", 1)[1].split("-", maxsplit=1)[0])
