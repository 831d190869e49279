"""Which `**` of a line stand around bold words, and which mask a name or a number (张**, 3501**)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(r"\*+")
_SEPARATORS = "，、；,;"
_OPENERS, _CLOSERS = "《（“‘〔【〈「『([{<", "》）”’〕】〉」』)]}>"
_BRACKETS = tuple(zip(_OPENERS, _CLOSERS, strict=True))
_BRACKET = re.compile(f"[{re.escape(_OPENERS + _CLOSERS)}]")
_NOT_FIRST = frozenset(_SEPARATORS + "。：:.！!？?" + _CLOSERS)
_NOT_LAST = frozenset(_SEPARATORS + "和与及或同暨" + _OPENERS)
_NAMED = frozenset(
    # The commonest surnames (with the last characters of the double ones), less those that are everyday
    # words before a number or a noun (于 向 任 从 为 同 由 时).
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁"
    "蔡蒋余杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛"
    "闫阎雷龙史陶贺毛段郝顾龚邵覃武钱戴严莫孔常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛"
    "温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳齐梅庄辛管祝左涂祁耿欧阳司官迟狐徒某"
)
_PLACE = re.compile(r"[省市县区乡镇村]|街道|有限|公司|集团|先生|女士|同志")


def pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each bold stretch of one line opens and closes (the places of its two `**`).

    A pair is two neighbouring runs of exactly two asterisks. Between them: no space at either end; no 、，； at either
    end and no 和, 与 … at the last, because those part one masked name from the next; no bracket left open. And not
    both runs may stand where a masked word ends or begins: after a surname, digit or Latin letter (张**和李**,
    35**到36**), or before 省, 县, 公司 … (**县**乡). Where the runs are odd in number, one that stands so is the one
    too many (张**说**请注意**). In doubt a run is a mask: a bold word lost is seen at once, a name unmasked is not.
    """
    runs = [run.start() for run in _RUN.finditer(text) if len(run[0]) == 2]
    at = 0
    while at + 1 < len(runs):
        opens, closes = runs[at], runs[at + 1]
        odd = (len(runs) - at) % 2 == 1
        if _clear(text[opens + 2 : closes]) and not (_masks(text, opens) and (odd or _masks(text, closes))):
            yield opens, closes
            at += 2
        else:
            at += 1


def _clear(content: str) -> bool:
    first, last = content[0], content[-1]
    if first.isspace() or last.isspace() or first in _NOT_FIRST or last in _NOT_LAST:
        return False
    return not _BRACKET.search(content) or all(
        content.count(opener) == content.count(closer) for opener, closer in _BRACKETS
    )


def _masks(text: str, run: int) -> bool:
    before = text[run - 1 : run]
    return before in _NAMED or (before.isascii() and before.isalnum()) or bool(_PLACE.match(text, run + 2))
