"""What a document is about, as far as it does not say so itself: its categories, its domains, through its items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from disclosure.model.document import Document
from disclosure.model.openness import Openness
from disclosure.relate.site import Site, newest_first


def openness_of(site: Site, document: Document) -> tuple[Openness, ...]:
    """Return the categories (五公开) of a document: its own, or else those of its items; the first is primary."""
    if document.openness:
        return document.openness
    items = [site.items[code] for code in document.fulfils if code in site.items]
    primary = [item.openness[0] for item in items]
    return tuple(dict.fromkeys([*primary, *(category for item in items for category in item.openness)]))


def domains_of(site: Site, document: Document) -> tuple[str, ...]:
    """Return the ids of the domains (领域) of a document, through the catalogues of its items."""
    catalogues = (site.catalogues[site.catalogue_of[code]] for code in document.fulfils if code in site.catalogue_of)
    return tuple(dict.fromkeys(catalogue.domain for catalogue in catalogues if catalogue.domain))


# Several pages divide all documents, one after another. None of them is a page that is made by what it read of the
# site (`Reads`): of those, only the first would be seen to read.
@lru_cache(maxsize=1)
def newest_documents(site: Site) -> tuple[Document, ...]:
    """Return all documents, newest first."""
    return tuple(sorted(site.documents.values(), key=newest_first))


@lru_cache(maxsize=1)
def by_category(site: Site) -> Mapping[Openness, tuple[Document, ...]]:
    """Return the documents of each category, newest first; a document stands in each of its categories."""
    return divided(site, newest_documents(site))


@lru_cache(maxsize=1)
def by_domain(site: Site) -> Mapping[str, tuple[Document, ...]]:
    """Return the documents of each domain, newest first."""
    found: dict[str, list[Document]] = defaultdict(list)
    for document in newest_documents(site):
        for domain in domains_of(site, document):
            found[domain].append(document)
    return {domain: tuple(documents) for domain, documents in found.items()}


def divided(site: Site, documents: Iterable[Document]) -> Mapping[Openness, tuple[Document, ...]]:
    """Return those of `documents` that belong to each category, in the same order."""
    found: dict[Openness, list[Document]] = {category: [] for category in Openness}
    for document in documents:
        for category in dict.fromkeys(openness_of(site, document)):
            found[category].append(document)
    return {category: tuple(own) for category, own in found.items()}
