"""Numbers of a workbook as a person sees them: number formats (数字格式) applied, no digit lost to 1.38E+10."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    **dict.fromkeys((*range(15, 18), *range(29, 37), *range(50, 57)), "yyyy-mm-dd"),
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"},
    **{14: "yyyy/m/d", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((27, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 58), 'm"月"d"日"'),
    **{31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0"},
}
"""Formats that a workbook names by number only, as a Chinese Excel shows them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it looks, and the whole number behind it where the looks hide or divide its digits."""

    text: str
    behind: str = ""


def shown_number(written: str, code: str, *, since_1904: bool = False) -> Shown:
    """Return how the number `written` in the file looks under the format `code`."""
    plain = plain_number(written)
    if code in {"", "General", "@"}:
        return Shown(plain)
    layout = layout_of(code)
    if layout.date:
        return Shown(_date(plain, since_1904) or plain)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return Shown(plain)
    if layout.unusual or not number.is_finite() or number < 0:
        return Shown(plain)
    if number.adjusted() + layout.decimals > 24:  # More digits than decimal arithmetic keeps.
        return Shown(plain)
    text = filled(layout, number)
    return Shown(text, plain if _many_digits(plain) and plain not in text else "")


def shown_text(text: str, code: str) -> str:
    """Return how a text looks under a format: `"350122"@` puts six digits before what was typed."""
    if "@" not in code or code == "@":
        return text
    tokens = TOKEN.findall(sections(code)[-1])
    return "".join(text if token == "@" else literal(token) for token in tokens)


def plain_number(written: str) -> str:
    """Return a number without exponent, with the fifteen digits that Excel keeps: `1.38E+10` → `13800000000`."""
    if written.isascii() and written.isdigit():
        return written  # Other programs write long numbers in full; then they are there to be read in full.
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    if not number.is_finite() or not -30 < number.adjusted() < 310 or len(written) > 400:
        return written
    if number.as_tuple().exponent != 0:  # An exponent or a decimal point: it went through a floating-point number.
        number = Decimal(f"{number:.15g}")
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Layout:
    """What a section of a format does with a number."""

    date: bool = False
    unusual: bool = False
    before: tuple[str, ...] = ()
    """Whole-number part: placeholders and literals in order."""
    decimals: int = 0
    after: str = ""
    percent: bool = False
    thousands: bool = False


TOKEN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|[eE][+-]|.', re.DOTALL)


def sections(code: str) -> list[str]:
    """Return the parts of a format for positive numbers, negative ones, zero, text, as far as it has them."""
    found = [""]
    for token in TOKEN.findall(code[:255]):  # Excel allows no longer format.
        if token == ";":
            found.append("")
        else:
            found[-1] += token
    return found


@lru_cache(maxsize=4096)
def layout_of(code: str) -> Layout:
    """Return what the first section of a format does."""
    tokens = TOKEN.findall(sections(code)[0])
    bare = [token for token in tokens if len(token) == 1]
    if any(token in "ymdhsYMDHS" for token in bare):
        return Layout(date=True)
    if any(token in "/?" for token in bare) or any(token[0] in "eE" and len(token) == 2 for token in tokens):
        return Layout(unusual=True)
    point = tokens.index(".") if "." in tokens else len(tokens)
    whole, rest = tokens[:point], tokens[point + 1 :]
    if not any(token in "0#" for token in bare):
        return Layout(unusual=True)
    return Layout(
        before=tuple(token if token in {"0", "#"} else literal(token) for token in whole if token != ","),
        decimals=sum(token in {"0", "#"} for token in rest),
        after="".join(literal(token) for token in rest if token not in {"0", "#", ","}),
        percent="%" in bare,
        thousands="," in whole,
    )


def literal(token: str) -> str:
    """Return what a token that holds no digit shows."""
    if token.startswith('"') and len(token) > 1:
        return token[1:-1]
    if token.startswith("\\") and len(token) > 1:
        return token[1:]
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    return "" if token.startswith(("[", "_", "*")) and len(token) > 1 else token


def filled(layout: Layout, number: Decimal) -> str:
    """Lay the digits into the placeholders from the right; the first placeholder takes all that are left."""
    if layout.percent:
        number *= 100
    rounded = f"{number.quantize(Decimal(1).scaleb(-layout.decimals), ROUND_HALF_UP):f}"
    digits, _, decimals = rounded.partition(".")
    slots = [index for index, token in enumerate(layout.before) if token in {"0", "#"}]
    if layout.thousands:
        digits = f"{int(digits):,}"
        parts = ["" if index in slots else token for index, token in enumerate(layout.before)]
        if slots:
            parts[slots[0]] = digits
        return "".join(parts) + (f".{decimals}" if decimals else "") + layout.after
    digits = digits.lstrip("0")
    parts = list(layout.before)
    for index in reversed(slots):
        last, digits = (digits[-1:], digits[:-1]) if index != slots[0] else (digits, "")
        parts[index] = last or ("0" if layout.before[index] == "0" else "")
    return "".join(parts) + (f".{decimals}" if decimals else "") + layout.after


def _many_digits(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= 7


def _date(plain: str, since_1904: bool) -> str:
    try:
        days = float(plain)
    except ValueError:
        return ""
    if not 1 <= days < 2_958_466:  # The year 9999.
        return ""
    # 1900 is counted as a leap year, as Lotus did; from March 1900 on, day one is 1899-12-31.
    origin = dt.datetime(1904, 1, 1) if since_1904 else dt.datetime(1899, 12, 30)
    try:
        moment = origin + dt.timedelta(days=days)
    except OverflowError:
        return ""
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return f"{moment:%Y-%m-%d}" if moment.time() == dt.time() else f"{moment:%Y-%m-%d %H:%M}"
