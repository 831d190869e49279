"""Records → Site: references resolved, links turned round, bodies rendered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from disclosure.memory import ahead, is_new, recalled
from disclosure.model.address import Spelling
from disclosure.model.agency import Agency, AgencyGroup
from disclosure.model.load import Records
from disclosure.model.record import Record
from disclosure.model.vocabulary import TERM_LISTS
from disclosure.model.writing import Writing
from disclosure.office.pdf import stop_readers
from disclosure.office.texts import AttachmentText, text_of
from disclosure.problem import Finding
from disclosure.read.attachment import AttachmentFile, read_attachment
from disclosure.relate.bodies import RenderedBody, rendered
from disclosure.relate.citations import citations
from disclosure.relate.gate import openness_by_path
from disclosure.relate.links import relate
from disclosure.relate.names import Directory, duplicates
from disclosure.relate.references import resolved
from disclosure.relate.site import Site
from disclosure.text.body import is_kept
from disclosure.text.workdays import WorkCalendar

R = TypeVar("R", bound=Record)


def assemble(
    records: Records, root: Path, *, today: dt.date, spelling: Spelling, base_url: str
) -> tuple[Site, Directory, list[Finding]]:
    """Return the site, the directory by which its references were resolved, and what is wrong with its links."""
    findings = [*records.findings, *duplicates(records)]
    directory = Directory(records)

    def ready(found: Iterable[R]) -> dict[str, R]:
        return {record.key: resolved(record, directory, findings) for record in found}

    catalogues = ready(records.catalogues)
    items = {}
    for key, catalogue in catalogues.items():
        rows = tuple(resolved(item, directory, findings) for item in catalogue.items)
        catalogues[key] = catalogue.model_copy(update={"items": rows})
        items.update({item.key: item for item in rows})
    documents, interpretations = ready(records.documents), ready(records.interpretations)
    agencies, groups, domains = ready(records.agencies), ready(records.groups), ready(records.domains)
    members = {group.key: _members(group, agencies) for group in groups.values()}
    attachments = {path: read_attachment(root / path) for path in records.attachments}
    unread = [path for path, file in attachments.items() if is_new(file.sha256)]
    ahead(unread, lambda path: _said(root / path, attachments[path]))
    texts = {path: _said(root / path, file) for path, file in attachments.items()}
    stop_readers()
    writings: list[Writing] = [*documents.values(), *interpretations.values()]
    by_path = openness_by_path(writings, documents, today)

    def body_of(record: Writing) -> RenderedBody:
        return rendered(record, writings=by_path, attachments=attachments, spelling=spelling)

    leading = [record for record in writings if not is_kept(record.written_body, first_line=record.origin.body_line)]
    ahead(leading, body_of)
    site = Site(
        today=today,
        spelling=spelling,
        base_url=base_url or records.county.portal.rstrip("/") + "/",
        county=records.county,
        vocabulary=records.vocabulary,
        calendar=WorkCalendar(
            {
                year.year: (
                    frozenset(day for holiday in year.holidays for day in holiday.days()),
                    frozenset(make_up.date for make_up in year.workdays),
                )
                for year in records.calendar
            }
        ),
        agencies=agencies,
        groups=groups,
        members=members,
        laws={law.key: law for law in records.laws},
        synonyms=tuple(records.synonyms),
        glosses=tuple(records.glosses),
        domains=domains,
        catalogues=catalogues,
        negative_lists=ready(records.negative_lists),
        items=items,
        catalogue_of={item.key: key for key, catalogue in catalogues.items() for item in catalogue.items},
        documents=documents,
        interpretations=interpretations,
        questions={question.key: question for question in records.questions},
        attachments=attachments,
        attachment_texts=texts,
        links=relate(
            [*writings, *items.values(), *catalogues.values(), *domains.values(), *agencies.values()],
            members,
            citations(writings, documents.values()),
        ),
        bodies={(record.kind, record.key): body_of(record) for record in writings},
        unread=frozenset(kind for kind, names in records.broken.items() if names) | frozenset(records.incomplete),
        terms={name: {term.id: term for term in getattr(records.vocabulary, name)} for name in TERM_LISTS},
    )
    return site, directory, findings


def _members(group: AgencyGroup, agencies: Mapping[str, Agency]) -> tuple[str, ...]:
    of_kind = [key for key, agency in agencies.items() if group.agency_kind and agency.agency_kind == group.agency_kind]
    return tuple(dict.fromkeys([*group.members, *of_kind]))


def _said(path: Path, file: AttachmentFile) -> AttachmentText:
    """Return what an attachment says, known from a file of the same bytes and the same name.

    What could not be read may be readable on another day: the time that may be spent on it is limited.
    """
    return recalled(
        f"text of {file.name}", file.sha256, lambda: text_of(path, file), doubtful=lambda text: text.unreadable
    )
