"""The Nu checker finds no error in the HTML of any kind of page; only where it is installed (npm install vnu-jar)."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.long]

VARIABLE = "DISCLOSURE_VNU"
"""The environment variable that tells where vnu.jar is."""


@pytest.fixture(scope="module")
def checker():
    """The command that checks files."""
    root = Path(__file__).parents[2]
    places = [os.environ.get(VARIABLE, ""), *root.glob("node_modules/vnu-jar/**/vnu.jar")]
    jar = next((str(place) for place in places if place and Path(place).is_file()), "")
    java = shutil.which("java")
    if not jar or not java:
        pytest.skip(f"没有 vnu.jar 或 Java，HTML 没有经过 Nu 检查（npm install vnu-jar，或用 {VARIABLE} 写明位置）")
    return [java, "-jar", jar, "--errors-only", "--stdout", "--exit-zero-always", "--format", "gnu"]


def errors(checker, *files):
    """Return what the checker says, a line an error."""
    done = subprocess.run([*checker, *map(str, files)], capture_output=True, encoding="utf-8", check=True, timeout=300)
    return done.stdout.splitlines()


def test_no_kind_of_page_has_an_error(checker, site, addresses):
    pages = [path if path.endswith(".html") else f"{path}index.html" for path in addresses]

    assert errors(checker, *(site.root / path for path in pages)) == []


def test_an_error_is_found(checker, tmp_path):
    (tmp_path / "broken.html").write_text("<!doctype html><title>坏</title><p><ul><li id=a><li id=a></ul></p>", "utf-8")

    assert errors(checker, tmp_path / "broken.html") != []
