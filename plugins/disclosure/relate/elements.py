"""The elements of an interpretation (解读要素): which heading of the text gives which."""

from __future__ import annotations

import re

from disclosure.model.interpretation import Interpretation
from disclosure.model.vocabulary import Element
from disclosure.relate.site import Site

_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．\s]*)")

BY_FIELDS = "#contact"
"""The anchor of the block that prints interpreter and contact."""


def elements_of(site: Site, record: Interpretation) -> tuple[tuple[Element, str | None], ...]:
    """Return each element of the county's profile, with the anchor of the section that gives it, or `None`.

    A heading gives an element when the record says so, or when it contains the element's name or one of its aliases.
    """
    body = site.bodies[record.kind, record.key].body
    said = {heading: name for name, heading in record.elements.items()}
    found: dict[str, str] = {}
    for heading in body.headings:
        plain = _NUMBERING.sub("", heading.text).strip()
        for element in site.vocabulary.elements:
            names = (element.id, element.label, *element.aliases)
            named = said.get(heading.text) in names
            alike = heading.text not in said and any(
                name in plain or plain in name for name in names[1:] if len(plain) > 1
            )
            if named or alike:
                found.setdefault(element.id, f"#{heading.anchor}")
    if record.interpreter and (record.phone or record.email):
        found.update({element.id: BY_FIELDS for element in site.vocabulary.elements if element.from_fields})
    return tuple((element, found.get(element.id)) for element in site.vocabulary.elements)
