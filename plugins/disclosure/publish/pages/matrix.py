"""The matrix 领域 × 五公开: how many documents and items each cell holds, empty cells visible."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.model.openness import Openness
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site
from disclosure.relate.topics import by_domain, divided


def matrix(site: Site) -> Iterator[Page]:
    """Yield the page."""
    links = Links(site, "matrix/")
    documents = by_domain(site)
    rows = []
    for key, domain in site.domains.items():
        items = [item for catalogue in site.catalogues.values() if catalogue.domain == key for item in catalogue.items]
        cells = [
            {
                "count": len(own),
                "items": sum(category in item.openness for item in items),
                "href": links.to(f"domains/{key}/#{category.slug}"),
                "category": category.value,
            }
            for category, own in divided(site, documents.get(key, ())).items()
        ]
        rows.append(links.record(domain) | {"cells": cells})
    view = {"columns": [category.value for category in Openness], "rows": rows}
    yield framed(site, "matrix/", "pages/matrix.html", "领域与五公开对照表", view, column="公开领域")
