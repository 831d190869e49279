"""The virtual environment (`.venv`) that the scripts run in: made when missing, remade when it no longer fits."""

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from long_command import watched

ROOT = Path(os.path.abspath(__file__)).parent.parent  # noqa: PTH100  Not resolved: a mapped drive keeps its letter.

RUNTIME, TEST = "runtime", "test"
"""The names of the lock files in `requirements/`; `test` adds to `runtime`."""


class SetupError(Exception):
    """What hinders the set-up and what to do about it, in Chinese, for whoever started the script."""


class Environment:
    """The virtual environment of one working copy."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.cache = root / ".cache"
        self.log = self.cache / "setup.log"
        self.stamp = self.folder / "disclosure-setup.json"
        paths = {"base": str(self.folder), "platbase": str(self.folder)}
        self.packages = Path(sysconfig.get_path("purelib", "venv", paths))
        name = "python.exe" if sys.platform == "win32" else "python"
        self.python = Path(sysconfig.get_path("scripts", "venv", paths), name)

    def prepare(self, *locks: str) -> None:
        """Make the environment hold exactly what `locks` name, or raise `SetupError`."""
        if not (self.misfit() or self.lacks(*locks)):
            return
        with _plain_causes(self.root):
            self.cache.mkdir(exist_ok=True)
            with _alone(self.cache / "setup.lock"):
                self.log.write_text("", "utf-8")
                if self.misfit():
                    self._remake(locks)
                elif self.lacks(*locks):  # Asked again: another window may have done it meanwhile.
                    self._install(locks)

    def misfit(self) -> str:
        """Why the environment has to be made from the start, as a clause in Chinese; empty when it fits."""
        if not self.folder.is_dir():
            return "还没有运行环境"
        try:
            stamp = json.loads(self.stamp.read_text("utf-8"))
            locks, contents = dict(stamp["locks"]), set(stamp["contents"])
        except (OSError, ValueError, KeyError, TypeError):
            return "上次没有装完"
        if any(stamp.get(key) != value for key, value in self._identity().items()):
            return "文件夹、系统或 Python 版本变了"
        if any(digest != self._digest(lock) for lock, digest in locks.items()):
            return "锁定的依赖变了"
        if not self.packages.is_dir() or not contents <= self._contents() or not self._starts():
            return "运行环境被改动或损坏"
        return ""

    def lacks(self, *locks: str) -> bool:
        """Whether an environment that fits still lacks a lock, or knows an older pyproject.toml."""
        try:
            stamp = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return True
        return not set(locks) <= set(stamp["locks"]) or stamp.get("project") != _sha256(self.root / "pyproject.toml")

    def record(self, *locks: str) -> None:
        """Write down what is there now and which locks asked for it; whatever differs from that later is a misfit."""
        stamp = {
            **self._identity(),
            "project": _sha256(self.root / "pyproject.toml"),
            "locks": {lock: self._digest(lock) for lock in sorted(locks)},
            "contents": sorted(self._contents()),
        }
        self.stamp.write_text(json.dumps(stamp, ensure_ascii=False, indent=1), "utf-8")

    def _remake(self, locks: Sequence[str]) -> None:
        _require_venv()
        reason = self.misfit()
        first = not os.path.lexists(self.folder)
        opening = "正在准备运行环境（首次约一分钟）…" if first else f"正在重新准备运行环境（{reason}，约一分钟）…"
        print(opening, flush=True)
        started = time.monotonic()
        with self._set_aside():
            creation = [_base_python(), "-m", "venv", str(self.folder)]
            if watched(creation, self.log, env=child_environment(), says=lambda _line: "建立"):
                raise SetupError(self._venv_failure())
            self._install(locks, announce=False)
        print(f"运行环境已就绪（{time.monotonic() - started:.0f} 秒）", flush=True)

    def _install(self, locks: Sequence[str], *, announce: bool = True) -> None:
        """Install what the lock files name, then this project itself, and only then say that all is there."""
        if announce:
            print("正在补充运行环境…", flush=True)
        done = json.loads(self.stamp.read_text("utf-8"))["locks"] if self.stamp.exists() else {}
        if missing := [lock for lock in locks if lock not in done]:
            files = [self._lock_file(lock) for lock in missing]
            self._pip(
                *("install", "--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-compile"),
                *(part for file in files for part in ("-r", str(file))),
                says=pip_progress(sum(file.read_text("utf-8").count("==") for file in files)),
            )
        self._pip(
            *("install", "--no-index", "--no-deps", "--no-build-isolation", "-e", str(self.root)),
            says=lambda _line: "安装",
        )
        self._point_by_relative_path()
        self.record(*{*done, *locks})

    def _pip(self, *arguments: str, says: Callable[[str], str]) -> None:
        command = [str(self.python), "-P", "-m", "pip", *arguments]
        env = child_environment() | {
            "PIP_USER": "0",
            "PIP_NO_INPUT": "1",
            "PIP_PROGRESS_BAR": "off",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        for wish in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES", "PIP_REQUIRE_VIRTUALENV"):
            env.pop(wish, None)  # Wishes for other places than this environment.
        if watched(command, self.log, env=env, says=says):
            raise SetupError(failure("依赖没有装好", self.log))

    def _point_by_relative_path(self) -> None:
        """Write the path to our sources relative to the environment.

        The file is read before Python settles on an encoding: an absolute path with Chinese characters in it breaks
        every start on a Windows whose encoding is not UTF-8.
        """
        for pointer in self.packages.glob("__editable__.*.pth"):
            pointer.write_text(os.path.relpath(self.root / "plugins", self.packages) + "\n", "ascii")

    @contextlib.contextmanager
    def _set_aside(self) -> Iterator[None]:
        """Move the old environment out of the way, and back when no new one could be made."""
        aside = self.cache / "venv-before"
        shutil.rmtree(aside, ignore_errors=True)
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        kept = self.folder.exists()
        if kept:
            try:
                self.folder.rename(aside)
            except OSError as error:
                raise SetupError(
                    f"旧的运行环境移不开：{self.folder}（{error.strerror}）。\n"
                    "请先关掉正在使用它的窗口（例如预览网站的窗口），再运行一次。"
                ) from error
        try:
            yield
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            if kept:
                aside.rename(self.folder)
            raise
        shutil.rmtree(aside, ignore_errors=True)

    def _venv_failure(self) -> str:
        if os.pathsep in str(self.folder):
            return f"文件夹的名字里有“{os.pathsep}”，Python 不能在其中建立运行环境：{self.root}\n请改名或换一个文件夹。"
        return failure("运行环境没有建成", self.log)

    def _identity(self) -> dict[str, str]:
        return {
            "folder": os.path.realpath(self.folder),
            "python": sys.version.split()[0],
            "platform": sysconfig.get_platform(),
        }

    def _contents(self) -> set[str]:
        return {entry.name for entry in self.packages.iterdir()} - {"__pycache__"}

    def _starts(self) -> bool:
        command = [str(self.python), "-I", "-S", "-c", "import sys; print(sys.version.split()[0])"]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return answer.stdout.strip() == sys.version.split()[0]

    def _digest(self, lock: str) -> str:
        return _sha256(self._lock_file(lock))

    def _lock_file(self, lock: str) -> Path:
        return self.root / "requirements" / f"{lock}.txt"


def child_environment() -> dict[str, str]:
    """The variables for programs that we start: UTF-8, nothing of another Python, no advertising."""
    foreign = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}  # Uncompiled, every start takes seconds longer.
    return {name: value for name, value in os.environ.items() if name not in foreign} | {
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",  # Material's English notice about its own end.
        "DISABLE_MKDOCS_2_WARNING": "true",  # The same, of ProperDocs.
    }


def begin() -> None:
    """What every script does first: Chinese text comes out wherever it goes, new files stay open to their owner."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    os.umask(os.umask(0o077) & 0o077)


