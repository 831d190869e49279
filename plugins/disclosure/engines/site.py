"""Runs MkDocs from our own command, with an editor's screen in mind: Chinese, short, no banner."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from disclosure.build import Sources
from disclosure.collecting import collecting_seldom
from disclosure.engines.mkdocs import DisclosurePlugin
from disclosure.engines.remembering import memory_of
from disclosure.engines.shelf import shelf_of
from disclosure.memory import Memory


class SettingsError(Exception):
    """The settings (mkdocs.yml) are missing or wrong; the message says how."""


def sources_of(config_file: Path) -> Sources:
    """Return where the sources lie, as `mkdocs.yml` says, or raise `SettingsError`."""
    _speak_plainly()
    try:
        config = load_config(str(config_file))
    except (Abort, MkDocsException) as reason:
        raise SettingsError(str(reason)) from None
    for plugin in config.plugins.values():
        if isinstance(plugin, DisclosurePlugin):
            return plugin.sources(config)
    raise SettingsError(f"{config_file} 的 plugins 里没有 disclosure。")


@contextmanager
def kept_memory(root: Path) -> Iterator[Memory | None]:
    """Give what earlier builds of the county in a folder found out, and keep what is found out meanwhile.

    Nothing is going to be published: what only readers would see is neither made nor kept.
    """
    with collecting_seldom():
        shelf = shelf_of(root)
        if shelf is None:
            yield None
            return
        memory = memory_of(shelf, glancing=True)
        yield memory
        memory.save()
        shelf.close()


def build_site(config_file: Path, *, strict: bool = False) -> int:
    """Build the site; return the exit status."""
    from mkdocs.commands.build import build  # noqa: PLC0415 — slow to import, and a check does not build

    _speak_plainly()
    os.umask(0o022)  # The site is public by definition: a web server of another user has to read it.
    try:
        config = load_config(str(config_file), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as reason:
        print(f"网站写不出来（{reason.strerror}：{reason.filename or '磁盘'}），原来的网站没有动。", file=sys.stderr)
        return 1
    finally:
        logging.getLogger("mkdocs").handlers.clear()
    return 0


def serve_site(config_file: Path, *, address: str, strict: bool = False) -> int:
    """Serve the site on this machine and rebuild it when a file changes; return the exit status."""
    from mkdocs.commands.serve import serve  # noqa: PLC0415 — the same

    _speak_plainly()
    print(f"在浏览器里打开 http://{address}/ ，按 Ctrl+C 停止。", file=sys.stderr)
    try:
        serve(str(config_file), strict=strict, dev_addr=address)
    except (Abort, MkDocsException) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


class _Plainly(logging.Formatter):
    """Messages alone: our own are sentences already, and those of MkDocs say enough."""

    def format(self, record: logging.LogRecord) -> str:
        return record.getMessage()


def _speak_plainly() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plainly())
    logger = logging.getLogger("mkdocs")
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    logging.getLogger("mkdocs.plugins.disclosure").setLevel(logging.INFO)
