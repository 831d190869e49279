"""What an output yields: pages, drawn by a template, and artifacts, written as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

View = Mapping[str, Any]
"""What a template reads: text, numbers, booleans, lists and mappings of these. No records."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, which template draws it from which view, and its rendered text, if it has one."""

    address: str
    """Below the root, `""` or ending in `/`; or a file name such as `404.html`."""
    template: str
    title: str
    view: View = field(default_factory=dict)
    html: str = ""

    @property
    def path(self) -> str:
        """The file it is written to."""
        return f"{self.address}index.html" if self.address.endswith("/") or not self.address else self.address


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site: its bytes, or the source file that is copied."""

    path: str
    data: bytes = b""
    source: str = ""
    """Path below the root of the sources; then `data` is empty."""


Output = Page | Artifact
