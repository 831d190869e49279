"""The list of items (公开事项) from A to Z by pinyin, and a page for each: the duty, and what fulfils it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from disclosure.model.item import Item
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Draft, Page
from disclosure.publish.pages.catalogues import KINDS, RULES, basis_text
from disclosure.relate.duty import duty_of
from disclosure.relate.site import Site
from disclosure.text.dates import chinese_date
from disclosure.text.pinyin import initial, sort_key
from disclosure.text.time_limit import LimitKind, describe

COLUMN = "公开事项"


def items(site: Site) -> Iterator[Draft]:
    """Yield the list and the pages."""
    yield Draft("items/", _list)
    for code in site.items:
        yield Draft(f"items/{code}/", _item, code)


def _list(site: Site) -> Page:
    links = Links(site, "items/")
    letters: dict[str, list[Item]] = defaultdict(list)
    for item in site.items.values():
        letters[initial(item.name)].append(item)
    groups = [
        {
            "letter": letter,
            "anchor": "other" if letter == "#" else letter.lower(),
            "rows": [links.item(item) for item in sorted(found, key=lambda item: (sort_key(item.name), item.code))],
        }
        for letter, found in sorted(letters.items(), key=lambda entry: (entry[0] == "#", entry[0]))
    ]
    jump = [{"text": group["letter"], "href": f"#{group['anchor']}"} for group in groups]
    view = {"groups": groups, "jump": jump, "count": len(site.items)}
    return framed(site, "items/", "pages/items.html", "公开事项（按拼音）", view, column=COLUMN)


def _item(site: Site, code: str) -> Page:
    item = site.items[code]
    here = f"items/{item.code}/"
    links = Links(site, here)
    catalogue = site.catalogues[site.catalogue_of[item.code]]
    duty = duty_of(site, item)
    rule = item.channel_rule or catalogue.channel_rule
    facts: list[dict[str, Any]] = [
        {
            "label": "五公开类别",
            "links": [
                {"text": category.value, "href": links.to(f"openness/{category.slug}/")} for category in item.openness
            ],
        },
        {"label": "公开主体", "links": links.agencies(item.agencies)},
        {"label": "公开时限", "text": item.time_limit or "目录没有写明；一般为20个工作日（条例第二十六条）"},
        {
            "label": "时限说明",
            "text": "；".join(describe(limit) for limit in item.limits if limit.kind is not LimitKind.UNPARSED),
        },
        {"label": "公开依据", "lines": [basis_text(site, item, position) for position in range(len(item.basis))]},
        {"label": "公开渠道和载体", "text": "、".join(site.label("carriers", key) for key in item.carriers)},
        {"label": "渠道要求", "text": RULES[rule] if item.carriers else ""},
        {
            "label": "公开对象",
            "text": "；".join(
                filter(None, ("全社会" if item.everyone else "", f"特定群体：{item.group}" if item.group else ""))
            ),
        },
        {
            "label": "公开方式",
            "text": "、".join(
                word for word, ticked in (("主动公开", item.proactive), ("依申请公开", item.on_request)) if ticked
            ),
        },
        {"label": "公开层级", "text": "、".join(site.label("levels", key) for key in item.levels)},
        {"label": "事项编码", "text": item.code},
        {"label": "目录", "links": [links.record(catalogue)]},
        {"label": "依据核对", "text": "已核对" if item.evidence.verified else "待核对"},
        {"label": "备注", "text": item.note},
    ]
    documents = site.documents_linked(item, "documents")
    view = {
        "levels": list(item.levels_of_name),
        "explanation": item.explanation,
        "contents": list(item.contents),
        "facts": [fact for fact in facts if any(fact.get(key) for key in ("text", "links", "lines"))],
        "duty": {"state": duty.state.value, "kind": KINDS[duty.state], "sentence": duty.sentence},
        "rows": links.rows(documents),
        "verified": item.evidence.verified,
        "adjustments": [[chinese_date(entry.date), entry.what] for entry in item.adjustments],
        "apply": links.to("application/"),
    }
    domain = site.domains[catalogue.domain] if catalogue.domain else None
    crumbs = [(f"{domain.label}领域", f"domains/{domain.key}/")] if domain else [("公开事项", "items/")]
    crumbs.append((catalogue.title, f"catalogues/{catalogue.key}/"))
    description = item.explanation or f"{item.name}：{'、'.join(item.contents)}"[:120]
    return framed(site, here, "pages/item.html", item.name, view, crumbs=crumbs, column=COLUMN, description=description)