def hand_over(command: Sequence[str], *, env: Mapping[str, str]) -> int:
    """Become `command`, run from the root of the working copy; where that cannot be, run it and return its status."""
    if sys.platform != "win32":  # There exec returns to the prompt while the program still runs.
        os.chdir(ROOT)
        os.execve(command[0], list(command), dict(env))
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # The program got it too, and ends by itself.
            return process.wait()


def started_again_inside(script: str) -> int | None:
    """Start a script again inside the environment of the tests and return its exit status; None when it runs there."""
    if sys.prefix != sys.base_prefix:
        return None
    begin()
    environment = Environment()
    environment.prepare(RUNTIME, TEST)
    return hand_over([str(environment.python), script, *sys.argv[1:]], env=child_environment())


def linux_family() -> set[str]:
    """The names of this Linux and of those it descends from ("ubuntu", "debian"); empty elsewhere."""
    try:
        lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return set()
    found = dict(line.split("=", 1) for line in lines if "=" in line)
    return set(f"{found.get('ID', '')} {found.get('ID_LIKE', '')}".replace('"', "").lower().split())


def _require_venv() -> None:
    """Raise `SetupError` naming the package to install when this Python cannot make environments."""
    try:
        import ensurepip  # noqa: F401, PLC0415  Debian ships Python without it.
        import venv  # noqa: F401, PLC0415
    except ImportError as error:
        version = "{}.{}".format(*sys.version_info[:2])
        if linux_family() & {"debian", "ubuntu", "deepin", "uos", "kylin"} and shutil.which("apt"):
            package = f"python{version}-venv"
            how = f"请安装软件包 python3-venv（本机即 {package}）：\n    sudo apt install {package}"
        else:
            how = f"请用系统的软件管理器装上 Python {version} 的 venv 与 ensurepip 部分，或重新安装完整的 Python。"
        raise SetupError(f"这个 Python（{sys.executable}）缺少 {error.name}，建立不了运行环境。\n{how}") from error


