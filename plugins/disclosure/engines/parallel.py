"""Work shared out among the cores of the machine, by forked processes where there are such."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Generic, NoReturn, TypeVar

Found = TypeVar("Found")

MOST = 4
"""Processes; each copies the memory that it touches."""
_NUMBER = 4
"""Bytes of a number in the pipe that tells what to do next."""
_FITS = 60_000 // _NUMBER
"""Numbers that surely fit into a pipe while nobody reads."""


def hands() -> int:
    """Return how many processes may work at a time: 1 where a process cannot be forked safely."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def shared_out(
    count: int, do: Callable[[int], object], *, begin: Callable[[], object], tell: Callable[[], Found]
) -> list[Found]:
    """Do the tasks 0 to `count` - 1, in this order, each wherever a hand is free; the caller works too.

    Returns what `tell` returns in each of the other processes, when nothing is left; it has to be something that can
    be pickled. `begin` is called first in each of them. Raises what a task raised, whichever process it ran in.
    """
    others = min(hands(), count) - 1
    if others < 1 or count > _FITS:
        for number in range(count):
            do(number)
        return []
    tasks, feed = os.pipe()
    os.write(feed, b"".join(number.to_bytes(_NUMBER, "big") for number in range(count)))
    os.close(feed)

    def take_part() -> None:
        for number in _numbers(tasks):
            do(number)

    def work() -> Found:
        begin()
        take_part()
        return tell()

    try:
        return _beside([work] * others, take_part)
    finally:
        os.close(tasks)


class Apart(Generic[Found]):
    """Work whose outcome is wanted later: another process does it meanwhile, where one can be forked."""

    def __init__(self, work: Callable[[bool], Found]) -> None:
        """`work` is told whether another process does it; then it has to return something that can be pickled."""
        self._work = work
        self._here = os.getpid()
        self._worker: tuple[int, int] | None = None
        if hands() > 1:
            gc.freeze()  # What the collector does not touch is not copied.
            self._worker = _forked(partial(work, True))

    def over(self) -> bool:
        """Say whether there is nothing to wait for any more; in another process than that which asked, never."""
        if os.getpid() != self._here:
            return False
        return self._worker is None or bool(select.select([self._worker[1]], [], [], 0)[0])

    def outcome(self) -> Found:
        """Return what the work returns, once; raises what it raised."""
        if self._worker is None:
            return self._work(False)
        try:
            return _answer(self._worker[1])
        finally:
            self.stop()

    def stop(self) -> None:
        """Wait no longer."""
        if self._worker is not None and os.getpid() == self._here:
            process, pipe = self._worker
            self._worker = None
            os.close(pipe)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            gc.unfreeze()


def _beside(works: Sequence[Callable[[], Found]], meanwhile: Callable[[], object]) -> list[Found]:
    """Return what each work returns, all in processes of their own, while this one does something else."""
    workers: list[tuple[int, int]] = []
    gc.freeze()  # What the collector does not touch is not copied.
    try:
        for work in works:
            workers.append(_forked(work))
        meanwhile()
        return [_answer(pipe) for _, pipe in workers]
    except BaseException:
        for process, _ in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, 9)
        raise
    finally:
        gc.unfreeze()
        for process, pipe in workers:
            os.close(pipe)
            os.waitpid(process, 0)


def _forked(work: Callable[[], object]) -> tuple[int, int]:
    """Return a new process that does some work, and the pipe in which its answer will come."""
    pipe, answer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if not process:
        os.close(pipe)
        _work(answer, work)
    os.close(answer)
    return process, pipe


def _work(answer: int, work: Callable[[], object]) -> NoReturn:
    """Work, tell, and end without a word to whatever the parent process had open."""
    try:
        try:
            told = pickle.dumps((True, work()), pickle.HIGHEST_PROTOCOL)
        except BaseException as reason:
            told = _pickled(reason)
        with open(answer, "wb") as stream:
            stream.write(told)
    finally:
        os._exit(0)


def _pickled(reason: BaseException) -> bytes:
    reason.add_note(traceback.format_exc())
    with contextlib.suppress(Exception):
        told = pickle.dumps((False, reason))
        pickle.loads(told)
        return told
    return pickle.dumps((False, RuntimeError(traceback.format_exc())))


def _numbers(tasks: int) -> Iterator[int]:
    while number := os.read(tasks, _NUMBER):
        yield int.from_bytes(number, "big")


def _answer(pipe: int) -> Found:  # type: ignore[type-var]  # Whatever `tell` of the other process returned.
    with open(pipe, "rb", closefd=False) as stream:
        told = stream.read()
    if not told:
        raise RuntimeError("另一个进程没有做完就结束了，可能是内存不够。")
    well, found = pickle.loads(told)
    if not well:
        raise found
    return found  # type: ignore[no-any-return]
