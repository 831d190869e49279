"""Lists of postings as bits, and bits and bytes as characters of a script.

A script in UTF-16 holds 15 bits in a character of two bytes, none of which means anything to JavaScript.
`overrides/parts/search.js/coding.js` reads what this writes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]

UNIT = 15
"""Bits in a character."""
FIRST = 0x3400
"""The character of fifteen noughts; with those after it, none is a quote, an end of line, or half of another."""
STEPS = (
    "12345689bbbbbbbbbbbbaaaa",
    "1234569abbbbbbaaaaaaaaaa",
    "12345688bbbbbbbbbbbbbbbb",
    "12345689aaabbbbbbbbbbbba",
    "22234567bbbbbbbbbbbbbbbb",
    "12345688bbbbbbbbbbbbbbbb",
    "223334567abbbbbbbbbbbbbb",
    "12444567bbbbbbbbbbbbbbbb",
    "2333334567aabbbbbbbbbbbb",
    "134434567abbbbbbbbbbbbbb",
    "23443334567aabbbbbbbbbba",
    "1345444467aabbbbbbbbbbbb",
    "235443334679bbbbbbbbbbbb",
    "135554444679bbbbbbbbbbbb",
    "3445443234679abbbbbbbbbb",
    "135655444479bbbbbbbbbbbb",
    "34555443234679abbbbbbbba",
    "1356665444479abbbbbbbbbb",
    "34555553323679aabbbbbbbb",
    "12677775545579aabbbbbbbb",
    "4565466432255799bbbbbbbb",
    "12598776655458aabbbbbbbb",
    "2258797665433489bbbbbbbb",
    "12389998866557aabbbbbbbb",
    "43356898665224bbbbbbbbaa",
    "12389998866557aabbbbbbbb",
    "a9888876643313bbbbbbbbbb",
    "12389998866557aabbbbbbbb",
    "a99888766433139bbbbbbbba",
    "1239a9988665578abbbbbbbb",
    "9999998876643313bbbbbbbb",
    "1239999886655799bbbbbbbb",
    "99999998766433139bbbbbba",
    "12399998966557999bbbbbba",
)
"""How many bits the code of the size of a step takes, by how strewn a list is, and whether the step before was one.

