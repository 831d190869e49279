"""A file of the index: a script that registers itself, so that file:// works as http does."""

from __future__ import annotations

import codecs
import json

FUNCTION = "disclosureSearch"


def script(kind: str, name: str | int, stamp: str, *values: object) -> bytes:
    """Return a script that hands some values to the search: in UTF-8, or in UTF-16 where that is shorter.

    UTF-16 says so in its first two bytes, which every browser believes before any header.
    """
    written = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in (kind, name, *values))
    safe = written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    text = f'{FUNCTION}("{stamp}",{safe})\n'
    narrow = text.encode("utf-8", "backslashreplace")
    wide = codecs.BOM_UTF16_LE + text.encode("utf-16-le", "backslashreplace")
    return min(narrow, wide, key=len)
