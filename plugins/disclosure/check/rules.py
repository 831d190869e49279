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
from disclosure.check.interpretations import interpretations
from disclosure.check.numbers import numbers
from disclosure.check.openness import openness
from disclosure.check.personal import numbers_in, personal
from disclosure.check.publicity import publicity
from disclosure.check.relations import relations
from disclosure.check.statements import relations_in, statements
from disclosure.check.synonyms import synonyms
from disclosure.memory import ahead
from disclosure.model.document import Document
from disclosure.model.writing import Writing
from disclosure.problem import Finding
from disclosure.relate.site import Site

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
    ahead(list(site.writings()), lambda record: record.body, _read)
    for rule in RULES:
        yield from rule(site)


def _read(record: Writing) -> None:
    """Ask what rules will ask about a text."""
    numbers_in(record)
    if isinstance(record, Document):
        relations_in(record)
