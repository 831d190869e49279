"""PDF documents: read in a process of their own, which can be stopped when a document keeps it busy for too long."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, Queue
from typing import Any  # A line of JSON.

from disclosure.office.passage import Allowance, Passage, Unpack, Unreadable, in_turn, placed

PATIENCE = 20.0
"""Seconds without a word from the process after which the document is given up."""


def pdf_passages(data: bytes, allowance: Allowance, unpack: Unpack) -> Iterator[Passage]:
    """Yield the texts of a PDF: pages, annotations, form fields, bookmarks, properties, attached files."""
    files: list[tuple[str, bytes]] = []
    yield from in_turn((("", _document(data, allowance, files)), ("", _files(files, unpack))))


def _document(data: bytes, allowance: Allowance, files: list[tuple[str, bytes]]) -> Iterator[Passage]:
    worker = _take()
    done = False
    try:
        for kind, *content in worker.answers(data, allowance):
            if kind == "passage":
                text, place, hidden = content
                allowance.keep(text)
                yield Passage(text, place, hidden)
            elif kind == "file":
                name, body = content[0], b64decode(content[1])
                allowance.enter()
                allowance.unpack(body)
                files.append((name, body))
            else:
                done = True
                if content[0]:
                    raise Unreadable(content[0])
    finally:
        if done and len(_idle) < _MOST_IDLE:
            _idle.append(worker)
        else:
            worker.stop()


def _files(files: list[tuple[str, bytes]], unpack: Unpack) -> Iterator[Passage]:
    yield from in_turn(
        (f"PDF 附带的文件“{name}”", placed(f"PDF 附带的文件“{name}”", unpack(body, name))) for name, body in files
    )


class _Worker:
    """The other end of `pdf_worker`: one document goes in, lines of JSON come out."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "disclosure.office.pdf_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: Queue[bytes] = Queue(maxsize=64)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def alive(self) -> bool:
        """Whether the process still waits for work."""
        return self._process.poll() is None

    def answers(self, data: bytes, allowance: Allowance) -> Iterator[list[Any]]:
        """Send a document and yield the answers; the last one is `end` with the reason for a failure, or nothing."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(len(data).to_bytes(8, "big"))
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError as error:
            raise Unreadable(_BROKEN_OFF) from error
        while True:
            began = time.monotonic()
            try:
                line = self._lines.get(timeout=PATIENCE)
            except Empty as error:
                raise Unreadable("PDF 内容异常，读了很久没有结果，无法检查。请从原文件重新导出 PDF") from error
            allowance.spend(time.monotonic() - began)
            if not line:
                raise Unreadable(_BROKEN_OFF)
            answer: list[Any] = json.loads(line)
            yield answer
            if answer[0] == "end":
                return

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        while self._lines.get():  # The listener may be waiting for room.
            pass
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # What was still to be sent is of no use to anyone.
                    pipe.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")


_BROKEN_OFF = "PDF 内容异常，读到一半停了，无法检查。请从原文件重新导出 PDF"
_MOST_IDLE = 2
_idle: deque[_Worker] = deque()


def _take() -> _Worker:
    """Return a process that waits for work, or a new one: starting takes longer than reading most documents."""
    while True:
        try:
            worker = _idle.pop()
        except IndexError:
            return _Worker()
        if worker.alive:
            return worker
        worker.stop()


@atexit.register
def stop_readers() -> None:
    """End the processes that wait for another PDF, and with them their threads, beside which nothing can be forked."""
    while _idle:
        _idle.pop().stop()
