"""Nothing that the site holds passes the gate, or the search for personal numbers, because somebody forgot it."""

import ast
import dataclasses
from pathlib import Path

from disclosure.check import personal
from disclosure.relate import gate
from disclosure.relate.site import Site

ALWAYS_OPEN = {
    *("today", "spelling", "base_url", "unread"),  # No records.
    *("county", "vocabulary", "terms", "calendar"),
    *(
        "agencies",
        "groups",
        "members",
        "laws",
        "domains",
        "synonyms",
        "glosses",
    ),  # Written for the public, without a review.
}
"""The fields of a site that `open_part` hands on as they are. A new one has to be judged before it stands here."""
NOT_SEARCHED = {"questions", "synonyms", "documents", "interpretations"}
"""Records without fields of their own, or searched as `site.writings()`."""


def attributes(module):
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "site"
    }


def test_every_field_of_the_site_is_sifted_by_the_gate_or_known_to_be_public():
    tree = ast.parse(Path(gate.__file__).read_text("utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "dataclasses.replace"
    ]
    sifted = {keyword.arg for call in calls for keyword in call.keywords}

    assert sifted.isdisjoint(ALWAYS_OPEN)
    assert {field.name for field in dataclasses.fields(Site)} == sifted | ALWAYS_OPEN


def test_every_kind_of_record_is_searched_for_personal_numbers(untouched_county):
    site = untouched_county.site()
    records = {
        field.name
        for field in dataclasses.fields(Site)
        if (value := getattr(site, field.name))
        and field.name != "terms"
        and any(hasattr(record, "origin") for record in (value.values() if hasattr(value, "values") else [value]))
    }

    assert records - NOT_SEARCHED <= attributes(personal)
    assert {"agencies", "items", "county"} <= records
