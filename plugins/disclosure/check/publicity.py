"""Publicity: what stays behind the gate is said, so that nobody waits for it in vain."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.publicity import Gated, Publicity, State, Verdict
from disclosure.problem import Finding, Grade
from disclosure.relate.site import Site


def publicity(site: Site) -> Iterator[Finding]:
    """Yield records marked for publication that the gate holds back, and withheld records without a reason."""
    for record in site.writings():
        if record.publicity is not Publicity.PROACTIVE:
            if not record.publicity_reason:
                what = f"{record.publicity.value}，没有写理由"
                yield found(record, "publicity", Grade.WARNING, what, "写上“公开属性理由”，每年评估时要用")
            continue
        if record.review is None:
            what = "标了主动公开，没有公开审查记录，不会出现在网站上"
            hint = "写上保密审查和审批：谁、哪一天、结果"
            yield found(record, "publicity", Grade.WARNING, what, hint)
        elif not record.review.passed(site.today):
            yield from _held_back(record, site)
    for interpretation in site.interpretations.values():
        if site.state(interpretation) is not State.OPEN:
            continue
        documents = [site.documents[key] for key in interpretation.interprets if key in site.documents]
        if documents and not any(site.state(document) is State.OPEN for document in documents):
            what = "它解读的文件都没有公开，这篇解读不会出现在网站上"
            yield found(interpretation, "interprets", Grade.WARNING, what, "等文件公开后再发布解读")


def _held_back(record: Gated, site: Site) -> Iterator[Finding]:
    review = record.review
    if review is None:
        return
    for field, verdict in (("secrecy_verdict", review.secrecy_verdict), ("approval_verdict", review.approval_verdict)):
        if verdict is Verdict.REFUSED:
            what = "标了主动公开，审查结果是不通过，不会出现在网站上"
            yield found(record, "review", Grade.WARNING, what, "改公开属性，或重新审查", at=(field,))
    for field, day in (("secrecy_reviewed", review.secrecy_reviewed), ("approved", review.approved)):
        if day > site.today:
            yield found(record, "review", Grade.WARNING, f"审查日期{day}还没有到，不会出现在网站上", "", at=(field,))
