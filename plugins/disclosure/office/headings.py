"""What a cell of a table is called: the label above it in its column, and the one before it in its row."""

from __future__ import annotations

from disclosure.text.personal_information import CODE_LABEL, is_label, may_hold_numbers


class Headings:
    """Follows a table cell by cell. Only labels that tell a personal number from a code are kept in mind.

    A label that calls its column codes (项目代码) excuses what stands there, so it holds no longer than to the next
    word in the column: below it another list may begin, with a head that we do not know.
    """

    def __init__(self) -> None:
        self._above: dict[int, str] = {}
        self._before = ""

    def of(self, column: int, text: str) -> str:
        """Take the next cell, and return what it is called: nothing, where no label says anything about it."""
        if is_label(text):
            self._above[column] = self._before = text
            return ""
        above, before = self._above.get(column, ""), self._before
        self._before = ""
        if may_hold_numbers(text):
            return "，".join(label for label in (before, above) if label)
        if text and CODE_LABEL.search(above):
            del self._above[column]
        return ""

    def end_row(self) -> None:
        """Forget what stood before; what stands above holds on."""
        self._before = ""
