"""Fonts of a PDF: which characters the codes of a string stand for, and how wide they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any  # The objects of pypdf are maps without types.


@dataclass(slots=True)
class Font:
    """How to read strings set in one font. Without any description a byte is a Western character half an em wide."""

    two_bytes: bool = False
    codec: str = ""
    """Codec of Chinese fonts whose codes are GBK, UTF-16 and the like."""
    vertical: bool = False
    characters: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual_width: float = 0.5

    def read(self, string: bytes) -> tuple[str, float, int, int]:
        """Return the characters, their width (in ems), the number of codes and how many of them are spaces."""
        if self.codec and not self.characters:
            return self._by_codec(string)
        if self.two_bytes:
            codes = [string[at] << 8 | string[at + 1] for at in range(0, len(string) - 1, 2)]
            spaces = 0
        else:
            codes = list(string)
            spaces = string.count(b" ")
        characters, widths, usual = self.characters, self.widths, self.usual_width
        text = "".join([characters.get(code, "\ufffd") for code in codes])
        width = float(len(codes)) if self.vertical else sum([widths.get(code, usual) for code in codes])
        return text, width, len(codes), spaces

    def _by_codec(self, string: bytes) -> tuple[str, float, int, int]:
        text = string.decode(self.codec, "replace")
        narrow = 0 if self.vertical else sum(character < "\x80" for character in text)
        return text, len(text) - narrow / 2, len(text), 0


def load_font(description: Any) -> Font:
    """Return the font that a font dictionary describes."""
    if description.get("/Subtype") == "/Type0":
        return _composite(description)
    font = Font(widths=_simple_widths(description))
    font.characters = _encoded(_get(description, "/Encoding"))
    font.characters.update(_to_unicode(description))
    return font


_CODECS = (
    ("/GB", "gb18030"),
    ("/UniGB-UTF8", "utf-8"),
    ("/UniGB-UTF32", "utf-32-be"),
    ("/Uni", "utf-16-be"),
    ("/B5", "big5hkscs"),
    ("/ETen", "big5hkscs"),
    ("/HKscs", "big5hkscs"),
    ("/90ms", "cp932"),
    ("/KSC", "cp949"),
)
"""How the names of ready-made character maps begin, and the codec their codes are in."""
_MOST_CODES = 70_000
_GLYPHS = {
    **dict(
        zip(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), "0123456789", strict=True)
    ),
    **dict(
        zip(("space", "period", "comma", "hyphen", "minus", "colon", "semicolon", "slash"), " .,--:;/", strict=True)
    ),
    **dict(zip(("parenleft", "parenright", "bracketleft", "bracketright", "at", "underscore"), "()[]@_", strict=True)),
    **dict(
        zip(("quotesingle", "quotedbl", "percent", "plus", "equal", "asterisk", "ampersand"), "'\"%+=*&", strict=True)
    ),
    **dict(zip(("exclam", "question", "numbersign", "dollar", "less", "greater", "bar"), "!?#$<>|", strict=True)),
    **dict(
        zip(
            ("braceleft", "braceright", "asciitilde", "backslash", "grave", "endash", "emdash"), "{}~\\`–—", strict=True
        )
    ),
    **dict(zip(("quoteleft", "quoteright", "quotedblleft", "quotedblright", "bullet"), "‘’“”•", strict=True)),
}
_UNICODE_NAME = re.compile(r"u(?:ni)?([0-9A-Fa-f]{4,6})")


def _get(description: Any, key: str) -> Any:
    value = description.get(key)
    return None if value is None else value.get_object()


def _composite(description: Any) -> Font:
    encoding = _get(description, "/Encoding")
    name = str(encoding) if isinstance(encoding, str) else "/Identity-H"
    font = Font(two_bytes=True, usual_width=1.0, vertical=name.endswith("-V"))
    font.codec = next((codec for start, codec in _CODECS if name.startswith(start)), "")
    font.characters = _to_unicode(description)
    descendants = _get(description, "/DescendantFonts")
    if descendants:
        inner = descendants[0].get_object()
        font.usual_width = _float(inner.get("/DW", 1000)) / 1000
        if not font.codec:
            font.widths = _composite_widths(_get(inner, "/W") or ())
    if font.codec and font.codec != "utf-16-be":
        font.characters = {}  # Codes of one and two bytes are mixed; the codec knows where each ends.
    return font


def _float(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _simple_widths(description: Any) -> dict[int, float]:
    matrix = _get(description, "/FontMatrix")
    scale = _float(matrix[0]) if matrix else 0.001
    first = int(_float(description.get("/FirstChar", 0)))
    widths = _get(description, "/Widths") or ()
    return {first + at: _float(width.get_object()) * scale for at, width in enumerate(widths[:256])}


def _composite_widths(written: Any) -> dict[int, float]:
    """Read `[first [w w w] first last w …]`."""
    widths: dict[int, float] = {}
    at = 0
    while at + 1 < len(written) and len(widths) < _MOST_CODES:
        first, second = int(_float(written[at].get_object())), written[at + 1].get_object()
        if isinstance(second, list):
            for code, width in enumerate(second[:_MOST_CODES], first):
                widths[code] = _float(width.get_object()) / 1000
            at += 2
        elif at + 2 < len(written):
            width = _float(written[at + 2].get_object()) / 1000
            for code in range(first, min(int(_float(second)), first + 0xFFFF) + 1):
                widths[code] = width
            at += 3
        else:
            break
    return widths


def _encoded(encoding: Any) -> dict[int, str]:
    """Return what the 256 codes of a simple font mean."""
    base = str(encoding) if isinstance(encoding, str) else ""
    differences: Any = ()
    if hasattr(encoding, "get"):
        base = str(encoding.get("/BaseEncoding", ""))
        differences = _get(encoding, "/Differences") or ()
    codec = "mac_roman" if base == "/MacRomanEncoding" else "cp1252"
    characters = {code: bytes([code]).decode(codec, "replace") for code in range(256)}
    code = 0
    for entry in differences[:2048]:
        value = entry.get_object()
        if isinstance(value, str):
            characters[code] = _glyph(value[1:])
            code += 1
        else:
            code = int(_float(value))
    return characters


def _glyph(name: str) -> str:
    stem = name.partition(".")[0]
    if len(stem) == 1:
        return stem
    if stem in _GLYPHS:
        return _GLYPHS[stem]
    number = _UNICODE_NAME.fullmatch(stem)
    return _character(int(number[1], 16)) if number else "\ufffd"


def _character(number: int) -> str:
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF else "\ufffd"


_CMAP_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]{0,1024})>|([\[\]])|(begin|end)bf(char|range)")


def _to_unicode(description: Any) -> dict[int, str]:
    """Read the table that says which characters the codes of a font are."""
    table = _get(description, "/ToUnicode")
    if table is None or not hasattr(table, "get_data"):
        return {}
    characters: dict[int, str] = {}
    operands: list[bytes | list[bytes]] = []
    array: list[bytes] | None = None
    block = b""
    for token in _CMAP_TOKEN.finditer(table.get_data()):
        if len(characters) > _MOST_CODES:
            break
        if token[3]:
            block = token[4] if token[3] == b"begin" else b""
            operands.clear()
            array = None
        elif token[2] == b"[":
            array = []
        elif token[2] == b"]":
            operands.append(array or [])
            array = None
        elif array is not None:
            array.append(token[1])
        else:
            operands.append(token[1])
        if block == b"char" and len(operands) == 2:
            _add_range(characters, operands[0], operands[0], operands[1])
            operands.clear()
        elif block == b"range" and len(operands) == 3:
            _add_range(characters, operands[0], operands[1], operands[2])
            operands.clear()
    return characters


def _add_range(
    characters: dict[int, str], first: bytes | list[bytes], last: bytes | list[bytes], target: bytes | list[bytes]
) -> None:
    if isinstance(first, list) or isinstance(last, list):
        return
    start = _code(first)
    codes = range(start, min(_code(last), start + 0xFFFF) + 1)
    if isinstance(target, list):
        characters.update(zip(codes, map(_utf16, target), strict=False))
    elif text := _utf16(target):
        for step, code in enumerate(codes):
            characters[code] = text[:-1] + _character(ord(text[-1]) + step) if step else text


def _code(written: bytes) -> int:
    digits = b"".join(written.split())[:8]
    return int(digits, 16) if digits else 0


def _utf16(written: bytes) -> str:
    digits = b"".join(written.split())
    raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    text = raw.decode("utf-16-be", "replace") if len(raw) > 1 else raw.decode("latin-1")
    return "".join(
        "\ufffd" if "\ue000" <= character <= "\uf8ff" or character == "\0" else character for character in text
    )
