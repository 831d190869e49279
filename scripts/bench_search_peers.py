"""The same corpus and the same queries in other searches: Material's, Pagefind and MiniSearch with pairs.

All get texts and queries folded as ours are (width, script, digits); MiniSearch also gets our terms, and our synonyms
where ours has them. What is not installed is left out, and said.
"""

from __future__ import annotations

import html
import importlib.util
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench_peers import pagefind_command
from counting_server import Served, served

_MINISEARCH = "minisearch@7"
_TEN = 10


@dataclass(frozen=True)
class Text:
    """A document to be found, folded already."""

    key: str
    title: str
    about: str
    body: str


@dataclass
class Peer:
    """How another search did: the ids it gave for each query, what a cold query weighs, and what its index took."""

    name: str
    found: list[list[str]] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    """Milliseconds of the same queries, once more on the same page."""
    seconds: float = 0.0
    busy: float = 0.0
    """Processor time of building the index."""
    memory: int = 0
    disk: int = 0


def peers(
    browser: Any, texts: Sequence[Text], queries: Sequence[str], more: Mapping[str, str], cold: int
) -> Iterator[Peer]:
    """Yield every search that can be had here. `queries` are folded; `more`: query → official words for it.

    So many queries as `cold` says are asked in a fresh browser, where a search loads its index in parts.
    """
    with tempfile.TemporaryDirectory() as folder:
        for make in (_material, _pagefind, _minisearch):
            place = Path(folder) / make.__name__.strip("_")
            place.mkdir()
            try:
                yield from make(place, browser, texts, queries, more, cold)
            except Exception as problem:
                print(f"{make.__name__.strip('_')} 没有比成：{problem}", file=sys.stderr, flush=True)


