"""Agencies: the tree has no circles, and somebody answers the telephone."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.problem import Finding, Grade
from disclosure.relate.site import Site


def agencies(site: Site) -> Iterator[Finding]:
    """Yield agencies whose superiors form a circle, and heads of document numbers given to two agencies."""
    heads: dict[str, str] = {}
    in_a_circle: set[str] = set()
    for agency in site.agencies.values():
        seen = {agency.key}
        above = agency.parent
        while above is not None and above in site.agencies:
            if above in seen:
                if above == agency.key and above not in in_a_circle:
                    in_a_circle |= seen
                    yield found(agency, "parent", Grade.ERROR, "上级机构绕成了一圈", "改掉其中一个上级")
                break
            seen.add(above)
            above = site.agencies[above].parent
        for position, head in enumerate(agency.number_heads):
            other = heads.setdefault(head, agency.key)
            if other != agency.key:
                what = f"机关代字“{head}”已经属于{site.agencies[other].full_name}"
                yield found(agency, "number_heads", Grade.ERROR, what, "一个代字只属于一个机构", at=(position,))
        if not agency.phone and not agency.address:
            yield found(agency, "", Grade.DUTY, f"{agency.full_name}没有办公地址和联系电话（条例第二十条第（二）项）")
