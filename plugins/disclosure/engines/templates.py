"""Where templates come from: found without looking at icons, and as Jinja compiled them in an earlier build."""

from __future__ import annotations

import os
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from mkdocs.theme import Theme

from disclosure.engines.shelf import FileShelf


def environment_of(theme: Theme) -> Environment:
    """Return the environment that MkDocs makes for a theme, but that it lists nothing hidden."""
    env = type(theme).get_env(theme)
    env.loader = _NothingHidden(theme.dirs)
    return env


class _NothingHidden(FileSystemLoader):
    """Lists no file in a hidden folder: Material has fourteen thousand icons in one, and MkDocs wants none of them."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for place in self.searchpath:
            for folder, inner, names in os.walk(place, followlinks=self.followlinks):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found.update(os.path.relpath(f"{folder}/{name}", place).replace(os.sep, "/") for name in names)
        return sorted(found)


class KeptTemplates(BytecodeCache):
    """Hands Jinja what it compiled, as long as the source of the template is the same.

    Compiling all of them takes longer than one page.
    """

    def __init__(self, shelf: FileShelf) -> None:
        self._shelf = shelf

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket; Jinja looks whether it fits the source."""
        if found := self._shelf.bytes_of(self._key(bucket)):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._shelf.keep_bytes(self._key(bucket), bucket.bytecode_to_string())

    @staticmethod
    def _key(bucket: Bucket) -> bytes:
        return f"template {bucket.key}".encode()


class ComponentTemplate(Template):
    """A template whose macros are made once, whoever imports them.

    Jinja looks at every import whether the page brought globals of its own; ours bring none, and the looking took a
    quarter of the time of a page. Should Jinja ask by another name one day, it looks again.
    """

    def _get_default_module(self, ctx: Any = None) -> TemplateModule:  # noqa: ARG002
        if self._module is None:
            self._module = self.make_module()
        return self._module
