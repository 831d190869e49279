"""Duties: items nothing was published for, recurring ones that are due, documents that came late."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.document import Document
from disclosure.model.publicity import State
from disclosure.problem import Finding, Grade
from disclosure.relate.duty import DutyState, duty_of, published_late
from disclosure.relate.site import Site
from disclosure.text.dates import chinese_date


def duties(site: Site) -> Iterator[Finding]:
    """Yield every duty unmet or late. None of them stops a build."""
    for item in site.items.values():
        duty = duty_of(site, item)
        if duty.state is DutyState.EMPTY and Document.kind not in site.unread:
            yield found(item, "", Grade.DUTY, f"“{item.name}”还没有公开信息")
        elif duty.state is DutyState.OVERDUE:
            yield found(item, "time_limit", Grade.DUTY, f"“{item.name}”{duty.sentence}".rstrip("。"))
    for document in site.documents.values():
        if site.state(document) is not State.OPEN:
            continue
        for duty_item in (site.items[code] for code in document.fulfils if code in site.items):
            due = published_late(site, duty_item, document)
            if due is not None:
                what = f"按“{duty_item.name}”的时限应在{chinese_date(due)}前公开"
                yield found(document, "published", Grade.DUTY, what)
                break
