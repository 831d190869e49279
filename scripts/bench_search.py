"""Measures the search: `python3 scripts/bench.py search [--queries FILE] [--corpus FILE] [--readme]`.

Opens the real results page in Chromium over an index of the corpus and prints how well it answers by class of query,
with synonyms off and on, with each adjustment off and with weights that are not rounded; what a query costs: requests,
bytes on the wire with gzip, time; the same for the other searches that are installed; and what of all that was to be
reached. Quality is measured with every query, cost with some of them, each in a fresh browser.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench_search_cost import Cost, costs, print_costs
from bench_search_peers import Peer, Text, bootstrap, peers, print_peers, reciprocal
from counting_server import served
from find_browser import on_the_machine
from setup_environment import ROOT, child_environment

ADJUSTMENTS = ("asking", "coverage", "year", "issuer", "validity", "kind", "title", "number", "modest", "contained")
"""What the final order adds to the base score, as `rank.js` and `contained.js` name it."""
ASKED_COLD = 60
"""So many queries, evenly taken, are asked in a fresh browser."""

Synonyms = Mapping[str, tuple[str, ...]]
Queries = Sequence[Mapping[str, Any]]

_ASK = """async (query) => {
  history.pushState(null, "", `?${new URLSearchParams({ q: query, without: window.without })}`);
  const place = document.querySelector("[data-results]");
  place.dataset.ready = "\\u0000";
  window.dispatchEvent(new PopStateEvent("popstate"));
  while (place.dataset.ready !== query) await new Promise((done) => setTimeout(done, 2));
  return [...place.querySelectorAll("[data-id]")].map((one) => one.dataset.id);
}"""
_QUARTER = 4
_ROUNDED = "(weight * levels[at])"
"""Where the page takes a weight that was rounded."""


@dataclass
class Built:
    """What building the index took, alone on one core."""

    seconds: float
    megabytes: float
    disk: int
    keys: list[str]
    """The ids of the entries in the order of the index."""
    lunr_seconds: float = 0.0


@dataclass
class Found:
    """All that was measured of our own search."""

    built: Built
    packed: int
    """Bytes of all texts with gzip."""
    ids: dict[str, list[list[str]]] = field(default_factory=dict)
    """Setting → for each query the first ten ids."""
    cost: list[Cost] = field(default_factory=list)


def measure(corpus: Path, queries: Queries, *, others: bool, readme: bool = False) -> None:
    """Measure our search, and with `others` those of others on the same texts and queries."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only inside the environment.

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        records = records_of(corpus)
        synonyms = synonyms_of()
        built = _site(Path(folder), corpus, synonyms, queries)
        found = Found(built, len(gzip.compress("\n".join(record["body"] for record in records).encode(), 6)))
        browser = playwright.chromium.launch(
            executable_path=on_the_machine() or None, args=["--no-sandbox", "--disable-ipc-flooding-protection"]
        )
        with served(Path(folder) / "site") as place:
            for title, without in (("同义词关", "synonyms"), ("同义词开", ""), *((name, name) for name in ADJUSTMENTS)):
                found.ids[title] = _answers(browser, place.address, queries, without)
                if title not in ADJUSTMENTS:
                    _print_quality(title, queries, found.ids[title])
            exact = json.loads((Path(folder) / "exact.json").read_text("utf-8"))
            found.ids["不取整"] = _answers(browser, place.address, queries, "", exact)
            _print_switches(queries, found.ids)
            asked = [query["q"] for query in queries[:: max(1, len(queries) // ASKED_COLD)]]
            found.cost = costs(browser, place, asked, built.keys)
            print_costs(found.cost)
        compared: list[Peer] = []
        if others:
            texts, folded, more = _folded(records, queries, synonyms)
            compared = list(peers(browser, texts, folded, more, ASKED_COLD))
            print_peers(compared, queries, {name: found.ids[name] for name in ("同义词关", "同义词开")})
        browser.close()
    rows = _targets(queries, found, {peer.name: peer for peer in compared})
    print("\n要求达到                                 要求        测得")
    for name, wanted, got, reached in rows:
        print(f"{name:36} {wanted:10}  {got}  {'达到' if reached else '没有达到'}")
    if readme:
        print("\n| | 要求 | 测得 |\n|---|---|---|")
        for name, wanted, got, reached in rows:
            print(f"| {name} | {wanted} | {got}{'' if reached else '（没有达到）'} |")


def records_of(corpus: Path) -> list[dict[str, Any]]:
    """Return the documents of a corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def synonyms_of() -> Synonyms:
    """Return the official words for the everyday words of the catalogue, as the page gets them."""
    from disclosure.model.load import load  # noqa: PLC0415 — only inside the environment.
    from disclosure.read.source import read_material  # noqa: PLC0415
    from disclosure.text.segment import bare, search_fold  # noqa: PLC0415

    return {
        bare(search_fold(word)): tuple(bare(search_fold(other)) for other in synonym.official)
        for synonym in load(read_material(ROOT)).synonyms
        for word in synonym.everyday
    }


def _folded(
    records: Sequence[Mapping[str, Any]], queries: Sequence[Mapping[str, Any]], synonyms: Synonyms
) -> tuple[list[Text], list[str], dict[str, str]]:
    """Return texts and queries as others get them, and for each query the official words it stands for."""
    from disclosure.text.segment import search_fold  # noqa: PLC0415 — only inside the environment.

    texts = [
        Text(
            record["id"],
            search_fold(record["title"]),
            search_fold(f"{record['doc_no']} {record['issuer']}"),
            search_fold(record["body"]),
        )
        for record in records
    ]
    asked = [search_fold(query["q"]) for query in queries]
    more = {query: " ".join(word for key in synonyms if key in query for word in synonyms[key]) for query in asked}
    return texts, asked, more


def _site(folder: Path, corpus: Path, synonyms: Synonyms, queries: Queries) -> Built:
    """Build a site with the real results page, and give it an index of the corpus."""
    results_page(folder)
    asked = {"synonyms": synonyms, "queries": [query["q"] for query in queries]}
    (folder / "asked.json").write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
    told = _alone("index", corpus, folder)
    built = Built(
        told["seconds"], told["megabytes"], told["disk"], told["keys"], _alone("lunr", corpus, folder)["seconds"]
    )
    print(
        f"{len(built.keys)} 份文件，建索引 {built.seconds:.1f} 秒处理器时间，内存 {built.megabytes:.0f} MB，"
        f"磁盘 {built.disk / 1e6:.1f} MB，{told['files']} 个文件；lunr.py {built.lunr_seconds:.1f} 秒",
        flush=True,
    )
    print("磁盘 kB：" + "，".join(f"{name} {size // 1000}" for name, size in told["sizes"].items()))
    return built


def results_page(folder: Path) -> None:
    """Build a site with the real results page."""
    county = folder / "county"
    shutil.copytree(ROOT / "tests" / "county", county, ignore=shutil.ignore_patterns("site", ".*"))
    settings = (county / "mkdocs.yml").read_text("utf-8").replace("../../overrides", (ROOT / "overrides").as_posix())
    (county / "mkdocs.yml").write_text(re.sub(r"today: ([0-9-]+)", r'today: "\1"', settings), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    subprocess.run(command, check=True, cwd=county, env=child_environment(), stderr=subprocess.DEVNULL)
    shutil.rmtree(folder / "site" / "search" / "terms")


def _alone(what: str, corpus: Path, folder: Path) -> dict[str, Any]:
    """Do one thing in a process of its own on one core, so that its time and memory are its own."""
    environment = child_environment() | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    command = [sys.executable, __file__, what, str(corpus), str(folder)]
    told = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
    result: dict[str, Any] = json.loads(told)
    return result


def entries_of(records: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return documents as entries, in the order of an index."""
    from disclosure.publish.search.alike import alike  # noqa: PLC0415 — only inside the environment.
    from disclosure.publish.search.entries import years  # noqa: PLC0415
    from disclosure.publish.search.entry import Entry, Passage  # noqa: PLC0415

    entries = []
    for record in records:
        day = _day(record["date"])
        facets = {"kind": "公开信息", "agency": record["issuer"], "theme": record["category"]}
        year = day.year if day else None
        entries.append(
            Entry(
                record["id"],
                f"documents/{record['id']}/",
                record["title"],
                (Passage(record["body"]),),
                about=f"{record['issuer']}\n{record['category']}",
                number=record["doc_no"],
                date=day,
                source=record["issuer"],
                facets={name: (word,) for name, word in facets.items() if word}
                | ({"year": (str(year),)} if year else {})
                | {"years": years(year, record["title"])},
            )
        )
    return alike(entries)


def _index(corpus: Path, folder: Path) -> dict[str, Any]:
    """Write the index into the site, and the exact weights of what is asked; tell what it took."""
    import resource  # noqa: PLC0415 — not everywhere.

    from disclosure.publish.search.index import index  # noqa: PLC0415 — only inside the environment.

    asked = json.loads((folder / "asked.json").read_text("utf-8"))
    entries = entries_of(records_of(corpus))
    sizes: dict[str, int] = defaultdict(int)
    files = 0
    busy = time.process_time()
    for artifact in index(entries, asked["synonyms"]):
        path = folder / "site" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
        sizes[artifact.path.split("/")[1].split(".")[0]] += len(artifact.data)
        files += 1
    seconds = time.process_time() - busy
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (folder / "exact.json").write_text(json.dumps(_exact(entries, asked), ensure_ascii=False), "utf-8")
    keys = [entry.key for entry in entries]
    disk = sum(sizes.values())
    return {"seconds": seconds, "megabytes": megabytes, "disk": disk, "keys": keys, "sizes": sizes, "files": files}


def _exact(entries: Sequence[Any], asked: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return the weights before they were rounded, of all terms that are asked for."""
    from disclosure.publish.search.weights import weighed  # noqa: PLC0415 — only inside the environment.
    from disclosure.text.segment import query_terms, search_fold  # noqa: PLC0415

    words = [*asked["queries"], *(word for official in asked["synonyms"].values() for word in official)]
    wanted = {term for word in words for term in query_terms(search_fold(word))}
    weights = weighed(entries)
    exact, starts = weights.exact, weights.starts.tolist()
    places = ((place, term) for place, term in enumerate(weights.terms) if term in wanted)
    return {term: exact[starts[place] : starts[place + 1]].round(5).tolist() for place, term in places}


def _lunr(corpus: Path, folder: Path) -> dict[str, Any]:
    """Tell what lunr's own builder takes: a quarter of the entries take a quarter of the time."""
    del folder
    return {"seconds": _QUARTER * lunr_seconds(entries_of(records_of(corpus))[::_QUARTER])}


def lunr_seconds(entries: Iterable[Any]) -> float:
    """Put the same terms, which are cut already, into lunr's own builder; return what that takes."""
    from lunr.builder import Builder  # noqa: PLC0415

    from disclosure.publish.search.weights import BOOSTS  # noqa: PLC0415 — only inside the environment.
    from disclosure.text.segment import search_fold, terms  # noqa: PLC0415

    builder = Builder()
    builder.ref("id")
    for name, boost in BOOSTS.items():
        builder.field(name, boost=boost)
    seconds = 0.0
    for entry in entries:
        body = "\n".join(passage.text for passage in entry.passages)
        parts = {"title": entry.title, "about": f"{entry.about}\n{entry.number}", "body": body}
        given = {"id": entry.key} | {name: terms(search_fold(text)) for name, text in parts.items()}
        busy = time.process_time()
        builder.add(given)
        seconds += time.process_time() - busy
    busy = time.process_time()
    builder.build()
    return seconds + time.process_time() - busy


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        return None


def _answers(
    browser: Any, address: str, queries: Queries, without: str, exact: Mapping[str, Sequence[float]] | None = None
) -> list[list[str]]:
    """Ask all queries on one page; with `exact`, which holds weights by term, nothing is rounded."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(f"window.without = {json.dumps(without)}")
    if exact:
        page.add_init_script(f"window.exact = {json.dumps(exact)}")
        page.route("**/assets/search.js*", _unrounded)
    page.goto(f"{address}search/?q=x&without={without}")
    page.wait_for_selector("[data-results][data-ready]", state="attached")
    found = [page.evaluate(_ASK, query["q"]) for query in queries]
    context.close()
    return found


def _unrounded(route: Any) -> None:
    source = route.fetch().text()
    assert _ROUNDED in source, "the page looks up weights in another way now"
    body = source.replace(_ROUNDED, f"(window.exact[term] ? window.exact[term][at] : {_ROUNDED})")
    route.fulfill(body=body, content_type="text/javascript; charset=utf-8")


def _print_quality(title: str, queries: Queries, found: Sequence[Sequence[str]]) -> None:
    classes: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for query, ids in zip(queries, found, strict=True):
        relevant = set(query["relevant"])
        hits = [rank for rank, key in enumerate(ids[:10], 1) if key in relevant]
        row = (1 / hits[0] if hits else 0.0, len(hits) / min(10, len(relevant)), float(hits[:1] == [1]))
        classes[query["class"]].append(row)
    print(f"\n{title}              MRR@10  召回@10  第一")
    every = [values for rows in classes.values() for values in rows]
    for name, rows in (*sorted(classes.items()), ("全部", every)):
        means = [statistics.mean(column) for column in zip(*rows, strict=True)]
        print(f"{name:20} {len(rows):4}  {means[0]:.3f}   {means[1]:.3f}   {means[2]:.3f}", flush=True)


def _print_switches(queries: Queries, ids: Mapping[str, Sequence[Sequence[str]]]) -> None:
    whole = _mean(queries, ids["同义词开"])
    print(f"\n关掉一项          MRR@10（都开 {whole:.4f}）")
    for name in (*ADJUSTMENTS, "不取整"):
        mean = _mean(queries, ids[name])
        print(f"{name:16} {mean:.4f}  {mean - whole:+.4f}", flush=True)


def _mean(queries: Queries, found: Sequence[Sequence[str]]) -> float:
    return statistics.fmean(reciprocal(found, [set(query["relevant"]) for query in queries]))


def _targets(queries: Queries, found: Found, others: Mapping[str, Peer]) -> list[tuple[str, str, str, bool]]:
    """Return all that was to be reached: what, how much, what was measured, whether that is enough."""
    off, on, exact = (_mean(queries, found.ids[name]) for name in ("同义词关", "同义词开", "不取整"))
    numbers = [place for place, query in enumerate(queries) if "docno" in query["class"] or query["class"] == "number"]
    first = [bool({*found.ids["同义词开"][at][:1]} & {*queries[at]["relevant"]}) for at in numbers]
    share = statistics.fmean(first) if first else 1.0

    def median(values: Sequence[float]) -> float:
        return statistics.median(values)

    def tail(values: Sequence[float]) -> float:
        return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]

    requests, code, index, shown = (
        [getattr(one, name) for one in found.cost] for name in ("requests", "code", "index", "shown")
    )
    rows = [
        ("MRR@10，不用同义词", "≥ 0.84", f"{off:.3f}", off >= 0.84),
        ("MRR@10，用同义词", "≥ 0.90", f"{on:.3f}", on >= 0.90),
        ("文号第一", "100%", f"{share:.0%}（{len(first)} 条）", share == 1),
        ("取整改变 MRR", "≤ 0.003", f"{abs(exact - on):.4f}", abs(exact - on) <= 0.003),
        ("代码和词表 kB", "≤ 40", f"{median(code):.1f}（p95 {tail(code):.1f}）", median(code) <= 40),
        ("索引 kB，中位", "≤ 70", f"{median(index):.1f}", median(index) <= 70),
        ("索引 kB，p95", "≤ 160", f"{tail(index):.1f}", tail(index) <= 160),
        ("标题和摘要 kB", "≤ 25", f"{median(shown):.1f}（p95 {tail(shown):.1f}）", median(shown) <= 25),
        ("请求，第一次查", "≤ 16", f"{median(requests):.0f}（p95 {tail(requests):.0f}）", median(requests) <= 16),
    ]
    built = found.built
    rows += [
        _ratio("建索引的处理器时间 ÷ lunr.py", 0.3, built.seconds, built.lunr_seconds),
        _ratio("索引占磁盘 ÷ gzip 后的文字", 2, built.disk, found.packed),
    ]
    if "MiniSearch 两字词" in others:
        relevant = [set(query["relevant"]) for query in queries]
        ours, theirs = (
            reciprocal(found.ids["同义词关"], relevant),
            reciprocal(others["MiniSearch 两字词"].found, relevant),
        )
        mean, low, high = bootstrap(ours, theirs)
        told = f"{mean:+.3f}（95% 区间 {low:+.3f} … {high:+.3f}）"
        rows.append(("与 MiniSearch 两字词之差，不用同义词", "≥ 0", told, mean >= 0))
    if pagefind := others.get("Pagefind"):
        rows += [
            _ratio(
                "第一次查的时间 ÷ Pagefind", 0.5, median([c.cold for c in found.cost]), median(pagefind.milliseconds)
            ),
            _ratio("再查的时间 ÷ Pagefind", 1, median([c.warm for c in found.cost]), median(pagefind.warm)),
            _ratio("建索引的处理器时间 ÷ Pagefind", 0.8, built.seconds, pagefind.busy),
            _ratio("建索引的内存 ÷ Pagefind", 0.3, built.megabytes, pagefind.memory),
        ]
    return rows


def _ratio(name: str, most: float, ours: float, theirs: float) -> tuple[str, str, str, bool]:
    ratio = ours / theirs if theirs else float("inf")
    return name, f"≤ {most}", f"{ratio:.2f}（{ours:.4g} ÷ {theirs:.4g}）", ratio <= most


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    print(json.dumps({"index": _index, "lunr": _lunr}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))
