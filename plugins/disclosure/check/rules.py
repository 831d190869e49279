"""Every rule, listed once. A rule takes the site and yields findings; it opens no file and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from disclosure.check.addresses import addresses
from disclosure.check.agencies import agencies
from disclosure.check.attachments import attachments
from disclosure.check.bodies import bodies
from disclosure.check.catalogues import catalogues
from disclosure.check.dates import dates
from disclosure.check.duties import duties
from disclosure.check.glossary import glossary
from disclosure.check.interpretations import headings_in, interpretations
from disclosure.check.numbers import numbers
from disclosure.check.openness import openness
from disclosure.check.personal import numbers_in, numbers_in_fields, personal
from disclosure.check.publicity import publicity
from disclosure.check.relations import relations
from disclosure.check.statements import relations_in, statements
from disclosure.check.synonyms import synonyms
from disclosure.model.document import Document
from disclosure.model.writing import Writing
from disclosure.problem import Finding
from disclosure.relate.site import Site
from disclosure.text.body import Body

Rule = Callable[[Site], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    addresses,
    agencies,
    attachments,
    bodies,
    catalogues,
    dates,
    duties,
    glossary,
    interpretations,
    numbers,
    openness,
    personal,
    publicity,
    relations,
    statements,
    synonyms,
)
"""The name of a rule is the name of its file; README has a line for each."""


def check(site: Site) -> Iterator[Finding]:
    """Yield everything that any rule finds."""
    for rule in RULES:
        yield from rule(site)


def foresee(record: Writing, body: Body | None) -> None:
    """Ask beforehand what rules will ask about a record and its body alone, so that it is known then."""
    numbers_in(record)
    numbers_in_fields(record)
    if isinstance(record, Document):
        relations_in(record)
    elif body is not None:
        headings_in(body)
