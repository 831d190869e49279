"""The real material makes a whole site: every document is there word for word, and the withheld one is not."""

import gzip
import html
import json
import posixpath
import re
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from county import (
    TODAY,
    WITHHELD,
    corpus_sample,
    kind_of,
    needs_real_material,
    real_county,
    text_of,
    visible,
)

pytestmark = needs_real_material

JUDGED = yaml.safe_load((Path(__file__).parent / "judged.yml").read_text("utf-8"))
"""Every kind of problem that the whole material has, and how often."""


@pytest.fixture(
    scope="module", params=[pytest.param(10, id="every tenth"), pytest.param(1, id="all", marks=pytest.mark.long)]
)
def every(request):
    return request.param


@pytest.fixture(scope="module")
def county(every, tmp_path_factory, new_county):
    folder = new_county(tmp_path_factory.mktemp("real") / "county", empty=True)
    folder.replace("mkdocs.yml", "today: 2026-06-15", f"today: {TODAY}")
    return folder, real_county(folder.root, every=every)


@pytest.fixture(scope="module")
def site(county):
    return county[0].build()


def test_every_record_but_the_withheld_one_has_its_page(county, site):
    pages = {path for path in site.files if re.fullmatch(r"(documents|interpretations)/[^/]+/index\.html", path)}

    assert pages == {page_of(path) for path in county[1].front if WITHHELD not in path}


def test_every_agency_has_its_page(county, site):
    agencies = yaml.safe_load((county[1].root / "catalogs" / "agencies.yml").read_text("utf-8"))["机构"]

    assert {f"agencies/{agency['编号']}/index.html" for agency in agencies} <= set(site.files)


def test_the_visible_characters_of_every_page_are_those_of_its_source(county, site):
    sources = {path: source for path, source in county[1].bodies.items() if WITHHELD not in path}
    for path in [path for path in sources if "-jd-" in path]:
        del sources[path]  # Interpretations of which the material has no more than the address.

    changed = [path for path in sources if text_of(body_of(site.page(page_of(path)))) != visible(sources[path])]

    assert changed == []


def test_the_withheld_document_is_nowhere(every, county, site):
    records = {record["id"]: record for record in corpus_sample(every)}
    assert county[1].front[county[1].path_of(WITHHELD)]["publicity"] == "依申请公开"

    assert files_that_tell(site, records[WITHHELD]) == []
    assert len(files_that_tell(site, records["d00120"])) > 3, "what is public is found by the same search"


def files_that_tell(site, record):
    """Return the files that give away the id, the title or the number of a record, in any spelling."""
    texts = (record["id"], record["title"], record["doc_no"])
    marks = [mark.encode() for text in texts if text for mark in {text, html.escape(text), json.dumps(text)[1:-1]}]
    return [
        path
        for path, data in site.files.items()
        if any(
            mark in (gzip.decompress(data) if path.endswith(".gz") else data) or mark in path.encode() for mark in marks
        )
    ]


def test_every_internal_link_leads_to_a_file(site):
    files = set(site.files)
    broken = Counter()
    for path in files:
        if path.endswith(".html"):
            for target in set(re.findall(r'(?:href|src)="([^"]*)"', site.page(path))):
                if (meant := target_of(path, html.unescape(target))) is not None and meant not in files:
                    broken[f"{path}: {target}"] += 1

    assert broken == {}


def test_what_an_editor_had_to_put_right_and_what_is_reported_is_what_was_judged(every, county):
    real = county[1]
    found = Counter(f"{each.grade.value} {each.field}：{kind_of(each.what)}" for each in real.checked().problems)
    mended = {f"补正 {what}": count for what, count in real.mended.items()}
    expected = JUDGED["counts"]

    if every == 1:
        assert found | mended == expected
    else:
        assert set(found | mended) <= set(expected)
        assert all(count <= expected[kind] for kind, count in (found | mended).items())


def page_of(path):
    """Return the page of a source file."""
    room, _, name = path.removeprefix("content/").split("/")
    return f"{room}/{name.removesuffix('.md')}/index.html"


def body_of(page):
    """Return what stands inside the element that holds the text of a record."""
    start = re.search(r'<div class="body[^>]*>', page).end()
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", page[start:]):
        depth += -1 if tag[1] else 1
        if not depth:
            return page[start : start + tag.start()]
    raise AssertionError("the text of the record does not end")


def target_of(path, target):
    """Return the file that a link of a page leads to, or nothing where it leads out of the site or stays on the page."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    if parts.path.startswith("/"):  # The page for addresses that are not there knows only where the site stands.
        path, parts = "", parts._replace(path=parts.path.removeprefix("/zwgk/") or ".")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    return posixpath.join(joined, "index.html").removeprefix("./") if parts.path.endswith(("/", "..", ".")) else joined
