"""A cell as its sheet shows it to a person: sign, percent, thousands, dates and times in the form that was chosen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from disclosure.office.number_format import TOKEN, filled, layout_of, literal, plain_number, sections, shown_number


def number_as_shown(written: str, code: str, *, since_1904: bool = False) -> str:
    """Return how the number `written` in the file looks under the format `code`.

    Where `number_format` looks for every digit that a file holds, this keeps to what meets the eye. A form that is not
    understood shows the plain number.
    """
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    if code in {"", "General", "@"} or not number.is_finite():
        return plain_number(written)
    parts = sections(code)
    if any(_CONDITION.search(part) for part in parts):
        return plain_number(written)
    if not any(part.strip() for part in parts):
        return ""  # `;;;` is how a sheet hides a cell.
    if layout_of(code).date:
        return (
            _moment(written, parts[0], since_1904=since_1904) or shown_number(written, code, since_1904=since_1904).text
        )
    if number.is_zero() and len(parts) > 2:
        return _laid_out(number, parts[2])
    if number < 0:
        own = len(parts) > 1 and bool(parts[1].strip())
        return _laid_out(-number, parts[1]) if own else f"-{_laid_out(-number, parts[0])}"
    return _laid_out(number, parts[0])


_CONDITION = re.compile(r"\[[<>=]")
_FURTHEST = 24
"""Digits that decimal arithmetic keeps."""


def _laid_out(number: Decimal, part: str) -> str:
    tokens = TOKEN.findall(part)
    if not any(token in {"0", "#"} for token in tokens):
        return "".join(literal(token) for token in tokens if token != "?").strip() or "0"
    layout = layout_of(part)
    if layout.unusual or number.adjusted() + layout.decimals > _FURTHEST:
        return plain_number(str(number))
    scale = _scale(tokens)
    if scale and layout.thousands and not _groups(tokens):
        layout = dataclasses.replace(layout, thousands=False)
    text = filled(layout, number.scaleb(-3 * scale))
    return text.strip()


def _scale(tokens: list[str]) -> int:
    """Count the commas right behind the last digit: each divides by a thousand (`0.0,"万"`)."""
    last = max(at for at, token in enumerate(tokens) if token in {"0", "#"})
    count = 0
    while last + 1 + count < len(tokens) and tokens[last + 1 + count] == ",":
        count += 1
    return count


def _groups(tokens: list[str]) -> bool:
    """Say whether a comma stands between two digits of the whole number, where it means thousands."""
    digits = [at for at, token in enumerate(tokens) if token in {"0", "#"}]
    return any(tokens[at] == "," and at < digits[-1] for at in range(digits[0], len(tokens)))


_Parts = Callable[[dt.datetime], str]

_WRITTEN: dict[str, _Parts] = {
    "yyyy": lambda moment: f"{moment.year:04}",
    "yy": lambda moment: f"{moment.year % 100:02}",
    "mm": lambda moment: f"{moment.month:02}",
    "m": lambda moment: str(moment.month),
    "dd": lambda moment: f"{moment.day:02}",
    "d": lambda moment: str(moment.day),
    "hh": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "ss": lambda moment: f"{moment.second:02}",
    "s": lambda moment: str(moment.second),
    "aaaa": lambda moment: f"星期{_WEEK[moment.weekday()]}",
    "aaa": lambda moment: _WEEK[moment.weekday()],
}
_WEEK = "一二三四五六日"
_HALF_DAY = re.compile(r"AM/PM|A/P|上午/下午", re.IGNORECASE)
"""Left out: the hours are counted to twenty-four."""
_RUN = re.compile(r'(?:y+|m+|d+|h+|s+|a+)|"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|.', re.DOTALL | re.IGNORECASE)


def _moment(written: str, part: str, *, since_1904: bool) -> str:
    """Return a date or time in the form of `part`; nothing when the form is not one of ours ([h], mmm)."""
    days = float(written)
    if not 0 <= days < 2_958_466 - 1462 * since_1904:  # The year 9999.
        return ""
    runs = _RUN.findall(_HALF_DAY.sub("", part))
    kinds = [run.lower() for run in runs]
    timely = all(kind[0] in "hms" for kind in kinds if kind[0] in "ymdhsa")
    if days < 1 and not timely:
        return ""
    # 1900 is counted as a leap year, as Lotus did; from March 1900 on, day one is 1899-12-31.
    origin = dt.datetime(1904, 1, 1) if since_1904 else dt.datetime(1899, 12, 30)
    moment = (origin + dt.timedelta(days=days, milliseconds=500)).replace(microsecond=0)
    text = []
    before = ""
    for at, (run, kind) in enumerate(zip(runs, kinds, strict=True)):
        if kind[0] not in "ymdhsa":
            if kind.startswith("[") and kind.strip("[]").strip("hms") == "":
                return ""  # Hours beyond a day.
            text.append(literal(run))
            continue
        after = next((other for other in kinds[at + 1 :] if other[0] in "ymdhsa"), "")
        if kind in {"m", "mm"} and (before.startswith("h") or after.startswith("s")):
            text.append(f"{moment.minute:02}" if kind == "mm" else str(moment.minute))
        elif kind in _WRITTEN:
            text.append(_WRITTEN[kind](moment))
        else:
            return ""
        before = kind
    return "".join(text).strip()
