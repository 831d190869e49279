"""Measures how the search grows: `python3 scripts/bench.py search --documents 1616 10000 100000`.

Builds indexes of the corpus and of recombinations of it, each alone on one core, and again after one document was
edited; asks the same queries over each in fresh browsers; prints what a document and a query cost more than at the
first size, and beside it what lunr's own builder and Pagefind take for the first.
"""

from __future__ import annotations

import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench_peers import pagefind_command
from bench_search import entries_of, lunr_seconds, records_of, results_page, synonyms_of
from counting_server import Served, served
from find_browser import on_the_machine
from setup_environment import ROOT, child_environment

_ADDED = "本段为测量时添加，用来看一份文件改了以后要等多久。"
_LONGEST_TITLE = 60
_ASK = """async (query) => {
  const answer = await S.search(query);
  if (answer) await Promise.all(answer.order.slice(0, 10).map(S.card));
}"""


def measure(corpus: Path, queries: Sequence[Mapping[str, Any]], sizes: Sequence[int], *, others: bool) -> None:
    """Measure indexes of so many documents, the smallest first."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only inside the environment.

    first: dict[str, Any] = {}
    before: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        results_page(Path(folder))
        (Path(folder) / "synonyms.json").write_text(json.dumps(synonyms_of(), ensure_ascii=False), "utf-8")
        for count in sorted(sizes):
            told = _alone("index", corpus, Path(folder), count)
            first = first or told
            _print_build(told, first)
            if others and told is first:
                _print_others(told, corpus, Path(folder), count)
            browser = playwright.chromium.launch(executable_path=on_the_machine() or None, args=["--no-sandbox"])
            with served(Path(folder) / "site") as place:
                found = [_cost(browser, place, query["q"]) for query in queries]
            browser.close()
            before = before or found
            _print_costs(found, before)


def recombined(records: Sequence[dict[str, Any]], count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the records, and then others whose titles are numbered and a third of whose paragraphs are of others."""
    chance = random.Random(seed)
    paragraphs = [_paragraphs(record["body"]) for record in records]
    every = [text for own in paragraphs for text in own if len(text) > 20]
    for number in range(count):
        record = records[number % len(records)]
        if number < len(records):
            yield record
            continue
        own = paragraphs[number % len(records)]
        body = [chance.choice(every) if len(text) > 20 and chance.random() < 1 / 3 else text for text in own]
        title = f"{record['title'][:_LONGEST_TITLE]}（{number + 1}）"
        yield record | {"id": f"{record['id']}-{number}", "title": title, "body": "\n".join(body)}


def _paragraphs(text: str) -> list[str]:
    """Return the lines of a text; one without any lines is cut after every fourth sentence."""
    found = [line for line in text.splitlines() if line.strip()]
    if len(found) > 2:
        return found
    sentences = re.findall("[^。]+。?", text)
    return ["".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]


def _print_build(told: Mapping[str, Any], first: Mapping[str, Any]) -> None:
    count, per_document = told["documents"], told["seconds"] / told["documents"]
    print(
        f"\n{count} 份文件：建索引 {told['seconds']:.1f} 秒处理器时间，每份是 {first['documents']} 份时的"
        f" {per_document / first['seconds'] * first['documents']:.2f}；内存 {told['megabytes']:.0f} MB（读进文件后"
        f" {told['begun']:.0f}）；磁盘 {told['disk'] / 1e6:.1f} MB，{told['files']} 个文件"
    )
    print(
        f"  改一份文件再建 {told['again']:.2f} 秒，是第一次的 {told['again'] / told['seconds']:.2f}；"
        f"变了 {told['changed']} 个文件；记住的 {told['kept'] / 1e6:.0f} MB，其中重写 {told['put'] / 1e6:.1f} MB",
        flush=True,
    )


