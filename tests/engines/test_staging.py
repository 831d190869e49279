"""Whatever happens to a build, the old site is whole, and the next build mends what is left."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disclosure.engines.staging import Staging, linked_tree, lying_in

OLD = {"index.html": b"old", "a/index.html": b"old too", ".nojekyll": b""}

BUILD = "from mkdocs.__main__ import cli; cli(['build', '-q'])"

BETWEEN_THE_RENAMES = f"""
import pathlib, sys, time
from disclosure.engines import staging
rename = staging.Path.replace
def slow(self, target):
    rename(self, target)
    if ".old-" in pathlib.Path(target).name:
        print("between", flush=True)
        time.sleep(60)
staging.Path.replace = slow
{BUILD}
"""

SMALL_DISK = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
{BUILD}
"""


def old_site(folder):
    for path, content in OLD.items():
        folder.write(f"site/{path}", content)
    return folder.root / "site"


def files(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def leftovers(site):
    return sorted(path.name for path in site.parent.glob(f".{site.name}.*"))


def environment():
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def program(folder, text):
    return subprocess.Popen(
        [sys.executable, "-c", text],
        cwd=folder.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def build_again(folder, expected):
    """Build once more, undisturbed; the site has to be the one of an undisturbed county."""
    done = folder.command("mkdocs", "build", "-q")
    assert done.returncode == 0, done.stderr
    found = files(folder.root / "site")
    found.pop(".nojekyll")
    assert found == expected


ACCIDENTS = {
    "while reading": ("content/documents/2026/water-price.md", b"\xff\xfe\x00\x00"),
    "while checking": ("content/documents/2026/water-price.md", "---\n标题: 水价\n---\n".encode()),
    "in an attachment": ("content/documents/2026/water-form.txt", b""),
}


@pytest.mark.parametrize("where", ACCIDENTS)
def test_a_build_that_fails_leaves_the_old_site(county, where):
    folder = county()
    site = old_site(folder)
    folder.write(*ACCIDENTS[where])

    with pytest.raises(SystemExit):
        folder.build()

    assert files(site) == OLD
    assert leftovers(site) == []


def test_a_template_that_fails_leaves_the_old_site(county, looks, built_site, monkeypatch):
    folder = county()
    site = old_site(folder)
    folder.write("looks/pages/item.html", "{{ page.meta.view.nothing.at.all }}")
    settings = folder.read("mkdocs.yml")
    for path in looks.rglob("*"):
        if path.is_file() and path.name != "item.html":
            folder.write(f"looks/{path.relative_to(looks).as_posix()}", path.read_bytes())
    folder.write("mkdocs.yml", settings.replace(str(looks), "looks"))

    with pytest.raises(Exception, match="at"):
        folder.build()

    assert files(site) == OLD
    assert leftovers(site) == []
    folder.write("mkdocs.yml", settings)
    build_again(folder, built_site.files)


def test_a_full_disk_leaves_the_old_site(county, built_site):
    folder = county()
    site = old_site(folder)

    build = program(folder, SMALL_DISK)
    _, told = build.communicate(timeout=120)

    assert build.returncode == 1, told
    assert files(site) == OLD
    assert leftovers(site) == []
    build_again(folder, built_site.files)


def test_a_full_disk_is_a_sentence_in_our_own_command(county):
    folder = county()
    site = old_site(folder)

    build = program(
        folder, SMALL_DISK.replace(BUILD, "from disclosure.command import main; raise SystemExit(main(['build']))")
    )
    _, told = build.communicate(timeout=120)

    assert build.returncode == 1
    assert told.splitlines()[-1].startswith("网站写不出来（")
    assert told.splitlines()[-1].endswith("），原来的网站没有动。")
    assert files(site) == OLD


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_killed_between_the_two_renames_the_old_site_comes_back(county, built_site):
    folder = county()
    site = old_site(folder)
    build = program(folder, BETWEEN_THE_RENAMES)
    assert build.stdout.readline() == "between\n", build.stderr.read()

    build.send_signal(signal.SIGKILL)
    build.communicate()

    assert not site.exists()
    Staging(site).discard()  # What every next build begins with.
    assert files(site) == OLD
    build_again(folder, built_site.files)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_killed_at_any_moment_a_site_is_whole(county, built_site):
    folder = county()
    site = old_site(folder)
    new = built_site.files | {".nojekyll": b""}
    started = time.monotonic()
    folder.command("mkdocs", "build", "-q")
    longest = time.monotonic() - started
    dice = random.Random(1)
    for path in sorted(site.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    old_site(folder)

    for _ in range(4):
        build = program(folder, BUILD)
        time.sleep(longest * dice.uniform(0.3, 1.05))
        build.send_signal(signal.SIGKILL)
        build.communicate()
        if not site.exists():  # Between the renames, by chance.
            Staging(site).discard()
        assert files(site) in (OLD, new)

    build_again(folder, built_site.files)


def test_an_interrupted_build_leaves_nothing_behind(county):
    folder = county()
    site = old_site(folder)
    text = f"""
import disclosure.engines.mkdocs as engine
def interrupt(*_, **__): raise KeyboardInterrupt
engine.Plan = interrupt
{BUILD}
"""
    program(folder, text).communicate(timeout=120)

    assert files(site) == OLD
    assert leftovers(site) == []


def test_a_site_that_cannot_be_moved_aside_stays(tmp_path, monkeypatch):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    staging = Staging(site)
    (staging.folder / "index.html").write_text("new")
    rename = Path.replace

    def refuse(self, target):
        if self == staging.folder:
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        staging.swap()
    staging.discard()

    assert (site / "index.html").read_text() == "old"
    assert leftovers(site) == []


def test_what_a_killed_build_left_is_cleared_away_the_next_day(tmp_path):
    site = tmp_path / "site"
    yesterday = tmp_path / ".site.building-gone"
    today = tmp_path / ".site.building-running"
    for folder in (yesterday, today):
        folder.mkdir()
    os.utime(yesterday, (time.time() - 90_000,) * 2)

    staging = Staging(site)

    assert leftovers(site) == sorted([today.name, staging.folder.name])


def test_two_builds_at_once_end_with_a_whole_site(county, built_site):
    folder = county()

    builds = [program(folder, BUILD) for _ in range(2)]
    told = [build.communicate(timeout=240)[0] for build in builds]

    # Should both swap in the same instant, one of them gives up and says so.
    assert 0 in [build.returncode for build in builds]
    assert all(not words or "新网站换不进去" in words for words in told)
    assert files(folder.root / "site") == built_site.files
    assert leftovers(folder.root / "site") == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_linked_tree_holds_the_plain_files_of_the_site_and_nothing_else(tmp_path):
    site = tmp_path / "site"
    for name in ("index.html", "a/b/index.html", ".git/config", ".nojekyll", "a/.kept"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, "utf-8")
    (site / "a" / "away").symlink_to(tmp_path)
    (site / "empty").mkdir()
    spare = tmp_path / "spare"

    linked_tree(site, spare)

    lying = lying_in(spare, site)
    assert lying is not None
    assert {name: found is not None for name, found in lying.items()} == {
        "index.html": True,
        "a/b/index.html": True,
        "a/.kept": True,
    }
    assert (spare / "empty").is_dir()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("spare.")] == []


def test_where_nothing_can_be_linked_there_is_no_tree(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("", "utf-8")
    (tmp_path / "spare.half" / "of").mkdir(parents=True)

    def refuse(*_):
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    linked_tree(tmp_path / "site", tmp_path / "spare")

    assert [path.name for path in tmp_path.iterdir()] == ["site"]
