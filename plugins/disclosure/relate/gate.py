"""The gate: of the whole site, the part that is open to the public on this day. Nothing else is ever published."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.item import Item
from disclosure.model.publicity import State
from disclosure.model.writing import Writing
from disclosure.relate.links import relate
from disclosure.relate.references import REFERENCES
from disclosure.relate.site import Site, Tombstone


@lru_cache(maxsize=2)  # The checks ask for it, and then the publisher.
def open_part(site: Site) -> Site:
    """Return a site that holds open records only, its links drawn anew from these alone (default deny).

    A catalogue is open when it is published, and then its items are. What once stood open and no longer does
    leaves a tombstone: an address, without a title.
    """
    today = site.today
    documents, explaining = _open_ones(site)
    interpretations = {
        key: record.model_copy(
            update={"interprets": tuple(target for target in record.interprets if target in documents)}
        )
        for key, record in explaining.items()
    }
    catalogues = {key: record for key, record in site.catalogues.items() if record.public_on(today)}
    items = open_items(site)
    documents = {key: _without_closed_links(record, documents, items) for key, record in documents.items()}
    kept = {("document", key) for key in documents} | {("interpretation", key) for key in interpretations}
    files = {path for end, body in site.bodies.items() if end in kept for path in body.files}
    return dataclasses.replace(
        site,
        documents=documents,
        interpretations=interpretations,
        questions={key: record for key, record in site.questions.items() if record.interpretation in interpretations},
        catalogues=catalogues,
        negative_lists={key: record for key, record in site.negative_lists.items() if record.public_on(today)},
        items=items,
        catalogue_of={code: key for code, key in site.catalogue_of.items() if code in items},
        attachments={path: file for path, file in site.attachments.items() if path in files},
        attachment_texts={path: text for path, text in site.attachment_texts.items() if path in files},
        links=relate(
            [
                *documents.values(),
                *interpretations.values(),
                *items.values(),
                *catalogues.values(),
                *site.domains.values(),
                *site.agencies.values(),
            ],
            site.members,
            {
                (kind, key): tuple(target for target in site.links[kind, key, name] if target in documents)
                for (kind, key, name) in site.links
                if name == "cites" and (kind, key) in kept
            },
        ),
        bodies={end: body for end, body in site.bodies.items() if end in kept},
        tombstones=tuple(_tombstones(site)),
    )


def open_items(site: Site) -> dict[str, Item]:
    """Return the items of the catalogues that are published, by their codes."""
    catalogues = (catalogue for catalogue in site.catalogues.values() if catalogue.public_on(site.today))
    return {item.key: item for catalogue in catalogues for item in catalogue.items}


def open_writings(site: Site) -> tuple[Writing, ...]:
    """Return the writings that are open, as they were written: they may name others that are not."""
    documents, interpretations = _open_ones(site)
    return (*documents.values(), *interpretations.values())


@lru_cache(maxsize=1)
def _open_ones(site: Site) -> tuple[dict[str, Document], dict[str, Interpretation]]:
    """Return the open documents, and the open interpretations: those of one of them."""
    documents = {key: record for key, record in site.documents.items() if site.state(record) is State.OPEN}
    interpretations = {
        key: record
        for key, record in site.interpretations.items()
        if site.state(record) is State.OPEN and not documents.keys().isdisjoint(record.interprets)
    }
    return documents, interpretations


def is_open(record: Writing, documents: Mapping[str, Document], today: dt.date) -> bool:
    """Say whether a writing is open: an interpretation only with one of its documents, of which it would tell."""
    if record.state(today) is not State.OPEN:
        return False
    return not isinstance(record, Interpretation) or any(
        documents[key].state(today) is State.OPEN for key in record.interprets if key in documents
    )


def openness_by_path(
    writings: Iterable[Writing], documents: Mapping[str, Document], today: dt.date
) -> dict[str, tuple[Writing, bool]]:
    """Return for the path of each writing the record, and whether it is open."""
    return {record.origin.path: (record, is_open(record, documents, today)) for record in writings}


def as_open(record: Writing, site: Site) -> Writing:
    """Return an open writing as it stands in the open part of a site, naming open records only."""
    if isinstance(record, Document):
        return _without_closed_links(record, site.documents, site.items)
    assert isinstance(record, Interpretation)
    kept = tuple(target for target in record.interprets if target in site.documents)
    return record.model_copy(update={"interprets": kept})


def _tombstones(site: Site) -> Iterator[Tombstone]:
    """Yield the addresses that were public once: of what was taken back, and of what explained it."""
    once = (State.WITHDRAWN, State.ENDED)
    for record in site.writings():
        state = site.state(record)
        if state is State.OPEN and isinstance(record, Interpretation):
            states = [site.state(site.documents[key]) for key in record.interprets if key in site.documents]
            state = (
                State.OPEN if State.OPEN in states else next((state for state in states if state in once), State.OPEN)
            )
        if state in once:
            yield Tombstone(record.kind, record.key, state)


def _without_closed_links(document: Document, documents: Mapping[str, Document], items: Mapping[str, Item]) -> Document:
    """Return the document naming open records only: an id alone can tell what is not public."""
    changes: dict[str, object] = {}
    for field, to_items in _MAY_LEAD_TO_CLOSED:
        value: tuple[str, ...] = getattr(document, field)
        if not value:
            continue
        known: Mapping[str, object] = items if to_items else documents
        kept = tuple([key for key in value if key in known])
        if kept != value:
            changes[field] = kept
    return document.model_copy(update=changes) if changes else document


_MAY_LEAD_TO_CLOSED = tuple(
    (field, target == "item") for field, target in REFERENCES[Document].items() if target in ("document", "item")
)
"""Fields of a document that name records which may not be public, and whether these are items or documents."""