Few for what is frequent there: entries that are alike follow one another. Part of the format, as are the next ones.
"""
LEVELS = (
    "bb68336454444444358ba8999bbbbbbbbbbbbbbbbbbbbbbb",
    "b53245555444555546abbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "bb6622544555555546bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "bb66443334444555457a99999abbbbbbbbbbbbbbbbbbbbbb",
    "bb67556433344445358baaa99bbbbbbbbbbbbbbbbbbbbbbb",
    "bb68556544333444357baaa99bbbbbbbbbbbbbbbbbbbbbbb",
    "bb68666544433344347aaaaa9abbbbbbbbbbbbbbbbbbbbbb",
    "bb78667654444433247aaaaa9abbbbbbbbbbbbbbbbbbbbbb",
    "bb89777665554444146babba9bbbbbbbbbbbbbbbbbbbbbbb",
    "bb8b8887655545442239aab98abbbbbbbbbbbbbbbbbbbbbb",
    "bb9b88877666666655764233359a8878778989abbbbbbbbb",
    "b321468999889bbbabbbbbbbbbbbbaaaaaaaaaaaaaaaaaaa",
    "b12346888888999aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "b21346888888999aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "b4213589999aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "b432157aaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "b43331588aaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbaaaa",
    "b44555333333789aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "b44568997655233435abbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
)
"""How many bits the code of the size of a level takes, by the group of the level before; then so for common terms."""
GROUPS = ((1, 4, 6, 8, 10, 12, 14, 16, 20, 28), (1, 2, 3, 4, 5, 6, 12))
"""The first level of each group but one: that of no level, before the first. For other terms, and for common ones."""
MANY = 4096
"""A term of so many entries is a common one and says little: its levels are wide and few."""
MOST = 0xFFF
"""The highest level."""
SINGLE = 16
"""Levels below that have a code of their own; four codes share each doubling above."""


def canonical(lengths: str) -> list[int]:
    """Return the code of each symbol: by length, then in order."""
    codes = [0] * len(lengths)
    code = 0
    for length in range(1, 1 + max(int(letter, 36) for letter in lengths)):
        for symbol, letter in enumerate(lengths):
            if int(letter, 36) == length:
                codes[symbol] = code
                code += 1
        code <<= 1
    return codes


def _sizes_of(tables: Sequence[str]) -> NDArray[np.uint8]:
    return np.array([[int(letter, 36) for letter in own] for own in tables], dtype=np.uint8)


_STEP_CODES = np.array([*map(canonical, STEPS)], dtype=np.uint64)
_STEP_SIZES = _sizes_of(STEPS)
_KNOWN = np.arange(MOST + 1)


def _all_levels() -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """Return the whole code of every level after one of each group, and its bits; none for no level."""
    powers = np.frexp(_KNOWN)[1].astype(np.int64) - 1
    low = np.where(_KNOWN < SINGLE, 0, powers - 2)
    symbols = np.where(low > 0, SINGLE + 4 * (powers - SINGLE.bit_length() + 1) + (_KNOWN >> low & 3), _KNOWN)
    codes = np.array([*map(canonical, LEVELS)], dtype=np.uint64)[:, symbols]
    codes = codes << low.astype(np.uint64) | (_KNOWN & ((1 << low) - 1)).astype(np.uint64)
    sizes = _sizes_of(LEVELS)[:, symbols] + low.astype(np.uint8)
    codes[:, 0], sizes[:, 0] = 0, 0
    return codes, sizes


_LEVEL_CODES, _LEVEL_SIZES = (table.ravel() for table in _all_levels())
_AFTER = np.stack([np.searchsorted(groups, _KNOWN, side="right") for groups in GROUPS]).astype(np.int32) * (MOST + 1)
_AFTER[1] += (len(GROUPS[0]) + 1) * (MOST + 1)
"""Where the codes begin that may stand after each level, in other terms and in common ones."""


@dataclass(frozen=True, slots=True)
class Written:
    """Lists of postings as codes, not yet put into characters."""

    codes: NDArray[np.uint64]
    sizes: NDArray[np.uint8]
    """The bits of each code."""
    ends: Ints
    """After how many codes each list ends."""


def postings(starts: Ints, entries: NDArray[np.integer], levels: NDArray[np.integer], total: int) -> Written:
    """Write lists: how many entries, then for each the step from the one before, and its level unless that is nought.

    Of a step is written how many bits it has, in a code that is short for what is frequent, and then these bits.
    A list of most entries is written as a list of the others, and then one of those above the lowest level.
    """
    parts = _parts(starts, entries, levels, total)
    steps, powers, among = _steps(parts.starts, parts.entries, total)
    at_level = _places_of_codes(parts)
    width = _LEVEL_SIZES[at_level]
    low = powers.astype(np.uint64)
    codes = _STEP_CODES[among, powers] << low | steps.astype(np.uint64) & ((np.uint64(1) << low) - np.uint64(1))
    codes = codes << width | _LEVEL_CODES[at_level]
    count = len(parts.heads)
    heads = parts.starts[:-1] + np.arange(count)
    of_entries = np.ones(len(codes) + count, dtype=bool)
    of_entries[heads] = False
    written = Written(
        np.empty(len(of_entries), dtype=np.uint64),
        np.empty(len(of_entries), dtype=np.uint8),
        (parts.starts[1:] + 1 + np.arange(count))[parts.last],
    )
    written.codes[heads], written.sizes[heads] = parts.heads, 2 * np.frexp(parts.heads)[1] - 1
    written.codes[of_entries] = codes
    written.sizes[of_entries] = _STEP_SIZES[among, powers] + powers + width
    return written


def bits_of(starts: Ints, entries: NDArray[np.integer], levels: NDArray[np.integer], total: int) -> Ints:
    """Return how many bits each list takes."""
    parts = _parts(starts, entries, levels, total)
    _, powers, among = _steps(parts.starts, parts.entries, total)
    bits = _STEP_SIZES[among, powers] + powers + _LEVEL_SIZES[_places_of_codes(parts)]
    sums = np.concatenate([[0], np.cumsum(bits, dtype=np.int64)])
    own = sums[parts.starts[1:]] - sums[parts.starts[:-1]] + 2 * np.frexp(parts.heads)[1] - 1
    result: Ints = np.diff(np.cumsum(own)[parts.last], prepend=0)
    return result


def in_characters(written: Written, cuts: Sequence[int]) -> list[str]:
    """Return the lists as texts, one for each part between two cuts; a cut is a number of lists."""
    at = np.concatenate([[0], written.ends])[np.array(cuts)]
    ends = np.cumsum(written.sizes, dtype=np.int64)
    edges = np.concatenate([[0], ends])[at]
    units = -(-np.diff(edges) // UNIT)
    firsts = np.concatenate([[0], np.cumsum(units)])
    moved = np.repeat(firsts[:-1] * UNIT - edges[:-1], np.diff(at))
    text = _text(_packed(written.codes, written.sizes, ends + moved - written.sizes))
    return [text[begin:end] for begin, end in pairwise(firsts.tolist())]


PHRASES = (
    "施行；问题，活动，部门和的方式，政策，体系，服务，项目，信息，力度，标准，机构，措施，发展，管理，情况，的工作，制度，机制，等方面，实施。"
    "支持鼓励引导形成落实实现通过开展组织完善明确推动确保提高促进加强|第二十五条|第二十四条|第二十三条|第二十二条|第二十一条|第十六条|第十五条|"
    "第十四条|第十三条|第十二条|第十一条|（六）|（五）|（四）|（三）|（二）|（一）|；（三）|；（二）|：（一）|一、总体要求|指导思想|基本原则|创新能力|"
    "科技创新|基础设施|产业发展|公共服务|专业技术|服务平台|事业单位|合法权益|总体方案|实施方案|有条件的|按照国家|按照规定|按规定|依法|有限公司|"
    "人力资源和社会保障|工业和信息化|住房城乡建设|发展改革委|省财政厅|委员会|设区的市|，结合实际|，积极|，坚持|，充分发挥|，建立|，提高|，不得|"
    "，任何单位和个人不得|，有下列行为之一的，|有下列情形之一的，|符合条件的|直接负责的主管人员和其他直接责任人员依法给予处分；"
    "构成犯罪的，依法追究刑事责任。|滥用职权、玩忽职守、徇私舞弊|工作人员|监督检查|监督管理|组织实施|建立健全|贯彻落实|"
    "习近平新时代中国特色社会主义思想为指导，"
    "党中央、国务院|经济社会发展|高质量发展|国民经济和社会发展|国务院办公厅关于|省、自治区、直辖市|县（市、区）|县级以上地方人民政府|人民政府应当|"
    "有关部门|主管部门|会同有关部门|本行政区域内|法律、行政法规|法律、法规|国家有关规定|的，应当|或者其他|，制定本办法。|（以下简称|（此件主动公开）|"
    "现印发给你们，请认真贯彻执行。|有关事项通知如下：|，结合本省实际|，根据|，按照|，进一步加强|之日起|日起施行。|关于印发|管理办法|的通知|中华人民共和国"
).replace("|", "")
"""What official documents say again and again: texts are compressed as if they came after it. Part of the format."""
_BEFORE = PHRASES.encode("gb18030")
_ELSEWHERE = re.compile("[\u1e3f\ue000-\uf8ff\u9fb4-\u9fbb\ufe10-\ufe19]")
"""Characters that browsers and Python do not find in the same place of that standard."""


def deflated(text: str) -> bytes:
    """Return a text, compressed: two bytes a Chinese character (GB 18030) before that."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_BEFORE)
    data = squeezer.compress(_ELSEWHERE.sub("〓", text).encode("gb18030", "replace"))
    return data + squeezer.flush()


