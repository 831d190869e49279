"""Work that is shared out among processes is done once, told, and its mistakes are not lost."""

import itertools
import os
import threading
import time

import pytest

from disclosure.engines import parallel
from disclosure.engines.parallel import hands, shared_out


@pytest.fixture
def three_hands(monkeypatch):
    monkeypatch.setattr(parallel, "hands", lambda: 3)


def shared(count, do):
    done = []

    def work(number):
        do(number)
        done.append(number)

    told = shared_out(count, work, begin=lambda: None, tell=lambda: (os.getpid(), done))
    return done, told


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_every_task_is_done_once_by_one_of_the_hands(three_hands):
    done, told = shared(500, lambda _: None)

    assert sorted([*done, *(number for _, numbers in told for number in numbers)]) == list(range(500))
    assert len({os.getpid(), *(process for process, _ in told)}) == 3


def test_one_hand_does_all_in_order(monkeypatch):
    monkeypatch.setattr(parallel, "hands", lambda: 1)

    assert shared(9, lambda _: None) == (list(range(9)), [])


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_each_process_begins_before_it_works(three_hands):
    begun = []

    told = shared_out(
        60, lambda _: begun or os.getpid(), begin=lambda: begun.append(os.getpid()), tell=lambda: (os.getpid(), begun)
    )

    assert begun == []  # The caller is no new process.
    assert all(others == [process] for process, others in told)


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_a_mistake_in_another_process_is_raised_here(three_hands):
    here = os.getpid()

    def do(number):
        if os.getpid() != here:
            raise FileNotFoundError(2, "没有", str(number))
        threading.Event().wait(0.2)  # Leaves work for the others.

    with pytest.raises(FileNotFoundError) as caught:
        shared(20, do)
    assert "in do" in caught.value.__notes__[0]


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_a_mistake_here_leaves_no_process_behind(three_hands, monkeypatch):
    here, fork, forked = os.getpid(), os.fork, []
    monkeypatch.setattr(os, "fork", lambda: forked.append(fork()) or forked[-1])

    def do(_):
        if os.getpid() == here:
            raise KeyboardInterrupt
        threading.Event().wait(0.05)

    with pytest.raises(KeyboardInterrupt):
        shared(50, do)
    assert len(forked) == 2
    for process in forked:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_a_process_that_died_is_noticed(three_hands):
    here = os.getpid()

    def do(_):
        if os.getpid() != here:
            os._exit(9)
        threading.Event().wait(0.2)

    with pytest.raises(RuntimeError, match="没有做完就结束了"):
        shared(10, do)


def test_with_other_threads_about_nothing_is_forked():
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert hands() == 1
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize("hands", [1, 2])
def test_an_outcome_is_there_when_it_is_wanted(monkeypatch, hands):
    monkeypatch.setattr(parallel, "hands", lambda: hands)

    work = parallel.Apart(lambda apart: (apart, os.getpid()))
    waited = next(turn for turn in itertools.count() if work.over() or time.sleep(0.01))
    apart, process = work.outcome()

    assert apart == (process != os.getpid()) == (hands == 2)
    assert hands == 2 or not waited


def test_what_went_wrong_apart_is_raised_when_the_outcome_is_wanted(monkeypatch):
    monkeypatch.setattr(parallel, "hands", lambda: 2)
    work = parallel.Apart(lambda _: {}["x"])

    with pytest.raises(KeyError):
        work.outcome()


def test_work_that_nobody_waits_for_is_stopped(monkeypatch):
    monkeypatch.setattr(parallel, "hands", lambda: 2)
    began = time.monotonic()
    work = parallel.Apart(lambda _: time.sleep(600))
    process = work._worker[0]
    assert not work.over()

    work.stop()
    work.stop()

    assert time.monotonic() - began < 300
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_another_process_never_hears_the_outcome(monkeypatch):
    monkeypatch.setattr(parallel, "hands", lambda: 2)
    work = parallel.Apart(lambda _: 1)
    while not work.over():
        time.sleep(0.01)

    assert parallel.Apart(lambda _: work.over()).outcome() is False
    assert work.outcome() == 1
