"""Templates as Jinja compiled them in an earlier build; compiling all of them takes longer than one page."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

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
