"""The publicity of a record (公开属性): what may reach the public, and from which day to which day."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from disclosure.model.fields import Day, FormerAddress, Line, Many, Text
from disclosure.model.record import Part, Record


class Publicity(StrEnum):
    """The three marks of a document (芜湖市实施方案二.3: 此件公开发布 / 此件依申请公开 / 此件不予公开)."""

    PROACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"


class Verdict(StrEnum):
    """The outcome of one step of the review."""

    PASSED = "通过"
    REFUSED = "不通过"


class State(StrEnum):
    """Where a record stands at the gate on a given day."""

    OPEN = "公开"
    WITHHELD = "不公开"
    """Its mark is not 主动公开, or its review is missing or refused."""
    AWAITED = "未到公开日期"
    ENDED = "公示期满"
    WITHDRAWN = "已撤回"


class Review(Part):
    """The review before publication (公开审查): secrecy review and approval, each with who, when and the outcome.

    Kept in the repository and never printed on a page.
    """

    secrecy_reviewer: Line = Field(title="保密审查人")
    secrecy_reviewed: Day = Field(title="保密审查日期")
    secrecy_verdict: Verdict = Field(title="保密审查结果")
    approver: Line = Field(title="审批人")
    approved: Day = Field(title="审批日期")
    approval_verdict: Verdict = Field(title="审批结果")

    def passed(self, on: dt.date) -> bool:
        """Say whether both steps were passed, and not in the future."""
        return (
            self.secrecy_verdict is Verdict.PASSED
            and self.approval_verdict is Verdict.PASSED
            and max(self.secrecy_reviewed, self.approved) <= on
        )


class Withdrawal(Part):
    """A record taken back after publication (撤回)."""

    date: Day = Field(title="撤回日期")
    reason: Text = Field("", title="撤回原因")
    """For the file; the tombstone page prints neither reason nor title."""


class Gated(Record):
    """A record that passes the gate by itself: documents and interpretations."""

    publicity: Publicity = Field(title="公开属性")
    publicity_reason: Text = Field("", title="公开属性理由")
    """Why it may not be published, or that it already stands on another government's site. Never printed."""
    review: Review | None = Field(None, title="公开审查")
    published: Day = Field(title="公开日期")
    notice_from: Day | None = Field(None, title="公示开始")
    notice_until: Day | None = Field(None, title="公示结束")
    """The last day of a public notice (公示期); from the next day on, the record is off the site."""
    withdrawn: Withdrawal | None = Field(None, title="撤回")
    moved_from: Many[FormerAddress] = Field((), title="旧地址")
    """Former addresses, such as `documents/old-name`; each keeps leading here."""

    def state(self, today: dt.date) -> State:
        """Return where the record stands on `today`. Everything that is not plainly open stays in (默认不公开)."""
        if self.publicity is not Publicity.PROACTIVE or self.review is None or not self.review.passed(today):
            return State.WITHHELD
        if self.published > today or (self.notice_from is not None and self.notice_from > today):
            return State.AWAITED
        if self.withdrawn is not None and self.withdrawn.date <= today:
            return State.WITHDRAWN
        if self.notice_until is not None and self.notice_until < today:
            return State.ENDED
        return State.OPEN
