"""Personal numbers (个人信息) in a text: identity cards, mobile phones, bank cards."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise


class Kind(StrEnum):
    """What a number is, in the words of a message to the editor."""

    IDENTITY_NUMBER = "身份证号码"
    MOBILE_NUMBER = "手机号码"
    BANK_CARD = "银行卡号"


@dataclass(frozen=True, slots=True)
class Finding:
    """One number and where it stands. It never carries the number itself: findings end up in logs."""

    kind: Kind
    start: int
    end: int
    masked_text: str


def find_personal_information(
    text: str, allowed: Iterable[str] = frozenset(), *, heading: str = ""
) -> Iterator[Finding]:
    """Yield the personal numbers of `text` in their order, but not those in `allowed`, masked ones or office phones.

    `allowed` holds numbers that are published on purpose, such as a village doctor's duty mobile. A table is best
    given whole, or each cell with its `heading`: some numbers are told from a code only by the word before them.
    """
    permitted = {re.sub(r"[^0-9X]", "", number.translate(PLAIN).upper()) for number in allowed}
    if not may_hold_numbers(text):
        return
    if heading:
        before = f"{heading}："
        for found in find_personal_information(before + text, allowed):
            if found.start >= len(before):
                yield replace(found, start=found.start - len(before), end=found.end - len(before))
        return
    page = _Page(_plain(text))
    past = 0
    for candidate in _candidates(page.text):
        if candidate.start < past:
            continue
        for kind, rule in RULES.items():
            number = rule(candidate, page)
            if number:
                past = candidate.end
                if number not in permitted:
                    yield Finding(kind, candidate.start, candidate.end, _masked(number, kind))
                break


def may_hold_numbers(text: str) -> bool:
    """Whether digits and what may stand between them stand in a row long enough; most texts are done with then.

    Of so many characters in a row, one stands where only every eleventh is looked at.
    """
    for found in ONE_OF_NUMBERS.finditer(text[SHORTEST - 1 :: SHORTEST]):
        first = found.start() * SHORTEST
        if LONG_NUMBER.search(text, first, first + 2 * SHORTEST - 1):
            return True
    return False


def is_label(text: str) -> bool:
    """Whether a cell of a table says of its neighbours that they are, or are not, personal numbers: 账号, 项目代码."""
    return (
        len(text) <= LONGEST_LABEL
        and not may_hold_numbers(text)
        and any(pattern.search(text) for pattern in (IDENTITY_LABEL, CARD_LABEL, CODE_LABEL))
    )


def is_identity_number(number: str) -> bool:
    """Whether 18 plain characters are an identity number: a division that may exist, a date, the check character."""
    return (
        re.fullmatch(r"[0-9]{17}[0-9X]", number) is not None
        and _plausible_division(number[:2])
        and 1900 <= int(number[6:10]) < 2100
        and _is_date(number[6:14])
        and number[17]
        == "10X98765432"[sum(int(c) * w for c, w in zip(number[:17], IDENTITY_WEIGHTS, strict=True)) % 11]
    )


IDENTITY_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
"""GB 11643: the weight of each of the first seventeen places."""
CREDIT_CODE_WEIGHTS: tuple[int, ...] = tuple(3**place % 31 for place in range(17))
"""GB 32100: the same for the unified social credit code (统一社会信用代码)."""

PLAIN = {
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **{0x1D7CE + place: str(place % 10) for place in range(50)},  # Bold and other "mathematical" digits.
    **dict.fromkeys(map(ord, "Ⅹⅹ×ＸｘХх"), "X"),  # What stands in real lists for a last X; two are Cyrillic.
}
"""Characters read as another one. One for one, so that places stay what they were."""
UNUSUAL = (re.compile("[０-９Ⅹⅹ×ＸｘХх]"), re.compile("[\U0001d7ce-\U0001d7ff]"))
"""They, in two patterns: one for characters of both planes is looked for ten times as slowly."""

INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
DIGITS = re.compile(r"[0-9]+")
JOINTS = (
    ("invisible", re.compile(f"[{INVISIBLE}]{{1,12}}")),
    ("space", re.compile(f"[{INVISIBLE}]*[ \u00a0\u2000-\u200a\u202f\u3000]{{1,2}}[{INVISIBLE}]*")),
    ("hyphen", re.compile(r" ?[-‐‑‒–—−－_·.] ?")),
    ("line", re.compile(r"[ \t]*(?:\r?\n|<br ?/?>)[ \t]*")),
)
"""What may stand between two parts of one number. A tab or a `|` ends a cell, so it never does."""
LONGEST_JOINT = 12
LAST_X = re.compile(
    rf"(?:[{INVISIBLE}]{{1,4}}|[ \u00a0\u3000-]|[ \t]{{0,4}}(?:\r?\n|<br ?/?>)[ \t]{{0,4}})?[Xx](?![0-9A-Za-z])"
)

MOBILE = re.compile(r"(?:86|0086|0)?(1[3-9][0-9]{9})")
MOBILE_SHAPES = {(11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (3, 8), (7, 4)}
CARD = re.compile(r"62[0-9]{14,17}|60[0-9]{14,17}|(?:9558|95599|955100)[0-9]{12,15}")
"""UnionPay's 62, and what banks issued before it (60…, and 9558, 95599, 955100 after their service numbers; 待核)."""
FOREIGN_CARD = re.compile(r"4[0-9]{15}|4[0-9]{18}|5[1-5][0-9]{14}|35[0-9]{14}")
"""Visa, Mastercard, JCB. Codes of provinces begin with the same digits (44 广东, 51 四川, 35 福建), so that a code of
sixteen digits is mistaken for a card one time in ten: such a number needs a word before it or groups of four."""

