"""The memory of a build: it keeps its answers on a shelf, and finds them with all hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from disclosure.engines.parallel import hands, shared_out
from disclosure.engines.shelf import FileShelf
from disclosure.memory import Memory


def memory_of(shelf: FileShelf) -> Memory:
    """Return a memory whose large answers go to the shelf, whichever process they were found in."""

    def share(
        count: int, ask: Callable[[int], object], begin: Callable[[], object], told: Callable[[], list[bytes]]
    ) -> Iterator[list[bytes]]:
        def begun() -> None:
            shelf.reopen()
            begin()

        if hands() > 1:
            for packed, taken in shared_out(count, ask, begin=begun, tell=lambda: (told(), shelf.flush())):
                shelf.also_taken(taken)
                yield packed

    return Memory(shelf, share)
