"""Pairs of characters in titles, filed by how they sound: for pinyin, its initials, and slips between homophones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from disclosure.memory import recalled
from disclosure.text.pinyin import syllables
from disclosure.text.segment import is_han, search_fold

TOGETHER = 12_000
"""Characters in one file at least, but for the last: a word has syllables of several letters."""


def sounds(titles: Iterable[str]) -> Mapping[str, str]:
    """Return lines such as `shi yan 实验食盐`, two syllables and the pairs that sound so, by the letter they begin at.

    The lines of one letter are in one file, often with those of the next letters.
    """
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for title in titles:
        run: list[tuple[str, str]] = []
        for char, syllable in _sounding(search_fold(title)):
            if not is_han(char):
                run = []
                continue
            if run:
                before, sound = run[-1]
                found[sound[0]][f"{sound} {syllable}"][before + char] = None
            run.append((char, syllable))
    files: dict[str, str] = {}
    begun = ""
    for letter, lines in sorted(found.items()):
        if not letter.isascii() or not letter.isalpha():
            continue
        written = "\n".join(f"{sound} {''.join(sorted(pairs))}" for sound, pairs in sorted(lines.items()))
        if begun and len(files[begun]) < TOGETHER:
            files[begun] += f"\n{written}"
        else:
            begun, files[letter] = letter, written
    return files


def initials(titles: Iterable[str]) -> str:
    """Return a line for each title: for each Chinese character the first letter of its syllable, others as they are."""
    lines = []
    for title in titles:
        chars = ((char, syllable) for char, syllable in _sounding(search_fold(title)))
        lines.append("".join(syllable[:1] or char for char, syllable in chars).removesuffix(" ").replace("\n", " "))
    return "\n".join(lines)


def spelled(word: str) -> tuple[str, str]:
    """Return the pinyin of a word, written as one, and its initials."""
    # Asked of a few words at every build: to read the dictionaries for them takes a second.
    return recalled("spelled", word, lambda: _spelled(word))


def _spelled(word: str) -> tuple[str, str]:
    read = [syllable or char for char, syllable in _sounding(search_fold(word))][:-1]
    return "".join(read), "".join(syllable[0] for syllable in read)


def readings(characters: Iterable[str]) -> str:
    """Return lines such as `yan 言岩研`: common characters and those of the index, under their most usual syllable."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for char in sorted({*_common(), *(char for char in characters if is_han(char))}):
        for syllable in syllables(char):
            if syllable.isascii() and syllable.isalpha():
                found[syllable][char] = None
    return "\n".join(f"{syllable} {''.join(chars)}" for syllable, chars in sorted(found.items()))


def _common() -> Iterable[str]:
    """Yield the 3,755 characters that the standard GB 2312 calls common: a slip need not stand in any text."""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA):
            yield bytes([row, cell]).decode("gb2312")


@lru_cache(maxsize=1 << 14)
def _sounding(folded: str) -> tuple[tuple[str, str], ...]:
    """Return each Chinese character with its syllable as read in its run; anything else with an empty one."""
    found: list[tuple[str, str]] = []
    run = ""
    for char in f"{folded} ":
        if is_han(char):
            run += char
            continue
        if run:
            found += zip(run, syllables(run), strict=False)
            run = ""
        found.append((char, ""))
    return tuple(found)
