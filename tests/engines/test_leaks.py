"""A file of the sources that lies in the site unasked is found, cheaply."""

import os
from itertools import count

import pytest

from disclosure.engines.leaks import leaked, strangers


@pytest.fixture
def place(tmp_path):
    """Return a function that writes files below `content/` and `site/`, and looks for leaks."""

    def look(files, *, ours=(), public=()):
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "site").mkdir(exist_ok=True)
        public = {os.path.realpath(tmp_path / path) for path in public}
        site = tmp_path / "site"
        folders = [os.path.realpath(tmp_path / "content")]
        return leaked(site, folders, places=strangers(site, set(ours)), public=public)

    return look


def test_a_source_is_found_under_any_name(place):
    files = {"content/2026/secret.xlsx": "内部", "site/index.html": "<p>", "site/assets/x/1.bin": "内部"}

    assert place(files) == "assets/x/1.bin"


@pytest.mark.parametrize(
    "harmless",
    [
        {"files": {"content/a.md": "甲", "site/a.html": "乙"}},
        {"files": {"content/.gitkeep": "", "site/.nojekyll": ""}},
        {"files": {"content/a.txt": "甲", "site/d/a.txt": "甲"}, "ours": ["d/a.txt"]},
        {"files": {"content/a.txt": "甲", "site/d/copy.txt": "甲"}, "public": ["content/a.txt"]},
        {"files": {"site/a.txt": "甲"}},
    ],
    ids=["another text", "empty", "published by us", "public anyway", "no sources"],
)
def test_what_is_no_leak_passes(place, harmless):
    assert place(**harmless) is None


def test_links_that_lead_round_in_circles_are_not_followed(place, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "again").symlink_to(tmp_path / "content", target_is_directory=True)

    assert place({"content/a.txt": "甲", "site/x": "甲"}) == "x"


def test_the_cost_grows_with_the_number_of_files(straight_line, tmp_path):
    numbers = count()

    def folder(size):
        root = tmp_path / str(next(numbers))
        for path in ("content", "site"):
            (root / path).mkdir(parents=True)
            for number in range(size // 10):
                (root / path / str(number)).write_text(f"{path}{number:09}".ljust(20), "utf-8")
        return root

    def look(root):
        return leaked(root / "site", [str(root / "content")], places=strangers(root / "site", set()), public=set())

    straight_line(look, folder)