def _print_others(told: Mapping[str, Any], corpus: Path, folder: Path, count: int) -> None:
    seconds = _alone("lunr", corpus, folder, count)["seconds"]
    print(f"  lunr.py（词已切好）{seconds:.1f} 秒，我们是它的 {told['seconds'] / seconds:.2f}", flush=True)
    command = pagefind_command()
    if command is None:
        print("  没有装 pagefind[extended]，没有比较")
        return
    site = folder / "pagefind"
    for record in recombined(records_of(corpus), count):
        page = site / record["id"] / "index.html"
        page.parent.mkdir(parents=True)
        text = "".join(f"<p>{html.escape(line)}</p>" for line in record["body"].splitlines())
        title = html.escape(record["title"])
        page.write_text(
            f'<!doctype html><html lang="zh-cn"><title>{title}</title><h1>{title}</h1>{text}</html>', "utf-8"
        )
    process = subprocess.Popen([*command, "--site", str(site)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    busy, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(
        f"  Pagefind {busy:.1f} 秒处理器时间，{memory:.0f} MB；我们是它的 {told['seconds'] / busy:.2f}，"
        f"内存 {told['megabytes'] / memory:.2f}",
        flush=True,
    )
    shutil.rmtree(site)


def _cost(browser: Any, place: Served, query: str) -> dict[str, float]:
    """Return what the first ten results of a query cost in a fresh browser: kB on the wire, requests."""
    from disclosure.engines.bundles import joined  # noqa: PLC0415 — only inside the environment.

    source = joined(ROOT / "overrides" / "parts" / "search.js").replace("begin();\n", "window.S = {search, card};\n")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{place.address}404.html")
    page.evaluate(source.replace("document.currentScript.dataset.root", "'/'"))
    place.sent.clear()
    page.evaluate(_ASK, query)
    sent = [(path, size) for path, size in place.sent if path.startswith("search/")]
    context.close()

    def kilobytes(*beginnings: str) -> float:
        return sum(size for path, size in sent if path.startswith(beginnings)) / 1000

    code, shown = kilobytes("search/manifest", "search/traditional"), kilobytes("search/leaves", "search/texts")
    return {"index": kilobytes("search/") - code - shown, "code": code, "shown": shown, "requests": float(len(sent))}


def _print_costs(found: Sequence[Mapping[str, float]], before: Sequence[Mapping[str, float]]) -> None:
    titles = {"index": "索引 kB", "code": "清单和词表 kB", "shown": "标题 kB", "requests": "请求"}
    for name, title in titles.items():
        parts = []
        for share, told in ((0.5, "中位"), (0.95, "p95")):
            ours, theirs = (_quantile([one[name] for one in own], share) for own in (found, before))
            parts.append(f"{told} {ours:.1f}（{ours / theirs:.2f}）" if theirs else f"{told} {ours:.1f}")
        print(f"  一次查询的{title}：{'  '.join(parts)}", flush=True)


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _alone(what: str, corpus: Path, folder: Path, count: int) -> dict[str, Any]:
    environment = child_environment() | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    command = [sys.executable, __file__, what, str(corpus), str(folder), str(count)]
    told = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
    result: dict[str, Any] = json.loads(told)
    return result


def _index(corpus: Path, folder: Path, count: int) -> dict[str, Any]:
    """Write an index into the site; build it again with one document edited; tell what both took."""
    import resource  # noqa: PLC0415 — not everywhere.

    from disclosure.engines.shelf import FileShelf  # noqa: PLC0415 — only inside the environment.
    from disclosure.memory import Memory, remembering  # noqa: PLC0415
    from disclosure.publish.search.entry import Passage  # noqa: PLC0415
    from disclosure.publish.search.index import index  # noqa: PLC0415

    shutil.rmtree(folder / "site" / "search" / "terms", ignore_errors=True)
    synonyms = json.loads((folder / "synonyms.json").read_text("utf-8"))
    entries = entries_of(recombined(records_of(corpus), count))
    told: dict[str, Any] = {"documents": count, "disk": 0, "files": 0, "keys": [entry.key for entry in entries]}
    told["begun"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    busy = time.process_time()
    for artifact in index(entries, synonyms):
        path = folder / "site" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
        told["disk"] += len(artifact.data)
        told["files"] += 1
    told["seconds"] = time.process_time() - busy
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = folder / f"kept-{count}.sqlite"
    lying: dict[str, bytes] = {}
    for run in ("first", "again"):
        busy = time.process_time()
        changed = put = 0
        shelf = FileShelf(kept)
        memory = Memory(shelf)
        size = kept.stat().st_size
        with remembering(memory):
            for artifact in index(entries, synonyms, lies=lambda path, key: lying.get(path) == key):
                changed += lying.get(artifact.path) != artifact.stamp
                lying[artifact.path] = artifact.stamp
        memory.save()
        shelf.close()
        put = kept.stat().st_size - size
        told["again"] = time.process_time() - busy
        if run == "first":
            edited = entries[count // 2]
            entries[count // 2] = replace(edited, passages=(*edited.passages, Passage(_ADDED)))
    told |= {"changed": changed, "put": put, "kept": kept.stat().st_size}
    kept.unlink()
    return told


def _lunr(corpus: Path, folder: Path, count: int) -> dict[str, Any]:
    del folder
    return {"seconds": lunr_seconds(entries_of(recombined(records_of(corpus), count)))}


if __name__ == "__main__":
    what, corpus, folder, count = sys.argv[1:]
    print(json.dumps({"index": _index, "lunr": _lunr}[what](Path(corpus), Path(folder), int(count))))
