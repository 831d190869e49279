"""`scripts/build.py`, run as a clerk runs it."""

import ast
import subprocess
import sys

import pytest

from .conftest import SCRIPTS


def test_hands_over_from_any_folder_and_ends_as_the_build_ended(ready_copy, tmp_path):
    done = ready_copy.run("build.py", "--strict", "--serve", cwd=tmp_path)

    assert done.stdout == f"生成 build --strict --serve 在 {ready_copy.root} 静\n"
    assert done.stderr == ""
    assert done.returncode == 7


@pytest.mark.parametrize("script", ["build.py", "test.py"])
def test_an_old_python_is_told_which_one_is_needed(script):
    pretended = (
        "import runpy, sys; sys.version_info = (3, 8, 18, 'final', 0);"
        f"sys.argv = [{script!r}]; sys.path.insert(0, {str(SCRIPTS)!r});"
        f"runpy.run_path({str(SCRIPTS / script)!r}, run_name='__main__')"
    )

    done = subprocess.run([sys.executable, "-c", pretended], capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 1
    assert done.stderr.startswith(f"需要 Python 3.11 或更新的版本，现在运行的是 3.8（{sys.executable}）。\n请")


@pytest.mark.parametrize("name", ["python_version.py", "build.py", "test.py"])
def test_an_old_python_can_read_as_far_as_that_sentence(name):
    ast.parse((SCRIPTS / name).read_text("utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("name", ["build.cmd", "test.cmd"])
def test_windows_is_given_its_own_line_ends(name):
    lines = (SCRIPTS.parent / name).read_bytes().split(b"\n")

    assert lines.pop() == b""
    assert all(line.endswith(b"\r") for line in lines)
