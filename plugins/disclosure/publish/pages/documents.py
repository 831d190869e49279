"""A page for each document: metadata block, validity, text, attachments, interpretations, related documents."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from disclosure.model.address import link
from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.writing import Writing
from disclosure.publish.contents import contents
from disclosure.publish.frame import framed
from disclosure.publish.glossed import glossed
from disclosure.publish.links import Links, state
from disclosure.publish.output import Draft, Page
from disclosure.publish.signatures import with_signatures
from disclosure.publish.tables import CHARACTERS, drawn
from disclosure.relate.site import Site
from disclosure.relate.topics import domains_of, openness_of
from disclosure.relate.validity import Holding, Validity, timeline
from disclosure.text.body import excerpt
from disclosure.text.dates import chinese_date

CHAIN = (
    ("based_on", "上位文件"),
    ("basis_of", "依据本文件制定"),
    ("amends", "本文件修改"),
    ("amended_by", "被修改"),
    ("repeals", "本文件废止"),
    ("repealed_by", "被废止"),
    ("replaces", "本文件替代"),
    ("replaced_by", "被替代"),
    ("related", "相关文件"),
    ("cites", "文中提到"),
    ("cited_by", "提到本文件的文件"),
)
"""The links of a document to others, in the order in which they are shown, and the words for them."""

LINEAGE = frozenset(("based_on", "amends", "amended_by", "repeals", "repealed_by", "replaces", "replaced_by"))
"""Those that say where a rule comes from and what became of it: they stand below the title."""

IN_LINE = 3
"""The most documents of one link that stand below the title; the list below the text has all."""

Course = Sequence[tuple[dt.date, Holding]]
"""The validity of a document from a day on (`relate.validity.timeline`)."""


def documents(site: Site) -> Iterator[Draft]:
    """Yield the page of every document."""
    for key in site.documents:
        yield document(key)


def document(key: str) -> Draft:
    """Return the page of a document."""
    return Draft(f"documents/{key}/", _document, key)


def _document(site: Site, key: str) -> Page:
    document = site.documents[key]
    here = f"documents/{key}/"
    links = Links(site, here)
    body = site.bodies[document.kind, document.key].body
    html, glosses = glossed(site, links, with_signatures(body.html))
    agency = site.agencies[document.agency]
    course = timeline(site, document, site.today)
    categories = openness_of(site, document)
    description = document.summary or excerpt(body.text, 110)
    column = categories[0].value if categories else document.board.value
    crumbs = (
        [(categories[0].value, f"openness/{categories[0].slug}/")]
        if categories
        else [
            (agency.full_name, f"agencies/{agency.key}/"),
            (document.board.value, f"agencies/{agency.key}/{document.board.slug}/"),
        ]
    )
    view = {
        "number": str(document.doc_no) if document.doc_no else "",
        "states": _states(course),
        "as_of": _as_of(site, course[0][1]),
        "dates": _dates(document),
        "facts": _facts(site, links, document, course),
        "warnings": [{"since": since.isoformat(), "banner": banner(links, site, one)} for since, one in course],
        "summary": document.summary,
        "toc": contents(body),
        "attachments": attached(site, links, document),
        "interpretations": by_form(site, links, site.interpretations_of(document)),
        "beside": beside(links, site.interpretations_of(document)),
        **_chain(site, links, document),
        "items": [links.item(site.items[code]) for code in document.fulfils if code in site.items],
        "notice": _notice(document),
        "glosses": glosses,
        "agency": links.record(agency),
        "citation": citation(site, document, here),
    }
    tags = [
        ("ArticleTitle", document.title),
        ("PubDate", f"{document.published.isoformat()} 00:00"),
        ("ContentSource", document.provenance.name if document.provenance else agency.full_name),
        ("Keywords", ",".join(document.keywords)),
        ("Description", description),
        ("Url", f"{site.county.site_domain}/{here}"),
    ]
    return framed(
        site,
        here,
        "pages/document.html",
        document.title,
        view,
        crumbs=crumbs,
        column=column,
        column_type="政策文件" if document.normative or document.doc_no else "政府信息公开",
        description=description,
        tags=tags,
        html=html,
    )


def _chain(site: Site, links: Links, document: Document) -> dict[str, list[dict[str, Any]]]:
    """Return the related documents, each under the first link that names it: what repeals a document also cites it.

    `chain` is the list below the text, `lineage` the line below the title.
    """
    told: set[str] = set()
    lineage, chain = [], []
    for name, text in CHAIN:
        found = [other for other in site.documents_linked(document, name) if other.key not in told]
        told.update(other.key for other in found)
        if not found:
            continue
        rows = links.rows(found)
        chain.append({"text": text, "rows": rows})
        if name in LINEAGE:
            lineage.append({"text": text, "rows": rows[:IN_LINE], "count": len(rows) if len(rows) > IN_LINE else 0})
    return {"lineage": lineage, "chain": chain}


def by_form(site: Site, links: Links, records: Iterable[Interpretation]) -> list[dict[str, Any]]:
    """Return interpretations by their form, in the order of the vocabulary: the form, and its lines."""
    found: dict[str, list[Interpretation]] = {term: [] for term in site.terms["forms"]}
    for record in records:
        found.setdefault(record.form, []).append(record)
    return [{"text": site.label("forms", form), "rows": links.rows(rows)} for form, rows in found.items() if rows]


def beside(links: Links, records: Iterable[Writing]) -> dict[str, Any] | None:
    """Return what can be read side by side with a page: the first of `records`, one in words before all others."""
    first = min(records, key=lambda record: getattr(record, "form", "") in _WITHOUT_WORDS, default=None)
    return links.record(first) if first else None


_WITHOUT_WORDS = frozenset({"chart", "video", "audio"})
"""Forms that are looked at or listened to rather than read."""


def _facts(site: Site, links: Links, document: Document, course: Course) -> list[dict[str, Any]]:
    """Return the metadata block (§4.1 of the reference), without the fields that are empty."""
    categories = openness_of(site, document)
    held = course[0][1]
    facts: list[dict[str, Any]] = [
        {"label": "索引号", "text": document.index_no},
        {"label": "文号", "text": str(document.doc_no) if document.doc_no else ""},
        {"label": "统一编号", "text": document.unified_no},
        {"label": "发布机构", "links": [links.record(site.agencies[document.agency])]},
        {"label": "发文机关", "text": "、".join(document.issuers)},
        {
            "label": "来源",
            "links": [{"text": document.provenance.name, "href": document.provenance.url or "", "outside": True}]
            if document.provenance
            else [],
        },
        {"label": "成文日期", "text": _day(document.written)},
        {"label": "公开日期", "text": _day(document.published)},
        {"label": "转载日期", "text": _day(document.reposted)},
        {"label": "施行日期", "text": _day(document.effective)},
        {"label": "有效期", "text": _period(document, held)},
        {
            "label": "效力状况",
            "states": _states(course),
            "as_of": _as_of(site, course[0][1]),
        },
        {"label": "公开方式", "text": document.publicity.value},
        {
            "label": "五公开",
            "links": [
                {"text": category.value, "href": links.to(f"openness/{category.slug}/")} for category in categories
            ],
        },
        {"label": "领域", "links": [links.record(site.domains[key]) for key in domains_of(site, document)]},
        {
            "label": "主题",
            "links": [
                {"text": site.label("themes", key), "href": links.to(f"lists/theme/{key}/")} for key in document.themes
            ],
        },
        {"label": "体裁", "text": site.label("genres", document.genre)},
        {"label": "适用人群", "text": "、".join(site.label("audiences", key) for key in document.audiences)},
        {"label": "关键词", "text": "、".join(document.keywords)},
        {"label": "法定主动公开内容", "text": site.label("statutory_items", document.statutory_item)},
    ]
    return [fact for fact in facts if fact.get("text") or fact.get("links") or fact.get("states")]


def _states(course: Course) -> list[dict[str, Any]]:
    """Return the validity as it stands below the title, now and later; nothing when there is nothing to say."""
    states = [state(since, held) for since, held in course]
    return states if any(each["text"] for each in states) else []


def _as_of(site: Site, held: Holding) -> dict[str, str] | None:
    """Return the day for which the state was told; a script puts the day of reading in its place."""
    if held.validity is Validity.NOT_STATED:
        return None
    return {"day": site.today.isoformat(), "text": chinese_date(site.today)}


def _dates(document: Document) -> list[str]:
    """Return the days that a reader asks for first."""
    days = [f"{chinese_date(document.published)}公开"]
    if document.effective:
        days.append(f"{chinese_date(document.effective)}起施行")
    return days


def banner(links: Links, site: Site, held: Holding) -> dict[str, Any] | None:
    """Return what stands above the text when the document does not simply hold: state, sentence, the other document."""
    since = chinese_date(held.since) if held.since else ""
    other = links.record(site.documents[held.by]) if held.by and held.by in site.documents else None
    sentences = {
        Validity.PENDING: f"本文件自{since}起施行，目前尚未施行。",
        Validity.AMENDED: f"本文件自{since}起有修改，请对照修改文件阅读。",
        Validity.EXPIRED: f"本文件有效期已满，自{since}起不再有效。",
        Validity.REPEALED: f"本文件自{since}起废止，仅供查阅。",
    }
    if held.validity not in sentences:
        return None
    return {
        "state": held.validity.value,
        "slug": held.validity.slug,
        "over": held.validity.over,
        "sentence": sentences[held.validity],
        "other": other,
    }


def attached(site: Site, links: Links, writing: Writing) -> list[dict[str, Any]]:
    """Return the attachments of a writing: title, type, size, link, and the tables that a page can show."""
    found = []
    room = CHARACTERS
    for attachment in writing.attachments:
        path = posixpath.normpath(posixpath.join(writing.folder, attachment.file))
        file = site.attachments[path]
        title = attachment.title or file.name.rpartition(".")[0]
        tables, room = drawn(site.attachment_texts[path].tables, title, room)
        found.append(
            {
                "text": title,
                "href": links.to(f"{links.here}{file.name}"),
                "type": file.type.label,
                "size": file.size_shown,
                "tables": tables,
            }
        )
    return found


def citation(site: Site, writing: Writing, here: str) -> dict[str, Any]:
    """Return how a writing is cited, 《标题》（文号，日期）, its address, and the address as a QR code."""
    from disclosure.publish.qr import qr_code  # noqa: PLC0415 - slow to import, and a check draws none.

    number = str(writing.doc_no) if isinstance(writing, Document) and writing.doc_no else ""
    day = writing.dated if isinstance(writing, Document) else writing.published
    title = writing.title.translate(_INNER)
    address = site.base_url + link("", here, site.spelling).removeprefix("./")
    return {
        "text": f"《{title}》（{'，'.join(filter(None, (number, chinese_date(day))))}）",
        "address": address,
        "qr": qr_code(address),
    }


_INNER = str.maketrans("《》", "〈〉")
"""Titles inside a title take the other brackets (GB/T 15834)."""


def _day(day: dt.date | None) -> str:
    return chinese_date(day) if day else ""


def _period(document: Document, held: Holding) -> str:
    if held.last_day:
        stated = (
            f"{document.validity_period}，" if document.validity_period and not document.validity_period.until else ""
        )
        return f"{stated}至{chinese_date(held.last_day)}"
    return str(document.validity_period) if document.validity_period else ""


def _notice(document: Document) -> str:
    if not document.notice_until:
        return ""
    start = f"{chinese_date(document.notice_from)}至" if document.notice_from else "截至"
    return f"公示期：{start}{chinese_date(document.notice_until)}。期满后本页撤下。"
