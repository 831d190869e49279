"""Bodies that a memory keeps: rendered once, and again only when a link or a picture leads elsewhere."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import NoReturn

from disclosure.memory import Memory, current, plainly_kept
from disclosure.text.body.addresses import Resolve
from disclosure.text.body.body import Body, Outline, is_blameless, outline, render
from disclosure.text.body.mistakes import Mistake
from disclosure.text.body.sections import Heading, Section
from disclosure.written import Text

_Leads = tuple[tuple[str, str | None], ...]
_Passages = tuple[tuple[str, str, int, int], ...]
"""Sections with the places at which their texts begin and end in the text of the body."""
_Texts = tuple[str, str, _Passages]


def kept_body(source: Text, *, link: Resolve, picture: Resolve, first_line: int = 1) -> Body:
    """Return what `render` returns. `link` and `picture` are asked for the same targets, known or not.

    Where bodies are only judged, their texts, and mostly their headings, are made when they are asked for: few are.
    """
    memory = current()
    if memory is None:
        return render(str(source), link=link, picture=picture, first_line=first_line)
    asked = _Asked(memory, source, link, picture, first_line)
    known: _Rendering | None = memory.about(source).get(asked.question)
    if known is None or not (_leads_there(link, known.links) and _leads_there(picture, known.pictures)):
        known = asked.glanced() if memory.glancing else asked.rendered()[0]
    elif not (known.whole or memory.glancing):
        known, _ = asked.rendered()
    return _KeptBody(known, asked)


def foresee_body(source: Text, *, first_line: int) -> Body | None:
    """Render a body beforehand when it leads nowhere: then nobody has to be asked where."""
    with contextlib.suppress(_LeadsSomewhere):
        return kept_body(source, link=_unknown, picture=_unknown, first_line=first_line)
    return None


def is_kept(source: Text, *, first_line: int) -> bool:
    """Say whether a body was rendered before, as far as it is asked for now."""
    memory = current()
    known: _Rendering | None = memory.about(source).get(f"body at {first_line}") if memory else None
    return memory is not None and known is not None and (known.whole or memory.glancing)


class _LeadsSomewhere(Exception):
    """A body has a link or a picture."""


def _unknown(_: str) -> NoReturn:
    raise _LeadsSomewhere


@plainly_kept
@dataclass(frozen=True, slots=True)
class _Rendering:
    """What is known about a body without its text: where its links led, and what was found in it."""

    links: _Leads
    pictures: _Leads
    headings: tuple[Heading, ...] | None
    """Nothing as long as they need not be known."""
    mistakes: tuple[Mistake, ...]
    empty: bool
    whole: bool
    """Its texts are kept too."""


def _passages(body: Body) -> _Passages:
    """Return the sections of a body without their texts, which all stand one after another in its text."""
    found: list[tuple[str, str, int, int]] = []
    end = 0
    for section in body.sections:
        start = body.text.index(section.text, end)
        end = start + len(section.text)
        found.append((section.anchor, section.heading, start, end))
    return tuple(found)


class _Notes:
    """Asks where targets lead, and writes the answers down."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._found: dict[str, str | None] = {}

    def ask(self, target: str) -> str | None:
        self._found[target] = self._resolve(target)
        return self._found[target]

    @property
    def leads(self) -> _Leads:
        return tuple(self._found.items())


def _leads_there(resolve: Resolve, known: _Leads) -> bool:
    """Say whether every target leads where it led; each is asked for, because who answers may note the question."""
    return not known or [resolve(target) for target, _ in known] == [found for _, found in known]


@dataclass(eq=False, slots=True)
class _Asked:
    """What a body is made from. One for each: closures would be a dozen objects, and all are held."""

    memory: Memory
    source: Text
    link: Resolve
    picture: Resolve
    first_line: int

    @property
    def question(self) -> str:
        return f"body at {self.first_line}"

    def rendered(self) -> tuple[_Rendering, _Texts]:
        """Render the body, and keep it."""
        links, pictures = _Notes(self.link), _Notes(self.picture)
        body = render(str(self.source), link=links.ask, picture=pictures.ask, first_line=self.first_line)
        texts = body.html, body.text, _passages(body)
        if not self.memory.glancing:
            self.memory.note(self.question, self.source, texts, apart="texts")
        return self._noted(links, pictures, body), texts

    def glanced(self) -> _Rendering:
        """Find out what is judged, and keep that."""
        if is_blameless(str(self.source)):
            rendering = _Rendering((), (), None, (), empty=False, whole=False)
            self.memory.note(self.question, self.source, rendering)
            return rendering
        links, pictures = _Notes(self.link), _Notes(self.picture)
        body = outline(str(self.source), link=links.ask, picture=pictures.ask, first_line=self.first_line)
        return self._noted(links, pictures, body)

    def _noted(self, links: _Notes, pictures: _Notes, body: Body | Outline) -> _Rendering:
        told = body.headings, body.mistakes, body.empty, not self.memory.glancing
        rendering = _Rendering(links.leads, pictures.leads, *told)
        self.memory.note(self.question, self.source, rendering)
        return rendering

    def headings(self, known: _Rendering) -> tuple[Heading, ...]:
        """Return the headings of a body of which that much is known."""
        if known.headings is not None:
            return known.headings
        return self.memory.recall(
            "headings", self.source, lambda: outline(str(self.source), link=self.link, picture=self.picture).headings
        )

    def texts(self, known: _Rendering) -> _Texts:
        """Return the texts that go with what is known."""
        found: _Texts | None = self.memory.about(self.source, "texts").get(self.question) if known.whole else None
        return self.rendered()[1] if found is None else found


class _KeptBody(Body):
    """A body whose texts are fetched when they are first read; most are not, when little has changed."""

    __slots__ = ("_asked", "_rendering")
    _asked: _Asked
    _rendering: _Rendering

    def __init__(self, rendering: _Rendering, asked: _Asked) -> None:
        object.__setattr__(self, "_rendering", rendering)
        object.__setattr__(self, "_asked", asked)

    @property
    def html(self) -> str:
        return self._asked.texts(self._rendering)[0]

    @property
    def text(self) -> str:
        return self._asked.texts(self._rendering)[1]

    @property
    def sections(self) -> tuple[Section, ...]:
        _, text, passages = self._asked.texts(self._rendering)
        return tuple(Section(anchor, heading, text[start:end]) for anchor, heading, start, end in passages)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self._asked.headings(self._rendering)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        return self._rendering.mistakes

    @property
    def empty(self) -> bool:
        return self._rendering.empty
