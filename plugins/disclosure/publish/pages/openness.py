"""One page for each of the five categories (五公开): its items by domain, its newest documents."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.model.openness import Openness
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.publish.pages.home import ABOUT
from disclosure.relate.site import Site
from disclosure.relate.topics import by_category

NEWEST = 20


def openness(site: Site) -> Iterator[Page]:
    """Yield the pages of the five columns."""
    categories = by_category(site)
    for category in Openness:
        here = f"openness/{category.slug}/"
        links = Links(site, here)
        documents = categories[category]
        groups = []
        for catalogue in site.catalogues.values():
            items = [item for item in catalogue.items if category in item.openness]
            if items:
                groups.append(
                    links.record(catalogue)
                    | {
                        "domain": site.domains[catalogue.domain].label if catalogue.domain else catalogue.title,
                        "items": [links.item(item) for item in items],
                    }
                )
        view = {
            "slug": category.slug,
            "about": ABOUT[category],
            "rows": links.rows(documents[:NEWEST]),
            "count": len(documents),
            "all": links.to(f"lists/openness/{category.slug}/") if documents else "",
            "groups": groups,
        }
        yield framed(
            site, here, "pages/openness.html", category.value, view, column=category.value, description=ABOUT[category]
        )
