"""The files that go with open writings, copied beside their pages."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.model.address import address
from disclosure.publish.output import Artifact
from disclosure.relate.site import Site


def attachments(site: Site) -> Iterator[Artifact]:
    """Yield each attachment and picture of an open writing, and no other file."""
    for record in site.writings():
        for path in site.bodies[record.kind, record.key].files:
            yield Artifact(f"{address(record)}{path.rpartition('/')[2]}", source=path)
