"""Runs a command that takes long: its output goes to a log, and something moves on the screen."""

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO


def watched(command: Sequence[str], log: Path, *, env: Mapping[str, str], says: Callable[[str], str]) -> int:
    """Run `command`, append its output to `log`, show what `says` makes of the last line, return the exit status."""
    log.parent.mkdir(exist_ok=True)
    lines: queue.Queue[str | None] = queue.Queue()
    progress = _Progress()
    with (
        log.open("a", encoding="utf-8") as record,
        subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            close_fds=False,  # A lock that we hold is to last as long as the command.
        ) as process,
    ):
        assert process.stdout is not None
        threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
        try:
            _follow(lines, record, progress, says)
        except BaseException:
            process.terminate()
            raise
        finally:
            progress.clear()
    return process.returncode


def _pump(source: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in source:
        lines.put(line)
    lines.put(None)


def _follow(lines: queue.Queue[str | None], record: IO[str], progress: "_Progress", says: Callable[[str], str]) -> None:
    doing = says("")
    while True:
        try:
            line = lines.get(timeout=0.5)
        except queue.Empty:
            line = ""
        if line is None:
            return
        if line:
            record.write(line)
            record.flush()
            doing = says(line)
        progress.show(doing)


class _Progress:
    """One line that changes on a screen, or a line every ten seconds in a file."""

    def __init__(self) -> None:
        self.started = self.shown = time.monotonic()
        self.screen = sys.stdout.isatty()

    def show(self, doing: str) -> None:
        now = time.monotonic()
        if now - self.shown < (0.2 if self.screen else 10):
            return
        self.shown = now
        text = f"  {doing}… 已用 {now - self.started:.0f} 秒"
        print(f"\r{text:<60}" if self.screen else text, end="" if self.screen else "\n", flush=True)

    def clear(self) -> None:
        if self.screen:
            print("\r" + " " * 78, end="\r", flush=True)
