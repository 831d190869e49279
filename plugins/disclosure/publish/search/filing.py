"""Where a term is filed in the index, so that terms that are asked for together lie together.

A pair of characters is filed under the rarer of the two, before or after: of 最低生活保障, 最低 and 低生 lie under 低,
生活 and 活保 under 活. So a query of six characters asks for some three files, not five, and rare characters have so
few pairs that all of them fit into one. Keys of document numbers are filed under their serial, because a query asks
for all spellings of one number. `overrides/parts/search.js/filing.js` does the same in the browser.
"""

from __future__ import annotations

COMMON = (
    "的业和人政行工发技务省国作理科法定实管部资关建设机一新化等中制保展用有规进动会产应学要合生全公加对以民条企力开创第大项地市位术高提年门区为"
    "施服重在社构单体家信办经成强金能级本推不当方基主及十府责教员目各持度支职育事专分三研二上者通或安出改息监性立与厅同时源件点导平北报入河组其"
    "评计标内审农系费查任可收程范准现共品于依场处险培策权校据按院面水统调下自量相县障结效情期所向转个日就织利划供确求质式备数四证领并完活励核照"
)
"""The characters that official documents use most, the most frequent first. It is part of the format: the order of the
index must not change with its texts."""

_PLACE = {char: place for place, char in enumerate(COMMON)}
_RARE = len(COMMON)
KEYS = ("#", "=", "@")
"""What keys begin with: document numbers, whole titles, years and issuers. They have no weight."""


def rareness(char: str) -> int:
    """Return how rare a character is: letters and digits least of all, characters that are not common alike."""
    return -1 if char.isascii() else _PLACE.get(char, _RARE)


def filed(term: str) -> str:
    """Return what terms are sorted by: the character they lie under, how it stands in them, and the rest."""
    if len(term) == 2 and term[0] not in KEYS:
        first, second = term[0], term[1]
        return f"{first},{second}" if rareness(first) >= rareness(second) else f"{second}-{first}"
    if term[0] == "#":
        rest, _, serial = term[1:].rpartition("-")
        return f"#+{serial}-{rest}"
    return f"{term[0]}+{term}"


def filed_title(key: str, written: str) -> str:
    """Return where the key of a whole title is filed: under its rarest character, beside a pair of it."""
    return f"{max(written, key=rareness, default='=')}+{key}"
