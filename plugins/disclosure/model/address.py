"""Where each record stands on the site. One function writes every address."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import quote

from disclosure.model.interpretation import Question
from disclosure.model.record import Record

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
"""Nearly every address; `quote` would change nothing, and takes long for it."""


class Spelling(StrEnum):
    """How links name a page: for a web server, or for files opened from a folder (terminal)."""

    WEB = "web"
    """`…/szgy-bz/`"""
    FOLDER = "folder"
    """`…/szgy-bz/index.html`"""


ROOMS = {
    "document": "documents",
    "interpretation": "interpretations",
    "item": "items",
    "catalogue": "catalogues",
    "negative_list": "negative",
    "domain": "domains",
    "agency": "agencies",
    "law": "laws",
}
"""Kind of record → the folder of its pages."""

TAKEN = frozenset(
    {
        *ROOMS.values(),
        *("404.html", "index.html", "robots.txt", "sitemap.xml"),
        *(
            "about",
            "accessibility",
            "application",
            "assets",
            "latest",
            "lists",
            "matrix",
            "openness",
            "questions",
            "search",
            "site-map",
        ),
    }
)
"""How the addresses of our own pages begin; a former address may not."""


def address(record: Record) -> str:
    """Return the address of a record below the root of the site: `documents/szgy-bz/`."""
    if isinstance(record, Question):
        return f"interpretations/{record.interpretation}/#q{record.position}"
    return page_address(record.kind, record.key)


def page_address(kind: str, key: str) -> str:
    """Return the address of the record of a kind with a key, whether or not there is one."""
    return f"{ROOMS[kind]}/{key}/"


def link(here: str, there: str, spelling: Spelling) -> str:
    """Return the relative link from the page `here` to `there`, both addresses below the root.

    Relative, so that the site works under any prefix and from a folder; `""` is the home page. `there` may be a file
    (`documents/x/plan.pdf`) and may carry a `#fragment`.
    """
    path, hash_mark, fragment = there.partition("#")
    away = here.split("/")[:-1]
    steps = path.split("/")
    shared = 0
    for one, other in zip(away, steps[:-1], strict=False):
        if one != other:
            break
        shared += 1
    up = "../" * (len(away) - shared) + "/".join(steps[shared:])
    if path == "" or path.endswith("/"):
        up = f"{up}index.html" if spelling is Spelling.FOLDER else up or "./"
    return f"{up if _PLAIN.fullmatch(up) else quote(up, safe='/.-_~')}{hash_mark}{quote(fragment, safe='-_.~:')}"
