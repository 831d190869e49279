"""One writing as it is written now, in the open part of the site as it was: a first sight, before all is related."""

from __future__ import annotations

import dataclasses

from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.writing import Writing
from disclosure.problem import Finding
from disclosure.relate.bodies import rendered
from disclosure.relate.gate import as_open, is_open, openness_by_path
from disclosure.relate.names import Directory
from disclosure.relate.references import resolved
from disclosure.relate.site import Site
from disclosure.text.personal_information import find_personal_information


def glimpsed(whole: Site, opened: Site, directory: Directory, written: Writing) -> Site | None:
    """Return the open part with `written` in its place, or nothing when only a whole build can say what becomes of it.

    `whole` and `opened` are the site and its open part as they were last, `directory` what resolves references there.
    Nothing is shown that was not open before, that would not be open now, or in which a personal number stands.
    """
    wrong: list[Finding] = []
    record = resolved(written, directory, wrong)
    place = opened.documents if isinstance(record, Document) else opened.interpretations
    before = place.get(record.key)
    if wrong or before is None or before.origin.path != record.origin.path:
        return None
    numbers = find_personal_information(record.body, allowed=frozenset(record.public_contacts))
    if not is_open(record, whole.documents, whole.today) or next(iter(numbers), None):
        return None
    writings = openness_by_path(whole.writings(), whole.documents, whole.today)
    body = rendered(record, writings=writings, attachments=whole.attachments, spelling=whole.spelling)
    listed = {file.file for file in record.attachments} == {file.file for file in before.attachments}
    if not listed or not opened.attachments.keys() >= set(body.files):
        return None
    shown = as_open(record, opened)
    bodies = {**opened.bodies, (record.kind, record.key): body}
    if isinstance(shown, Document):
        return dataclasses.replace(opened, bodies=bodies, documents={**opened.documents, record.key: shown})
    assert isinstance(shown, Interpretation)
    return dataclasses.replace(opened, bodies=bodies, interpretations={**opened.interpretations, record.key: shown})
