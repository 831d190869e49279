"""Relations: a document changes older documents, and a chain of documents has an end."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.document import Document
from disclosure.model.publicity import State
from disclosure.problem import Finding, Grade
from disclosure.relate.site import Site

_CHANGES = {"amends": "修改", "repeals": "废止", "replaces": "替代"}


def relations(site: Site) -> Iterator[Finding]:
    """Yield documents that change younger ones, chains that bite their tail, and links from open to closed records."""
    told: set[frozenset[str]] = set()
    for document in site.documents.values():
        for field, word in _CHANGES.items():
            for position, key in enumerate(getattr(document, field)):
                target = site.documents.get(key)
                if target is None:
                    continue
                if document.dated < target.dated:
                    what = f"{word}的文件“{target.title}”比它自己还新（{target.dated}）"
                    yield found(document, field, Grade.ERROR, what, "看看日期，或是不是写反了", at=(position,))
                elif (circle := _circle(site, document, target, field)) and circle not in told:
                    told.add(circle)
                    yield found(document, field, Grade.ERROR, f"{word}关系绕成了一圈", "删掉其中一处", at=(position,))
        if site.state(document) is State.OPEN:
            yield from _into_the_dark(site, document)


def _circle(site: Site, document: Document, target: Document, field: str) -> frozenset[str]:
    """Return the ids of a circle that goes from a document to `target` and back, or nothing.

    Only documents of one day can stand in a circle: else one of them changes a younger one, and that is told by itself.
    """
    way = {target.key: document.key}
    waiting = [target.key] if target.dated == document.dated else []
    while waiting:
        key = waiting.pop()
        for following in getattr(site.documents[key], field):
            if following == document.key:
                circle = [key]
                while circle[-1] != document.key:
                    circle.append(way[circle[-1]])
                return frozenset(circle)
            other = site.documents.get(following)
            if following not in way and other is not None and other.dated == document.dated:
                way[following] = key
                waiting.append(following)
    return frozenset()


def _into_the_dark(site: Site, document: Document) -> Iterator[Finding]:
    for field in ("based_on", "amends", "repeals", "replaces", "related"):
        for position, key in enumerate(getattr(document, field)):
            target = site.documents.get(key)
            if target is not None and site.state(target) is State.WITHHELD:
                what = f"指向没有公开的文件“{key}”，网站上不显示这一处"
                yield found(document, field, Grade.WARNING, what, "", at=(position,))
    for name in ("repealed_by", "replaced_by"):
        for key in site.linked(document, name):
            other = site.documents.get(key)
            if other is not None and site.state(other) is State.WITHHELD and document.repealed is None:
                what = f"被没有公开的文件“{key}”废止，网站上看不出来"
                yield found(document, "repealed", Grade.WARNING, what, "在这里写上废止日期")
