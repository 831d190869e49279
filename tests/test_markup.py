"""Markup in any field comes out as text: in the text of pages, in their heads and attributes, in scripts and XML.

A county is written twice, once with markup in every field of free text, once with harmless characters in its place.
Both sites have to consist of the same elements with the same attributes, and where one says the harmless word, the
other says the markup. Which fields there are is asked of the models, so that a new field is thrown at too.
"""

import contextlib
import csv
import html.parser
import io
import json
import posixpath
import re
from typing import Annotated, get_args, get_origin
from urllib.parse import unquote, unquote_plus, urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from disclosure.model.agency import Agency, AgencyGroup
from disclosure.model.catalogue import Catalogue, NegativeList
from disclosure.model.county import County
from disclosure.model.document import Document
from disclosure.model.domain import Domain
from disclosure.model.interpretation import Interpretation
from disclosure.model.law import Law
from disclosure.model.record import Part
from disclosure.model.synonym import Synonym
from disclosure.model.vocabulary import Vocabulary
from disclosure.problem import Grade
from disclosure.publish.search.reading import said as index_text
from disclosure.relate.references import REFERENCES

MARKUP = (
    "</title></a></script><script>alert(1)</script>\"'><img src=x onerror=alert(2)> onmouseover=alert(3) "
    "{{ 7*7 }}{% raw %}${7*7}&amp;&lt;&#60;]]>--><!--javascript:alert(4)"
)
HARMLESS = "甲" * len(MARKUP)

KINDS = {
    "catalogs/county.yml": County,
    "catalogs/vocabulary.yml": Vocabulary,
    "catalogs/agencies.yml": {"机构": Agency, "机构统称": AgencyGroup},
    "catalogs/laws.yml": {"法律法规": Law},
    "catalogs/domains.yml": {"领域": Domain},
    "catalogs/synonyms.yml": {"同义词": Synonym},
    "catalogs/standards/*.yml": Catalogue,
    "catalogs/supplements/*.yml": Catalogue,
    "catalogs/villages/*.yml": Catalogue,
    "catalogs/negative/*.yml": NegativeList,
    "content/documents/*/*.md": Document,
    "content/interpretations/*/*.md": Interpretation,
}

LEFT_OUT = {
    "Catalogue": {"adjustments": [{"date": "2026-01-01", "what": "甲"}]},
    "NegativeList": {"adjustments": [{"date": "2026-01-01", "what": "甲"}]},
    "Item": {"adjustments": [{"date": "2026-01-01", "what": "甲"}], "basis": [{"law": "water-law"}]},
    "Document": {"provenance": {"name": "甲", "url": "https://www.province.example/"}},
    "Interpretation": {"attachments": [{"file": "table.txt"}]},
}
"""Groups of fields that the county of the tests does not always use."""

NOT_PRINTED = {
    *((kind, name) for kind in ("Document", "Interpretation") for name in ("publicity_reason", "public_contacts")),
    *(("Review", "secrecy_reviewer"), ("Review", "approver"), ("Withdrawal", "reason"), ("Law", "rank")),
    ("Evidence", "source"),
    *((kind, "aliases") for kind in ("Agency", "AgencyGroup", "Carrier", "Domain", "Element", "Law", "Term")),
    *(("Carrier", "note"), ("Element", "note")),
}
"""Fields that no page shows."""

OTHERWISE = {
    ("County", "index_number"): "a regular pattern; nothing matches this one",
    ("Attachment", "file"): "the name of a file: see below",
    ("Interpretation", "elements"): "the name of a heading",
    ("Basis", "law"): "names a law",
}
"""Fields of text that cannot hold just anything."""

BODY = """
# 一、{0}

{0}

（一）{0}。

| {0} | {0} |
|---|---|
| {0} | 1 |

> {0}

- {0}

# 三、几个词的意思

问：{0}？

答：{0}。
"""


NAMES = (
    *('"><img src=x onerror=alert(1)>.txt', "' onclick='alert(1).txt", "{{ 7*7 }}{% raw %}.txt", "a&amp;b&lt;.txt"),
    *("%3Cscript%3E.txt", "%2e%2e%2fx.txt", "javascript:alert(1).txt", "a b#c?d=e.txt"),
)
"""Names that files may have."""

