"""Numbers as Chinese documents write them: 12, １２, 十二, 一百二十, 二〇一九."""

from __future__ import annotations

import re

from disclosure.text.normal import half_width
from disclosure.text.quoting import quoted

_DIGITS = "〇一二三四五六七八九"
_WAYS_TO_WRITE = str.maketrans(
    "零壹贰弍叁肆伍陆柒捌玖拾佰仟萬億貳參陸",
    "〇一二二三四五六七八九十百千万亿二三六",
)
_SPOKEN_TENS = {"廿": "二十", "卅": "三十"}
_TENS = re.compile(
    r"(?:(?P<thousands>[一二两三四五六七八九])千(?P<no_hundreds>〇?))?"
    r"(?:(?P<hundreds>[一二两三四五六七八九])百(?P<no_tens>〇?))?"
    r"(?:(?P<tens>[一二三四五六七八九]?)十)?"
    r"(?P<ones>[一二三四五六七八九]?)"
)
"""A number below 10,000."""
_GREAT_UNITS = (("亿", 10**8), ("万", 10**4))
_LONGEST = 20


def parse_number(text: str) -> int:
    """Return the number that `text` states in Arabic or Chinese numerals, or raise `ValueError`.

    What can be read in two ways is refused: 一百五 is 105 to one reader and 150 to another, 三五 may be an estimate.
    """
    written = half_width(text.strip()) if len(text) <= 4 * _LONGEST else ""
    if written.isascii() and written.isdigit() and len(written) <= 15:
        return int(written)
    number = _read(written.translate(_WAYS_TO_WRITE)) if len(written) <= _LONGEST else None
    if number is None:
        raise ValueError(f"读不出数字{quoted(text)}。写成 12 或 十二 这样的形式")
    return number


def chinese_number(number: int) -> str:
    """Return 1 to 9999 in Chinese numerals, as articles and sections are counted: 十二, 一百零五."""
    if not 1 <= number <= 9999:
        raise ValueError(f"chinese_number counts from 1 to 9999, not {number}")
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += _DIGITS[digit].replace("〇", "零") + name
        elif words and number % unit and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if 10 <= number < 20 else words


def _read(written: str) -> int | None:
    for spoken, tens in _SPOKEN_TENS.items():
        written = written.replace(spoken, tens)
    if written == "两":
        return 2
    number = _digit_by_digit(written)
    return _with_units(written) if number is None else number


def _digit_by_digit(written: str) -> int | None:
    """Read 二〇一九; also 二O一九 and 二0一九, because 〇 is missing on many keyboards."""
    if not any(char in _DIGITS for char in written):
        return None
    digits = [_DIGITS.find("〇" if char in "0Oo" else char) for char in written]
    estimate = len(digits) == 2 and 0 not in digits
    if -1 in digits or estimate:
        return None
    return int("".join(map(str, digits)))


def _with_units(written: str) -> int | None:
    for name, unit in _GREAT_UNITS:
        before, found, rest = written.rpartition(name)
        if found:
            count = _with_units("二" if before == "两" else before)
            remainder = _with_units(rest.removeprefix("〇")) if rest else 0
            # 一万五 is 15,000 or 10,005; 一万万 is nobody's number today.
            if count is None or remainder is None or count >= unit or rest in tuple(_DIGITS):
                return None
            return count * unit + remainder
    return _below_ten_thousand(written)


def _below_ten_thousand(written: str) -> int | None:
    found = _TENS.fullmatch(written)
    if not written or not found:
        return None
    thousands, hundreds, tens, ones = found["thousands"], found["hundreds"], found["tens"], found["ones"]
    superfluous_zero = (found["no_hundreds"] and hundreds) or (found["no_tens"] and tens is not None)
    one_or_ten = ones and written[-2:-1] in ("百", "千")
    ten_of_what = tens == "" and not (written.startswith("十") or "百十" in written)
    if superfluous_zero or one_or_ten or ten_of_what or written.endswith("〇"):
        return None
    values = (_digit(thousands) * 1000, _digit(hundreds) * 100, _digit("一" if tens == "" else tens) * 10, _digit(ones))
    return sum(values)


def _digit(char: str | None) -> int:
    return _DIGITS.index("二" if char == "两" else char) if char else 0
