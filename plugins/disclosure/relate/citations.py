"""Which documents the texts cite (引用), found by their numbers and titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from disclosure.memory import recalled
from disclosure.model.document import Document
from disclosure.model.writing import Writing
from disclosure.text.citations import find_citations
from disclosure.text.document_number import find_document_numbers
from disclosure.text.normal import fold
from disclosure.written import Written


class Register:
    """Finds a document by its number or, when it is the only one of that title, by its title."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._numbers: dict[str, str] = {}
        self._titles: dict[str, str | None] = {}
        for document in documents:
            if document.doc_no:
                self._numbers[document.doc_no.key] = document.key
            title = fold(document.title)
            self._titles[title] = None if title in self._titles else document.key

    def find(self, title: str, number: str | None) -> str | None:
        """Return the id of the document meant by a folded title and a number (its key); the number says more."""
        if number is not None:
            return self._numbers.get(number)
        return self._titles.get(title) if title else None


def citations(writings: Iterable[Writing], documents: Iterable[Document]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return, for each writing (kind, key), the ids of the documents that its text cites, in the order of the text."""
    register = Register(documents)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for writing in writings:
        cited = [register.find(title, number) for title, number in named_in(writing.written_body)]
        keys = tuple(dict.fromkeys(key for key in cited if key is not None and key != writing.key))
        if keys:
            found[writing.kind, writing.key] = keys
    return found


def named_in(text: Written) -> tuple[tuple[str, str | None], ...]:
    """Return the folded title and the key of the number of every document that a text names; first those in 《》."""

    def found() -> tuple[tuple[str, str | None], ...]:
        titles = [(fold(said.title), said.number.key if said.number else None) for said in find_citations(str(text))]
        return (*titles, *(("", place.number.key) for place in find_document_numbers(str(text))))

    return recalled("citations", text, found)
