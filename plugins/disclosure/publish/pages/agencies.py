"""The list of agencies, and for each a page and its four boards (指南、制度、法定主动公开内容、年报)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure.model.agency import Agency
from disclosure.model.document import Board, Document
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Draft, Page
from disclosure.relate.site import Site

COLUMN = "机构职能"
NEWEST = 15


def agencies(site: Site) -> Iterator[Page | Draft]:
    """Yield the list, the pages and their boards."""
    links = Links(site, "agencies/")
    groups = []
    for kind in site.vocabulary.agency_kinds:
        found = [agency for agency in site.agencies.values() if agency.agency_kind == kind.id]
        if found:
            groups.append(
                {"text": kind.label, "anchor": f"kind-{kind.id}", "rows": [links.agency(agency) for agency in found]}
            )
    jump = [{"text": group["text"], "href": f"#{group['anchor']}"} for group in groups]
    yield framed(site, "agencies/", "pages/agencies.html", "公开机构", {"groups": groups, "jump": jump}, column=COLUMN)
    for key in site.agencies:
        yield Draft(f"agencies/{key}/", _agency, key)
        for board in Board:
            yield Draft(f"agencies/{key}/{board.slug}/", _board, key, board.name)


def _boards(links: Links, agency: Agency, current: Board | None = None) -> list[dict[str, Any]]:
    return [
        {
            "text": board.value,
            "href": links.to(f"agencies/{agency.key}/{board.slug}/"),
            "current": board is current,
        }
        for board in Board
    ]


def _agency(site: Site, key: str) -> Page:
    agency = site.agencies[key]
    documents = site.documents_linked(agency, "documents")
    here = f"agencies/{agency.key}/"
    links = Links(site, here)
    facts = [
        ["负责人", agency.head],
        ["办公地址", agency.address],
        ["办公时间", agency.hours],
        ["联系电话", agency.phone or ""],
        ["电子邮箱", agency.email or ""],
        ["邮政编码", agency.postcode],
        ["统一社会信用代码", agency.credit_code or ""],
        ["机关代字", "、".join(agency.number_heads)],
        ["公开层级", site.label("levels", agency.level)],
        ["内设机构", "、".join(agency.divisions)],
    ]
    parent = site.agencies.get(agency.parent or "")
    items = [site.items[code] for code in site.linked(agency, "items") if code in site.items]
    view = {
        "facts": [
            *({"label": label, "text": text} for label, text in facts if text),
            *([{"label": "上级机构", "links": [links.record(parent)]}] if parent else []),
        ],
        "duties": agency.duties,
        "boards": _boards(links, agency),
        "children": [links.agency(site.agencies[key]) for key in site.linked(agency, "children")],
        "domains": [links.record(site.domains[key]) for key in site.linked(agency, "domains")],
        "items": [links.item(item) for item in items],
        "rows": links.rows(documents[:NEWEST]),
        "count": len(documents),
        "all": links.to(f"lists/agency/{agency.key}/") if documents else "",
        "interpretations": links.rows(site.interpretations[key] for key in site.linked(agency, "interpretations")),
    }
    crumbs = [("公开机构", "agencies/")]
    return framed(
        site, here, "pages/agency.html", agency.full_name, view, crumbs=crumbs, column=COLUMN, description=agency.duties
    )


def _board(site: Site, key: str, name: str) -> Page:
    agency, board = site.agencies[key], Board[name]
    documents = [document for document in site.documents_linked(agency, "documents") if document.board is board]
    here = f"agencies/{agency.key}/{board.slug}/"
    links = Links(site, here)
    county = site.county
    application = county.application
    view: dict[str, Any] = {
        "agency": links.record(agency),
        "boards": _boards(links, agency, board),
        "board": board.slug,
        "name": board.value,
        "rows": links.rows(documents) if board is not Board.STATUTORY else [],
        "groups": _statutory(site, links, documents) if board is Board.STATUTORY else [],
        "contact": [
            {"label": label, "text": text}
            for label, text in (
                ("受理机构", application.office),
                ("办公地址", application.address),
                ("办公时间", application.hours),
                ("联系电话", application.phone),
            )
        ],
        "apply": links.to("application/"),
    }
    crumbs = [("公开机构", "agencies/"), (agency.full_name, f"agencies/{agency.key}/")]
    return framed(
        site, here, "pages/board.html", f"{agency.full_name}{board.value}", view, crumbs=crumbs, column=board.value
    )


def _statutory(site: Site, links: Links, documents: list[Document]) -> list[dict[str, Any]]:
    """Return the items of article 20 of the Regulations, each with its documents; those without any stay visible."""
    groups = [
        {
            "text": term.label,
            "note": term.note,
            "anchor": f"statutory-{term.id}",
            "rows": links.rows(document for document in documents if document.statutory_item == term.id),
        }
        for term in site.vocabulary.statutory_items
    ]
    others = [document for document in documents if document.statutory_item is None]
    if others:
        groups.append({"text": "其他主动公开内容", "note": "", "anchor": "others", "rows": links.rows(others)})
    return groups