TABLE = f"{MARKUP}\u2028\u202e{{0}}\n"
"""What such a file says."""

READERS = {
    "xml": lambda content: [
        (element.tag, element.attrib, element.text) for element in ElementTree.fromstring(content).iter()
    ],
    "js": lambda content: [part.replace('\\"', '"') for part in index_text(content)],
    "csv": lambda content: list(csv.reader(io.StringIO(content.decode("utf-8-sig")))),
    "json": json.loads,
    "txt": bytes.decode,
    "png": bytes,
}
"""How each kind of file is read; who publishes another kind says here how."""

OF_TERMS = ("search/terms/", "search/manifest", "search/initials/", "search/readings", "search/sounds/")
"""Files of the search that hold single terms: with other words they are others."""


class Writer:
    """Fills fields with a text; each with a number of its own before it."""

    def __init__(self, text):
        self.text = text
        self.places = {}

    def word(self, *place):
        self.places[f"mk{len(self.places):04d}zz"] = place
        return f"mk{len(self.places) - 1:04d}zz{self.text}"

    def filled(self, kind, written):
        """Return a record with all its fields of free text filled, also those that were left empty."""
        if isinstance(written, str):
            written = {next(iter(kind.model_fields)): written}
        names = kind.names()
        found = {names[key]: value for key, value in written.items()}
        found = LEFT_OUT.get(kind.__name__, {}) | found
        for name, info in kind.model_fields.items():
            value = found.get(name)
            if part := part_of(info.annotation):
                if value is not None:
                    rows = value if isinstance(value, list) else [value]
                    rows = [self.filled(part, row) for row in rows]
                    found[name] = rows if isinstance(value, list) else rows[0]
            elif free(kind, name, info):
                words = [
                    self.word(kind.__name__, name) for _ in range(2 if get_origin(info.annotation) is tuple else 1)
                ]
                found[name] = words if len(words) == 2 else words[0]
        if "aliases" in found:  # By which others name it.
            old = [written.get(key) for key in names if names[key] in ("aliases", kind.name_field)]
            flat = [name for value in old if value for name in (value if isinstance(value, list) else [value])]
            found["aliases"] = [*flat, *found["aliases"]]
        return found


def part_of(annotation):
    """Return the group of fields that an annotation holds, if it does."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next(filter(None, map(part_of, get_args(annotation))), None)


def free(kind, name, info):
    """Say whether a field takes any text."""
    if name in REFERENCES.get(kind, {}) or (kind.__name__, name) in OTHERWISE or part_of(info.annotation):
        return False
    try:
        valid(info, MARKUP)
    except ValidationError:
        return False
    return True


def valid(info, value):
    return TypeAdapter(Annotated[(info.annotation, *info.metadata, "all of it")]).validate_python(value)


def write(folder, writer):
    """Rewrite every file of a county."""
    for pattern, kind in KINDS.items():
        for path in sorted(folder.root.glob(pattern)):
            name = path.relative_to(folder.root).as_posix()
            text = folder.read(name)
            if name.endswith(".md"):
                _, head, _ = text.split("---\n", 2)
                record = dump(writer.filled(kind, yaml.load(head, yaml.BaseLoader)))
                body = BODY.format(writer.word("body", kind.__name__).replace("|", ""))
                folder.write(name, f"---\n{record}---\n{body}")
            elif isinstance(kind, dict):
                tree = yaml.load(text, yaml.BaseLoader)
                folder.write(
                    name, dump({key: [writer.filled(kind[key], row) for row in rows] for key, rows in tree.items()})
                )
            else:
                folder.write(name, dump(writer.filled(kind, yaml.load(text, yaml.BaseLoader))))
    return folder


def dump(tree):
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000, default_style='"')


def written(new_county, root, text):
    folder, writer = new_county(root), Writer(text)
    folder.write("catalogs/synonyms.yml", "同义词:\n  - {说法: [打井], 官方: [取水]}\n")
    for room in ("documents/2021", "documents/2025", "documents/2026", "interpretations/2026"):
        folder.write(f"content/{room}/steps.png", (root / "content/documents/2026/water-steps.png").read_bytes())
    folder.write("content/interpretations/2026/table.txt", "表\n")
    for name in NAMES:
        folder.write(f"content/documents/2026/{name}", TABLE)
    files = dump({"附件": [{"file": name} for name in NAMES]})
    folder.replace("content/documents/2026/water-price.md", "公开属性: 主动公开", f"{files}公开属性: 主动公开")
    return write(folder, writer), writer


class Page(html.parser.HTMLParser):
    """What a browser makes of a page: its elements with the names of their attributes, and everything it says."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.says, self.leads = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, [name for name, _ in attributes]))
        self.says += [unquote_plus(value or "") for _, value in attributes]
        self.leads += [value for name, value in attributes if name in ("href", "src", "action") and value]

    def handle_endtag(self, tag):
        self.elements.append(tag)

    def handle_data(self, data):
        self.says.append(data)

    def handle_comment(self, data):
        self.elements.append("comment")
        self.says.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def harmless(text):
    """Return a text with the harmless characters in place of the markup behind each number, cut off or whole."""
    found, end = [], 0
    for number in re.finditer(r"mk\d{4}zz", text):
        found.append(text[end : number.end()])
        end = number.end()
        for char in MARKUP:
            if text[end : end + 1] != char:
                break
            found.append("甲")
            end += 1
    return "".join([*found, text[end:]])


