"""How findings name a field of a record: `发布机构（agency）`."""

from __future__ import annotations

from disclosure.model.record import Record
from disclosure.problem import Finding, Grade


def found(
    record: Record, field: str, grade: Grade, what: str, hint: str = "", *, at: tuple[str | int, ...] = ()
) -> Finding:
    """Return a finding about a field of a record (or about the whole record, with an empty `field`)."""
    if not field:
        return Finding(record.place(*at), grade, "", what, hint)
    title = type(record).model_fields[field].title or field
    return Finding(record.place(field, *at), grade, f"{title}（{field}）", what, hint)
