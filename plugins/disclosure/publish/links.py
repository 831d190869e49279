"""Links from one page to others, ready for a template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlsplit

from disclosure.model.address import Spelling, address, link
from disclosure.model.agency import Agency
from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.item import Item
from disclosure.model.record import Record
from disclosure.relate.site import Site
from disclosure.relate.validity import Holding, Validity, timeline

NOT_FOUND = "404.html"
"""Web servers answer with this page at addresses of any depth, so that no relative link can be right on it."""

Anchor = dict[str, Any]
"""`text` and `href`, and what stands beside them."""


QUIET = (Validity.NOT_STATED, Validity.IN_FORCE)
"""The states that a list does not mention."""


def state(since: dt.date, held: Holding, *, quiet: Collection[Validity] = (Validity.NOT_STATED,)) -> Anchor:
    """Return the validity from a day on as a page shows it: the word, none for the `quiet`, and its colour."""
    validity = held.validity
    kind = "over" if validity.over else "good" if validity is Validity.IN_FORCE else "warn"
    return {"since": since.isoformat(), "text": "" if validity in quiet else validity.value, "kind": kind}


class Links:
    """Writes the links of one page."""

    def __init__(self, site: Site, here: str) -> None:
        self.site, self.here = site, here

    def to(self, there: str) -> str:
        """Return the link to an address below the root: relative, but from the page that stands in for any other."""
        if self.here == NOT_FOUND and self.site.spelling is Spelling.WEB:
            return urlsplit(self.site.base_url).path + link("", there, self.site.spelling).removeprefix("./")
        return link(self.here, there, self.site.spelling)

    def record(self, record: Record, text: str = "") -> Anchor:
        """Return the name of a record, linked to its page."""
        return {"text": text or record.name, "href": self.to(address(record))}

    def agencies(self, keys: Iterable[str]) -> list[Anchor]:
        """Return agencies, linked, and groups of agencies, not linked."""
        return [
            self.record(self.site.agencies[key])
            if key in self.site.agencies
            else {"text": self.site.groups[key].label, "href": ""}
            for key in keys
        ]

    def row(self, record: Document | Interpretation) -> Anchor:
        """Return a line of a list: title, day, agency, number, and whether it still holds."""
        row = self.record(record)
        row |= {
            "date": record.published.isoformat(),
            "agency": self.site.agencies[record.agency].full_name,
            "number": "",
            "state": "",
            "over": False,
            "form": "",
        }
        if isinstance(record, Document):
            course = timeline(self.site, record, self.site.today)
            held = course[0][1].validity
            row["number"] = str(record.doc_no) if record.doc_no else ""
            row["over"] = held.over
            row["state"] = "" if held in QUIET else held.value
            if len(course) > 1:
                row["states"] = [state(since, one, quiet=QUIET) for since, one in course]
        else:
            row["form"] = self.site.label("forms", record.form)
        return row

    def rows(self, records: Iterable[Document | Interpretation]) -> list[Anchor]:
        """Return the lines of a list."""
        return [self.row(record) for record in records]

    def item(self, item: Item) -> Anchor:
        """Return a line of a list of items: its levels, its categories, how many documents fulfil it."""
        return self.record(item) | {
            "levels": list(item.levels_of_name),
            "openness": [category.value for category in item.openness],
            "count": len(self.site.linked(item, "documents")),
            "status": "" if item.status.value == "在用" else item.status.value,
            "verified": item.evidence.verified,
        }

    def agency(self, agency: Agency) -> Anchor:
        """Return an agency with the number of its documents."""
        return self.record(agency) | {"count": len(self.site.linked(agency, "documents"))}
