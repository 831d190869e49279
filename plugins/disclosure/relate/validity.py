"""Whether a document holds on a given day (效力), from its own dates and from the documents that change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from disclosure.model.document import Document
from disclosure.relate.site import Site


class Validity(StrEnum):
    """The state of a document on a day. The values are the words that people read."""

    PENDING = "尚未施行"
    IN_FORCE = "现行有效"
    AMENDED = "已被修改"
    """Still in force, read together with the amending document."""
    EXPIRED = "已失效"
    REPEALED = "已废止"
    NOT_STATED = "不适用"
    """Nothing was enacted: a report, a list, a notice."""

    @property
    def slug(self) -> str:
        """The name of the state in addresses."""
        return self.name.lower().replace("_", "-")

    @property
    def over(self) -> bool:
        """Say whether the document no longer holds."""
        return self in (Validity.EXPIRED, Validity.REPEALED)


@dataclass(frozen=True, slots=True)
class Holding:
    """The validity of a document on a day: since when, and through which document."""

    validity: Validity
    since: dt.date | None = None
    by: str | None = None
    """The id of the document that amends, repeals or replaces it."""
    last_day: dt.date | None = None
    """The last day of its period of validity, when it has one."""


def takes_effect(document: Document) -> dt.date:
    """Return the day a document begins to hold: its effective date, or else the day it was written or published."""
    return document.effective or document.written or document.published


def last_day(document: Document) -> dt.date | None:
    """Return the last day of validity that the document itself states, the earlier of both ways to state it."""
    stated = [document.expires - dt.timedelta(days=1)] if document.expires else []
    if document.validity_period:
        end = document.validity_period.last_day(takes_effect(document))
        stated += [end] if end else []
    return min(stated, default=None)


def holding(site: Site, document: Document, day: dt.date) -> Holding:
    """Return whether `document` holds on `day`.

    A repeal (废止) or a successor (替代) ends it on the day the other document takes effect; a stated end counts from
    the day after. The first thing that ended it is the one that counts. A repealing document that does not hold itself
    any more has still repealed.
    """
    end = last_day(document)
    ended: list[tuple[dt.date, Validity, str]] = []
    if document.repealed:
        ended.append((document.repealed, Validity.REPEALED, ""))
    if end:
        ended.append((end + dt.timedelta(days=1), Validity.EXPIRED, ""))
    for name in ("repealed_by", "replaced_by"):
        for other in site.documents_linked(document, name):
            ended.append((takes_effect(other), Validity.REPEALED, other.key))
    past = min((entry for entry in ended if entry[0] <= day), key=lambda entry: (entry[0], not entry[2]), default=None)
    if past:
        return Holding(past[1], past[0], past[2] or None, end)
    if document.effective and document.effective > day:
        return Holding(Validity.PENDING, document.effective, None, end)
    amended = [(takes_effect(other), other.key) for other in site.documents_linked(document, "amended_by")]
    latest = max((entry for entry in amended if entry[0] <= day), default=None)
    if latest:
        return Holding(Validity.AMENDED, latest[0], latest[1], end)
    stated = document.normative or document.effective or document.validity_period or document.expires or ended
    return Holding(Validity.IN_FORCE if stated else Validity.NOT_STATED, document.effective, None, end)


def timeline(site: Site, document: Document, day: dt.date) -> tuple[tuple[dt.date, Holding], ...]:
    """Return what `holding` says on `day`, and on each later day on which that changes, as far as it is known now."""
    changes = {document.effective, document.repealed}
    if end := last_day(document):
        changes.add(end + dt.timedelta(days=1))
    for name in ("repealed_by", "replaced_by", "amended_by"):
        changes.update(takes_effect(other) for other in site.documents_linked(document, name))
    told = [(day, holding(site, document, day))]
    for later in sorted(change for change in changes if change and change > day):
        held = holding(site, document, later)
        if held != told[-1][1]:
            told.append((later, held))
    return tuple(told)
