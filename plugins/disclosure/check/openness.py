"""Five openness: every document belongs to a category, by itself or through an item."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.document import Board
from disclosure.problem import Finding, Grade
from disclosure.relate.site import Site


def openness(site: Site) -> Iterator[Finding]:
    """Yield documents that no column of the site would show."""
    for document in site.documents.values():
        if document.board is Board.STATUTORY and not document.openness and not document.fulfils:
            hint = "写上五公开类别（如 结果公开），或写上对应事项"
            yield found(document, "openness", Grade.ERROR, "没有五公开类别，也没有对应事项", hint)
