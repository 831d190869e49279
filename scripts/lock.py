"""Writes the lock files in `requirements/` from pyproject.toml: `python3 scripts/lock.py [--upgrade]`.

Without `--upgrade` every version stays that still may. Needs the network; then asks for each supported system and
Python whether there is a wheel for everything.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

import python_version  # noqa: F401  Before anything that an old Python cannot read.
from setup_environment import ROOT, RUNTIME, TEST, begin

PLATFORMS = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28", "x86_64-pc-windows-msvc")
PYTHONS = ("3.11", "3.12", "3.13")

HEADINGS = {
    RUNTIME: "# What the product runs on, exactly; written by scripts/lock.py, not by hand.\n",
    TEST: "# What the tests need besides runtime.txt, exactly; written by scripts/lock.py, not by hand.\n",
}


def main() -> int:
    """Write both files, then check them; 0 when every system is served."""
    begin()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    build, runtime = project["build-system"]["requires"], project["project"]["dependencies"]
    tests = project["project"]["optional-dependencies"]["test"]
    with tempfile.TemporaryDirectory() as folder:
        uv = _uv(Path(folder))
        _compile(uv, RUNTIME, [*build, *runtime])
        locked = re.findall(r"^([\w.-]+)==", _file(RUNTIME).read_text("utf-8"), re.MULTILINE)
        present = [option for name in locked for option in ("--no-emit-package", name)]
        _compile(uv, TEST, [*build, *runtime, *tests], "--constraints", str(_file(RUNTIME)), *present)
        lacking = [
            f"{system}、Python {version}"
            for system in PLATFORMS
            for version in PYTHONS
            if not _served(uv, system, version)
        ]
    for combination in lacking:
        print(f"缺少安装包：{combination}", file=sys.stderr)
    return 1 if lacking else 0


def _uv(folder: Path) -> str:
    """The path of uv, in an environment that is thrown away afterwards."""
    venv.create(folder / "uv", with_pip=True)
    programs = folder / "uv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(programs / "uv")


def _compile(uv: str, lock: str, requirements: list[str], *options: str) -> None:
    """Resolve `requirements` for all systems and Pythons at once into one file with the hashes of all their wheels."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
    subprocess.run(
        [
            *(uv, "pip", "compile", "-", "--quiet", "--output-file", str(_file(lock)), *upgrade, *options),
            *("--universal", "--python-version", PYTHONS[0], "--fork-strategy", "fewest"),
            *("--generate-hashes", "--only-binary", ":all:", "--no-header", "--no-annotate", "--no-emit-index-url"),
        ],
        input="\n".join(requirements),
        encoding="utf-8",
        check=True,
    )
    _file(lock).write_text(HEADINGS[lock] + _file(lock).read_text("utf-8"), "utf-8", newline="\n")


def _served(uv: str, system: str, version: str) -> bool:
    """Whether every locked package has a wheel for this system and Python."""
    with tempfile.TemporaryDirectory() as nowhere:
        command = [
            *(uv, "pip", "install", "--quiet", "--dry-run", "--target", nowhere, "--no-deps", "--require-hashes"),
            *("--only-binary", ":all:", "--python-platform", system, "--python-version", version),
            *("-r", str(_file(RUNTIME)), "-r", str(_file(TEST))),
        ]
        return subprocess.run(command, check=False).returncode == 0


def _file(lock: str) -> Path:
    return ROOT / "requirements" / f"{lock}.txt"


if __name__ == "__main__":
    sys.exit(main())
