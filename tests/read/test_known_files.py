"""A file that nobody touched is not read again; a file that somebody touched always is."""

import os
import shutil

import pytest

from disclosure.memory import Memory, remembering
from disclosure.read import known_files, source
from disclosure.read.known_files import ChangedMeanwhile
from disclosure.read.source import read_material

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no time of change is kept there; every file is read")

PATH = "content/documents/2026/water.md"
TEXT = "---\n标题: 供水\n---\n一、水价不变。\n"


class Drawer:
    """A shelf that lasts as long as the test."""

    def __init__(self):
        self.kept = {}

    def answers(self):
        return self.kept.get("small", {})

    def keep(self, answers, new, asked, packed):
        self.kept["small"] = dict(answers)

    def take(self, key):
        return dict(self.kept.get(key, {}))

    def put(self, key, answers):
        self.kept[key] = dict(answers)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(known_files, "_STILL_RUNNING", 0)
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def read(folder, monkeypatch):
    """Return a function that reads the folder once more and tells what the writing says and what had to be read."""
    drawer, opened = Drawer(), []
    read_text = source.read_text

    def noted(path, name):
        opened.append(name)
        return read_text(path, name)

    monkeypatch.setattr(source, "read_text", noted)

    def read():
        opened.clear()
        memory = Memory(drawer)
        with remembering(memory):
            material = read_material(folder)
        memory.save()
        needed = list(opened)
        return material.sources[0], needed

    return read


def test_what_nobody_touched_is_not_read_until_somebody_asks_what_it_says(read):
    first, needed = read()
    assert needed == [PATH]

    again, needed = read()
    assert needed == []
    assert (again.front, again.body, again.body_line) == (first.front, first.body, first.body_line)
    assert (str(again.front), str(again.body)) == ("标题: 供水", "一、水价不变。\n")


def overwrite(path):
    path.write_text(TEXT.replace("不变", "上调"), "utf-8")


def exchange(path):
    other = path.with_suffix(".other")
    overwrite(other)
    other.replace(path)


@pytest.mark.parametrize("change", [overwrite, exchange])
def test_a_file_of_the_same_size_and_date_that_somebody_touched_is_read(folder, read, change):
    before = (folder / PATH).stat()
    read()

    change(folder / PATH)
    os.utime(folder / PATH, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (folder / PATH).stat().st_size == before.st_size
    found, needed = read()
    assert needed == [PATH]
    assert "上调" in str(found.body)


def test_a_file_that_was_young_when_it_was_read_is_read_again(read, monkeypatch):
    monkeypatch.setattr(known_files, "_STILL_RUNNING", 3600 * 10**9)
    read()
    assert read()[1] == [PATH]


def test_a_file_with_a_mistake_is_told_of_each_time(folder, read):
    (folder / PATH).write_text("---\n标题: 供水\n", "utf-8")
    (folder / "content/documents/2026/other.md").write_text(TEXT, "utf-8")
    assert read()[1] == ["content/documents/2026/other.md", PATH]
    assert read()[1] == [PATH]


@pytest.mark.parametrize("change", [overwrite, exchange, os.remove, lambda path: path.write_bytes(b"\xff\xff")])
def test_a_text_that_is_changed_before_it_is_asked_for_is_not_taken_for_the_other(folder, read, change):
    read()
    found, _ = read()

    change(folder / PATH)

    with pytest.raises(ChangedMeanwhile, match="刚刚被改动了"):
        str(found.body)


def test_a_link_is_no_file_that_is_known(folder, read):
    read()
    elsewhere = folder / "elsewhere.md"
    shutil.move(folder / PATH, elsewhere)
    (folder / "content/documents/2026/other.md").write_text(TEXT, "utf-8")
    (folder / PATH).symlink_to(elsewhere)
    assert read()[1] == ["content/documents/2026/other.md"]
