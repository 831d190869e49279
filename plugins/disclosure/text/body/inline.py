"""The marks inside one line: bold, links, pictures, a few HTML elements, and backslashes.

One pass from left to right. The inline engine of Python-Markdown copies the line for every mark and looks for the end
of every `[` anew: 16 kB of `[甲` take it minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from xml.etree.ElementTree import Element, TreeBuilder

from disclosure.text.body import bold, markup
from disclosure.text.body.addresses import Addresses
from disclosure.text.body.mistakes import Mistakes
from disclosure.text.quoting import quoted

_SIMPLE = "|".join(sorted(markup.INLINE))
_TOKEN = re.compile(
    rf"""
    ^\\(?P<leading>[#>-]) | \\(?P<escaped>[*_\[\]|<])
  | (?P<picture>!)? \[(?P<label>(?:\\[\[\]]|[^\[\]]|\[[^\[\]]*\])*+)\] \((?P<target>[^()]*+(?:\([^()]*\)[^()]*+)*+)\)
  | (?P<html> <br[ ]?/?> | <(?P<tag>{_SIMPLE})> (?:[^<>]|(?!</?(?P=tag)>)</?(?:{_SIMPLE}|rt|rp)>)*+ </(?P=tag)>)
  | (?P<foreign> </?(?=[A-Za-z])(?i:{"|".join(sorted(markup.KNOWN))})(?=[\s/>:])[^<>]{{0,200}}> | <!--)
  | (?P<entity> &(?:[A-Za-z]{{2,8}}|\#[0-9]{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}); )
    """,
    re.VERBOSE,
)
_TOKEN_BEGINS = re.compile(r"[\\!\[<&]")
_MARK = re.compile(r"[*\\\[<&]")
_REMARK = re.compile(r"\[[0-9０-９]{1,4}年?\]\([^A-Za-z.:/#\\]+\)")
_STAND_IN = "\ufffc"


class Inline:
    """Writes the text of one line, with its marks, into elements."""

    def __init__(self, addresses: Addresses, mistakes: Mistakes) -> None:
        self._addresses = addresses
        self._mistakes = mistakes

    def element(self, tag: str, text: str, line: int, column: int) -> Element:
        """Return an element that holds `text`, which stands in the source at this line and column."""
        if not _MARK.search(text):
            plain = Element(tag)
            plain.text = text
            return plain
        builder = TreeBuilder()
        builder.start(tag, {})
        self._write(builder, text, line, column)
        builder.end(tag)
        return builder.close()

    def _write(self, builder: TreeBuilder, text: str, line: int, column: int, *, linked: bool = False) -> None:
        """Write `text`; inside a link (`linked`) there is no other."""
        steps: list[tuple[int, int, Callable[[], object]]] = []
        shadow: list[str] = []
        done = 0
        for token in _tokens(text):
            start, end = token.span()
            shadow += text[done:start], _STAND_IN * (end - start)
            done = end
            steps.append((start, end, partial(self._token, builder, token, line, column + start, linked)))
        shadow.append(text[done:])
        for opens, closes in bold.pairs("".join(shadow)):
            steps.append((opens, opens + 2, partial(builder.start, "strong", {})))
            steps.append((closes, closes + 2, partial(builder.end, "strong")))
        done = 0
        for start, end, act in sorted(steps, key=lambda step: step[0]):
            builder.data(text[done:start])
            act()
            done = end
        builder.data(text[done:])

    def _token(self, builder: TreeBuilder, token: re.Match[str], line: int, column: int, linked: bool) -> None:
        if character := token["leading"] or token["escaped"]:
            builder.data(character)
        elif token["picture"]:
            self._picture(builder, token, line, column)
        elif token["target"] is not None:
            self._link(builder, token, line, column, linked=linked)
        elif token["html"]:
            if not markup.write(builder, token["html"], self._addresses, line):
                self._typed(builder, token[0], line, column)
        elif token["foreign"]:
            self._typed(builder, token[0], line, column)
        elif token["entity"]:
            builder.data(token[0])
            hint = "直接输入要显示的字"
            self._mistakes.note(line, column, "markup", f"{quoted(token[0])}在正文里会照样显示", hint)

    def _typed(self, builder: TreeBuilder, text: str, line: int, column: int) -> None:
        builder.data(text)
        hint = "删掉它；表格从行首的 <table> 写到 </table>，加粗写 **文字**"
        self._mistakes.note(line, column, "markup", f"网页标签{quoted(text)}在这里不能用，会照样显示", hint)

    def _picture(self, builder: TreeBuilder, token: re.Match[str], line: int, column: int) -> None:
        alt = re.sub(r"\\([\[\]])", r"\1", token["label"])
        if attributes := self._addresses.picture(_target(token), alt, line, column):
            builder.start("img", attributes)
            builder.end("img")
        else:
            builder.data(alt)

    def _link(self, builder: TreeBuilder, token: re.Match[str], line: int, column: int, *, linked: bool) -> None:
        target, label = _target(token), token["label"]
        if linked or _REMARK.fullmatch(token[0]):
            self._brackets(builder, token, line, column)
        elif attributes := self._addresses.link(target, line, column):
            anchor = builder.start("a", attributes)
            self._write(builder, label, line, column + 1, linked=True)
            builder.end("a")
            self._addresses.await_fragment(anchor, target, line, column)
        else:
            self._write(builder, label, line, column + 1)

    def _brackets(self, builder: TreeBuilder, token: re.Match[str], line: int, column: int) -> None:
        """Write what only looks like a link: `国发[2018](试行)` is a number and a remark."""
        builder.data("[")
        self._write(builder, token["label"], line, column + 1, linked=True)
        builder.data(f"]({token['target']})")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a line; looking only where one can begin is several times as fast as `finditer`."""
    at = 0
    while begins := _TOKEN_BEGINS.search(text, at):
        token = _TOKEN.match(text, begins.start())
        if token:
            yield token
        at = (token or begins).end()


def _target(token: re.Match[str]) -> str:
    return str(token["target"]).strip().strip("<>")
