"""Templates as Jinja compiled them in an earlier build; compiling all of them takes longer than one page."""

from __future__ import annotations

from typing import Any

from jinja2 import BytecodeCache, Template
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule

from disclosure.engines.shelf import FileShelf


class KeptTemplates(BytecodeCache):
    """Hands Jinja what it compiled, as long as the source of the template is the same."""

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
