"""Keys of document numbers (文号), in any spelling; `overrides/parts/search.js/number-keys.js` does the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.text.segment import HAN

_DATED = re.compile(
    rf"(?P<head>[{HAN}]{{0,16}})[\[(〔【{{<〈《]?\s?(?P<year>(?:19|20)[0-9]{{2}})"
    r"(?P<close>\s?[\])〕】}>〉》]\s?年?\s?|\s?年\s?|\s)第?\s?0{0,4}(?P<serial>[1-9][0-9]{0,4})\s?(?P<end>号?)(?![0-9年月日.])"
)
_UNDATED = re.compile(rf"(?P<head>[{HAN}]{{0,16}}?)第?\s?0{{0,4}}(?P<serial>[1-9][0-9]{{0,4}})\s?号")
_HEADS = (16, 6, 5, 4, 3, 2)
"""How many characters before the year may be the head (机关代字): a sentence may run into it."""


@dataclass(frozen=True, slots=True)
class NumberKeys:
    """Keys of the numbers in a text: those that name one document, and those that only narrow."""

    sure: tuple[str, ...] = ()
    """With head and year, or with head where a number has no year."""
    likely: tuple[str, ...] = ()
    """With a year and no head, or with a head and no year."""
    possible: tuple[str, ...] = ()
    """A serial number alone."""


def number_keys(folded: str) -> NumberKeys:
    """Return the keys of all numbers in a folded text: 国办发〔2019〕54号, 国办发54号, [2019]54, 2019年54号, 54号."""
    sure: dict[str, None] = {}
    likely: dict[str, None] = {}
    possible: dict[str, None] = {}
    rest = folded
    for found in _DATED.finditer(folded):
        if not found["end"] and not found["close"].strip().startswith(tuple("])〕】}>〉》")):
            continue
        heads = _heads(found["head"])
        year, serial = found["year"], found["serial"]
        sure.update({f"#{head}{year}-{serial}": None for head in heads})
        likely[f"#{year}-{serial}"] = None
        rest = rest.replace(found[0], " ")
    for found in _UNDATED.finditer(rest):
        likely.update({f"#{head}-{found['serial']}": None for head in _heads(found["head"])})
        possible[f"#-{found['serial']}"] = None
    return NumberKeys(tuple(sure), tuple(likely), tuple(possible))


def keys_of_number(folded: str) -> tuple[str, ...]:
    """Return every key under which a document with this number is found."""
    dated = _DATED.search(folded)
    if dated:
        head, year, serial = dated["head"], dated["year"], dated["serial"]
        keys = [f"#{year}-{serial}", f"#-{serial}"]
        return (*keys, f"#{head}{year}-{serial}", f"#{head}-{serial}") if head else tuple(keys)
    undated = _UNDATED.search(folded)
    if undated:
        head, serial = undated["head"].removesuffix("第"), undated["serial"]
        return (f"#-{serial}", f"#{head}-{serial}") if head else (f"#-{serial}",)
    return ()


def _heads(run: str) -> list[str]:
    run = run.removesuffix("第")
    return list(dict.fromkeys(run[-length:] for length in _HEADS if run and (length == 16 or length < len(run))))
