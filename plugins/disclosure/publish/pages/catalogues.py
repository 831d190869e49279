"""The list of catalogues (目录), and each catalogue as the table the guidelines prescribe; the negative lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from disclosure.model.address import address
from disclosure.model.catalogue import Catalogue, CatalogueKind
from disclosure.model.item import ChannelRule, Item
from disclosure.model.openness import Openness
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.duty import DutyState, duty_of
from disclosure.relate.site import Site
from disclosure.text.dates import chinese_date

RULES = {
    ChannelRule.ALL_MARKED: "“■”表示必选项，标注的渠道都要公开",
    ChannelRule.ANY_MARKED: "在标注的渠道范围内至少选择其一公开；法律、法规、规章另有规定的从其规定",
}
"""What the marks in the carrier column oblige to; both readings are in use (§1.3 of the reference)."""

COLUMN = "政务公开事项标准目录"

ALL_TABLES = "catalogues/catalogues.csv"
"""Where the table of all catalogues stands."""

KINDS = {
    DutyState.MET: "good",
    DutyState.EMPTY: "",
    DutyState.OVERDUE: "over",
    DutyState.ELSEWHERE: "info",
    DutyState.ENDED: "info",
}
"""How the mark of each state is coloured (`components/banner.html`, `components/tag.html`)."""

AUDIENCES = {"everyone": "全社会", "group": "特定群体"}
WAYS = {"proactive": "主动公开", "request": "依申请公开"}
"""Ways to narrow a catalogue that are two columns of ticks."""


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
    view: dict[str, Any] = {"groups": groups, "table": links.to(ALL_TABLES) if site.catalogues else ""}
    description = f"{site.county.government}的政务公开事项标准目录：公开什么、依据什么、多久之内、由谁公开、在哪里公开"
    yield framed(
        site, "catalogues/", "pages/catalogues.html", "政务公开目录", view, column=COLUMN, description=description
    )
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
    rows = [_row(site, links, item, number) for number, item in enumerate(catalogue.items, 1)]
    facts = _facts(site, links, catalogue.agency, catalogue.published)
    if catalogue.domain:
        facts.insert(0, {"label": "领域", "links": [links.record(site.domains[catalogue.domain])]})
    view = {
        "facts": facts,
        "rule": RULES[catalogue.channel_rule],
        "note": catalogue.note,
        "groups": [{"rows": list(found)} for _, found in groupby(rows, key=lambda row: row["first"])],
        "facets": _facets(site, rows),
        "table": {"href": links.to(table_of(catalogue)), "name": f"{catalogue.title}.csv"},
        "count": len(catalogue.items),
        "unverified": sum(not item.evidence.verified for item in catalogue.items),
        "adjustments": [
            [chinese_date(entry.date), entry.what]
            for entry in sorted(catalogue.adjustments, key=lambda entry: entry.date, reverse=True)
        ],
    }
    crumbs = [("政务公开目录", "catalogues/")]
    description = f"{catalogue.title}，共{len(catalogue.items)}项：公开内容、依据、时限、主体、渠道和落实情况"
    return framed(
        site,
        here,
        "pages/catalogue.html",
        catalogue.title,
        view,
        crumbs=crumbs,
        column=COLUMN,
        description=description,
    )


def table_of(catalogue: Catalogue) -> str:
    """Return where the table of a catalogue stands that can be taken away."""
    return f"{address(catalogue)}{catalogue.key}.csv"


def _facts(site: Site, links: Links, agency: str, published: Any) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [{"label": "编制机构", "links": [links.record(site.agencies[agency])]}]
    if published:
        facts.append({"label": "公布日期", "text": chinese_date(published)})
    return facts


def _row(site: Site, links: Links, item: Item, number: int) -> dict[str, Any]:
    """Return the fourteen columns of a row, as text, and by what it is found when the table is narrowed."""
    state = duty_of(site, item).state
    return links.item(item) | {
        "code": item.code,
        "number": item.number or str(number),
        "first": item.first,
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
        "state": {"text": state.value, "kind": KINDS[state]},
        "found_by": {
            "state": [state.name.lower()],
            "openness": [category.slug for category in item.openness],
            "way": [key for key, ticked in zip(WAYS, (item.proactive, item.on_request), strict=True) if ticked],
            "audience": [key for key, ticked in zip(AUDIENCES, (item.everyone, item.group), strict=True) if ticked],
            "level": list(item.levels),
            "agency": list(item.agencies),
        },
    }


def _facets(site: Site, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ways in which these rows differ, each with its values and how many rows have them."""
    counts: Counter[tuple[str, str]] = Counter(
        (facet, value) for row in rows for facet, values in row["found_by"].items() for value in values
    )
    agencies = sorted(  # Of two that stand in as many rows, the one that was met first.
        dict.fromkeys(value for facet, value in counts if facet == "agency"), key=lambda key: -counts["agency", key]
    )
    facets = {
        "state": ("落实情况", {state.name.lower(): state.value for state in DutyState}),
        "openness": ("五公开", {category.slug: category.value for category in Openness}),
        "way": ("公开方式", WAYS),
        "audience": ("公开对象", AUDIENCES),
        "level": ("公开层级", {level.id: level.label for level in site.vocabulary.levels}),
        "agency": ("公开主体", {key: site.body_name(key) for key in agencies}),
    }
    found = [
        {
            "key": facet,
            "text": text,
            "values": [
                {"key": key, "text": label, "count": counts[facet, key]}
                for key, label in values.items()
                if counts[facet, key]
            ],
        }
        for facet, (text, values) in facets.items()
    ]
    return [facet for facet in found if len(facet["values"]) > 1]


def basis_text(site: Site, item: Item, position: int) -> str:
    """Return one basis of an item as it is cited: 《…》（文号）第二十条; of an unverified row, the title alone."""
    basis = item.basis[position]
    law = site.laws[basis.law]
    number = f"（{law.doc_no}）" if law.doc_no and law.evidence.verified else ""
    return f"《{law.title}》{number}{basis.clause}" if item.evidence.verified else f"《{law.title}》"
