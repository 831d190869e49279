"""The list of domains (领域), and a page for each: its catalogues, items and documents by category."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.model.openness import Openness
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site
from disclosure.relate.topics import by_domain, divided

NEWEST = 10


def domains(site: Site) -> Iterator[Page]:
    """Yield the list and the pages."""
    documents = by_domain(site)
    links = Links(site, "domains/")
    catalogues = {catalogue.domain: catalogue for catalogue in site.catalogues.values() if catalogue.domain}
    rows = [
        links.record(domain)
        | {
            "summary": domain.summary,
            "count": len(documents.get(key, ())),
            "items": len(catalogues[key].items) if key in catalogues else 0,
        }
        for key, domain in site.domains.items()
    ]
    yield framed(site, "domains/", "pages/domains.html", "按领域查找", {"rows": rows}, column="公开领域")
    for key, domain in site.domains.items():
        here = f"domains/{key}/"
        links = Links(site, here)
        mine = divided(site, documents.get(key, ()))
        own = [catalogue for catalogue in site.catalogues.values() if catalogue.domain == key]
        items = [item for catalogue in own for item in catalogue.items]
        view = {
            "summary": domain.summary,
            "agencies": links.agencies(domain.agencies),
            "catalogues": [links.record(catalogue) | {"count": len(catalogue.items)} for catalogue in own],
            "columns": [
                {
                    "text": category.value,
                    "slug": category.slug,
                    "items": [links.item(item) for item in items if category is item.openness[0]],
                    "rows": links.rows(found[:NEWEST]),
                    "count": len(found),
                }
                for category, found in mine.items()
            ],
            "jump": [{"text": category.value, "href": f"#{category.slug}"} for category in Openness],
        }
        yield framed(
            site,
            here,
            "pages/domain.html",
            f"{domain.label}领域",
            view,
            crumbs=[("按领域查找", "domains/")],
            column="公开领域",
            description=domain.summary,
        )
