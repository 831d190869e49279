"""Spellings that mean the same text, made one."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_IDEOGRAPHS = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = r"\u3001-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"

_HALF_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict(
    zip("\u3000\u00a0﹝﹞❲❳〘〙﹙﹚⁽⁾︵︶︹︺︻︼○◯", "\u0020\u0020〔〕〔〕〔〕()()()〔〕【】〇〇", strict=True)
)
_WIDE = re.compile(f"[{re.escape(''.join(_HALF_WIDTH))}]")
_SAME_MARKS = {
    "(": "[{〔【〖",
    ")": "]}〕】〗",
    "<": "《〈«‹",
    ">": "》〉»›",
    '"': "“”„‟「」『』‘’‚‛'`",
    "-": "–—―‒‐‑−─━~∼",
    "·": "•‧∙・⋅",
    "〇": "○◯",
}
"""Each mark, and the marks that are written for it."""
_ONE_MARK = {other: mark for mark, others in _SAME_MARKS.items() for other in others}
_OTHER_MARK = re.compile(f"[{re.escape(''.join(_ONE_MARK))}]")
_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻩⻬⻮⻰⻳", "民西见角贝车长门青页风飞食马骨鱼鸟黄齐齿龙龟"
)
"""Radicals that PDF files give in place of characters, and that Unicode does not decompose."""
_PLAIN = _RADICALS | dict.fromkeys((*map(ord, _INVISIBLE), *range(0xFE00, 0xFE10)))
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_EVERYDAY_MARKS = str.maketrans("（）《》〈〉“”〔〕", '()<><>""()')
_EVERYDAY = re.compile(rf"[a-z0-9、\u4e00-\u9fff{''.join(map(chr, _EVERYDAY_MARKS))}]*")
"""Nearly every title: of its characters, only these marks have another spelling."""
_SPACE = re.compile(rf"[\s{_INVISIBLE}]+")
_CHINESE = re.compile(f"[{_IDEOGRAPHS}{_MARKS}]")
_DASHES = re.compile(r"-{2,}")


_LONGEST_NAME = 200


def fold(text: str) -> str:
    """Return what two spellings of one title, name or id have in common; for comparing, never for showing.

    Width, case, the shape of brackets, quotes and dashes, and invisible characters make no difference; nor does
    space, except between two Latin letters or digits, where it is one blank.
    """
    if _ID.fullmatch(text):
        return text
    return _folded(text) if len(text) > _LONGEST_NAME else _folded_name(text)


def _folded(text: str) -> str:
    plain = text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text  # `translate` asks for every character.
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    plain = _OTHER_MARK.sub(lambda mark: _ONE_MARK[mark[0]], plain)
    words = _SPACE.split(plain.strip())
    folded = words[:1]
    for before, word in itertools.pairwise(words):
        if _is_latin(before[-1:]) and _is_latin(word[:1]):
            folded.append(" ")
        folded.append(word)
    return _DASHES.sub("-", "".join(folded))


@lru_cache(maxsize=50_000)  # A title is compared with others several times in a build.
def _folded_name(text: str) -> str:
    return text.translate(_EVERYDAY_MARKS) if _EVERYDAY.fullmatch(text) else _folded(text)


def squeeze_cjk_spaces(text: str) -> str:
    """Return `text` without the blanks and line breaks that typesetting left between two Chinese characters."""
    # Looking for the blanks first is some ten times as fast as asking at every character what stands before it.
    return _SPACE.sub(lambda blank: "" if _is_in_chinese(blank) else blank[0], text)


def half_width(text: str) -> str:
    """Return `text` with full-width letters, digits and marks as their narrow twins, and rare brackets as usual ones.

    The length stays the same, so that a position found in the result is a position in `text`.
    """
    if text.isascii():
        return text
    # Eight times as fast on Chinese text as `translate`, which asks for every character.
    for wide in set(_WIDE.findall(text)):
        text = text.replace(wide, _HALF_WIDTH[wide])
    return text


def _is_in_chinese(blank: re.Match[str]) -> bool:
    before, after = blank.string[max(0, blank.start() - 1) : blank.start()], blank.string[blank.end() : blank.end() + 1]
    return bool(_CHINESE.match(before) and _CHINESE.match(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