IDENTITY_LABEL = re.compile(r"身份证|证件号|公民身份|居民身份")
CARD_LABEL = re.compile(r"卡号|账号|帐号|账户|帐户|银行|开户|一卡通|存折|信用社")
CODE_LABEL = re.compile(r"公网安备|备案号|备案编号|索引号|信息索取号|信用代码|机构代码|项目代码|统一编号")
NOT_PERSONAL = re.compile(rf"(?:{CODE_LABEL.pattern})[^0-9]{{0,8}}$")
LONGEST_LABEL = 24
"""Characters of a cell that heads a column: 一卡通账号（或社保卡金融账户）."""
CREDIT_LABEL = re.compile(r"(?:信用代码|机构代码|索引号|信息索取号)[^0-9]{0,8}$")
INDEX_NUMBER_TAIL = re.compile(r"[-/][12][0-9]{3,5}-[0-9]{3}")
"""`…/2024-00016`: what stands before it is the publisher's code, not a person's number."""
AMOUNT = re.compile(r" ?(?:万?元|亿元|万美元|美元|万?吨|平方|立方|千瓦|%|％)")
LATIN_LABEL = re.compile(r"(?<![0-9A-Za-z_\\])(?:id|no|sfz|tel|phone|mobile|mob|wx|vx)[.]?$", re.IGNORECASE)
"""The only Latin letters that may touch a number; after others it is part of a code (`\\u5907` + 公安备案号)."""
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'，。；、）》】]+", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def _plain(text: str) -> str:
    """Return a text with all its characters plain. `translate` asks for every character, and few are another."""
    if text.isascii():
        return text
    for pattern in UNUSUAL:
        for char in set(pattern.findall(text)):
            text = text.replace(char, PLAIN[ord(char)])
    return text


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Digits that might be one number."""

    digits: str
    start: int
    end: int
    shape: tuple[int, ...]
    joint: str
    whole: bool
    """No further digits are joined to either end in the same way."""
    before: str
    """The digits joined by a hyphen to the front."""
    after: str


class _Page:
    """A text that answers what stands around a candidate."""

    def __init__(self, text: str) -> None:
        self.text = text

    def left_of(self, candidate: _Candidate) -> str:
        return self.text[max(0, candidate.start - 24) : candidate.start]

    def right_of(self, candidate: _Candidate) -> str:
        return self.text[candidate.end : candidate.end + 16]

    def free(self, candidate: _Candidate) -> bool:
        """Whether the number stands by itself, not as part of a code, a decimal, or an index number."""
        left, right = self.left_of(candidate), self.right_of(candidate)
        if re.match(r"[0-9A-Za-z_]|[.][0-9]", right) or INDEX_NUMBER_TAIL.match(right):
            return False
        if re.search(r"[0-9][.]$|\\$|_$", left):
            return False
        return not re.search(r"[A-Za-z][.]?$", left) or LATIN_LABEL.search(left) is not None

    def labelled(self, candidate: _Candidate, label: re.Pattern[str]) -> bool:
        """Whether `label` stands earlier in the same paragraph or table."""
        places = self._identity_labels if label is IDENTITY_LABEL else self._card_labels
        place = bisect_left(places, candidate.start)
        if not place:
            return False
        blank = bisect_left(self._blank_lines, candidate.start)
        return not blank or self._blank_lines[blank - 1] < places[place - 1]

    def in_address(self, candidate: _Candidate) -> bool:
        place = bisect_right(self._address_starts, candidate.start)
        return place > 0 and candidate.start < self._addresses[place - 1][1]

    @cached_property
    def _identity_labels(self) -> list[int]:
        return [match.start() for match in IDENTITY_LABEL.finditer(self.text)]

    @cached_property
    def _card_labels(self) -> list[int]:
        return [match.start() for match in CARD_LABEL.finditer(self.text)]

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [match.start() for match in BLANK_LINE.finditer(self.text)]

    @cached_property
    def _addresses(self) -> list[tuple[int, int]]:
        return [match.span() for match in ADDRESS.finditer(self.text)]

    @cached_property
    def _address_starts(self) -> list[int]:
        return [start for start, _ in self._addresses]


def _identity_number(candidate: _Candidate, page: _Page) -> str:
    """Return the identity number that the candidate is, or nothing.

    Its date and check character say enough: it may be split anyhow, once even over two lines of a cell.
    """
    if len(candidate.digits) == 15:
        return _old_identity_number(candidate, page)
    if candidate.joint == "line" and (len(candidate.shape) > 2 or candidate.shape[0] < 6):
        return ""
    if not is_identity_number(candidate.digits) or not page.free(candidate):
        return ""
    # Credit codes without a letter exist, and one in some ten thousand reads as an identity number.
    if _is_credit_code(candidate.digits) and CREDIT_LABEL.search(page.left_of(candidate)):
        return ""
    return candidate.digits


def _old_identity_number(candidate: _Candidate, page: _Page) -> str:
    """Return an identity number of the form before 1999; it has no check digit, so a word before it must say so."""
    number = candidate.digits
    if (
        len(candidate.shape) == 1
        and _plausible_division(number[:2])
        and _is_date("19" + number[6:12])
        and page.free(candidate)
        and page.labelled(candidate, IDENTITY_LABEL)
    ):
        return number
    return ""


def _mobile_number(candidate: _Candidate, page: _Page) -> str:
    match = MOBILE.fullmatch(candidate.digits)
    if match is None or not page.free(candidate):
        return ""
    shape = candidate.shape
    if len(shape) > 1 and match[1] != candidate.digits and candidate.digits[: shape[0]] in {"86", "0086"}:
        shape = shape[1:]  # The country's code stands apart.
    unbroken = len(shape) == 1 or candidate.joint == "invisible"
    if not unbroken and (shape not in MOBILE_SHAPES or candidate.joint == "line"):
        return ""
    if len(candidate.shape) > 1 and not candidate.whole:
        return ""
    if len(candidate.before) > 3 and not re.match("0|1[3-9][0-9]{9}$", candidate.before):
        return ""  # The end of a longer code, not a mobile after an area code, another mobile or a number in a list.
    if len(candidate.after) > 4 and not MOBILE.fullmatch(candidate.after):
        return ""
    if AMOUNT.match(page.right_of(candidate)) or NOT_PERSONAL.search(page.left_of(candidate)):
        return ""
    return "" if page.in_address(candidate) else match[1]


def _bank_card(candidate: _Candidate, page: _Page) -> str:
    number, shape = candidate.digits, candidate.shape
    if not 16 <= len(number) <= 19 or number.endswith("X") or not _passes_luhn(number) or not page.free(candidate):
        return ""
    grouped = len(shape) > 3 and set(shape[:-1]) == {4} and shape[-1] <= 4
    unbroken = len(shape) == 1 or candidate.joint == "invisible"
    if not unbroken and (candidate.joint == "line" or not (grouped or shape[0] == 6)):
        return ""
    if len(shape) > 1 and not candidate.whole:
        return ""
    if candidate.before or candidate.after or page.in_address(candidate):
        return ""
    if NOT_PERSONAL.search(page.left_of(candidate)):
        return ""
    if CARD.fullmatch(number):
        return number
    if FOREIGN_CARD.fullmatch(number) and (grouped or page.labelled(candidate, CARD_LABEL)):
        return number
    return ""


RULES = {
    Kind.IDENTITY_NUMBER: _identity_number,
    Kind.MOBILE_NUMBER: _mobile_number,
    Kind.BANK_CARD: _bank_card,
}
BETWEEN = rf"{INVISIBLE} \u00a0\u2000-\u200a\u202f\u3000\t\r\n<br/>‐‑‒–—−－_·.-"
STRETCH = re.compile(f"[0-9][0-9{BETWEEN}]{{10,}}")
"""Where a number might be: nothing else is looked at closely."""
OF_NUMBERS = f"[0-9０-９𝟎-𝟿{BETWEEN}]"
LONG_NUMBER = re.compile(f"[0-9０-９𝟎-𝟿]{OF_NUMBERS}{{10}}")
"""The same in a text as it was written."""
ONE_OF_NUMBERS = re.compile(OF_NUMBERS)
SHORTEST = 11
"""Characters of a long number."""
LENGTHS = frozenset({11, 12, 13, 15, 16, 17, 18, 19})
MOST_PARTS = 6
MOST_DIGITS = max(LENGTHS)


def _candidates(text: str) -> Iterator[_Candidate]:
    """Yield the runs of digits, and of digits joined with the next ones, whose length may be a number's.

    Each run starts a bounded number of candidates, so the cost is linear in the text.
    """
    for stretch in STRETCH.finditer(text):
        runs = [match.span() for match in DIGITS.finditer(text, *stretch.span())]
        if sum(end - start for start, end in runs) < min(LENGTHS):
            continue
        joints = ["", *(_joint(text[left[1] : right[0]]) for left, right in pairwise(runs)), ""]
        for index, (start, end) in enumerate(runs):
            if end - start in LENGTHS:
                before = text[slice(*runs[index - 1])] if joints[index] == "hyphen" else ""
                after = text[slice(*runs[index + 1])] if joints[index + 1] == "hyphen" else ""
                candidate = _Candidate(text[start:end], start, end, (end - start,), "", True, before, after)
                yield _with_last_x(text, candidate)
            if joints[index + 1]:
                # A number has at most 19 digits, so at most 19 parts; one more joint tells whether it goes on.
                near = slice(index, index + MOST_DIGITS + 1)
                yield from _joined(text, runs[near], joints[index : index + MOST_DIGITS + 2])


def _joined(text: str, runs: list[tuple[int, int]], joints: list[str]) -> Iterator[_Candidate]:
    """Yield what the first run makes with those after it: the whole row, or part of a row for an identity number."""
    joint = joints[1]
    first = joints[0] != joint
    total, shortest = 0, MOST_DIGITS
    for parts, (start, end) in enumerate(runs, start=1):
        total += end - start
        shortest = min(shortest, end - start)
        # Single digits in a row are cells of a table, unless the whole row is one number.
        if total > MOST_DIGITS or (not first and (shortest == 1 or parts > MOST_PARTS)):
            return
        whole = first and joints[parts] != joint
        split = total in {17, 18} and shortest > 1 and parts <= MOST_PARTS
        if parts > 1 and (split or (whole and total in LENGTHS)):
            shape = tuple(end - start for start, end in runs[:parts])
            digits = "".join(text[slice(*run)] for run in runs[:parts])
            yield _with_last_x(text, _Candidate(digits, runs[0][0], end, shape, joint, whole, "", ""))
        if joints[parts] != joint or (joint == "line" and parts == 2):
            return


def _with_last_x(text: str, candidate: _Candidate) -> _Candidate:
    """Return the candidate with the X that may stand for the last digit of an identity number."""
    if len(candidate.digits) == 17 and (last := LAST_X.match(text, candidate.end)):
        return replace(candidate, digits=candidate.digits + "X", end=last.end())
    return candidate


@lru_cache(maxsize=1024)
def _joint(between: str) -> str:
    if len(between) > LONGEST_JOINT:
        return ""
    return next((name for name, pattern in JOINTS if pattern.fullmatch(between)), "")


def _plausible_division(first_two: str) -> bool:
    """Whether a division code may begin so: 83 is the last, for Taiwan; 99 is the demonstration's."""
    return 11 <= int(first_two) <= 83 or first_two == "99"


def _is_date(digits: str) -> bool:
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _is_credit_code(number: str) -> bool:
    if not number.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], CREDIT_CODE_WEIGHTS, strict=True))
    return (31 - total % 31) % 31 == int(number[17])


def _passes_luhn(number: str) -> bool:
    odd, even = number[-1::-2], number[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0


def _masked(number: str, kind: Kind) -> str:
    shown = 3 if kind is Kind.MOBILE_NUMBER else 4
    return number[:shown] + "*" * (len(number) - shown - 4) + number[-4:]
