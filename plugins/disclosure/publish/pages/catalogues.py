"""The list of catalogues (目录), and each catalogue as the table the guidelines prescribe; the negative lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from disclosure.model.catalogue import Catalogue, CatalogueKind
from disclosure.model.item import ChannelRule, Item
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site
from disclosure.text.dates import chinese_date

RULES = {
    ChannelRule.ALL_MARKED: "“■”表示必选项，标注的渠道都要公开",
    ChannelRule.ANY_MARKED: "在标注的渠道范围内至少选择其一公开；法律、法规、规章另有规定的从其规定",
}
"""What the marks in the carrier column oblige to; both readings are in use (§1.3 of the reference)."""

COLUMN = "政务公开事项标准目录"


def catalogues(site: Site) -> Iterator[Page]:
    """Yield the list, the catalogues, the negative lists."""
    links = Links(site, "catalogues/")
    groups = []
    for kind in CatalogueKind:
        found = [catalogue for catalogue in site.catalogues.values() if catalogue.catalogue_kind is kind]
        if found:
            rows = [links.record(catalogue) | {"count": len(catalogue.items)} for catalogue in found]
            groups.append({"text": kind.value, "rows": rows})
    if site.negative_lists:
        rows = [links.record(negative) | {"count": len(negative.entries)} for negative in site.negative_lists.values()]
        groups.append({"text": "负面清单", "rows": rows})
    yield framed(site, "catalogues/", "pages/catalogues.html", "政务公开目录", {"groups": groups}, column=COLUMN)
    for catalogue in site.catalogues.values():
        yield _catalogue(site, catalogue)
    for key, negative in site.negative_lists.items():
        here = f"negative/{key}/"
        view = {
            "facts": _facts(site, Links(site, here), negative.agency, negative.published),
            "rows": [
                {
                    "number": number,
                    "category": entry.category,
                    "content": entry.content,
                    "basis": entry.basis,
                    "verified": entry.evidence.verified,
                }
                for number, entry in enumerate(negative.entries, 1)
            ],
            "note": negative.note,
        }
        crumbs = [("政务公开目录", "catalogues/")]
        yield framed(site, here, "pages/negative.html", negative.title, view, crumbs=crumbs, column=COLUMN)


def _catalogue(site: Site, catalogue: Catalogue) -> Page:
    here = f"catalogues/{catalogue.key}/"
    links = Links(site, here)
    groups = [
        {"text": first, "rows": [_row(site, links, item) for item in items]}
        for first, items in groupby(catalogue.items, key=lambda item: item.first)
    ]
    facts = _facts(site, links, catalogue.agency, catalogue.published)
    if catalogue.domain:
        facts.insert(0, {"label": "领域", "links": [links.record(site.domains[catalogue.domain])]})
    view = {
        "facts": facts,
        "rule": RULES[catalogue.channel_rule],
        "note": catalogue.note,
        "groups": groups,
        "count": len(catalogue.items),
        "unverified": sum(not item.evidence.verified for item in catalogue.items),
        "adjustments": [
            [chinese_date(entry.date), entry.what]
            for entry in sorted(catalogue.adjustments, key=lambda entry: entry.date, reverse=True)
        ],
    }
    crumbs = [("政务公开目录", "catalogues/")]
    return framed(site, here, "pages/catalogue.html", catalogue.title, view, crumbs=crumbs, column=COLUMN)


def _facts(site: Site, links: Links, agency: str, published: Any) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [{"label": "编制机构", "links": [links.record(site.agencies[agency])]}]
    if published:
        facts.append({"label": "公布日期", "text": chinese_date(published)})
    return facts


def _row(site: Site, links: Links, item: Item) -> dict[str, Any]:
    """Return the fourteen columns of a row, as text."""
    return links.item(item) | {
        "code": item.code,
        "number": item.number,
        "sub": "　".join(part for part in (item.second, item.third) if part),
        "contents": list(item.contents),
        "basis": [basis_text(site, item, position) for position in range(len(item.basis))],
        "limit": item.time_limit,
        "agencies": links.agencies(item.agencies),
        "carriers": [site.label("carriers", key) for key in item.carriers],
        "everyone": item.everyone,
        "group": item.group,
        "proactive": item.proactive,
        "on_request": item.on_request,
        "tiers": [site.label("levels", key) for key in item.levels],
    }


def basis_text(site: Site, item: Item, position: int) -> str:
    """Return one basis of an item as it is cited: 《…》（文号）第二十条; of an unverified row, the title alone."""
    basis = item.basis[position]
    law = site.laws[basis.law]
    number = f"（{law.doc_no}）" if law.doc_no and law.evidence.verified else ""
    return f"《{law.title}》{number}{basis.clause}" if item.evidence.verified else f"《{law.title}》"
