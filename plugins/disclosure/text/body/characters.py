"""Characters that no reader sees but that change, hide or break what the others say."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from disclosure.text.body.mistakes import Mistakes

_RETYPE = "删掉它，重新输入这几个字"
_GROUPS = (
    # group, its members, what to call them, what is done about them, what the editor can do
    ("break", "\x0b\x0c\x85\u2028\u2029", "换行、换页符", "已换成空格", "要分段就换行"),
    ("control", "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff", "控制字符", "已去掉", _RETYPE),
    ("bidi", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069", "颠倒文字顺序的控制符", "已去掉", _RETYPE),
    ("hidden", "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb", "看不见的零宽字符", "已去掉", _RETYPE),
    ("tag", "\U000e0001\U000e0020-\U000e007f", "看不见的标签字符", "已去掉", _RETYPE),
    ("surrogate", "\ud800-\udfff", "不完整的编码", "已换成 �", "重新输入这个字"),
    ("lost", "\ufffd", "乱码“�”", "会照样显示", "对照原件重新输入这个字"),
    ("private", "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd", "自造字", "别人看不到", "换成正式编码的字"),
)
_STRANGE = re.compile(f"[{''.join(members for _, members, *_ in _GROUPS)}]")
_GROUP = re.compile("|".join(f"(?P<{group}>[{members}])" for group, members, *_ in _GROUPS))
_WORDS = {group: tuple(words) for group, _, *words in _GROUPS}
_INSTEAD = {"break": " ", "surrogate": "\ufffd"}
_KEPT = {"lost", "private"}


def cleaned(line: str) -> str:
    """Return `line` without the characters that nobody should publish."""
    return _STRANGE.sub(_replacement, line)


def is_clean(text: str) -> bool:
    """Say whether a text (of one line) surely holds nothing strange; that costs a tenth of searching for it.

    All that is strange is not printable, but one; so is the indentation of Chinese paragraphs, which is not strange.
    """
    return text.replace("\u3000", "").isprintable() and "\ufffd" not in text


class Cleaning(Preprocessor):
    """Cleans the lines of a body and notes each strange character once a line."""

    def __init__(self, md: Markdown, first_line: int, mistakes: Mistakes) -> None:
        super().__init__(md)
        self._first_line = first_line
        self._mistakes = mistakes

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, cleaned."""
        if is_clean("".join(lines)):
            return lines
        return [self._line(line, number) for number, line in enumerate(lines, self._first_line)]

    def _line(self, line: str, number: int) -> str:
        if is_clean(line) or not _STRANGE.search(line):
            return line
        for match in _STRANGE.finditer(line):
            name, done, hint = _WORDS[_group(match[0])]
            what = f"这一行有{name}（U+{ord(match[0]):04X}），{done}"
            self._mistakes.note(number, match.start() + 1, "character", what, hint)
        return cleaned(line)


def _group(character: str) -> str:
    match = _GROUP.match(character)
    return str(match.lastgroup) if match else ""


def _replacement(match: re.Match[str]) -> str:
    group = _group(match[0])
    return match[0] if group in _KEPT else _INSTEAD.get(group, "")
