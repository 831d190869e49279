"""The list of interpretations (政策解读), a page for each with the documents it explains, and all questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from disclosure.model.interpretation import Interpretation, Question
from disclosure.publish.accordion import with_questions
from disclosure.publish.contents import contents
from disclosure.publish.element_marks import with_elements
from disclosure.publish.frame import framed
from disclosure.publish.glossed import glossed
from disclosure.publish.links import Links
from disclosure.publish.output import Draft, Page
from disclosure.publish.pages.documents import attached, beside, by_form, citation
from disclosure.publish.paging import paged
from disclosure.relate.elements import elements_of
from disclosure.relate.site import Site, newest_first
from disclosure.text.body import excerpt
from disclosure.text.dates import chinese_date

COLUMN = "政策解读"


def interpretations(site: Site) -> Iterator[Page | Draft]:
    """Yield the lists, the pages, the questions."""
    records = sorted(site.interpretations.values(), key=newest_first)
    yield from paged("interpretations/", COLUMN, records, column=COLUMN, folder="interpretations/list/")
    for record in records:
        yield interpretation(record.key)
    yield from _questions(site, records)


def interpretation(key: str) -> Draft:
    """Return the page of an interpretation."""
    return Draft(f"interpretations/{key}/", _interpretation, key)


def _interpretation(site: Site, key: str) -> Page:
    record = site.interpretations[key]
    here = f"interpretations/{record.key}/"
    links = Links(site, here)
    body = site.bodies[record.kind, record.key].body
    documents = [site.documents[key] for key in record.interprets]
    agency = site.agencies[record.agency]
    siblings = {other.key: other for document in documents for other in site.interpretations_of(document)}
    siblings.pop(record.key, None)
    elements = elements_of(site, record) if record.form == "text" else ()
    given = {anchor: element.label for element, anchor in elements if anchor}
    html, glosses = glossed(site, links, with_elements(with_questions(body.html), given))
    view = {
        "summary": record.summary,
        "glosses": glosses,
        "agency": links.record(agency),
        "form": site.label("forms", record.form),
        "date": f"{chinese_date(record.published)}公开",
        "audiences": "、".join(site.label("audiences", key) for key in record.audiences),
        "documents": links.rows(documents),
        "elements": [{"text": element.label, "href": anchor or ""} for element, anchor in elements],
        "beside": beside(links, documents),
        "toc": contents(body),
        "attachments": attached(site, links, record),
        "contact": [
            {"label": label, "text": text}
            for label, text in (
                ("解读机关", agency.full_name),
                ("解读人", record.interpreter),
                ("联系电话", record.phone or ""),
                ("电子邮箱", record.email or ""),
            )
            if text
        ],
        "siblings": by_form(site, links, siblings.values()),
        "citation": citation(site, record, here),
    }
    tags = [
        ("ArticleTitle", record.title),
        ("PubDate", f"{record.published.isoformat()} 00:00"),
        ("ContentSource", agency.full_name),
        ("Description", record.summary),
        ("Url", f"{site.county.site_domain}/{here}"),
    ]
    return framed(
        site,
        here,
        "pages/interpretation.html",
        record.title,
        view,
        crumbs=[(COLUMN, "interpretations/")],
        column=COLUMN,
        column_type=COLUMN,
        description=record.summary,
        tags=tags,
        html=html,
    )


def _questions(site: Site, records: list[Interpretation]) -> Iterator[Page]:
    links = Links(site, "questions/")
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in site.questions.values():
        asked[question.interpretation].append(question)
    groups = []
    for record in records:
        if questions := asked.get(record.key):
            rows = [links.record(question) | {"answer": excerpt(question.answer, 120)} for question in questions]
            groups.append(links.record(record) | {"rows": rows})
    yield framed(site, "questions/", "pages/questions.html", "政策问答", {"groups": groups}, column="政策问答")
