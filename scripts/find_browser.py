"""The Chromium that the browser tests drive: the machine's own, or else one that is installed for them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from long_command import watched
from setup_environment import Environment, child_environment, linux_family

VARIABLE = "DISCLOSURE_CHROMIUM"
"""The environment variable that tells the tests where the browser is."""

HEADLESS = "chromium-headless-shell"
"""Debian's Chromium without windows: the same pages for a quarter of the work."""

MISSING = (
    "找不到 Chromium，浏览器测试没有运行。"
    "请安装 Chromium、Chrome 或 Edge（Debian：apt install chromium fonts-noto-cjk），"
    f"或用环境变量 {VARIABLE} 写明它的位置。"
)


def browser(environment: Environment) -> str:
    """The path of a Chromium that starts, installed if need be; empty when there is none to be had."""
    found = on_the_machine()
    for package in (HEADLESS, "chromium"):  # Older releases of Debian know only the second.
        if sys.platform == "linux" and (not found or not _has_chinese_fonts()):
            _install_from_debian(environment, [*([] if found else [package]), "fontconfig", "fonts-noto-cjk"])
            found = found or on_the_machine()
    return found or _playwrights_own(environment)


def on_the_machine() -> str:
    """The first browser found here that starts; empty when there is none."""
    return _working(_candidates())


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get(VARIABLE):
        yield chosen
    chromes = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in (HEADLESS, *chromes, "microsoft-edge", "msedge"):
        if path := shutil.which(name):
            yield path
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        for program in (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe"):
            yield str(Path(os.environ.get(variable, ""), program))
    yield "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def _working(candidates: Iterator[str]) -> str:
    return next((path for path in candidates if Path(path).is_file() and _starts(path)), "")


def _starts(path: str) -> bool:
    if sys.platform == "win32":
        return True  # There `--version` opens a window.
    return _answer([path, "--version"]) is not None


def _has_chinese_fonts() -> bool:
    return bool(_answer(["fc-list", ":lang=zh"]))


def _answer(command: list[str]) -> bytes | None:
    """What a short command prints; nothing when it cannot be run or fails."""
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def _install_from_debian(environment: Environment, packages: list[str]) -> None:
    """Install Debian's packages when that needs no password; Ubuntu's Chromium is a snap, which tests cannot drive."""
    if "ubuntu" in linux_family():
        packages = [package for package in packages if package not in ("chromium", HEADLESS)]
    if not packages or "debian" not in linux_family() or not shutil.which("apt-get"):
        return
    become_root = [] if sys.platform != "win32" and os.geteuid() == 0 else ["sudo", "-n"]
    if become_root and _answer([*become_root, "true"]) is None:
        return
    apt = [*become_root, "apt-get", "-qq", "--yes"]
    print(f"正在安装 {'、'.join(packages)}…", flush=True)
    env = child_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    watched([*apt, "update"], environment.log, env=env, says=lambda _line: "读取软件包目录")  # Old lists may still do.
    install = [*apt, "install", "--no-install-recommends", *packages]
    watched(install, environment.log, env=env, says=lambda _line: "安装")


def _playwrights_own(environment: Environment) -> str:
    """The Chromium that Playwright brings, fetched unless it is there; empty where its download is out of reach."""
    question = "from playwright.sync_api import sync_playwright as p\nwith p() as q: print(q.chromium.executable_path)"
    command = [str(environment.python), "-c", question]
    path = (_answer(command) or b"").decode().strip()
    if not Path(path).is_file():
        print("正在下载 Chromium…", flush=True)
        fetch = [str(environment.python), "-m", "playwright", "install", "chromium"]
        watched(fetch, environment.log, env=child_environment(), says=lambda _line: "下载 Chromium")
    return _working(iter([path]))
