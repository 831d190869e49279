"""What a pure function once found out about a text, kept so that it need not be found out again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

Found = TypeVar("Found")

_MISSING = object()
_LARGE = 100
"""Large answers that are held in this process; each is asked for several times in a row."""


class Shelf(Protocol):
    """Where results are kept between builds. What it gives back is what was put there, or nothing."""

    def take(self, key: bytes) -> dict[str, Any]:
        """Return what is known about a text: name of the question → answer."""

    def put(self, key: bytes, answers: dict[str, Any]) -> None:
        """Keep what is known about a text."""


class Memory:
    """The answers of one build: those of earlier builds, and those that were found in this one."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._keys: dict[str, bytes] = {}
        self._answers: dict[bytes, dict[str, Any]] = {}
        self._new: set[bytes] = set()
        self._large: dict[bytes, dict[str, Any]] = {}
        """The last answers that are kept apart."""

    def recall(
        self, question: str, text: str, answer: Callable[[], Found], doubtful: Callable[[Found], object]
    ) -> Found:
        """Return the answer to a question about a text, asking `answer` when it is not known."""
        known = self.about(text)
        found = known.get(question, _MISSING)
        if found is _MISSING:
            found = answer()
            if not doubtful(found):
                self.note(question, text, found)
        return found  # type: ignore[no-any-return]  # Whatever this question was answered with.

    def note(self, question: str, text: str, answer: Any, *, apart: str = "") -> None:
        """Keep an answer.

        `apart` keeps large ones by themselves: they are not fetched with the small ones, and not held in this process.
        """
        about = self.about(text, apart)
        about[question] = answer
        if apart:
            self._shelf.put(self._key(text, apart), about)
        else:
            self._new.add(self._key(text, apart))

    def about(self, text: str, apart: str = "") -> dict[str, Any]:
        """Return all answers about a text."""
        key = self._key(text, apart)
        answers = self._large if apart else self._answers
        known = answers.get(key)
        if known is None:
            if apart and len(answers) >= _LARGE:
                del answers[next(iter(answers))]
            known = answers[key] = self._shelf.take(key)
        return known

    def save(self) -> None:
        """Hand what is new to the shelf."""
        for key in sorted(self._new):
            self._shelf.put(key, self._answers[key])
        self._new.clear()

    def _key(self, text: str, apart: str) -> bytes:
        key = self._keys.get(text)
        if key is None:
            key = self._keys[text] = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=24).digest()
        return key + apart.encode()


def digest(*parts: bytes) -> bytes:
    """Return a hash of some bytes in their order, 24 bytes, by which they are known again."""
    state = hashlib.blake2b(digest_size=24)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()


_CURRENT: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(memory: Memory | None) -> Iterator[None]:
    """Let all that is asked meanwhile be answered from a memory; without one, everything is found out anew."""
    token = _CURRENT.set(memory)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def recalled(
    question: str, text: str, answer: Callable[[], Found], *, doubtful: Callable[[Found], object] = lambda _: False
) -> Found:
    """Return the answer to a question about a text; `answer` must depend on the question and the text alone.

    A `doubtful` answer is not kept.
    """
    memory = _CURRENT.get()
    return answer() if memory is None else memory.recall(question, text, answer, doubtful)


def current() -> Memory | None:
    """Return the memory of this build."""
    return _CURRENT.get()
