"""What a pure function once found out about a text, kept so that it need not be found out again."""

from __future__ import annotations

import copyreg
import dataclasses
import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from disclosure.collecting import collecting_seldom
from disclosure.written import Text, Written, hash_of

Found = TypeVar("Found")
Task = TypeVar("Task")

_MISSING = object()
_LARGE = 100
"""Large answers that are held in this process; each is asked for several times in a row."""
WORTH_IT = 200
"""Texts from which on it pays to fork."""
_CHUNK = 20
"""Texts that are taken at a time."""
_TOGETHER = 2_000
"""New answers that are pickled at a time: what they have in common is read back once."""


Answers = dict[bytes, dict[str, Any]]
"""Key of a text → what is known about it: name of the question → answer."""


class Shelf(Protocol):
    """Where results are kept between builds. What it gives back is what was put there, or nothing."""

    def answers(self) -> Answers:
        """Return all small answers."""

    def keep(self, answers: Answers, new: Set[bytes], asked: Set[bytes], packed: Sequence[bytes]) -> None:
        """Keep all small answers; `new` are the keys of those that it did not give back, `asked` of those of use.

        Pickles in `packed` hold some of the new ones already, as far as no later one of them says more.
        """

    def take(self, key: bytes) -> dict[Any, Any]:
        """Return large answers: name of the question → answer."""

    def put(self, key: bytes, answers: Mapping[Any, Any]) -> None:
        """Keep large answers."""


Share = Callable[[int, Callable[[int], object], Callable[[], object], Callable[[], list[bytes]]], Iterable[list[bytes]]]
"""Does the tasks 0 to a number with all hands; calls the third in each other process first, yields what the last told.

Does nothing, and yields nothing, where there is one hand only.
"""


