"""Addresses that led somewhere once: a redirect to where it stands now, or a tombstone without a title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure.model.address import page_address
from disclosure.model.publicity import State
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site

SENTENCES = {
    State.WITHDRAWN: "这一页的内容已经撤下。",
    State.ENDED: "这一页的公示期已满，内容已经撤下。",
}


def former(site: Site) -> Iterator[Page]:
    """Yield redirects and tombstones."""
    for record in site.writings():
        for here in record.moved_from:
            view: dict[str, Any] = {"sentence": "现在的地址是：", "target": Links(site, here).record(record)}
            yield framed(site, here, "pages/moved.html", "这一页换了地址", view, indexed=False)
    for tombstone in site.tombstones:
        here = page_address(tombstone.kind, tombstone.key)
        view = {"sentence": SENTENCES[tombstone.state], "apply": Links(site, here).to("application/")}
        yield framed(site, here, "pages/gone.html", "内容已撤下", view, indexed=False)
