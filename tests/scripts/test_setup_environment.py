"""The environment that the scripts make: noticed when it no longer fits, explained when it cannot be made."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

VERSION = "{}.{}".format(*sys.version_info[:2])


@pytest.fixture
def setup(scripts):
    return importlib.import_module("setup_environment")


@pytest.fixture
def environment(setup, ready_copy):
    return setup.Environment(ready_copy.root)


def test_an_environment_that_fits_is_left_alone(environment):
    assert environment.misfit() == ""
    assert not environment.lacks("runtime", "test")


def nothing_there(environment):
    shutil.rmtree(environment.folder)


def cut_short(environment):
    environment.stamp.unlink()


def stamp_cut_short(environment):
    environment.stamp.write_text(environment.stamp.read_text("utf-8")[:40], "utf-8")


def lock_renewed(environment):
    with (environment.root / "requirements" / "test.txt").open("a") as lock:
        lock.write("another==1\n")


def other_python(environment):
    stamp = json.loads(environment.stamp.read_text("utf-8")) | {"python": "3.11.0rc1"}
    environment.stamp.write_text(json.dumps(stamp), "utf-8")


def other_system(environment):
    stamp = json.loads(environment.stamp.read_text("utf-8")) | {"platform": "win-arm64"}
    environment.stamp.write_text(json.dumps(stamp), "utf-8")


def package_removed(environment):
    shutil.rmtree(environment.packages / "disclosure")


def packages_removed(environment):
    shutil.rmtree(environment.packages)


def interpreter_removed(environment):
    environment.python.unlink()


def interpreter_broken(environment):
    environment.python.unlink()
    environment.python.write_text("#!/bin/sh\nexit 1\n")
    environment.python.chmod(0o755)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (nothing_there, "还没有运行环境"),
        (cut_short, "上次没有装完"),
        (stamp_cut_short, "上次没有装完"),
        (lock_renewed, "锁定的依赖变了"),
        (other_python, "文件夹、系统或 Python 版本变了"),
        (other_system, "文件夹、系统或 Python 版本变了"),
        (package_removed, "运行环境被改动或损坏"),
        (packages_removed, "运行环境被改动或损坏"),
        (interpreter_removed, "运行环境被改动或损坏"),
        (interpreter_broken, "运行环境被改动或损坏"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_environment_that_no_longer_fits_is_noticed(environment, happens, said):
    happens(environment)

    assert environment.misfit() == said


def test_a_moved_folder_is_noticed(setup, environment, tmp_path):
    environment.root.rename(tmp_path / "moved")

    assert setup.Environment(tmp_path / "moved").misfit() == "文件夹、系统或 Python 版本变了"


def test_a_folder_reached_by_another_name_is_the_same_folder(setup, environment, tmp_path):
    (tmp_path / "link").symlink_to(environment.root, target_is_directory=True)

    assert setup.Environment(tmp_path / "link").misfit() == ""


def test_tests_and_new_project_metadata_are_added_without_starting_over(environment):
    environment.record("runtime")
    assert environment.misfit() == ""
    assert not environment.lacks("runtime")
    assert environment.lacks("runtime", "test")

    environment.record("runtime", "test")
    with (environment.root / "pyproject.toml").open("a") as project:
        project.write("\n# A newer project.\n")
    assert environment.misfit() == ""
    assert environment.lacks("runtime")


def test_without_ensurepip_the_package_to_install_is_named(setup, copy, tmp_path):
    stand_in = tmp_path / "without"
    stand_in.mkdir()
    (stand_in / "ensurepip.py").write_text('raise ImportError("No module named ensurepip", name="ensurepip")\n')

    done = copy.run("build.py", cwd=tmp_path, PYTHONPATH=str(stand_in))

    assert done.returncode == 1
    assert done.stdout == ""
    first, *how = done.stderr.splitlines()
    assert first == f"这个 Python（{sys.executable}）缺少 ensurepip，建立不了运行环境。"
    if setup.linux_family() & {"debian", "ubuntu"}:
        assert how == [
            f"请安装软件包 python3-venv（本机即 python{VERSION}-venv）：",
            f"    sudo apt install python{VERSION}-venv",
        ]
    else:
        assert how == [
            f"请用系统的软件管理器装上 Python {VERSION} 的 venv 与 ensurepip 部分，或重新安装完整的 Python。"
        ]
    assert not (copy.root / ".venv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions and colons are a matter of POSIX")
def test_a_colon_in_the_path_is_explained(setup, copy, tmp_path):
    copy.root.rename(tmp_path / "a:b")

    done = type(copy)(tmp_path / "a:b").run("build.py", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr == (
        f"文件夹的名字里有“:”，Python 不能在其中建立运行环境：{tmp_path / 'a:b'}\n请改名或换一个文件夹。\n"
    )


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_explained(copy, tmp_path):
    copy.root.chmod(0o555)

    done = copy.run("build.py", cwd=tmp_path)

    copy.root.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith(f"没有写入权限：{copy.root}")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError('<HTTPSConnection>: Failed to establish a "
            "new connection: [Errno -3] Temporary failure in name resolution')': /simple/jinja2/\n"
            "ERROR: Could not find a version that satisfies the requirement jinja2==3.1.6 (from versions: none)\n"
            "ERROR: No matching distribution found for jinja2==3.1.6",
            "连不上 Python 软件源，可能没有网络，或被防火墙拦住",
        ),
        ("ReadTimeoutError: HTTPSConnectionPool(host='x', port=443): Read timed out.", "连不上 Python 软件源"),
        ("ERROR: No matching distribution found for nh3==0.3.8 (from versions: 0.2.1)", "软件源里没有锁定的版本"),
        ("WARNING: Retrying … ProxyError('Cannot connect to proxy.', OSError('407 Proxy'))", "代理服务器连不上"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "软件源的安全证书不受信任"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "下载到的安装包与锁定的校验值不符",
        ),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        ("ERROR: [WinError 5] 拒绝访问。: 'C:\\\\x\\\\python.exe'", "没有写入权限，或文件正被别的程序占用"),
        ("ERROR: HTTP error 503 while getting x", "软件源回答了错误"),
        ("Segmentation fault", "原因见详细记录，请交给技术人员"),
    ],
)
def test_what_pip_says_becomes_a_sentence_with_its_cause(setup, tmp_path, english, chinese):
    log = tmp_path / "setup.log"
    log.write_text(english, "utf-8")

    said = setup.failure("依赖没有装好", log)

    assert said.startswith(f"依赖没有装好：{chinese}")
    assert said.endswith(f"。\n详细记录（英文）：{log}")


def test_progress_counts_packages_while_they_come(setup):
    says = setup.pip_progress(3)

    assert [says(line) for line in ("", "Collecting jinja2==3.1.6 (from -r x)\n", "  Downloading y\n")] == [
        "下载",
        "下载 1/3 jinja2",
        "下载 1/3 jinja2",
    ]
    assert says("Collecting nh3==0.3.8") == "下载 2/3 nh3"
    assert says("Installing collected packages: jinja2, nh3") == "安装"


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="umask is a matter of POSIX")
def test_sets_itself_up_from_nothing_twice_at_once_under_a_narrow_umask(copy, tmp_path):
    package = copy.root / "plugins" / "disclosure"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""A stand-in."""\n', "utf-8")
    (package / "__main__.py").write_text(
        'import os, sys\nimport mkdocs, material, pydantic\nprint("生成", *sys.argv[1:])\nsys.exit(7)\n', "utf-8"
    )
    home = tmp_path / "home"
    home.mkdir()
    before = os.umask(0o077)
    try:
        with ThreadPoolExecutor() as windows:
            runs = [windows.submit(copy.run, "build.py", name, cwd=tmp_path, HOME=str(home)) for name in ("一", "二")]
            done = [run.result() for run in runs]
    finally:
        os.umask(before)

    assert [(run.returncode, run.stderr, run.stdout.splitlines()[-1]) for run in done] == [
        (7, "", "生成 build 一"),
        (7, "", "生成 build 二"),
    ]
    said = sorted(run.stdout.splitlines()[0] for run in done)
    assert said == ["另一个窗口正在准备运行环境，等它完成…", "正在准备运行环境（首次约一分钟）…"]
    python = next((copy.root / ".venv").glob("bin/python"))
    checked = subprocess.run([python, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert checked.stdout == "No broken requirements found.\n"

    again = copy.run("build.py", cwd=tmp_path, HOME=str(home))
    assert (again.returncode, again.stdout, again.stderr) == (7, "生成 build\n", "")


@pytest.mark.long
def test_without_a_network_the_old_environment_stays_and_the_cause_is_said(environment, ready_copy, tmp_path):
    lock_renewed(environment)
    lock = environment.root / "requirements" / "runtime.txt"
    lock.write_text("absent==1 --hash=sha256:" + "0" * 64 + "\n")
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "1",
    }

    done = ready_copy.run("build.py", cwd=tmp_path, **nowhere)

    assert done.returncode == 1
    assert done.stdout.startswith("正在重新准备运行环境（锁定的依赖变了，约一分钟）…\n")
    assert done.stderr.startswith("依赖没有装好：连不上 Python 软件源，可能没有网络，或被防火墙拦住。")
    assert done.stderr.endswith(f"详细记录（英文）：{environment.log}\n")
    assert "Connection refused" in environment.log.read_text("utf-8")
    assert environment.misfit() == "锁定的依赖变了"
    assert (environment.packages / "disclosure").is_dir()
    assert not Path(environment.cache, "venv-before").exists()
