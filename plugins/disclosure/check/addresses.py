"""Addresses: a former address (旧地址) leads to one record, and stands in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.address import ROOMS, TAKEN
from disclosure.model.writing import Writing
from disclosure.problem import Finding, Grade
from disclosure.relate.site import Site


def addresses(site: Site) -> Iterator[Finding]:
    """Yield former addresses at which another page stands, or which two records claim."""
    keys = {(ROOMS[record.kind], record.key): record for record in site.writings()}
    claimed: dict[str, Writing] = {}
    for record in site.writings():
        for position, former in enumerate(record.moved_from):
            room, _, rest = former.partition("/")
            there = keys.get((room, rest.rstrip("/")))
            other = claimed.setdefault(former, record)
            if there is record:
                what, hint = f"“{former}”就是现在的地址", "删掉这一项"
            elif there is not None:
                what, hint = f"“{former}”是“{there.title}”的地址", "核对是不是写错了"
            elif room in TAKEN and (room not in _OWN or rest.count("/") != 1):
                what, hint = f"“{former}”是本站的栏目", "核对是不是写错了"
            elif other is not record:
                what, hint = f"“{former}”已经是“{other.title}”的旧地址", "一个旧地址只能通到一个地方"
            else:
                continue
            yield found(record, "moved_from", Grade.ERROR, what, hint, at=(position,))


_OWN = (ROOMS["document"], ROOMS["interpretation"])