def bootstrap(ours: Sequence[float], theirs: Sequence[float], rounds: int = 10_000) -> tuple[float, float, float]:
    """Return the mean difference of paired values, and between what 95 % of resampled means lie."""
    chance = random.Random(1)
    differences = [one - other for one, other in zip(ours, theirs, strict=True)]
    means = sorted(statistics.fmean(chance.choices(differences, k=len(differences))) for _ in range(rounds))
    return statistics.fmean(differences), means[rounds // 40], means[-rounds // 40]


def reciprocal(found: Sequence[Sequence[str]], relevant: Sequence[set[str]]) -> list[float]:
    """Return for each query 1 / the first right rank among the first ten, or 0."""
    return [
        next((1 / rank for rank, key in enumerate(ids[:_TEN], 1) if key in wanted), 0.0)
        for ids, wanted in zip(found, relevant, strict=True)
    ]


def print_peers(
    found: Sequence[Peer], queries: Sequence[Mapping[str, Any]], ours: Mapping[str, Sequence[Sequence[str]]]
) -> None:
    """Print how well each did beside ours; `ours`: name of the setting → ids for each query."""
    relevant = [set(query["relevant"]) for query in queries]
    own = {name: reciprocal(ids, relevant) for name, ids in ours.items()}
    print("\n和别的搜索比               MRR@10   我们与它之差（95% 区间）   冷查询 kB  毫秒  建索引 秒  MB  磁盘 MB")
    for name, values in own.items():
        print(f"{name:24} {statistics.fmean(values):.3f}")
    for peer in found:
        values = reciprocal(peer.found, relevant)
        reference = own["同义词开" if peer.name.endswith("同义词") else "同义词关"]
        mean, low, high = bootstrap(reference, values)
        weight, wait = statistics.median(peer.kilobytes), statistics.median(peer.milliseconds)
        print(
            f"{peer.name:24} {statistics.fmean(values):.3f}   {mean:+.3f}（{low:+.3f} … {high:+.3f}）"
            f"   {weight:.0f}  {wait:.0f}  {peer.seconds:.1f}  {peer.memory}  {peer.disk / 1e6:.1f}",
            flush=True,
        )


def _material(
    folder: Path, browser: Any, texts: Sequence[Text], queries: Sequence[str], _: Mapping[str, str], cold: int
) -> Iterator[Peer]:
    del cold  # Its one index is loaded whole.
    if not importlib.util.find_spec("material"):
        print("没有装 mkdocs-material，没有比较")
        return
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: ''\nnav: [index.md]\nnot_in_nav: '*'\n"
        "theme: {name: material, language: zh, font: false}\nplugins: [search]\n",
        "utf-8",
    )
    (folder / "docs" / "index.md").write_text("# x\n", "utf-8")
    for text in texts:
        page = f"# {_plain(text.title)}\n\n{_plain(text.about)}\n\n{_plain(text.body)}\n"
        (folder / "docs" / f"{text.key}.md").write_text(page, "utf-8")
    peer = Peer("Material")
    _build([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder, peer)
    peer.disk = (folder / "site" / "search" / "search_index.json").stat().st_size
    with served(folder / "site") as place:
        page = browser.new_page()
        page.goto(place.address)
        for query in queries:
            _type(page, "")
            page.wait_for_timeout(100)
            began = time.monotonic()
            _type(page, query)
            page.wait_for_function("/结果/.test(document.querySelector('.md-search-result__meta').textContent)")
            peer.milliseconds.append(1000 * (time.monotonic() - began))
            links = page.eval_on_selector_all(
                ".md-search-result__item > a.md-search-result__link", "all => all.map((one) => one.pathname)"
            )
            peer.found.append([link.strip("/").split("/")[-1] for link in links[:_TEN]])
            if not peer.kilobytes:
                peer.kilobytes.append(_sent(place, "search"))  # The index and what reads it.
        page.close()
    yield peer


def _type(page: Any, query: str) -> None:
    page.fill(".md-search__input", query)
    page.press(".md-search__input", "End")  # It listens for keys, not for what is in the box.


def _pagefind(
    folder: Path, browser: Any, texts: Sequence[Text], queries: Sequence[str], _: Mapping[str, str], cold: int
) -> Iterator[Peer]:
    command = pagefind_command()
    if command is None:
        print("没有装 pagefind[extended]，没有比较")
        return
    for text in texts:
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in (text.about, *text.body.splitlines()))
        (folder / text.key).mkdir()
        (folder / text.key / "index.html").write_text(
            f'<!doctype html><html lang="zh-cn"><title>{html.escape(text.title)}</title><body data-pagefind-body>'
            f"<h1>{html.escape(text.title)}</h1>{paragraphs}</body></html>",
            "utf-8",
        )
    (folder / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    peer = Peer("Pagefind")
    _build([*command, "--site", "."], folder, peer)
    peer.disk = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*") if path.is_file())
    ask = """async (query) => {
        const finder = await import("/pagefind/pagefind.js");
        const found = await finder.search(query);
        const data = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
        return data.map((one) => one.url.split("/").filter(Boolean).pop());
    }"""
    with served(folder) as place:
        page = browser.new_page()
        page.goto(place.address)
        peer.found += [page.evaluate(ask, query) for query in queries]
        page.close()
        for query in queries[:: max(1, len(queries) // cold)]:
            _ask(peer, place, browser, ask, query)
    yield peer


def _minisearch(
    folder: Path, browser: Any, texts: Sequence[Text], queries: Sequence[str], more: Mapping[str, str], cold: int
) -> Iterator[Peer]:
    from disclosure.text.segment import query_terms, terms  # noqa: PLC0415 — only inside the environment.

    del cold  # Its one index is loaded whole.
    if not shutil.which("npm"):
        print("没有装 npm，没有和 MiniSearch 比较")
        return
    got = subprocess.run(["npm", "pack", _MINISEARCH, "--silent"], cwd=folder, check=False, capture_output=True)
    packages = list(folder.glob("*.tgz"))
    if got.returncode or not packages:
        print("取不到 minisearch，没有比较")
        return
    with tarfile.open(packages[0]) as package:
        member = package.extractfile("package/dist/umd/index.js")
        assert member
        code = member.read()
    rows = [
        {"id": text.key} | {name: " ".join(terms(getattr(text, name))) for name in ("title", "about", "body")}
        for text in texts
    ]
    (folder / "minisearch.js").write_bytes(code)
    (folder / "rows.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    (folder / "index.html").write_text("<!doctype html><title>x</title><script src='minisearch.js'></script>", "utf-8")
    settings = "{fields: ['title', 'about', 'body'], tokenize: (text) => text.split(' '), processTerm: (term) => term}"
    for name, words in (("MiniSearch 两字词", {}), ("MiniSearch 两字词＋同义词", more)):
        peer = Peer(name)
        with served(folder) as place:
            page = browser.new_page()
            page.goto(place.address)
            began = time.monotonic()
            size = page.evaluate(
                f"""async () => {{
                    window.engine = new MiniSearch({settings});
                    engine.addAll(await (await fetch("rows.json")).json());
                    const text = new Blob([JSON.stringify(engine)]);
                    const packed = text.stream().pipeThrough(new CompressionStream("gzip"));
                    return [text.size, (await new Response(packed).arrayBuffer()).byteLength];
                }}"""
            )
            peer.seconds = time.monotonic() - began
            peer.disk = size[0]
            for query in queries:
                asked = " ".join(query_terms(query) + query_terms(words.get(query, "")))
                began = time.monotonic()
                peer.found.append(
                    page.evaluate(
                        "(query) => engine.search(query, {boost: {title: 3}}).slice(0, 10).map((one) => one.id)", asked
                    )
                )
                peer.milliseconds.append(1000 * (time.monotonic() - began))
            peer.kilobytes.append(size[1] / 1000)
            page.close()
        yield peer


def _ask(peer: Peer, place: Served, browser: Any, ask: str, query: str) -> None:
    """Ask a query in a fresh browser, as somebody does who comes for the first time."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(place.address)
    place.sent.clear()
    for times in (peer.milliseconds, peer.warm):
        began = time.monotonic()
        page.evaluate(ask, query)
        times.append(1000 * (time.monotonic() - began))
        if times is peer.milliseconds:
            peer.kilobytes.append(_sent(place))
    context.close()


def _sent(place: Served, part: str = "") -> float:
    return sum(size for path, size in place.sent if part in path) / 1000


def _build(command: list[str], folder: Path, peer: Peer) -> None:
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    peer.seconds, peer.memory = time.monotonic() - began, used.ru_maxrss // 1024
    peer.busy = used.ru_utime + used.ru_stime


def _plain(text: str) -> str:
    """Return a text that Markdown leaves alone."""
    return "\n\n".join(html.escape(line.strip()).replace("*", "\\*").replace("_", "\\_") for line in text.splitlines())
