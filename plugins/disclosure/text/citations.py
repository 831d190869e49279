"""Documents that a text cites: 《…》, and the number that follows in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.text.document_number import DocumentNumber, find_document_numbers

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: its title without 《》, its number if one follows, and where both stand."""

    title: str
    number: DocumentNumber | None
    start: int
    end: int


def find_citations(text: str) -> tuple[Citation, ...]:
    """Return the documents that `text` cites, in order.

    A title may hold other titles, 《…〈…〉…》 or 《…《…》…》; then only the outer one counts. A 《 that is not closed
    within its sentence cites nothing, and what is cited after it counts as if it were not there.
    """
    return tuple(_cited(text, start, end) for start, end in _titles(text) if text[start + 1 : end - 1].strip())


_LONGEST_TITLE = 200
_DEEPEST = 8
"""Titles within titles beyond this depth are 《 that somebody forgot to close."""
_PLAIN_TITLE = re.compile(rf"《[^《》。！？\n]{{0,{_LONGEST_TITLE - 2}}}+》")
"""A title with nothing in it: nearly every one."""
_MARKS = re.compile(r"[《》。！？\n](?:(?<=\n)\s{0,80}?\n)?")  # One class at the beginning is found fastest.
_LINE_BREAK = re.compile(r"\s*\n\s*")
_AFTER_TITLE = 160
_BEFORE_NUMBER = re.compile(
    r"》\s{0,3}(?:[（(][^（()）《》0-9]{1,12}[）)]\s{0,3})?"  # （试行）
    r"(?:(?P<bracket>[（(【\[〔])\s{0,3}(?:[0-9０-９]{4}年(?:[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?)?\s{0,3})?)?"
    r"(?:原|(?:发?文号|发文字号)\s{0,3}[:：]?)?\s{0,3}"
)
_MAY_BE_NUMBERED = re.compile(r"\s{0,3}(?:[（(][^（()）《》0-9]{1,12}[）)]\s{0,3})?[^，。；《》号]{0,160}+号")
"""Whatever may stand from 》 to the sign of its number; most often it does not, and no number need be looked for."""
_OF_AN_AMENDMENT = re.compile(r"\s{0,3}(?:公布|发布)?[的、，]?(?:第[一二三四五六七八九十]{1,2}次)?(?:修订|修正|修改)")
_REST_OF_BRACKET = re.compile(r"[^（()）【】\[\]《》。\n]{0,60}[）)】\]〕]")


def _titles(text: str) -> Iterator[Span]:
    """Yield where each outermost 《…》 stands."""
    unclosed: list[tuple[int, list[Span]]] = []
    """Each open 《, and the whole titles found since: its inner titles, or titles of their own if it never closes."""
    place = text.find("《")
    while place >= 0:
        if not unclosed and (plain := _PLAIN_TITLE.match(text, place)):
            yield plain.span()
            place = text.find("《", plain.end())
            continue
        mark = _MARKS.search(text, place)
        if mark is None:
            break
        place = mark.end()
        if mark[0] == "《":
            unclosed.append((mark.start(), []))
            if len(unclosed) > _DEEPEST:
                yield from unclosed.pop(0)[1]
        elif mark[0] == "\n":
            continue  # A line ends, a paragraph does not.
        elif mark[0] != "》":
            yield from (title for _, inside in unclosed for title in inside)
            unclosed.clear()
        elif unclosed:
            start, inside = unclosed.pop()
            found = [(start, mark.end())] if mark.end() - start <= _LONGEST_TITLE else inside
            if unclosed:
                unclosed[-1][1].extend(found)
            else:
                yield from found
        if not unclosed:
            place = text.find("《", place)  # Nothing in between can matter.
    yield from (title for _, inside in unclosed for title in inside)


def _cited(text: str, start: int, end: int) -> Citation:
    written = text[start + 1 : end - 1]
    title = (_LINE_BREAK.sub("", written) if "\n" in written else written).strip()
    if not _MAY_BE_NUMBERED.match(text, end):
        return Citation(title, None, start, end)
    # The slice begins with 》: it tells the number's head from what stands before it.
    rest = text[end - 1 : end + _AFTER_TITLE]
    for found in find_document_numbers(rest):
        before = _BEFORE_NUMBER.fullmatch(rest, 0, found.start)
        loose = before and not before["bracket"] and "\n" in before[0]  # The next line begins with its own number.
        if not before or loose or _OF_AN_AMENDMENT.match(rest, found.end):
            break
        closing = _REST_OF_BRACKET.match(rest, found.end) if before["bracket"] else None
        return Citation(title, found.number, start, end - 1 + (closing.end() if closing else found.end))
    return Citation(title, None, start, end)
