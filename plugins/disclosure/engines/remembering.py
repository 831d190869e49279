"""The memory of a build: it keeps its answers on a shelf, and finds them with all hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from disclosure.engines.parallel import hands, shared_out
from disclosure.engines.shelf import FileShelf
from disclosure.memory import Answers, Memory

Told = tuple[Answers, set[bytes]]
"""What a process found out: its small answers, and the names of the large ones."""


def memory_of(shelf: FileShelf, *, glancing: bool = False) -> Memory:
    """Return a memory whose large answers go to the shelf, whichever process they were found in."""

    def share(
        count: int, ask: Callable[[int], object], begin: Callable[[], object], told: Callable[[], list[bytes]]
    ) -> Iterator[list[bytes]]:
        def begun() -> None:
            shelf.reopen()
            begin()

        shelf.wait()
        if hands() > 1:
            for packed, taken in shared_out(count, ask, begin=begun, tell=lambda: (told(), shelf.flush())):
                shelf.also_taken(taken)
                yield packed

    return Memory(shelf, share, glancing=glancing)


@dataclass(frozen=True, slots=True)
class Recollection:
    """Shelf and memory of a build, if it has any, in all its processes."""

    shelf: FileShelf | None
    memory: Memory | None

    def begin(self) -> None:
        """Begin in a process of its own."""
        if self.shelf is not None:
            self.shelf.reopen()
        if self.memory is not None:
            self.memory.begin()

    def told(self) -> Told:
        """Return what this process found out."""
        return self.memory.learnt() if self.memory else {}, self.shelf.flush() if self.shelf else set()

    def hear(self, told: Told) -> None:
        """Take over what another process found out."""
        answers, taken = told
        if self.memory is not None:
            self.memory.learn(answers)
        if self.shelf is not None:
            self.shelf.also_taken(taken)
