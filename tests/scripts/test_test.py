"""`scripts/test.py`, run with stand-ins for the tools that it starts."""

import os
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

SAYS_ITS_ARGUMENTS = """
import os, sys
name = os.path.basename(os.path.dirname(__file__))
print(name, *sys.argv[1:], os.environ.get("DISCLOSURE_CHROMIUM", "无浏览器"))
sys.exit(name == os.environ.get("FAILS"))
"""


@pytest.fixture
def programs(tmp_path):
    """A folder of programs: fonts are there, a browser is not, nothing can be installed."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program(folder / "fc-list", "echo some.ttf")
    return folder


def program(path, line):
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


@pytest.fixture
def tooled_copy(ready_copy):
    for tool in ("ruff", "mypy", "pytest"):
        ready_copy.module(tool, SAYS_ITS_ARGUMENTS)
    return ready_copy


def steps(output):
    return [line.split("（")[0] for line in output.splitlines() if line.startswith(("通过", "未过"))]


def test_runs_every_check_with_the_browser_and_leaves_out_what_takes_long(tooled_copy, programs, tmp_path):
    program(programs / "chromium", "echo Chromium 100")

    done = tooled_copy.run("test.py", cwd=tmp_path, PATH=str(programs))

    assert (done.returncode, done.stderr) == (0, "")
    assert steps(done.stdout) == [
        "通过  代码规则 ruff check",
        "通过  代码排版 ruff format",
        "通过  类型 mypy",
        "通过  测试 pytest",
    ]
    closing = done.stdout.splitlines()[-2]
    assert closing == (
        "pytest -rs --numprocesses=auto --maxprocesses=4 --dist=loadfile -m not long " + str(programs / "chromium")
    )


def test_all_runs_what_takes_long_too(tooled_copy, programs, tmp_path):
    program(programs / "chromium", "echo Chromium 100")

    done = tooled_copy.run("test.py", "--all", cwd=tmp_path, PATH=str(programs))

    assert "--dist=loadfile" in done.stdout
    assert "not long" not in done.stdout
    assert "--all" not in done.stdout


def test_a_chosen_part_is_run_without_workers(tooled_copy, programs, tmp_path):
    program(programs / "chromium", "echo Chromium 100")

    done = tooled_copy.run("test.py", "tests/text", "-x", cwd=tmp_path, PATH=str(programs))

    assert done.stdout.splitlines()[-2] == f"pytest -rs -m not long tests/text -x {programs / 'chromium'}"


@pytest.mark.parametrize("tool", ["ruff", "mypy", "pytest"])
def test_one_failed_check_fails_the_whole_but_stops_nothing(tooled_copy, programs, tmp_path, tool):
    program(programs / "chromium", "echo Chromium 100")

    done = tooled_copy.run("test.py", cwd=tmp_path, PATH=str(programs), FAILS=tool)

    assert done.returncode == 1
    assert len(steps(done.stdout)) == 4
    assert [line.startswith("未过") for line in steps(done.stdout)] == [tool in line for line in steps(done.stdout)]
    assert f"\n{tool} " in f"\n{done.stdout}"


@pytest.mark.parametrize(("variables", "status"), [({}, 0), ({"CI": "true"}, 1)], ids=["at a desk", "in CI"])
def test_no_browser_is_said_and_in_ci_is_a_failure(tooled_copy, programs, tmp_path, variables, status):
    program(programs / "chromium", "exit 1")

    done = tooled_copy.run("test.py", cwd=tmp_path, PATH=str(programs), **variables)

    assert done.returncode == status
    assert "无浏览器" in done.stdout
    assert done.stderr == (
        "找不到 Chromium，浏览器测试没有运行。"
        "请安装 Chromium、Chrome 或 Edge（Debian：apt install chromium fonts-noto-cjk），"
        "或用环境变量 DISCLOSURE_CHROMIUM 写明它的位置。\n"
    )


def test_a_browser_named_by_the_environment_comes_first(tooled_copy, programs, tmp_path):
    program(programs / "chromium", "echo Chromium 100")
    program(programs / "mine", "echo Chromium 101")

    done = tooled_copy.run("test.py", cwd=tmp_path, PATH=str(programs), DISCLOSURE_CHROMIUM=str(programs / "mine"))

    assert done.stdout.splitlines()[-2].endswith(str(programs / "mine"))


def test_a_browser_without_windows_is_preferred_because_it_costs_less(tooled_copy, programs, tmp_path):
    program(programs / "chromium", "echo Chromium 100")
    program(programs / "chromium-headless-shell", "echo Chromium 100")

    done = tooled_copy.run("test.py", cwd=tmp_path, PATH=str(programs))

    assert done.stdout.splitlines()[-2].endswith(str(programs / "chromium-headless-shell"))


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="installs Debian packages")
@pytest.mark.parametrize("known", ["chromium-headless-shell", "chromium"])
def test_a_browser_that_is_missing_is_installed_with_fonts(tooled_copy, programs, tmp_path, known):
    fonts = tmp_path / "fonts"
    program(programs / "fc-list", f"/bin/cat '{fonts}' 2>&-")
    program(programs / "sudo", '[ "$2" = true ] || { shift; exec "$@"; }')
    browser = programs / known
    program(
        programs / "apt-get",
        f"""echo "$@" >> '{tmp_path}/apt'
        case " $* " in *update*) ;; *" {known} "*)
            echo '#!/bin/sh' > '{browser}'; /bin/chmod +x '{browser}'; echo Noto > '{fonts}';; *) exit 100;; esac""",
    )

    done = tooled_copy.run("test.py", cwd=tmp_path, PATH=str(programs), CI="true")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "正在安装 chromium-headless-shell、fontconfig、fonts-noto-cjk…"
    assert done.stdout.splitlines()[-2].endswith(f" {browser}")
    asked = [line.split()[4:] for line in (tmp_path / "apt").read_text().splitlines() if " install " in line]
    wanted = ["chromium-headless-shell", "chromium"]
    assert asked == [[package, "fontconfig", "fonts-noto-cjk"] for package in wanted[: wanted.index(known) + 1]]


def test_ci_runs_what_the_readme_says():
    run = ROOT / ".ci" / "run"

    assert run.read_text("utf-8").splitlines()[-1] == "exec python3 scripts/test.py"
    assert os.access(run, os.X_OK)
