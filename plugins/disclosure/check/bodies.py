"""Bodies: what the text of a writing got wrong, and links to what the public cannot see."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.model.writing import Writing
from disclosure.problem import Finding, Grade, Place
from disclosure.relate.site import Site

GRADES = {
    "address": Grade.ERROR,
    "picture": Grade.ERROR,
    "table": Grade.WARNING,
    "markup": Grade.WARNING,
    "character": Grade.WARNING,
}
"""What leads nowhere stops the build; what shows as typed, or was taken out unseen, does not."""


def bodies(site: Site) -> Iterator[Finding]:
    """Yield the mistakes in texts, at their own lines, and writings without any text or attachment."""
    for record in site.writings():
        rendered = site.bodies[record.kind, record.key]
        for mistake in rendered.body.mistakes:
            place = Place(record.origin.path, line=mistake.line, column=mistake.column)
            yield Finding(place, GRADES[mistake.kind], "正文", mistake.what, mistake.hint)
        for path in rendered.closed:
            place = Place(record.origin.path, line=record.origin.body_line + _line_of(record, path), column=1)
            what = f"链接到没有公开的“{path}”，网站上只显示文字"
            yield Finding(place, Grade.WARNING, "正文", what, "等它公开，或去掉链接")
        if rendered.body.empty and not record.attachments:
            place = Place(record.origin.path, line=record.origin.body_line, column=1)
            yield Finding(place, Grade.WARNING, "正文", "没有正文，也没有附件", "在第二个 --- 下面写正文")


def _line_of(record: Writing, path: str) -> int:
    """Return the line of the text (from 0) on which a file is named."""
    name = path.rsplit("/", 1)[-1]
    return next((number for number, line in enumerate(record.body.split("\n")) if name in line), 0)
