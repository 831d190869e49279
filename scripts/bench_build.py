"""Measures building: `python3 scripts/bench.py build [--documents 1000 5000 10000]`.

Builds counties of growing size with us and, in the same run, with Hugo and Pagefind and with plain Material where they
are installed. Seconds are wall-clock; the machine should have nothing else to do.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench_peers import hugo_command, pagefind_command, write_hugo, write_material
from big_county import Writing, where, write_county, writings
from setup_environment import child_environment

_ADDED = "\n\n本段为测量时添加，用来看一份文件改了以后要等多久。\n"
_PATIENCE = 600
"""Seconds after which waiting for a served page is given up."""


@dataclass
class Run:
    """What one command took: seconds on the clock and of the processors, memory at its height, and how it went."""

    seconds: float
    busy: float
    memory: int
    """MB at their height, of all processes together; what they share counts once."""
    stages: dict[str, float] = field(default_factory=dict)
    pages: int = 0
    files: int = 0
    bytes: int = 0

    def __add__(self, other: Run) -> Run:
        memory = max(self.memory, other.memory)
        pages, files, size = max(self.pages, other.pages), max(self.files, other.files), max(self.bytes, other.bytes)
        return Run(self.seconds + other.seconds, self.busy + other.busy, memory, {}, pages, files, size)


def measure(root: Path, real: Path, sizes: list[int], *, peers: bool) -> None:
    """Measure every size and print tables; `root` is the checkout."""
    per_document = {}
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            records = list(writings(root, real, count))
            print(f"\n{count} 份文件，{len(records) - count} 份解读", flush=True)
            ours = _ours(Path(folder), root, records)
            per_document[count] = ours.seconds / count
            if peers:
                _peers(Path(folder), records, ours)
    first, *others = per_document
    for count in others:
        ratio = per_document[count] / per_document[first]
        print(f"每份文件用时 {count} 份时 / {first} 份时：{ratio:.2f}")


def _ours(folder: Path, root: Path, records: list[Writing]) -> Run:
    county = folder / "county"
    county.mkdir()
    write_county(county, root, records)
    command = [sys.executable, "-m", "disclosure"]
    check = _run([*command, "check"], county)
    _line("disclosure check（第一次）", check)
    shutil.rmtree(county / ".cache", ignore_errors=True)
    full = _looked_at(_run([*command, "build"], county), county / "site")
    _line("disclosure build（第一次）", full)
    for name, seconds in full.stages.items():
        print(f"      {seconds:7.1f} 秒  {name}")
    again = _run([*command, "build"], county)
    _line("再建一次，什么也没改", again, full)
    edited = county / "content" / where(records[len(records) // 2])
    with edited.open("a", encoding="utf-8") as text:
        text.write(_ADDED)
    once = _run([*command, "build"], county)
    _line("改一份文件再建", once, full)
    _line("disclosure check（改后）", _run([*command, "check"], county), full)
    print(f"      check / build（都是第一次）：{check.seconds / full.seconds:.2f}", flush=True)
    _served(county, records[len(records) // 3], full)
    return full


def _served(county: Path, record: Writing, full: Run) -> None:
    """Print how long an edit takes to be on the screen, and everything else to settle, while the site is served."""
    with _free_port() as port:
        address = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "disclosure", "build", "--serve", "--address", address]
    log_path = county / "serve.log"
    log = log_path.open("wb")
    server = subprocess.Popen(command, cwd=county, env=child_environment(), stdout=log, stderr=log)
    room = "interpretations" if record.explains else "documents"
    page = f"http://{address}/zwgk/{room}/{record.key}/"
    try:
        _wait_for(page, "")
        time.sleep(3)
        begun = time.monotonic()
        with (county / "content" / where(record)).open("a", encoding="utf-8") as text:
            text.write(_ADDED)
        _wait_for(page, "本段为测量时添加")
        shown = time.monotonic() - begun
        print(f"      {shown:7.1f} 秒  预览时改一份文件，到看见（第一次建的 {shown / full.seconds:.2f}）", flush=True)
        while log_path.read_text("utf-8").count("网站在") < 2 and time.monotonic() < begun + _PATIENCE:
            time.sleep(0.05)
        settled = time.monotonic() - begun
        print(f"      {settled:7.1f} 秒  到列表和搜索也改好（第一次建的 {settled / full.seconds:.2f}）", flush=True)
    except TimeoutError:
        print("      预览时改一份文件：没有等到", flush=True)
    finally:
        server.terminate()
        server.wait()
        log.close()


def _peers(folder: Path, records: list[Writing], ours: Run) -> None:
    hugo, pagefind = hugo_command(), pagefind_command()
    if hugo:
        site = folder / "hugo"
        write_hugo(site, records)
        peer = _looked_at(_run([*hugo, "--quiet"], site), site / "public")
        _line("Hugo", peer)
        if pagefind:
            found = _run([*pagefind, "--site", "public"], site)
            _line("Pagefind", found)
            both = peer + found
            _line("Hugo + Pagefind", both)
            print(f"      我们 / Hugo + Pagefind：{ours.seconds / both.seconds:.2f}", flush=True)
    if importlib.util.find_spec("material"):
        site = folder / "material"
        write_material(site, records)
        peer = _looked_at(_run([sys.executable, "-m", "mkdocs", "build", "--quiet"], site), site / "site")
        _line("Material 带自己的搜索（只有文件页）", peer)
        print(f"      我们 / Material：{ours.seconds / peer.seconds:.2f}", flush=True)
    if not hugo or not pagefind:
        print("      没有装 hugo 或 pagefind[extended]，没有比较", flush=True)


def _run(command: list[str], folder: Path) -> Run:
    """Run a command to its end; its lines tell when each stage began."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=child_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    marks, tail = [(0.0, "开始")], [""]
    heights = [0]
    threading.Thread(target=_weigh, args=(process.pid, heights), daemon=True).start()
    assert process.stdout
    for line in process.stdout:
        tail = [*tail[-19:], line]
        if line.rstrip().endswith("…"):
            marks.append((time.monotonic() - begun, line.strip(" …\n")))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begun
    if process.returncode:
        sys.exit(f"{' '.join(command)} 失败：\n{''.join(tail)}")
    ends = [*(mark for mark, _ in marks[1:]), seconds]
    stages = {name: end - mark for (mark, name), end in zip(marks, ends, strict=True)} if len(marks) > 1 else {}
    return Run(seconds, used.ru_utime + used.ru_stime, heights[0], stages)


