"""What all hands find out beforehand is known afterwards, small answers and large ones, and kept for the next build."""

import contextlib
import os
import sqlite3

import pytest

from disclosure import memory as memories
from disclosure.engines import parallel, remembering
from disclosure.engines.remembering import memory_of
from disclosure.engines.shelf import FileShelf
from disclosure.memory import ahead, current, recalled
from disclosure.memory import remembering as with_memory

TEXTS = [f"第{number}条" for number in range(500)]


@pytest.fixture
def three_hands(monkeypatch):
    for module in (parallel, remembering):
        monkeypatch.setattr(module, "hands", lambda: 3)


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    return lambda: FileShelf(tmp_path / "kept.sqlite")


def ask(text):
    """Note who answered, and a large answer beside the small one."""
    current().note("large", text, [text] * 9, apart="texts")
    return recalled("length", text, lambda: (os.getpid(), len(text)))


def never():
    raise AssertionError("asked again")


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_what_all_hands_found_is_known_here_and_in_the_next_build(three_hands, shelf):
    drawer = shelf()
    memory = memory_of(drawer)
    with with_memory(memory):
        ahead(TEXTS, ask)
        answers = {text: recalled("length", text, never) for text in TEXTS}
        assert [current().about(text, "texts")["large"] for text in TEXTS] == [[text] * 9 for text in TEXTS]
    memory.save()
    drawer.close()

    assert [length for _, length in answers.values()] == list(map(len, TEXTS))
    assert len({process for process, _ in answers.values()} - {os.getpid()}) > 0
    drawer = shelf()
    with with_memory(memory_of(drawer)):
        assert {text: recalled("length", text, never) for text in TEXTS} == answers
        assert [current().about(text, "texts")["large"] for text in TEXTS] == [[text] * 9 for text in TEXTS]
    drawer.close()


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_only_texts_that_no_build_knew_are_asked_about_beforehand(three_hands, shelf):
    for texts, expected in ((TEXTS, len(TEXTS)), ([*TEXTS, *(f"又{text}" for text in TEXTS)], len(TEXTS))):
        drawer = shelf()
        memory = memory_of(drawer)
        with with_memory(memory):
            asked = [text for text in texts if memory.is_new(text)]
            ahead(asked, ask)
        memory.save()
        drawer.close()
        assert len(asked) == expected


def test_few_texts_and_a_single_hand_are_not_worth_it(shelf, monkeypatch):
    monkeypatch.setattr(remembering, "hands", lambda: 1)
    drawer = shelf()
    with with_memory(memory_of(drawer)):
        ahead(TEXTS, lambda _: never())
        ahead(TEXTS[: memories.WORTH_IT - 1], lambda _: never())
    drawer.close()


def test_without_a_memory_nothing_is_asked_beforehand():
    ahead(TEXTS, lambda _: never())


def test_what_another_version_left_is_thrown_away_and_takes_no_room(tmp_path, monkeypatch):
    def kept(data=b""):
        shelf = FileShelf(tmp_path / "kept.sqlite")
        found = shelf.bytes_of(b"large")
        if data:
            shelf.keep_bytes(b"large", data)
        shelf.close()
        return found, (tmp_path / "kept.sqlite").stat().st_size

    kept(b"x" * 1_000_000)
    found, large = kept()
    assert found == b"x" * 1_000_000

    monkeypatch.setattr("disclosure.engines.shelf.version", lambda: b"another")

    found, small = kept()
    assert found is None
    assert small < large / 10


def test_what_is_fetched_meanwhile_is_what_is_kept_up_to_the_first_gap(shelf):
    drawer = shelf()
    for key in (b"a", b"b", b"d"):
        drawer.keep_bytes(key, key * 9)
    drawer.close()
    drawer = shelf()

    drawer.fetch([b"a", b"b", b"c", b"d"])
    drawer.wait()

    assert len(drawer._fetched) == 2
    drawer.keep_bytes(b"b", b"newer")
    assert [drawer.bytes_of(key) for key in (b"a", b"b", b"c", b"d", b"a")] == [
        b"aaaaaaaaa",
        b"newer",
        None,
        b"ddddddddd",
        b"aaaaaaaaa",
    ]
    drawer.close()


def test_a_row_with_a_wrong_seal_is_not_fetched(shelf, tmp_path):
    drawer = shelf()
    drawer.keep_bytes(b"a", b"right")
    drawer.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "kept.sqlite")) as base, base:
        base.execute("UPDATE kept SET value = CAST(substr(value, 1, 16) || 'wrong' AS BLOB)")
    drawer = shelf()

    drawer.fetch([b"a"])
    drawer.wait()

    assert not drawer._fetched
    assert drawer.bytes_of(b"a") is None
    drawer.close()