def bytes_in_characters(parts: Sequence[bytes]) -> list[str]:
    """Return bytes as characters: fifteen bytes are eight of them."""
    joined = b"".join(part + bytes(-len(part) % UNIT) for part in parts)
    written = _text(_units(np.frombuffer(joined, dtype=np.uint8)))
    begins = accumulate((8 * -(-len(part) // UNIT) for part in parts), initial=0)
    return [written[begin : begin - (-8 * len(part) // UNIT)] for begin, part in zip(begins, parts, strict=False)]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Lists, as they are written: those of most entries in two parts."""

    starts: Ints
    entries: NDArray[np.integer]
    levels: NDArray[np.integer]
    heads: Ints
    """The number that is written before each part."""
    last: NDArray[np.bool_]
    """Whether a list ends with it."""
    common: NDArray[np.bool_]


def _parts(starts: Ints, entries: NDArray[np.integer], levels: NDArray[np.integer], total: int) -> _Parts:
    counts = np.diff(starts)
    common = counts >= MANY
    dense = np.flatnonzero(common & (2 * counts > total)).tolist()
    if not dense:
        return _Parts(starts, entries, levels, counts, np.ones(len(counts), dtype=bool), common)
    found: list[tuple[NDArray[np.integer], NDArray[np.integer], Ints, Ints, list[bool], NDArray[np.bool_]]] = []
    for before, at in pairwise([-1, *dense, len(counts)]):
        between, own = slice(starts[before + 1], starts[at]), slice(before + 1, at)
        ends = [True] * (at - before - 1)
        found.append((entries[between], levels[between], counts[own], counts[own], ends, common[own]))
        if at == len(counts):
            break
        held = slice(starts[at], starts[at + 1])
        others = np.delete(np.arange(total), entries[held])
        above = levels[held] > 1
        weighed = bool(levels[held].any())
        sizes = np.array([len(others), np.count_nonzero(above)])[: 1 + weighed]
        found.append(
            (
                np.concatenate([others, entries[held][above]]),
                np.concatenate([np.zeros_like(others), levels[held][above] - 1]),
                sizes,
                np.array([counts[at], sizes[-1] + 1])[: 1 + weighed],
                [False, True] if weighed else [True],
                np.ones(len(sizes), dtype=bool),
            )
        )
    every, high, lengths, heads, last, wide = (np.concatenate(own) for own in zip(*found, strict=True))
    return _Parts(np.concatenate([[0], np.cumsum(lengths)]), every, high, heads, last.astype(bool), wide)


def _steps(
    starts: Ints, entries: NDArray[np.integer], total: int
) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the step to each entry, how many bits follow the first of it, and by which table that is written."""
    steps = np.empty(len(entries), dtype=np.int32)
    np.subtract(entries[1:], entries[:-1], out=steps[1:], casting="unsafe")
    firsts = _firsts(starts)
    steps[firsts] = entries[firsts] + 1
    counts = np.diff(starts)
    strewn = np.minimum(np.frexp(total // np.maximum(counts, 1))[1] - 1, len(STEPS) // 2 - 1).astype(np.uint8)
    among = 2 * np.repeat(strewn, counts)
    near = steps[:-1] == 1
    near[firsts[1:] - 1] = False
    among[1:] += near
    powers = np.frexp(steps.astype(np.float32))[1] - 1  # No step has more than the 24 bits that are exact there.
    return steps, powers.astype(np.uint8), among


def _places_of_codes(parts: _Parts) -> NDArray[np.int32]:
    """Return where the code of each level stands among all codes: it depends on the level before."""
    levels = parts.levels
    places = levels.astype(np.int32)
    if parts.common.any():
        common = np.repeat(parts.common, np.diff(parts.starts)).astype(np.uint8)
        places[1:] += _AFTER[common[1:], levels[:-1]]
    else:
        places[1:] += _AFTER[0][levels[:-1]]
    firsts = _firsts(parts.starts)
    places[firsts] = levels[firsts]
    if parts.common.any():
        places[firsts] += _AFTER[common[firsts], 0]
    return places


def _firsts(starts: Ints) -> Ints:
    """Return where the lists begin that are not empty."""
    return starts[:-1][starts[1:] > starts[:-1]]


def _packed(codes: NDArray[np.uint64], sizes: NDArray[np.uint8], begins: Ints) -> NDArray[np.uint32]:
    """Put codes where their bits begin, and return all bits in units."""
    if not len(codes):
        return np.zeros(0, dtype=np.uint32)
    word, room = begins >> 6, 64 - (begins & 63) - sizes
    # A code that does not fit leaves its end to the next word, where no other leaves any.
    here = np.where(
        room >= 0, codes << np.maximum(room, 0).astype(np.uint64), codes >> np.maximum(-room, 0).astype(np.uint64)
    )
    end = int(begins[-1]) + int(sizes[-1])
    words = np.zeros(-(-end // (8 * UNIT)) * UNIT + 2, dtype=np.uint64)
    groups = np.flatnonzero(np.concatenate([[True], word[1:] != word[:-1]]))
    words[word[groups]] = np.bitwise_or.reduceat(here, groups)
    over = np.flatnonzero(room < 0)
    words[word[over] + 1] |= codes[over] << (64 + room[over]).astype(np.uint64)
    data = words.astype(">u8").view(np.uint8)[: -(-end // (8 * UNIT)) * UNIT]
    return _units(data)[: -(-end // UNIT)]


def _units(data: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return bytes as units: fifteen bytes are eight of them."""
    rows = np.zeros((len(data) // UNIT, UNIT + 1), dtype=np.uint32)
    rows[:, :UNIT] = data.reshape(-1, UNIT)
    units = np.empty((len(rows), 8), dtype=np.uint32)
    for column, first in enumerate(range(0, 8 * UNIT, UNIT)):
        byte, bit = divmod(first, 8)
        three = rows[:, byte] << 16 | rows[:, byte + 1] << 8 | rows[:, min(byte + 2, UNIT)]
        units[:, column] = three >> (24 - bit - UNIT) & ((1 << UNIT) - 1)
    return units.reshape(-1)


def _text(units: NDArray[np.generic]) -> str:
    return (units.astype("<u2") + np.uint16(FIRST)).astype("<u2").tobytes().decode("utf-16-le")


ALPHABET = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
"""What stands in a JavaScript string as it is."""


def pair(value: int) -> str:
    """Return a number below 8,464 in two characters."""
    return ALPHABET[value // len(ALPHABET)] + ALPHABET[value % len(ALPHABET)]