@pytest.fixture(scope="module")
def sites(tmp_path_factory, new_county):
    """The site with markup and the site with harmless characters, and what was written."""
    root = tmp_path_factory.mktemp("markup")
    (bad, writer), (good, _) = (
        written(new_county, root / name, text) for name, text in (("bad", MARKUP), ("good", HARMLESS))
    )
    assert bad.problems(Grade.ERROR) == good.problems(Grade.ERROR) == []
    return bad.build().files, good.build().files, writer


def pages(files):
    return {path: Page(content.decode()) for path, content in files.items() if path.endswith(".html")}


def test_markup_makes_no_element_and_no_attribute(sites):
    bad, good, _ = sites

    assert [path for path in bad.keys() ^ good.keys() if not path.startswith("search/")] == []
    wrong = [path for path, page in pages(bad).items() if page.elements != Page(good[path].decode()).elements]
    assert wrong == []


def test_markup_is_read_as_it_was_written(sites):
    bad, good, _ = sites

    for path, page in pages(bad).items():
        assert list(map(said, page.says)) == list(map(said, Page(good[path].decode()).says)), path


def said(text):
    """Return a text in harmless characters; where it is cut off with an ellipsis, spaces make it shorter."""
    return re.sub("甲+…", "…", harmless(text))


def test_no_address_leads_to_a_script(sites):
    bad, _, _ = sites

    schemes = {urlsplit(lead).scheme for page in pages(bad).values() for lead in page.leads}
    assert schemes <= {"", "https", "tel", "mailto"}


def test_other_files_stay_what_they_are(sites):
    """Scripts of the search hand over the same values, sitemap.xml and the like can be parsed."""
    bad, good, _ = sites

    for path in bad.keys() & good.keys():
        if not path.endswith(".html") and not path.startswith("assets/"):
            read = READERS[path.rpartition(".")[2]]
            same = list(map(said, strings(read(bad[path])))) == list(map(said, strings(read(good[path]))))
            assert same or path.startswith(OF_TERMS), path


def strings(value):
    """Yield every string in a value of lists and mappings."""
    if isinstance(value, str | bytes):
        yield value if isinstance(value, str) else value.decode("latin-1")
    elif isinstance(value, list | tuple | dict):
        for part in value.items() if isinstance(value, dict) else value:
            yield from strings(part)


def test_every_field_of_text_is_on_some_page(sites):
    bad, _, writer = sites
    text = "\n".join(content.decode("utf-8", "replace") for content in bad.values())
    seen = {writer.places[word] for word in re.findall(r"mk\d{4}zz", text)}

    assert set(writer.places.values()) - seen <= NOT_PRINTED
    taken = {
        (kind.__name__, name) for kind in kinds() for name, info in kind.model_fields.items() if free(kind, name, info)
    }
    assert taken - set(writer.places.values()) == {("Withdrawal", "reason")}  # A tombstone tells nothing at all.


