"""Real documents: every character of them reaches the page, in order."""

import sys
from pathlib import Path

import pytest

from disclosure.text.body import render

sys.path.insert(0, str(Path(__file__).parent))

from county import REAL, corpus_sample, needs_real_material, text_of, visible

pytestmark = needs_real_material


def corpus():
    return [(record["id"], record["body"]) for record in corpus_sample()]


def notices():
    return [(path.name, path.read_text("utf-8")) for path in sorted((REAL / "notices").glob("*.txt"))]


@pytest.mark.parametrize("documents", [corpus, notices])
def test_the_visible_characters_of_real_documents_are_those_of_the_source(documents):
    changed = []
    for name, source in documents():
        page = render(source, link=lambda target: None, picture=lambda target: None).html
        if text_of(page) != visible(source):
            changed.append(name)

    assert changed == []
