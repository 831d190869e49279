"""Prepares everything and runs every check: `python3 scripts/test.py [--all] [what pytest takes]`."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

import python_version  # noqa: F401  Before anything that an old Python cannot read.
from find_browser import MISSING, VARIABLE, browser
from setup_environment import ROOT, RUNTIME, TEST, Environment, SetupError, begin, child_environment

CHECKS = (
    ("代码规则 ruff check", ("ruff", "check", ".")),
    ("代码排版 ruff format", ("ruff", "format", "--check", ".")),
    ("类型 mypy", ("mypy",)),
)
"""What is said before the tests; each prints its findings only when it has some."""

PARALLEL = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")
"""For the whole suite. Files stay whole, so that what a file prepares once is prepared once."""


def main() -> int:
    """Run all checks, also after one failed; 0 when all are well."""
    begin()
    environment = Environment()
    try:
        environment.prepare(RUNTIME, TEST)
        path = browser(environment)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    env = child_environment() | ({VARIABLE: path} if path else {})
    python = str(environment.python)
    well = [_step(name, [python, "-m", *command], env) for name, command in CHECKS]
    well.append(_step("测试 pytest", [python, "-m", "pytest", "-rs", *_selection(sys.argv[1:])], env, aloud=True))
    if not path:
        print(MISSING, file=sys.stderr)
        well.append(os.environ.get("CI") != "true")
    return 0 if all(well) else 1


def _selection(arguments: Sequence[str]) -> list[str]:
    """What pytest is asked for: without --all nothing that takes long; a chosen part without the cost of workers."""
    chosen = [argument for argument in arguments if argument != "--all"]
    return [*(() if chosen else PARALLEL), *(() if "--all" in arguments else ("-m", "not long")), *chosen]


def _step(name: str, command: Sequence[str], env: Mapping[str, str], *, aloud: bool = False) -> bool:
    """Run one check, show its output (at once when `aloud`, otherwise only if it failed) and how long it took."""
    started = time.monotonic()
    output = None if aloud else subprocess.PIPE
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=output, stderr=output and subprocess.STDOUT, encoding="utf-8", check=False
    )
    if done.returncode and done.stdout:
        print(done.stdout, flush=True)
    well = done.returncode == 0
    print(f"{'通过' if well else '未过'}  {name}（{time.monotonic() - started:.1f} 秒）", flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main())
