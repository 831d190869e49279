"""The glossary (名词解释): every word that is explained in some text, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.publish.frame import framed
from disclosure.publish.glossed import ADDRESS, entry
from disclosure.publish.output import Page
from disclosure.relate.site import Site


def glossary(site: Site) -> Iterator[Page]:
    """Yield the page, where there is anything to explain."""
    if not site.glosses:
        return
    rows = [
        entry(gloss, number) | {"also": "、".join(gloss.aliases), "verified": gloss.evidence.verified}
        for number, gloss in enumerate(site.glosses)
    ]
    yield framed(site, ADDRESS, "pages/glossary.html", "名词解释", {"rows": rows}, column="名词解释")
