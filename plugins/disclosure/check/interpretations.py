"""Interpretations: their elements, their contact, their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.interpretation import Interpretation
from disclosure.model.publicity import State
from disclosure.model.questions import unanswered
from disclosure.problem import Finding, Grade, Place, did_you_mean
from disclosure.relate.elements import elements_of
from disclosure.relate.site import Site
from disclosure.text.body import Body

_WRITTEN_FORMS = ("text",)
"""Forms of which the profile of elements is asked; a picture or a letter says less and may."""

_DRAWN_FORMS = ("chart",)
"""Forms whose message is a picture (图解), which needs its words for those who do not see it."""

_FEW_WORDS = 30
"""Characters. Fewer beside a picture are a caption and not what it says."""

_TAG = re.compile(r"<[^<>]*>")


def interpretations(site: Site) -> Iterator[Finding]:
    """Yield what an interpretation lacks, and documents that should have one."""
    for record in site.interpretations.values():
        yield from _elements(site, record)
        yield from _words(site, record)
        if not record.interpreter or not (record.phone or record.email):
            yield found(record, "interpreter", Grade.DUTY, "没有解读人或联系方式（解读要素第八项）")
        for line in unanswered(record):
            place = Place(record.origin.path, line=record.origin.body_line + line, column=1)
            yield Finding(place, Grade.WARNING, "正文", "“问：”下面没有“答：”，不会列入政策问答", "另起一行写“答：”")
        for key in record.interprets:
            document = site.documents.get(key)
            if document is not None and record.published < document.published:
                what = f"解读的公开日期早于文件“{document.title}”（{document.published}）"
                yield found(record, "published", Grade.WARNING, what, "解读与文件同步公开，不能早于文件")
    for document in site.documents.values():
        if (
            document.needs_interpretation
            and site.state(document) is State.OPEN
            and not site.interpretations_of(document)
            and Interpretation.kind not in site.unread
        ):
            yield found(document, "needs_interpretation", Grade.DUTY, "需要解读，还没有解读材料")


def headings_in(body: Body) -> set[str]:
    """Return what the headings of a body say."""
    return {heading.text for heading in body.headings}


def _words(site: Site, record: Interpretation) -> Iterator[Finding]:
    body = site.bodies[record.kind, record.key].body
    if record.form in _DRAWN_FORMS and "<img" in body.html and len(_TAG.sub("", body.html).strip()) < _FEW_WORDS:
        place = Place(record.origin.path, line=record.origin.body_line, column=1)
        hint = "把图上的文字写在图的下面：看不见图的人、搜索和朗读都靠它"
        yield Finding(place, Grade.WARNING, "正文", "图解只有图片，没有文字", hint)


def _elements(site: Site, record: Interpretation) -> Iterator[Finding]:
    body = site.bodies[record.kind, record.key].body
    headings = headings_in(body)
    known = {name for element in site.vocabulary.elements for name in (element.id, element.label, *element.aliases)}
    for name, heading in record.elements.items():
        at = record.place("elements", name)
        if name not in known and site.unread & {"vocabulary", "vocabulary.elements"}:
            continue
        if name not in known:
            what, hint = f"没有“{name}”这个解读要素", did_you_mean(name, known)
            yield Finding(at, Grade.ERROR, "解读要素（elements）", what, hint)
        elif heading not in headings:
            what, hint = f"正文里没有“{heading}”这个标题", did_you_mean(heading, headings)
            yield Finding(at, Grade.ERROR, "解读要素（elements）", what, hint)
    if record.form not in _WRITTEN_FORMS:
        return
    missing = [element.label for element, anchor in elements_of(site, record) if anchor is None]
    if missing:
        place = Place(record.origin.path, line=record.origin.body_line, column=1)
        yield Finding(place, Grade.DUTY, "解读要素", f"缺少：{'、'.join(missing)}", "写成小标题，或在“解读要素”里指明")
