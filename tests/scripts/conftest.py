"""Small working copies in which the scripts run as real programs."""

import importlib
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"

SITE_GENERATOR = """
import os, sys
print("生成", *sys.argv[1:], "在", os.getcwd(), "静" if os.environ.get("NO_MKDOCS_2_WARNING") else "")
sys.exit(7)
"""


@dataclass(frozen=True)
class WorkingCopy:
    """A folder with our scripts and a stand-in for what they start."""

    root: Path

    def run(self, script, *arguments, cwd, **variables):
        """Run a script as a clerk would, from `cwd`."""
        clean = {name: value for name, value in os.environ.items() if name not in {"CI", "DISCLOSURE_CHROMIUM"}}
        return subprocess.run(
            [sys.executable, self.root / "scripts" / script, *arguments],
            cwd=cwd,
            env=clean | variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=900,
        )

    def module(self, name, text):
        """Put a module into the environment, so that `python -m name` runs `text`."""
        packages = importlib.import_module("setup_environment").Environment(self.root).packages
        (packages / name).mkdir(parents=True)
        (packages / name / "__init__.py").write_text("", "utf-8")
        (packages / name / "__main__.py").write_text(text, "utf-8")


@pytest.fixture
def scripts(monkeypatch):
    """Make the modules in `scripts/` importable."""
    monkeypatch.syspath_prepend(str(SCRIPTS))


@pytest.fixture
def copy(tmp_path, scripts):
    """A working copy without an environment, in a folder with Chinese characters and blanks."""
    root = tmp_path / "政务 公开 网站"
    root.mkdir()
    for folder in ("scripts", "requirements"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return WorkingCopy(root)


@pytest.fixture
def ready_copy(copy):
    """A working copy whose environment fits, though nothing but a stand-in is installed in it."""
    environment = importlib.import_module("setup_environment").Environment(copy.root)
    venv.create(environment.folder, symlinks=os.name != "nt")
    copy.module("disclosure", SITE_GENERATOR)
    environment.record("runtime", "test")
    return copy
