"""The site as one thing: every record by id, both ends of every link, today's date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.model.address import Spelling
from disclosure.model.agency import Agency, AgencyGroup
from disclosure.model.catalogue import Catalogue, NegativeList
from disclosure.model.county import County
from disclosure.model.document import Document
from disclosure.model.domain import Domain
from disclosure.model.gloss import Gloss
from disclosure.model.interpretation import Interpretation, Question
from disclosure.model.item import Item
from disclosure.model.law import Law
from disclosure.model.publicity import State
from disclosure.model.synonym import Synonym
from disclosure.model.vocabulary import Term, Vocabulary
from disclosure.model.writing import Writing
from disclosure.office.texts import AttachmentText
from disclosure.read.attachment import AttachmentFile
from disclosure.relate.bodies import RenderedBody
from disclosure.text.workdays import WorkCalendar

End = tuple[str, str]
"""One end of a link: kind and key of a record."""


@dataclass(frozen=True)
class Tombstone:
    """An address that led somewhere once: withdrawn, or a notice whose period is over. No title, no reason."""

    kind: str
    key: str
    state: State


@dataclass(frozen=True, eq=False)
class Site:
    """All records, found by id, with their links readable from both ends. What `check` judges and `publish` prints.

    Two sites are the same only if they are one object (`eq=False`), so that a site can be the key of a cache.
    """

    today: dt.date
    spelling: Spelling
    base_url: str
    """Where the site will stand, with a slash at the end; for the site map and canonical addresses only."""
    county: County
    vocabulary: Vocabulary
    calendar: WorkCalendar
    agencies: Mapping[str, Agency]
    groups: Mapping[str, AgencyGroup]
    members: Mapping[str, tuple[str, ...]]
    """Id of a group of agencies → the ids of its agencies."""
    laws: Mapping[str, Law]
    domains: Mapping[str, Domain]
    catalogues: Mapping[str, Catalogue]
    negative_lists: Mapping[str, NegativeList]
    items: Mapping[str, Item]
    catalogue_of: Mapping[str, str]
    """Item code → id of its catalogue."""
    documents: Mapping[str, Document]
    interpretations: Mapping[str, Interpretation]
    questions: Mapping[str, Question]
    attachments: Mapping[str, AttachmentFile]
    """Path below the root of the sources → the file."""
    attachment_texts: Mapping[str, AttachmentText]
    """Path → what the file says, or why it cannot be read."""
    links: Mapping[tuple[str, str, str], tuple[str, ...]]
    """Kind, key, name of the link → the keys at its other end, in a fixed order."""
    bodies: Mapping[End, RenderedBody]
    synonyms: tuple[Synonym, ...] = ()
    glosses: tuple[Gloss, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    unread: frozenset[str] = frozenset()
    """Kinds of which some records could not be read; what seems to be missing among them may be there."""
    terms: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    """List of the vocabulary → id → term."""

    @cached_property
    def states(self) -> Mapping[End, State]:
        """Where each writing stands at the gate today: asked many times in a build, found out once."""
        return {(record.kind, record.key): record.state(self.today) for record in self.writings()}

    def state(self, record: Writing) -> State:
        """Return where a writing of this site stands at the gate today."""
        return self.states[record.kind, record.key]

    def writings(self) -> Iterator[Writing]:
        """Yield documents, then interpretations."""
        yield from self.documents.values()
        yield from self.interpretations.values()

    def linked(self, record: Document | Interpretation | Item | Agency | Domain | Law, name: str) -> tuple[str, ...]:
        """Return the keys at the other end of a link of `record`."""
        return self.links.get((record.kind, record.key, name), ())

    def documents_linked(self, record: Document | Interpretation | Item | Agency, name: str) -> tuple[Document, ...]:
        """Return the documents at the other end of a link, newest first."""
        keys = self.linked(record, name)  # Mostly there are none, and this is asked for every line of every list.
        found = [self.documents[key] for key in keys if key in self.documents] if keys else ()
        return tuple(sorted(found, key=newest_first))

    def interpretations_of(self, document: Document) -> tuple[Interpretation, ...]:
        """Return what explains a document, oldest first."""
        keys = self.linked(document, "interpretations")
        found = [self.interpretations[key] for key in keys if key in self.interpretations]
        return tuple(sorted(found, key=lambda record: (record.published, record.key)))

    def agencies_named(self, key: str) -> tuple[Agency, ...]:
        """Return the agencies that a key means: the one, or all of a group (机构统称)."""
        return tuple(self.agencies[member] for member in self.members.get(key, (key,)) if member in self.agencies)

    def body_name(self, key: str) -> str:
        """Return the name of an agency or of a group."""
        return self.agencies[key].full_name if key in self.agencies else self.groups[key].label

    def label(self, name: str, key: str | None) -> str:
        """Return the word for a term of a list of the vocabulary."""
        return self.terms[name][key].label if key is not None and key in self.terms[name] else ""


def newest_first(document: Writing) -> tuple[int, str]:
    """Order writings by the day of publication, the newest first; those of one day by id."""
    return -document.published.toordinal(), document.key
