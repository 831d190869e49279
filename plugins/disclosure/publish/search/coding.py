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
LENGTHS = "a987987555654433334457aaaaaaa9989999999999aabbcddddddddddddcccccccba"
"""How many bits the code of each level takes: few for those that most weights have. It is part of the format."""
LEVELS = len(LENGTHS)
FAR = 16
"""So many ones announce a step that is written in full."""
FULL = 24
"""Bits of such a step: more entries than that no index has."""


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


_CODES = np.array([0, *canonical(LENGTHS)], dtype=np.uint64)
"""The code of each level; the first stands for none."""
_SIZES = np.array([0, *(int(letter, 36) for letter in LENGTHS)], dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Written:
    """Lists of postings as codes, not yet put into characters."""

    codes: NDArray[np.uint64]
    sizes: NDArray[np.uint8]
    """The bits of each code."""
    ends: Ints
    """After how many codes each list ends."""


def postings(starts: Ints, entries: NDArray[np.integer], levels: NDArray[np.integer], total: int) -> Written:
    """Write lists: how many entries, then for each the step from the one before, and its level unless that is -1.

    Steps are written in the way that is shortest when entries are strewn evenly (Rice): the browser knows how many
    there are and needs to be told nothing.
    """
    counts = np.diff(starts)
    narrow, low, narrow_high = _steps(starts, entries, total)
    steps, high = narrow.astype(np.uint64), narrow_high.astype(np.uint64)
    far = high >= FAR
    ones = (np.uint64(1) << np.minimum(high, FAR)) - np.uint64(1)
    codes = (ones << np.uint64(1)) << low | steps & ((np.uint64(1) << low) - np.uint64(1))
    codes[far] = ones[far] << np.uint64(FULL) | steps[far]
    at = levels + 1
    width = _SIZES[at]
    codes = codes << width | _CODES[at]
    sizes = _bits(low, narrow_high) + width
    heads = starts[:-1] + np.arange(len(counts))
    of_entries = np.ones(len(entries) + len(counts), dtype=bool)
    of_entries[heads] = False
    written = Written(
        np.empty(len(of_entries), dtype=np.uint64),
        np.empty(len(of_entries), dtype=np.uint8),
        starts[1:] + 1 + np.arange(len(counts)),
    )
    written.codes[heads], written.sizes[heads] = counts, 2 * np.frexp(counts)[1] - 1
    written.codes[of_entries], written.sizes[of_entries] = codes, sizes
    return written


def bits_of(starts: Ints, entries: NDArray[np.integer], levels: NDArray[np.integer], total: int) -> Ints:
    """Return how many bits each list takes."""
    counts = np.diff(starts)
    _, low, high = _steps(starts, entries, total)
    sums = np.concatenate([[0], np.cumsum(_bits(low, high) + _SIZES[levels + 1], dtype=np.int64)])
    result: Ints = sums[starts[1:]] - sums[starts[:-1]] + 2 * np.frexp(counts)[1] - 1
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


def _steps(
    starts: Ints, entries: NDArray[np.integer], total: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.uint32]]:
    """Return the step to each entry, how many of its bits are written as they are, and the number of the rest."""
    steps = np.empty(len(entries), dtype=np.uint32)
    np.subtract(entries[1:], entries[:-1], out=steps[1:], casting="unsafe")
    steps[1:] -= np.uint32(1)
    steps[starts[:-1]] = entries[starts[:-1]]
    counts = np.diff(starts)
    low = np.repeat(_low_bits(counts, total), counts)
    return steps, low, steps >> low


def _bits(low: NDArray[np.uint8], high: NDArray[np.uint32]) -> NDArray[np.uint8]:
    result: NDArray[np.uint8] = np.minimum(high, FAR).astype(np.uint8)
    far = result == FAR
    result += low
    result += np.uint8(1)
    result[far] = FAR + FULL
    return result


def _low_bits(counts: Ints, total: int) -> NDArray[np.uint8]:
    known = np.arange(int(counts.max(initial=0)) + 1)
    low = np.zeros(len(known), dtype=np.uint8)
    while (more := (known > 0) & (3 * known << (low + 1).astype(np.int64) <= 2 * total)).any():
        low += more
    result: NDArray[np.uint8] = low[counts]
    return result


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