class Memory:
    """The answers of one build: those of earlier builds, and those that were found in this one."""

    def __init__(self, shelf: Shelf, share: Share | None = None, *, glancing: bool = False) -> None:
        self.glancing = glancing
        """What is found is only judged, not published: who is asked for more than that need not find it out yet."""
        self._shelf = shelf
        self._share = share
        self._keys: dict[str, bytes] = {}
        self._answers = shelf.answers()
        self._new: set[bytes] = set()
        self._packed: list[bytes] = []
        """Answers that are new, pickled piece by piece by whoever found them, so that nobody does it a second time."""
        self._in_packed: set[bytes] = set()
        self._asked: set[bytes] = set()
        self._large: Answers = {}
        """The last answers that are kept apart."""

    def recall(
        self,
        question: str,
        text: Text,
        answer: Callable[[], Found],
        doubtful: Callable[[Found], object] = lambda _: False,
        apart: str = "",
    ) -> Found:
        """Return the answer to a question about a text, asking `answer` when it is not known; `apart`: see `note`."""
        known = self.about(text, apart)
        found = known.get(question, _MISSING)
        if found is _MISSING:
            found = answer()
            if not doubtful(found):
                self.note(question, text, found, apart=apart)
        return found  # type: ignore[no-any-return]  # Whatever this question was answered with.

    def note(self, question: str, text: Text, answer: Any, *, apart: str = "") -> None:
        """Keep an answer.

        `apart` keeps large ones by themselves: they are not fetched with the small ones, and not held in this process.
        """
        about = self.about(text, apart)
        about[question] = answer
        if apart:
            self._shelf.put(self.key(text) + apart.encode(), about)
        else:
            self._new.add(self.key(text))

    def about(self, text: Text, apart: str = "") -> dict[str, Any]:
        """Return all answers about a text."""
        key = self.key(text)
        if apart:
            return self._apart(key + apart.encode())
        self._asked.add(key)
        known = self._answers.get(key)
        if known is None:
            known = self._answers[key] = {}
        return known

    def _apart(self, key: bytes) -> dict[str, Any]:
        known = self._large.get(key)
        if known is None:
            if len(self._large) >= _LARGE:
                del self._large[next(iter(self._large))]
            known = self._large[key] = self._shelf.take(key)
        return known

    def is_new(self, text: Text) -> bool:
        """Say whether nothing is known about a text."""
        return not self._answers or not self._answers.get(self.key(text))

    def ahead(self, tasks: Sequence[Task], ask: Callable[[Task], object]) -> None:
        """Let `ask` ask its questions about many texts with all hands; what they are answered is known afterwards."""
        if self._share is None or len(tasks) < WORTH_IT:
            return

        def chunk(number: int) -> None:
            for task in tasks[number * _CHUNK : (number + 1) * _CHUNK]:
                ask(task)
            if len(self._new) >= _TOGETHER:
                self._pack()

        def told() -> list[bytes]:
            self._pack()
            return self._packed

        with collecting_seldom():  # More seldom would not do: to read a text makes much garbage.
            for packed in self._share(-(-len(tasks) // _CHUNK), chunk, self.begin, told):
                for found in map(pickle.loads, packed):
                    self.learn(found)
                    self._new.difference_update(found)
                    self._in_packed.update(found)
                self._packed += packed

    def _pack(self) -> None:
        """Pickle what is new: so each hand does this too for what it found."""
        if self._new:
            found = {key: self._answers[key] for key in self._new}
            self._packed.append(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
            self._in_packed.update(found)
            self._new.clear()

    def begin(self) -> None:
        """Go on in a process of its own, which will tell what it has `learnt`."""
        self._new.clear()
        self._packed.clear()
        self._in_packed.clear()

    def learnt(self) -> Answers:
        """Return what is known of texts about which something new was found."""
        return {key: self._answers[key] for key in self._new | self._in_packed}

    def learn(self, found: Answers) -> None:
        """Take over what another process has learnt."""
        for key, answers in found.items():
            self._answers.setdefault(key, {}).update(answers)
        self._new.update(found)
        self._asked.update(found)

    def save(self) -> None:
        """Hand what is new to the shelf, and let go of what it holds."""
        self._large.clear()
        if not self._new and not self._packed:
            return
        new = self._new | self._in_packed
        if self._packed:
            self._pack()
        self._shelf.keep(self._answers, new, self._asked, self._packed)
        self._new.clear()
        self._packed.clear()
        self._in_packed.clear()

    def key(self, text: Text) -> bytes:
        """Return a hash of a text."""
        if isinstance(text, Written):
            return text.hash
        key = self._keys.get(text)
        if key is None:
            key = self._keys[text] = hash_of(text)
        return key


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
    question: str,
    text: Text,
    answer: Callable[[], Found],
    *,
    doubtful: Callable[[Found], object] = lambda _: False,
    apart: str = "",
) -> Found:
    """Return the answer to a question about a text; `answer` must depend on the question and the text alone.

    A `doubtful` answer is not kept. `apart` keeps by itself what is large, or seldom asked for.
    """
    memory = _CURRENT.get()
    return answer() if memory is None else memory.recall(question, text, answer, doubtful, apart)


def ahead(tasks: Sequence[Task], ask: Callable[[Task], object]) -> None:
    """Let the questions of many tasks be asked with all hands, where there are enough; they are answered afterwards.

    What `ask` returns is not looked at: it is asked again, one text after another, and answered at once.
    """
    if memory := _CURRENT.get():
        memory.ahead(tasks, ask)


def is_new(text: Text) -> bool:
    """Say whether nothing is known about a text."""
    memory = _CURRENT.get()
    return memory is None or memory.is_new(text)


def digest_of(text: Text) -> bytes:
    """Return a hash of a text, 24 bytes; a memory takes it once."""
    memory = _CURRENT.get()
    if isinstance(text, Written):
        return text.hash
    return memory.key(text) if memory else hash_of(text)


def plainly_kept(kind: type[Found]) -> type[Found]:
    """Decorate a dataclass that is kept in great numbers: it is made from its values again, which is much faster."""
    names = [field.name for field in dataclasses.fields(kind) if field.init]  # type: ignore[arg-type]

    def reduced(value: Found) -> tuple[type[Found], tuple[Any, ...]]:
        return kind, tuple(getattr(value, name) for name in names)

    copyreg.pickle(kind, reduced)
    return kind


def current() -> Memory | None:
    """Return the memory of this build."""
    return _CURRENT.get()
