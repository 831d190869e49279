"""A small complete county to draw on: each test gets a copy of `tests/county` with what it draws on top."""

import datetime as dt
import gc
import logging
import math
import os
import re
import shutil
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import hypothesis
import pytest

from disclosure.build import Sources, checked, outputs
from disclosure.model.address import Spelling
from disclosure.problem import Grade
from disclosure.relate.gate import open_part

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from find_browser import MISSING, on_the_machine  # noqa: E402  The scripts are no package.

TODAY = dt.date(2026, 6, 15)
"""The day on which the county of the tests is looked at; `tests/county/mkdocs.yml` says so too."""

UNWANTED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI"),
    *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    *("PreconnectToSearch", "ThirdPartyStoragePartitioning", "Translate"),
)
"""What a browser with windows does for a person: its address bar alone costs two more processes for every page.

The list takes the place of Playwright's own, of which it keeps what matters here."""

_FILE = re.compile(r"^-- (\S.*?) --$", re.MULTILINE)


# How long an example takes says what else the machine does. With CI=true Hypothesis also tries the same examples again.
hypothesis.settings.register_profile("patient", hypothesis.settings.get_profile("default"), deadline=None)
if not os.environ.get("CI"):
    hypothesis.settings.load_profile("patient")


@dataclass(frozen=True)
class CountyFolder:
    """The files of a county in a folder of its own."""

    root: Path

    def draw(self, drawing):
        """Write the files of a drawing: a line `-- path --`, then the text of that file."""
        before, *parts = _FILE.split(textwrap.dedent(drawing))
        assert not before.strip(), "a drawing begins with -- path --"
        for path, text in zip(parts[::2], parts[1::2], strict=True):
            self.write(path, text.strip("\n") + "\n")
        return self

    def write(self, path, content):
        """Write one file, text or bytes."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def read(self, path):
        """Return the text of a file."""
        return (self.root / path).read_bytes().decode()

    def replace(self, path, old, new):
        """Put `new` where `old` stands, once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        return self.write(path, text.replace(old, new))

    def move(self, path, other):
        """Rename a file."""
        target = self.root / other
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(target)
        return self

    def remove(self, path):
        """Take a file away."""
        (self.root / path).unlink()
        return self

    def checked(self, today=TODAY, *, spelling=Spelling.WEB):
        """Read everything and judge it."""
        return checked(Sources(self.root, spelling=spelling, base_url="https://www.qingxi.example/zwgk/"), today)

    def problems(self, *grades, today=TODAY):
        """Return the problems of some grades as lines; without grades, all that stop a strict build."""
        wanted = grades or (Grade.ERROR, Grade.WARNING)
        return [str(problem) for problem in self.checked(today).problems if problem.grade in wanted]

    def site(self, today=TODAY):
        """Return the whole site, which must be free of errors."""
        result = self.checked(today)
        assert [str(problem) for problem in result.problems if problem.grade is Grade.ERROR] == []
        return result.site

    def open_site(self, today=TODAY):
        """Return the part of the site that the public sees."""
        return open_part(self.site(today))

    def outputs(self, today=TODAY, *, spelling=Spelling.WEB):
        """Return everything that would be written: path → page or artifact."""
        found = list(outputs(self.checked(today, spelling=spelling)))
        paths = {output.path: output for output in found}
        assert len(paths) == len(found), "two outputs are written to one file"
        return paths

    def command(self, *command, timeout=120, **variables):
        """Run a program in this folder, as a user would, and return what came of it."""
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.root,
            env=os.environ | {"PYTHONUTF8": "1"} | variables,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=timeout,
        )

    def build(self):
        """Build the whole site with MkDocs in this process and return its folder."""
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        build(load_config(str(self.root / "mkdocs.yml")))
        return BuiltSite(self.root / "site")


@dataclass(frozen=True)
class BuiltSite:
    """A site as it was written."""

    root: Path

    @cached_property
    def files(self):
        """Return every file: path → bytes."""
        found = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def page(self, path):
        """Return the HTML of a page."""
        return self.files[path].decode()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests that want one; a second Playwright could not start beside the first."""
    path = on_the_machine()
    if not path:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=[f"--disable-features={','.join(UNWANTED)}"])


@pytest.fixture(scope="session")
def straight_line():
    """Return a check that four times the text takes less than ten times as long (a quadratic search takes sixteen).

    A neighbour on the machine can slow any one measurement, so the best of several counts; a quadratic work fails in
    every one of them. What collecting the garbage of earlier tests takes does not count.
    """

    def cost(work, text):
        begun = time.process_time()
        work(text)
        return time.process_time() - begun

    def check(work, text_of, size=5_000, tries=6):
        small, large = text_of(size), text_of(4 * size)
        few = many = math.inf
        gc.disable()
        try:
            for _ in range(tries):
                few, many = min(few, cost(work, small)), min(many, cost(work, large))
                if many < 10 * few + 0.005:
                    return
        finally:
            gc.enable()
        pytest.fail(f"{few:.4f} s became {many:.4f} s for four times the size")

    return check


@pytest.fixture(scope="session")
def today():
    """The day on which the county is looked at."""
    return TODAY


@pytest.fixture(scope="session")
def looks(tmp_path_factory):
    """The templates as they were when the tests began, so that an edit meanwhile does not disturb them."""
    return Path(shutil.copytree(ROOT / "overrides", tmp_path_factory.mktemp("looks") / "overrides"))


@pytest.fixture(scope="session")
def new_county(looks):
    """Return a function that makes a county in a folder: all of `tests/county`, or with `empty` nothing but settings."""

    def make(root, drawing="", *, empty=False):
        root.mkdir(parents=True, exist_ok=True)
        source = ROOT / "tests" / "county"
        if empty:
            (root / "catalogs").mkdir()
            (root / "content").mkdir()
        else:
            shutil.copytree(source, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", ".*"))
        settings = (source / "mkdocs.yml").read_text("utf-8").replace("../../overrides", str(looks))
        (root / "mkdocs.yml").write_text(settings, "utf-8")
        return CountyFolder(root).draw(drawing)

    return make


@pytest.fixture
def county(tmp_path, new_county):
    """Return a function that makes the county with a drawing on top."""

    def make(drawing="", *, folder="county"):
        return new_county(tmp_path / folder, drawing)

    return make


@pytest.fixture(scope="session")
def untouched_county(tmp_path_factory, new_county):
    """The county as it is; tests that share it change nothing."""
    return new_county(tmp_path_factory.mktemp("untouched") / "county")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """Return a function that builds a site once for all workers of a run: who asks first builds, the others wait."""
    folders = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folders = folders.parent

    def build(name, make):
        folder = folders / f"built-{name}"
        done = folder / "done"
        try:
            folder.mkdir()
        except FileExistsError:
            for _ in range(6_000):
                if done.exists():
                    break
                time.sleep(0.1)
            assert done.exists(), f"another worker did not build {name}"
        else:
            make(folder / "county").build()
            done.touch()
        return BuiltSite(folder / "county" / "site")

    return build


@pytest.fixture(scope="session")
def built_site(built_once, new_county):
    """The whole site of the untouched county, built once."""
    return built_once("untouched", new_county)
