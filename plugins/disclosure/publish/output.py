"""What an output yields: pages, drawn by a template, and artifacts, written as they are."""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from disclosure.memory import digest

if TYPE_CHECKING:
    from disclosure.relate.site import Site

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
        return path_of(self.address)

    @property
    def indexed(self) -> bool:
        """Say whether robots may list it."""
        return bool(self.view["frame"]["indexed"])

    def digest(self) -> bytes:
        """Return a hash of all of it, 24 bytes."""
        return digest(self.template.encode(), self.title.encode(), _written(self.view), _encoded(self.html))


class Draft:
    """A page that can be made: by a function of a module, from the site and from plain values.

    What the function is given beside the site decides the page together with what it reads of the site, so neither
    may be a record: `given` are texts, numbers, and tuples of these.
    """

    __slots__ = ("_make", "address", "given", "indexed")

    def __init__(self, address: str, make: Callable[..., Page], *given: Any, indexed: bool = True) -> None:
        self.address, self._make, self.given, self.indexed = address, make, given, indexed

    @property
    def path(self) -> str:
        """The file it is written to."""
        return path_of(self.address)

    @property
    def recipe(self) -> bytes:
        """Return what decides the page besides the site. Raises `ValueError` when a record was given."""
        return marshal.dumps((self._make.__module__, self._make.__qualname__, self.given), 0)

    def made(self, site: Site) -> Page:
        """Return the page."""
        page = self._make(site, *self.given)
        assert (page.address, page.indexed) == (self.address, self.indexed), page.address
        return page


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site: its bytes, or the source file that is copied."""

    path: str
    data: bytes = b""
    source: str = ""
    """Path below the root of the sources; then `data` is empty."""
    inputs: bytes = b""
    """A hash of all that decides the bytes, where that is known without them."""
    make: Callable[[], bytes] | None = None
    """Makes the bytes, where they are likely to lie there already; then `data` is empty."""

    @property
    def stamp(self) -> bytes:
        """Another one wherever the bytes are others."""
        return self.inputs or self.data

    def content(self) -> bytes:
        """Return the bytes."""
        return self.make() if self.make else self.data


Lies = Callable[[str, bytes], bool]
"""Says whether the file of a path was made from such `Artifact.inputs` when the site was last built."""


def lies_nowhere(path: str, inputs: bytes) -> bool:  # noqa: ARG001
    """Say that nothing was ever built."""
    return False


Output = Page | Artifact


def path_of(address: str) -> str:
    """Return the file of a page."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def _written(view: View) -> bytes:
    try:
        return marshal.dumps(cast(Any, view), 0)  # Version 0 writes equal values alike, whoever shares them.
    except ValueError:  # Something that is not quite text, such as a member of an enumeration.
        return json.dumps(view, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
