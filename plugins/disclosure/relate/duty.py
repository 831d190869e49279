"""Whether the duty of an item is met today (公开义务): published, nothing there, late, or not computable."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from disclosure.model.document import Document
from disclosure.model.item import Item, ItemStatus
from disclosure.relate.site import Site
from disclosure.text.dates import chinese_date
from disclosure.text.deadline import MONTHS, due_date, next_due
from disclosure.text.time_limit import Basis, LimitKind, TimeLimit


class DutyState(StrEnum):
    """How an item stands. The values are the words that people read."""

    MET = "已公开"
    EMPTY = "尚未公开"
    OVERDUE = "逾期"
    """A recurring limit has passed since the newest document."""
    ELSEWHERE = "不在网上公开"
    """The catalogue names carriers off the web only."""
    ENDED = "已停用"


@dataclass(frozen=True, slots=True)
class Duty:
    """The standing of one item, and the sentence that says it."""

    state: DutyState
    sentence: str
    newest: dt.date | None = None
    due: dt.date | None = None
    """The day on which the next publication is or was due, for recurring limits."""


def duty_of(site: Site, item: Item) -> Duty:
    """Return how an item stands on `site.today`, as far as its documents and its limit tell."""
    documents = site.documents_linked(item, "documents")
    newest = documents[0].published if documents else None
    if item.status is not ItemStatus.ACTIVE:
        return Duty(DutyState.ENDED, f"本事项已{item.status.value}。", newest)
    if not documents and only_off_the_web(site, item):
        places = "、".join(site.label("carriers", key) for key in item.carriers)
        return Duty(DutyState.ELSEWHERE, f"按照目录，本事项在{places}公开，不在网上公开。")
    due = _due(site, item, newest)
    if newest is None:
        return Duty(DutyState.EMPTY, "本事项目前没有公开信息。", None, due)
    if due is not None and due < site.today:
        sentence = f"最近一次公开是{chinese_date(newest)}，下一次应在{chinese_date(due)}前公开，已逾期。"
        return Duty(DutyState.OVERDUE, sentence, newest, due)
    then = f"，下一次应在{chinese_date(due)}前公开" if due else ""
    return Duty(DutyState.MET, f"已公开{len(documents)}条，最近一次是{chinese_date(newest)}{then}。", newest, due)


def only_off_the_web(site: Site, item: Item) -> bool:
    """Say whether the catalogue names carriers, all known, and none that this site serves."""
    web = {carrier.id: carrier.web for carrier in site.vocabulary.carriers}
    return bool(item.carriers) and all(web.get(key) is False for key in item.carriers)


def _due(site: Site, item: Item, newest: dt.date | None) -> dt.date | None:
    """Return the day of the next publication of a recurring limit; without any publication, none can be told.

    What was published counts for the year or quarter in which it was published, be it before the day that was set or
    after it.
    """
    if newest is None:
        return None
    days = [next_due(limit, _end_of_period(limit, newest), site.calendar) for limit in item.limits]
    return min((day for day in days if day is not None), default=None)


def _end_of_period(limit: TimeLimit, day: dt.date) -> dt.date:
    """Return the last day of the year, quarter or month of a recurring limit in which `day` lies."""
    if limit.period is None:
        return day
    length = MONTHS[limit.period]
    following = day.year * 12 + (day.month - 1) // length * length + length
    return dt.date(following // 12, following % 12 + 1, 1) - dt.timedelta(days=1)


def published_late(site: Site, item: Item, document: Document) -> dt.date | None:
    """Return the day by which `document` had to be published under `item`, when it was published after that day.

    Only limits that run from the making of the information can be told from a document: the day it was written.
    """
    if document.written is None or document.reposted is not None:
        return None
    limits: list[TimeLimit] = [limit for limit in item.limits if _runs_from_writing(limit)]
    waited = (document.published - document.written).days
    if not limits or waited <= min(limit.days or 0 for limit in limits):
        return None  # In that many days, working days or not, no limit ends.
    days = [due_date(limit, document.written, site.calendar) for limit in limits]
    latest = max((day for day in days if day is not None), default=None)
    return latest if latest is not None and document.published > latest else None


def _runs_from_writing(limit: TimeLimit) -> bool:
    return limit.kind in (LimitKind.WORKDAYS_FROM_FORMATION, LimitKind.WORKDAYS_FROM_OBTAINED) and limit.basis in (
        Basis.FORMED_OR_CHANGED,
        Basis.MADE_OR_OBTAINED,
    )
