"""Measures the search: `python3 scripts/bench.py search [--queries FILE] [--corpus FILE]`.

Opens the real results page in Chromium over an index of the corpus and prints, with synonyms off and on, how well it
answers by class of query, and what a query costs: requests, bytes on the wire with gzip, time. Then the same for the
other searches that are installed.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench_search_peers import Text, peers, print_peers
from counting_server import Served, served
from find_browser import on_the_machine
from setup_environment import ROOT, child_environment

_LINES = {
    "代码和词表": ("assets/search.js", "search/manifest", "search/traditional"),
    "索引": ("search/terms", "search/facts", "search/sounds", "search/initials", "search/readings"),
    "标题和摘要": ("search/leaves", "search/texts"),
}
"""What is counted together, by the beginning of its path."""

Synonyms = Mapping[str, tuple[str, ...]]


def measure(corpus: Path, queries: Sequence[Mapping[str, Any]], *, others: bool) -> None:
    """Measure our search, and with `others` those of others on the same texts and queries."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only inside the environment.

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        records = _records(corpus)
        synonyms = _synonyms()
        _site(Path(folder), records, synonyms)
        browser = playwright.chromium.launch(executable_path=on_the_machine() or None, args=["--no-sandbox"])
        ids = {}
        with served(Path(folder) / "site") as place:
            for title, without in (("同义词关", "synonyms"), ("同义词开", "")):
                found = [_asked(browser, place, query["q"], without) for query in queries]
                ids[title] = [told["ids"] for told in found]
                _print_quality(title, queries, found)
                _print_cost(found)
        if others:
            texts, asked, more = _folded(records, queries, synonyms)
            print_peers(list(peers(browser, texts, asked, more)), queries, ids)
        browser.close()


def _records(corpus: Path) -> list[dict[str, Any]]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _synonyms() -> Synonyms:
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


def _site(folder: Path, records: Sequence[Mapping[str, Any]], synonyms: Synonyms) -> None:
    """Build a site with the real results page, and give it an index of the corpus."""
    from disclosure.publish.search.entries import years  # noqa: PLC0415 — only inside the environment.
    from disclosure.publish.search.entry import Entry, Passage  # noqa: PLC0415
    from disclosure.publish.search.index import index  # noqa: PLC0415

    county = folder / "county"
    shutil.copytree(ROOT / "tests" / "county", county, ignore=shutil.ignore_patterns("site", ".*"))
    settings = (county / "mkdocs.yml").read_text("utf-8").replace("../../overrides", (ROOT / "overrides").as_posix())
    (county / "mkdocs.yml").write_text(re.sub(r"today: ([0-9-]+)", r'today: "\1"', settings), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    subprocess.run(command, check=True, cwd=county, env=child_environment(), stderr=subprocess.DEVNULL)
    shutil.rmtree(folder / "site" / "search" / "terms")
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
    entries.sort(key=lambda entry: (entry.facets.get("theme", ()), entry.source, entry.title, entry.key))
    started, busy = time.monotonic(), time.process_time()
    artifacts = list(index(entries, synonyms))
    spent, wall = time.process_time() - busy, time.monotonic() - started
    sizes: Counter[str] = Counter()
    for artifact in artifacts:
        path = folder / "site" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
        sizes[artifact.path.split("/")[1].split(".")[0]] += len(artifact.data)
    print(f"{len(entries)} 份文件，建索引 {spent:.1f} 秒处理器时间（{wall:.1f} 秒），{len(artifacts)} 个文件")
    print("磁盘 kB：" + "，".join(f"{name} {size // 1000}" for name, size in sizes.items()))


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        return None


def _asked(browser: Any, place: Served, query: str, without: str) -> dict[str, Any]:
    """Ask one query in a fresh browser, and once more with what the browser kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    told: dict[str, Any] = {}
    for state in ("cold", "warm"):
        place.sent.clear()
        started = time.monotonic()
        page.goto(f"{place.address}search/?q={quote(query)}&without={without}")
        page.wait_for_selector("[data-results][data-ready]", state="attached")
        told[f"{state} ms"] = 1000 * (time.monotonic() - started)
        told["ids"] = page.eval_on_selector_all("[data-id]", "all => all.map((one) => one.dataset.id)")
        page.wait_for_load_state("networkidle")
        # What every page loads is there before the first key.
        own = [
            (path, size)
            for path, size in place.sent
            if path.startswith(("search/", "assets/search.js")) and path.endswith(".js")
        ]
        told[state] = own
    context.close()
    return told


def _print_quality(title: str, queries: Sequence[Mapping[str, Any]], found: list[dict[str, Any]]) -> None:
    classes: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for query, told in zip(queries, found, strict=True):
        relevant = set(query["relevant"])
        hits = [rank for rank, key in enumerate(told["ids"][:10], 1) if key in relevant]
        reciprocal = 1 / hits[0] if hits else 0.0
        classes[query["class"]].append((reciprocal, len(hits) / min(10, len(relevant)), float(hits[:1] == [1])))
    print(f"\n{title}              MRR@10  召回@10  第一")
    every = [values for rows in classes.values() for values in rows]
    for name, rows in (*sorted(classes.items()), ("全部", every)):
        means = [statistics.mean(column) for column in zip(*rows, strict=True)]
        print(f"{name:20} {len(rows):4}  {means[0]:.3f}   {means[1]:.3f}   {means[2]:.3f}")


def _print_cost(found: list[dict[str, Any]]) -> None:
    for state, words in (("cold", "冷"), ("warm", "热")):
        columns: dict[str, list[float]] = {"请求": [len(told[state]) for told in found]}
        for name, beginnings in _LINES.items():
            columns[f"{name} kB"] = [
                sum(size for path, size in told[state] if path.startswith(beginnings)) / 1000 for told in found
            ]
        columns["毫秒"] = [told[f"{state} ms"] for told in found]
        for name, values in columns.items():
            print(f"{words} {name}：中位 {statistics.median(values):.1f}  p95 {_p95(values):.1f}")


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]
