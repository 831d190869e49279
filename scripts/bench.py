"""Measures the product on real material: `python3 scripts/bench.py search [--queries FILE] [--corpus FILE]`.

`build` is in `bench_build.py`: seconds, memory and files by the number of documents, beside other generators.
`search` opens the real results page in Chromium over an index of the corpus and prints, with synonyms off and on, how
well it answers by class of query, and what a query costs: requests, bytes on the wire with gzip, time.
"""

import argparse
import datetime as dt
import functools
import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import python_version  # noqa: F401  Before anything that an old Python cannot read.
from find_browser import on_the_machine
from setup_environment import ROOT, RUNTIME, TEST, Environment, begin, child_environment, hand_over

REAL = ROOT.parent / "shared" / "real"
LINES = {
    "代码和词表": ("assets/", "search/manifest", "search/traditional"),
    "索引": ("search/terms", "search/facts", "search/sounds", "search/initials", "search/readings"),
    "标题和摘要": ("search/leaves", "search/texts"),
}
"""What is counted together, by the beginning of its path."""


def main() -> int:
    """Run one measurement."""
    if sys.prefix == sys.base_prefix:
        begin()
        environment = Environment()
        environment.prepare(RUNTIME, TEST)
        return hand_over([str(environment.python), __file__, *sys.argv[1:]], env=child_environment())
    parser = argparse.ArgumentParser(description="在真实材料上测量")
    parser.add_argument("what", choices=["search", "build"])
    parser.add_argument("--corpus", type=Path, default=REAL / "corpus.jsonl.gz")
    parser.add_argument("--queries", type=Path, default=REAL / "queries-dev.jsonl")
    parser.add_argument("--limit", type=int, default=0, help="只用前几条查询")
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 5000, 10_000], help="build：各测多少份文件")
    parser.add_argument("--alone", action="store_true", help="build：不和别的程序比")
    options = parser.parse_args()
    if options.what == "build":
        from bench_build import measure  # noqa: PLC0415 — only inside the environment.

        measure(ROOT, REAL, options.documents, peers=not options.alone)
        return 0
    if not options.corpus.exists() or not options.queries.exists():
        print("没有真实材料，没有测量。", file=sys.stderr)
        return 1
    queries = [json.loads(line) for line in options.queries.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        _site(Path(folder), options.corpus)
        _measure(Path(folder), queries[: options.limit or None])
    return 0


def _site(folder: Path, corpus: Path) -> None:
    """Build a site with the real results page, and give it an index of the corpus."""
    from disclosure.model.load import load  # noqa: PLC0415 — only inside the environment.
    from disclosure.publish.search.entries import years  # noqa: PLC0415
    from disclosure.publish.search.entry import Entry, Passage  # noqa: PLC0415
    from disclosure.publish.search.index import index  # noqa: PLC0415
    from disclosure.read.source import read_material  # noqa: PLC0415
    from disclosure.text.segment import bare, search_fold  # noqa: PLC0415

    county = folder / "county"
    shutil.copytree(ROOT / "tests" / "county", county, ignore=shutil.ignore_patterns("site", ".*"))
    settings = (county / "mkdocs.yml").read_text("utf-8").replace("../../overrides", (ROOT / "overrides").as_posix())
    (county / "mkdocs.yml").write_text(re.sub(r"today: ([0-9-]+)", r'today: "\1"', settings), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    subprocess.run(command, check=True, cwd=county, env=child_environment(), stderr=subprocess.DEVNULL)
    shutil.rmtree(folder / "site" / "search" / "terms")
    entries = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
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
    synonyms = {
        bare(search_fold(word)): tuple(bare(search_fold(other)) for other in synonym.official)
        for synonym in load(read_material(ROOT)).synonyms
        for word in synonym.everyday
    }
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


class _Server(BaseHTTPRequestHandler):
    """Serves a folder with gzip, and notes what went over the wire."""

    folder = Path()
    sent: list[tuple[str, int]] = []  # noqa: RUF012 — one server, one list.

    def do_GET(self) -> None:
        path = unquote(self.path.split("?")[0]).lstrip("/")
        file = self.folder / (path + "index.html" if path.endswith("/") or not path else path)
        body = _packed(file) if file.is_file() else b""
        self.send_response(200 if body else 404)
        kinds = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
        self.send_header("Content-Type", kinds.get(file.suffix, "application/octet-stream") + "; charset=utf-8")
        self.send_header("Cache-Control", "max-age=3600")
        if body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.sent.append((path, len(body)))

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@functools.cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


def _measure(folder: Path, queries: list[Mapping[str, Any]]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only inside the environment.

    _Server.folder = folder / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/search/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_the_machine() or None, args=["--no-sandbox"])
        for title, without in (("同义词关", "synonyms"), ("同义词开", "")):
            found = [_asked(browser, address, query["q"], without) for query in queries]
            _print_quality(title, queries, found)
            _print_cost(found)
        browser.close()
    server.shutdown()


def _asked(browser: Any, address: str, query: str, without: str) -> dict[str, Any]:
    """Ask one query in a fresh browser, and once more with what the browser kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    told: dict[str, Any] = {}
    for state in ("cold", "warm"):
        _Server.sent.clear()
        started = time.monotonic()
        page.goto(f"{address}?q={quote(query)}&without={without}")
        page.wait_for_selector("[data-results][data-ready]", state="attached")
        told[f"{state} ms"] = 1000 * (time.monotonic() - started)
        told["ids"] = page.eval_on_selector_all("[data-id]", "all => all.map((one) => one.dataset.id)")
        page.wait_for_load_state("networkidle")
        own = [(path, size) for path, size in _Server.sent if path.endswith(".js")]
        told[state] = own
    context.close()
    return told


def _print_quality(title: str, queries: list[Mapping[str, Any]], found: list[dict[str, Any]]) -> None:
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
        for name, beginnings in LINES.items():
            columns[f"{name} kB"] = [
                sum(size for path, size in told[state] if path.startswith(beginnings)) / 1000 for told in found
            ]
        columns["毫秒"] = [told[f"{state} ms"] for told in found]
        for name, values in columns.items():
            print(f"{words} {name}：中位 {statistics.median(values):.1f}  p95 {_p95(values):.1f}")


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


if __name__ == "__main__":
    sys.exit(main())
