"""The open part of the site as entries of its search: all that has an address and a text, attachments too."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from disclosure.memory import digest
from disclosure.model.address import address, link
from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.record import Record
from disclosure.model.writing import Writing
from disclosure.publish.reads import Reads
from disclosure.publish.search.alike import alike
from disclosure.publish.search.digest import digest_of
from disclosure.publish.search.entry import Entry, LaterPassages, Passage, Plain
from disclosure.relate.site import Site
from disclosure.relate.topics import domains_of, openness_of
from disclosure.relate.validity import Holding, Validity, timeline

SERVICES = ("service-guide", "one-thing")
"""Genres (体裁) that a citizen looks for as services (办事服务)."""

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def entries(reads: Reads, known: Mapping[bytes, Plain] | None = None) -> list[Entry]:
    """Return every entry of the site that `reads` reads, those that are alike side by side.

    `known`: what is known of entries of the last build, by their hash. What has not changed since is not made.
    """
    return alike([_entry(reads, name, make, known or {}) for name, make in _drafts(reads.whole)])


def _drafts(site: Site) -> Iterator[tuple[str, Callable[[Site], Entry]]]:
    """Yield a name for each entry, and what makes it."""
    for kind, records, make in (
        ("document", site.documents, _document),
        ("interpretation", site.interpretations, _interpretation),
        ("question", site.questions, _question),
        ("item", site.items, _item),
        ("agency", site.agencies, _agency),
    ):
        yield from ((f"search entry {kind} {key}", partial(make, key=key)) for key in records)
    for record in site.writings():
        for number, path in _attachments(site, record):
            name = f"search entry {record.kind} {record.key}/{path}"
            yield name, partial(_attachment, kind=record.kind, key=record.key, number=number)


def _entry(reads: Reads, name: str, make: Callable[[Site], Entry], known: Mapping[bytes, Plain]) -> Entry:
    stamp = reads.known(name, b"")
    plain = known.get(stamp) if stamp else None
    if stamp and plain:
        return Entry.again(plain, LaterPassages(lambda: tuple(make(reads.whole).passages)), stamp)
    entry, stamp = reads.noted(name, b"", make, digest_of)
    return replace(entry, digest=stamp)


def years(year: int | None, title: str) -> tuple[str, ...]:
    """Return the years that an entry is about: of its date, and those that its title names."""
    return tuple(dict.fromkeys([*([str(year)] if year else []), *_YEAR.findall(title)]))


def _document(site: Site, key: str) -> Entry:
    record = site.documents[key]
    agency = site.agencies[record.agency].full_name
    domains = tuple(site.domains[key].label for key in domains_of(site, record))
    themes = tuple(site.label("themes", key) for key in record.themes)
    (_, held), *later = timeline(site, record, site.today)
    genre = site.label("genres", record.genre)
    about = (agency, *record.issuers, *record.keywords, *domains, *themes, genre, record.index_no, record.unified_no)
    return Entry(
        key=record.key,
        href=_href(site, record),
        title=record.title,
        passages=_passages(site, record),
        about="\n".join(filter(None, about)),
        number=str(record.doc_no) if record.doc_no else "",
        date=record.published,
        source=agency,
        facets={
            "kind": ("办事服务" if record.genre in SERVICES else "公开信息",),
            "openness": tuple(category.value for category in openness_of(site, record)),
            "domain": domains,
            "agency": (agency,),
            "year": (str(record.published.year),),
            "theme": themes,
            "validity": tuple(filter(None, (_state(held),))),
            "audience": tuple(site.label("audiences", key) for key in record.audiences),
            "years": years(record.dated.year, record.title),
        },
        turns=tuple((day, _state(one)) for day, one in later),
    )


def _interpretation(site: Site, key: str) -> Entry:
    record = site.interpretations[key]
    agency = site.agencies[record.agency].full_name
    titles = [site.documents[key].title for key in record.interprets if key in site.documents]
    return Entry(
        key=record.key,
        href=_href(site, record),
        title=record.title,
        passages=_passages(site, record),
        about="\n".join((agency, "政策解读", *titles)),
        date=record.published,
        source=agency,
        facets=_facets("政策解读", agency, record)
        | {
            "audience": tuple(site.label("audiences", key) for key in record.audiences),
            "openness": _of_documents(site, record),
        },
    )


def _question(site: Site, key: str) -> Entry:
    record = site.questions[key]
    parent = site.interpretations[record.interpretation]
    agency = site.agencies[parent.agency].full_name
    return Entry(
        key=record.key,
        href=_href(site, record),
        title=record.question,
        passages=(Passage(record.answer),),
        about=parent.title,
        date=parent.published,
        source=agency,
        facets=_facets("政策问答", agency, parent) | {"openness": _of_documents(site, parent)},
    )


def _item(site: Site, key: str) -> Entry:
    record = site.items[key]
    catalogue = site.catalogues[site.catalogue_of[record.key]]
    domain = (site.domains[catalogue.domain].label,) if catalogue.domain else ()
    names = [site.body_name(key) for key in record.agencies]
    return Entry(
        key=record.key,
        href=_href(site, record),
        title=record.name,
        passages=(*_opening(record.explanation), Passage("\n".join(record.contents))),
        about="\n".join((*record.levels_of_name, *domain, *names, record.code)),
        source="、".join(names),
        facets={
            "kind": ("公开事项",),
            "openness": tuple(category.value for category in record.openness),
            "domain": domain,
            "agency": tuple(agency.full_name for key in record.agencies for agency in site.agencies_named(key)),
        },
    )


def _agency(site: Site, key: str) -> Entry:
    record = site.agencies[key]
    contact = [
        f"{title}：{text}"
        for title, text in (("地址", record.address), ("办公时间", record.hours), ("电话", record.phone or ""))
        if text
    ]
    return Entry(
        key=record.key,
        href=_href(site, record),
        title=record.full_name,
        passages=(Passage("\n".join(filter(None, (*contact, record.duties, "、".join(record.divisions))))),),
        about="\n".join(record.aliases),
        facets={"kind": ("机构",), "agency": (record.full_name,)},
    )


def _attachments(site: Site, record: Writing) -> Iterator[tuple[int, str]]:
    """Yield number and path of each attachment of a writing that is there and was read."""
    for number, attachment in enumerate(record.attachments):
        path = posixpath.normpath(posixpath.join(record.folder, attachment.file))
        if path in site.attachments and path in site.attachment_texts:
            yield number, path


def _attachment(site: Site, kind: str, key: str, number: int) -> Entry:
    """Return an attachment of a writing with what meets the eye in it."""
    record = site.documents[key] if kind == "document" else site.interpretations[key]
    agency = site.agencies[record.agency].full_name
    attachment = record.attachments[number]
    path = posixpath.normpath(posixpath.join(record.folder, attachment.file))
    file, text = site.attachments[path], site.attachment_texts[path]
    shown = "\n".join(passage.text for passage in text.passages if not passage.hidden)
    return Entry(
        key=f"{record.key}/{file.name}",
        href=link("", f"{address(record)}{file.name}", site.spelling),
        title=attachment.title or file.name.rpartition(".")[0],
        passages=(Passage(shown),),
        about=record.title,
        date=record.published,
        source=f"{agency}，《{record.title}》的附件",
        facets=_facets("附件", agency, record),
    )


def _passages(site: Site, record: Document | Interpretation) -> LaterPassages:
    """Return what is said in the summary and the text of a writing."""
    body = site.bodies[record.kind, record.key]

    def fetch() -> tuple[Passage, ...]:
        sections = (Passage(part.text, part.anchor, part.heading) for part in body.body.sections)
        return (*_opening(record.summary), *sections)

    return LaterPassages(fetch, digest(record.summary.encode("utf-8", "surrogatepass"), body.stamp))


def _facets(kind: str, agency: str, record: Document | Interpretation) -> dict[str, tuple[str, ...]]:
    year = record.published.year
    return {"kind": (kind,), "agency": (agency,), "year": (str(year),), "years": years(year, record.title)}


def _of_documents(site: Site, record: Interpretation) -> tuple[str, ...]:
    found = [site.documents[key] for key in record.interprets if key in site.documents]
    return tuple(dict.fromkeys(category.value for document in found for category in openness_of(site, document)))


def _state(held: Holding) -> str:
    return "" if held.validity is Validity.NOT_STATED else held.validity.value


def _opening(text: str) -> tuple[Passage, ...]:
    return (Passage(text),) if text else ()


def _href(site: Site, record: Record) -> str:
    return link("", address(record), site.spelling)