def _base_python() -> str:
    """The Python beneath: the one running may be that of the very environment to be remade."""
    base: str = getattr(sys, "_base_executable", "") or sys.executable
    return base if sys.prefix != sys.base_prefix else sys.executable


@contextlib.contextmanager
def _plain_causes(root: Path) -> Iterator[None]:
    """Turn what the system refuses into sentences."""
    try:
        yield
    except OSError as error:
        what = error.filename or root
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise SetupError(f"没有写入权限：{what}\n请把整个文件夹放到自己能写入的地方再运行。") from error
        if error.errno == errno.ENOSPC:
            raise SetupError(f"磁盘空间不足，写不进 {what}。运行环境约需 300 MB。") from error
        raise SetupError(f"准备运行环境时出错：{error.strerror or error}（{what}）") from error


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other window is setting up."""
    with path.open("a", encoding="utf-8") as file:
        waited = False
        while not _locked(file):
            if not waited:
                print("另一个窗口正在准备运行环境，等它完成…", flush=True)
            waited = True
            time.sleep(0.2)
        yield


if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[Any]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(file: IO[Any]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # A file system without locks: better together than never.
        os.set_inheritable(file.fileno(), True)  # Should we be killed, a pip still at work goes on holding it.
        return True


def pip_progress(total: int) -> Callable[[str], str]:
    """What to show for each line that pip prints, when it has `total` packages to get."""
    count, doing = 0, "下载"

    def says(line: str) -> str:
        nonlocal count, doing
        if found := re.match(r"Collecting ([\w.-]+)", line):
            count = min(count + 1, total)
            doing = f"下载 {count}/{total} {found[1]}"
        elif line.startswith("Installing collected"):
            doing = "安装"
        return doing

    return says


ASK_FOR_A_SOURCE = "单位内网请向管理员要软件源地址，用这条命令设好后再运行：pip config set global.index-url 地址"

CAUSES = (
    (
        r"DO NOT MATCH THE HASHES",
        "下载到的安装包与锁定的校验值不符，可能在途中被改动，或镜像有误。请换一个软件源再运行",
    ),
    (r"No space left|Errno 28\b|WinError 112\b", "磁盘空间不足，约需 300 MB"),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerif", "软件源的安全证书不受信任，单位网络可能经过代理。请问管理员"),
    (r"ProxyError|407 Proxy", "代理服务器连不上或要求登录。请检查代理设置"),
    (
        r"NewConnectionError|NameResolution|name resolution|getaddrinfo|Timeout|timed out|Connection(Reset|Refused)"
        r"|Connection (refused|reset|aborted)|Failed to establish|unreachable|RemoteDisconnected|from versions: none",
        f"连不上 Python 软件源，可能没有网络，或被防火墙拦住。请检查网络后再运行；{ASK_FOR_A_SOURCE}",
    ),
    (r"HTTP error|Client Error|Server Error", f"软件源回答了错误。请稍后再运行；{ASK_FOR_A_SOURCE}"),
    (
        r"No matching distribution|Could not find a version",
        "软件源里没有锁定的版本。镜像可能还没有同步，或本机的系统、Python 版本不在支持之列"
        "（Windows 与 Linux，Python 3.11–3.13）",
    ),
    (r"Permission denied|WinError 5\b|Access is denied|Errno 13\b", "没有写入权限，或文件正被别的程序占用"),
)
"""What pip's English means and what to do, most telling first."""


def failure(what: str, log: Path) -> str:
    """What went wrong, why, and what to do, read off the English of `log`."""
    text = log.read_text("utf-8", errors="replace")
    cause = next((cause for pattern, cause in CAUSES if re.search(pattern, text)), "原因见详细记录，请交给技术人员")
    return f"{what}：{cause}。\n详细记录（英文）：{log}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
