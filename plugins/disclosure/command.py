"""Argument parsing, nothing else: `disclosure build`, `disclosure serve`, `disclosure check`."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from disclosure.build import Checked, checked, stopping, today_in_china
from disclosure.problem import Grade
from disclosure.read.known_files import ChangedMeanwhile
from disclosure.text.dates import parse_date


def run() -> NoReturn:
    """Run one command and end at once: to take apart all that was built up, piece by piece, takes seconds."""
    status = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # Nobody listens any more.
        status = status or 1
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 1 when the sources have to be put right, or 2 for a bug of ours (程序错误)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # A console that lacks a character shows `?` and goes on.
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        return 130
    except Exception:  # The last line of defence: an editor gets a sentence, we get the traceback.
        traceback.print_exc()
        print(
            "程序错误：这不是您的文件写错了，是软件的缺陷。请把上面的文字发给维护人员；原来的网站没有动。",
            file=sys.stderr,
        )
        return 2


class UsageError(Exception):
    """What was asked for cannot be done as asked; the message says why."""


def _run(options: argparse.Namespace) -> int:
    from disclosure.engines.site import (  # noqa: PLC0415 — slow to import
        SettingsError,
        build_site,
        kept_memory,
        serve_site,
        sources_of,
    )

    if options.command == "check":
        try:
            today = parse_date(options.today) if options.today else today_in_china()
            sources = sources_of(options.config)
        except (SettingsError, ValueError) as error:
            raise UsageError(str(error)) from None
        try:
            with kept_memory(sources.root) as memory:
                result = checked(sources, today, memory)
        except ChangedMeanwhile as reason:
            raise UsageError(str(reason)) from None
        return _report(result, options)
    if options.command == "serve" or options.serve:
        return serve_site(options.config, address=options.address, strict=options.strict)
    return build_site(options.config, strict=options.strict)


def _report(result: Checked, options: argparse.Namespace) -> int:
    if options.format == "json":
        rows = [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "grade": problem.grade.value,
                "field": problem.field,
                "what": problem.what,
                "hint": problem.hint,
            }
            for problem in result.problems
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for problem in result.problems:
            print(problem)
        print("　".join(f"{grade.value} {result.count(grade)}" for grade in Grade))
    return 1 if stopping(result.problems, strict=options.strict) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="disclosure", description="把目录和文件做成政务公开网站", add_help=True)
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="mkdocs.yml 的位置")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    build = commands.add_parser("build", help="检查并生成网站")
    build.add_argument("--serve", action="store_true", help="在本机打开，文件改动后自动重做")
    serve = commands.add_parser("serve", help="在本机打开，文件改动后自动重做")
    for command in (build, serve):
        command.add_argument("--address", default="127.0.0.1:8000", help="本机地址和端口")
    check = commands.add_parser("check", help="只检查，不生成")
    check.add_argument("--format", choices=("text", "json"), default="text", help="输出的样子")
    check.add_argument("--today", default="", help="按哪一天检查，如 2026-03-01")
    for command in (build, serve, check):
        command.add_argument("--strict", action="store_true", help="有提醒也不通过")
    return parser
