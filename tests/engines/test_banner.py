"""Plain `mkdocs` and `properdocs` show an editor no advertisement for other programs, with nothing set beforehand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LINE = "  banner: !!python/name:disclosure.engines.banner.HIDDEN"
HOOK = "import properdocs.replacement_warning\nproperdocs.replacement_warning.setup()\n"
"""What some plugins do, so that MkDocs tells people to go to ProperDocs."""


def run(folder, program, *arguments):
    """Start a program as it is installed, as a user does: the banners go by its name."""
    silent = ("NO_MKDOCS_2_WARNING", "DISABLE_MKDOCS_2_WARNING")
    environment = {name: value for name, value in os.environ.items() if name not in silent}
    name = Path(sys.executable).parent / (f"{program}.exe" if os.name == "nt" else program)
    done = subprocess.run(
        [str(name), *arguments],
        cwd=folder.root,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def wrong_county(new_county, tmp_path):
    """A county whose build stops at once, so that nobody waits for it; banners come before."""
    folder = new_county(tmp_path / "county", empty=True)
    folder.write("leak.py", HOOK)
    folder.write("mkdocs.yml", folder.read("mkdocs.yml") + "hooks: [leak.py]\n")
    return folder


@pytest.mark.parametrize(
    "command", [("mkdocs", "build"), ("mkdocs", "serve"), ("properdocs", "build", "-f", "mkdocs.yml")]
)
def test_no_banner_is_printed(wrong_county, command):
    status, said = run(wrong_county, *command, "-q")

    assert status == 1
    assert "要先改正" in said
    assert [line for line in said.splitlines() if "MkDocs" in line or "ProperDocs" in line] == []


def test_without_its_line_in_the_settings_both_banners_are_printed(wrong_county):
    """When this fails, the line and its module can go."""
    settings = wrong_county.read("mkdocs.yml")
    assert LINE in settings
    wrong_county.write("mkdocs.yml", settings.replace(LINE, "  other: 1  #"))

    _, said = run(wrong_county, "mkdocs", "build", "-q")

    assert "Material for MkDocs" in said
    assert "To avoid these risks" in said
