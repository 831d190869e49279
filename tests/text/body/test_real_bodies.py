"""Real documents: every character of them reaches the page, in order."""

import gzip
import html
import json
import re
from pathlib import Path

import pytest

from disclosure.text.body import render

REAL = Path(__file__).parents[4] / "shared" / "real"
INVISIBLE = re.compile("[\x00-\x08\u200b-\u200d\ufeff]")

pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.exists(), reason="../shared/real is not here")]


def corpus():
    with gzip.open(REAL / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [(record["id"], record["body"]) for record in map(json.loads, lines)]


def notices():
    return [(path.name, path.read_text("utf-8")) for path in sorted((REAL / "notices").glob("*.txt"))]


@pytest.mark.parametrize("documents", [corpus, notices])
def test_the_visible_characters_of_real_documents_are_those_of_the_source(documents):
    changed = []
    for name, source in documents():
        page = render(source, link=lambda target: None, picture=lambda target: None).html
        if "".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split()) != visible(source):
            changed.append(name)

    assert changed == []


def visible(source):
    """Return what a reader sees of a source: all but rules, the dashes of lists, and the strokes of tables."""
    lines = INVISIBLE.sub("", source).split("\n")
    shown = []
    table = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if re.fullmatch(r"\s*\|[-|:\s]+\|\s*", line) and table:
            continue
        table = line.startswith("|") and (table or bool(re.fullmatch(r"\|[-|:\s]+\|\s*", below)))
        if table:
            shown.append(line.replace("|", ""))
        elif not re.fullmatch(r"\s*-{3,}\s*", line):
            shown.append(re.sub(r"^\s*- (?!\d+\s*-\s*$)", "", line))
    return "".join("".join(shown).split())
