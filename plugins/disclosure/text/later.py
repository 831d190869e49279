"""Regular expressions that are compiled when they are asked for the first time: most commands need few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern. What it is asked for is looked up in the pattern once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)  # Python knows what it compiled lately.
        self.__dict__[name] = found
        return found


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what can be asked whatever a compiled pattern can be asked (`match`, `sub`, `pattern` and so on).

    For those that take a millisecond or more to compile. A mistake in `source` raises `re.error` only then.
    """
    return cast("re.Pattern[str]", _Later(source, flags))
