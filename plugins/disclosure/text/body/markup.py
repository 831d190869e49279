"""The HTML that a body may hold: tables from Word, small raised and lowered letters, readings above names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import TreeBuilder

import nh3

from disclosure.text.body.addresses import Addresses
from disclosure.text.body.characters import cleaned

INLINE = frozenset({"b", "del", "em", "i", "ins", "ruby", "s", "strong", "sub", "sup", "u"})
"""Elements that may stand inside a line, without attributes."""

ELEMENTS: dict[str, set[str]] = {
    **{name: set() for name in INLINE | {"br", "caption", "p", "rp", "rt", "table", "tbody", "tfoot", "thead", "tr"}},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "a": {"href"},
    "img": {"alt", "src"},
}
"""Every element that may stand in a table, with the attributes that it keeps."""

KNOWN = frozenset(ELEMENTS) | frozenset(
    # Written as text, as a list of a hundred names would take a hundred lines.
    """
    abbr address article aside audio base big blockquote body button canvas center cite code col colgroup dd details
    dfn div dl dt embed fieldset figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe
    input kbd label legend li link main map mark marquee math meta nav noscript object o ol optgroup option param
    picture pre q samp script section select small source span st1 strike style summary svg template textarea title
    tt ul v var video w xml
    """.split()  # noqa: SIM905
)
"""What an editor means as a tag when it is written in angle brackets; other words there are text (<关于…>)."""

FOREIGN = re.compile(rf"</?(?:{'|'.join(sorted(KNOWN - set(ELEMENTS)))})(?=[\s/>:])[^<>]{{0,200}}>|<!--", re.IGNORECASE)
"""A tag that an editor meant and that no table keeps."""

_VOID = frozenset({"br", "img"})
_DEEPEST = 20
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")


def write(builder: TreeBuilder, source: str, addresses: Addresses, line: int) -> bool:
    """Write the HTML in `source`, which begins on `line`, into `builder`.

    Tags have to be closed in order; a tag that is not in `ELEMENTS` becomes text. False, and nothing written, when a
    browser would lose or move a character (text between the rows of a table).
    """
    safe = _safe(source)
    if safe is None:
        return False
    events = _Events()
    events.feed(nh3.clean(safe, tags=set(ELEMENTS), attributes=ELEMENTS, clean_content_tags=set(), link_rel=None))
    events.close()
    if _letters(html.unescape(_TAG.sub("", safe))) != _letters("".join(events.texts())):
        return False
    events.replay(builder, addresses, line)
    return True


def _safe(source: str) -> str | None:
    """Return `source` with every `<` escaped that opens no allowed tag, or None when its tags do not pair."""
    parts: list[str] = []
    unclosed: list[str] = []
    done = 0
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if name not in ELEMENTS:
            continue
        parts += _escaped(source[done : tag.start()]), tag[0]
        done = tag.end()
        if name in _VOID:
            continue
        if not tag["closing"]:
            unclosed.append(name)
        elif not unclosed or unclosed.pop() != name:
            return None
        if len(unclosed) > _DEEPEST:
            return None
    parts.append(_escaped(source[done:]))
    return None if unclosed else "".join(parts)


def _escaped(text: str) -> str:
    """Escape what could open a tag; entities stay, because inside HTML they are entities."""
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _letters(text: str) -> str:
    return "".join(cleaned(text).split())


class _Events(HTMLParser):
    """The tags and texts of clean HTML, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._events: list[tuple[str, str, dict[str, str], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._events.append(("start", tag, {name: value or "" for name, value in attrs}, self.getpos()[0]))

    def handle_endtag(self, tag: str) -> None:
        self._events.append(("end", tag, {}, 0))

    def handle_data(self, data: str) -> None:
        self._events.append(("data", cleaned(data), {}, 0))

    def texts(self) -> Iterator[str]:
        return (value for kind, value, *_ in self._events if kind == "data")

    def replay(self, builder: TreeBuilder, addresses: Addresses, first_line: int) -> None:
        """Write the events into `builder`; links and pictures go where those of Markdown may go."""
        linked = False
        for kind, value, attributes, offset in self._events:
            line = first_line + offset - 1
            if kind == "data":
                builder.data(value)
            elif value == "img":
                _picture(builder, attributes, addresses, line)
            elif value == "a" and kind == "start":
                linked = _link(builder, attributes.get("href", ""), addresses, line)
            elif kind == "start":
                builder.start(value, attributes)
                if value in _VOID:
                    builder.end(value)
            elif value != "a" or linked:
                builder.end(value)


def _picture(builder: TreeBuilder, attributes: dict[str, str], addresses: Addresses, line: int) -> None:
    alt = attributes.get("alt", "")
    if allowed := addresses.picture(attributes.get("src", ""), alt, line, 1):
        builder.start("img", allowed)
        builder.end("img")
    else:
        builder.data(alt)


def _link(builder: TreeBuilder, target: str, addresses: Addresses, line: int) -> bool:
    attributes = addresses.link(target, line, 1)
    if attributes is None:
        return False
    addresses.await_fragment(builder.start("a", attributes), target, line, 1)
    return True