def _weigh(process: int, heights: list[int]) -> None:
    """Note in `heights` how much memory a process and its children hold, as long as it runs (Linux)."""
    while Path(f"/proc/{process}/fd").exists():
        held = 0
        for each in [process, *_children(process)]:
            with contextlib.suppress(OSError):
                told = Path(f"/proc/{each}/smaps_rollup").read_text("utf-8")
                held += next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
        heights[0] = max(heights[0], held // 1024)
        time.sleep(0.25)


def _children(process: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (task / "children").read_text("utf-8").split()):
                yield child
                yield from _children(child)


def _looked_at(run: Run, site: Path) -> Run:
    for path in site.rglob("*"):
        if path.is_file():
            run.files += 1
            run.pages += path.suffix == ".html"
            run.bytes += path.stat().st_size
    return run


def _line(name: str, run: Run, whole: Run | None = None) -> None:
    print(f"  {name}：{run.seconds:.1f} 秒（处理器 {run.busy:.1f}），内存 {run.memory} MB", end="")
    if run.files:
        print(f"，网页 {run.pages}，文件 {run.files}，{run.bytes / 1e6:.0f} MB", end="")
    print(f"，是第一次的 {run.seconds / whole.seconds:.2f}" if whole else "", flush=True)


@contextlib.contextmanager
def _free_port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free.getsockname()[1]


def _wait_for(page: str, text: str) -> None:
    """Return when a page has a text; raise `TimeoutError` when it has not for too long."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(page, timeout=_PATIENCE) as answer:
            if text in answer.read().decode():
                return
        time.sleep(0.05)
    raise TimeoutError