def kinds():
    """Return every kind of record and of group that an editor writes."""
    found, waiting = (
        set(),
        [kind for kinds in KINDS.values() for kind in (kinds.values() if isinstance(kinds, dict) else [kinds])],
    )
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += filter(None, (part_of(info.annotation) for info in kind.model_fields.values()))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)//https://a.example/",
        '" onclick="alert(1)',
        "//evil.example",
        "data:text/html,<script>",
    ],
)
def test_fields_that_become_addresses_take_no_markup(text):
    """What refuses the markup above refuses every kind of it, or takes it for a harmless path."""
    taken = {}
    for kind in kinds():
        for name, info in kind.model_fields.items():
            closed = (
                not free(kind, name, info) and (kind.__name__, name) not in OTHERWISE and not part_of(info.annotation)
            )
            if closed and name not in REFERENCES.get(kind, {}):
                with contextlib.suppress(ValidationError):
                    taken[kind.__name__, name] = valid(info, text)

    assert [place for place, value in taken.items() if value != ("evil.example/",)] == []


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_come_out_as_text(sites, name):
    bad, _, _ = sites
    page = Page(bad["documents/water-price/index.html"].decode())

    assert bad[f"documents/water-price/{name}"] == TABLE.encode()
    assert f"documents/water-price/{name}" in [
        posixpath.join("documents/water-price", unquote(lead)) for lead in page.leads
    ]
    assert name.removesuffix(".txt") in "".join(page.says)


def test_no_page_has_an_element_or_attribute_that_acts(sites):
    bad, _, _ = sites
    acting = {"iframe", "object", "embed", "applet", "base", "style", "math", "template"}

    for path, page in pages(bad).items():
        tags = {element[0] for element in page.elements if isinstance(element, tuple)}
        attributes = {name for element in page.elements if isinstance(element, tuple) for name in element[1]}
        assert not tags & acting, path
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "formaction")]
        assert "comment" not in page.elements[1:], path
        assert "49" not in page.says, path


HIDDEN = ("\u2028", "\u2029", "\u202e", "\u2066", "\x00", "\x1b", "\ufeff")


@pytest.mark.parametrize("char", HIDDEN, ids=ascii)
def test_characters_that_nobody_sees_are_refused_in_fields_and_never_printed_from_bodies(county, char):
    folder = county()
    path = "content/documents/2026/water-price.md"
    whole = folder.read(path)
    folder.write(path, f"{whole}\n取{char}水。\n")
    assert folder.problems(Grade.ERROR) == []
    assert re.search("取 ?水。", folder.outputs()["documents/water-price/index.html"].html)

    for title in (f"北溪{char}水价", json.dumps(f"北溪{char}水价")):
        folder.write(path, whole.replace("北溪镇2026年居民水价", title, 1))

        assert "看不见的控制字符" in folder.problems(Grade.ERROR)[0]


@pytest.mark.browser
def test_in_chromium_nothing_of_it_acts_even_without_the_content_security_policy(sites, browser, tmp_path):
    bad, _, _ = sites
    for path, content in bad.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", content))
    staying = [path for path, content in bad.items() if b'http-equiv="refresh"' not in content]
    rooms = {path.split("/")[0]: path for path in staying if path.endswith("index.html")}
    page = browser.new_page()
    happened, asked = [], []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("console", lambda message: happened.append(message.text))
    page.on("request", lambda request: asked.append(request.url))

    for path in [*rooms.values(), "documents/water-price/index.html", "interpretations/water-questions/index.html"]:
        page.goto((tmp_path / path).as_uri(), wait_until="load")
        page.evaluate(
            "() => document.querySelectorAll('*').forEach((one) => one.dispatchEvent(new Event('mouseover')))"
        )
    page.goto((tmp_path / "search/index.html").as_uri() + "?q=alert", wait_until="load")
    page.locator("[data-list] li", has_text="<script>alert(1)</script>").first.wait_for()
    page.close()

    assert happened == []
    assert [address for address in asked if not (tmp_path / unquote(urlsplit(address).path)).is_file()] == []
