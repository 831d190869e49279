"""Nothing that is not public reaches the site: no title, no id, no file, no count, by no way we know.

Every field of every kind of closed record holds a word that stands nowhere else (a marker). The site with these records
has to be the site without them, byte for byte; only an address that was public once stays as a tombstone. In a control
run the same records are public, and every marker is found, so that the search for them is known to work.
"""

import contextlib
import gzip
import io
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import get_args, get_origin

import openpyxl
import pytest
import yaml

from disclosure.model.catalogue import Catalogue, NegativeList
from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.item import Item
from disclosure.office.extract import Unreadable, passages
from disclosure.problem import Grade
from disclosure.publish.search.reading import said
from disclosure.text.file_type import sniff
from disclosure.text.segment import simplified

PASSED = {
    "secrecy_reviewed": "2026-01-04",
    "secrecy_verdict": "通过",
    "approved": "2026-01-05",
    "approval_verdict": "通过",
}

CLOSED = {
    "on-request": {"publicity": "依申请公开"},
    "withheld": {"publicity": "不予公开"},
    "unreviewed": {"review": None},
    "secrecy-refused": {"review": {"secrecy_verdict": "不通过"}},
    "approval-refused": {"review": {"approval_verdict": "不通过"}},
    "reviewed-tomorrow": {"review": {"approved": "2026-06-16"}},
    "published-tomorrow": {"published": "2026-06-16"},
    "notice-to-come": {"notice_from": "2026-06-16", "notice_until": "2026-06-30"},
    "withdrawn-and-withheld": {"publicity": "不予公开", "withdrawn": {"date": "2026-06-01"}},
    "withdrawn-before-it-came": {"published": "2026-06-16", "withdrawn": {"date": "2026-06-16"}},
}
"""Every way in which a record is closed and never was open: the name, and what makes it so."""

UNPUBLISHED = (("草稿", "2026-01-01"), ("已审核", "2026-01-01"), ("已公布", "2026-06-16"))
"""States and days of catalogues that nobody may see yet."""

ONCE_OPEN = {
    "notice-over": {"notice_from": "2026-06-01", "notice_until": "2026-06-14"},
    "withdrawn": {"withdrawn": {"date": "2026-06-15"}},
}
"""Records whose address was public: it stays, as a tombstone without anything else."""

JUNK = (
    *(f"content/documents/2026/{name}" for name in ("unused.txt", "unused.html", ".hidden", "~$water.docx")),
    *(f"content/documents/2026/{name}" for name in ("water.bak", "Thumbs.db", ".git/config", "deep/er/x.csv")),
    *("content/{}.txt", "content/index.html", "content/_headers", "catalogs/{}.xlsx"),
)
"""Files that no record names."""

NEVER_PRINTED = {"publicity_reason", "secrecy_reviewer", "approver", "reason", "source", *JUNK}
"""What stays in the repository whatever happens."""

SEARCHED = {
    *("title", "summary", "keywords", "issuers", "index_no", "unified_no", "heading", "body", "table"),
    *("question", "answer", "first", "second", "third", "contents", "explanation"),
    *("attachment title", "docx", "xlsx", "pdf", "txt", "zip", "zip in zip"),
}
"""Where words stand that the search finds in the control run."""


RARE = [char for char in map(chr, range(0x3400, 0x4DB6)) if char not in {*simplified(), *simplified().values()}]
"""Characters that stand in no text. Two of them stand behind each marker: the search cuts Chinese text into pairs."""


@dataclass
class Markers:
    """Words that stand nowhere else, and where each was put."""

    places: dict = field(default_factory=dict)
    numbers: count = field(default_factory=lambda: count(1))

    def new(self, *place):
        """Return a word for ids and names of files."""
        word = f"mk{next(self.numbers):05d}zz"
        self.places[word] = place
        return word

    def text(self, *place):
        """Return a word with a pair of characters, for texts."""
        word = self.new(*place)
        self.places[pair_of(word)] = place
        return word + pair_of(word)

    def found_in(self, files: Mapping[str, bytes]):
        """Return the markers that are anywhere in some files, names and archives and documents included."""
        text = "\n".join(part for path, content in files.items() for part in readings(path, content))
        return {word for word in re.findall(r"mk\d{5}zz|[\u3400-\u4db5]{2}", text) if word in self.places}

    def terms_in(self, files: Mapping[str, bytes]):
        """Return the pairs that the search can be asked for."""
        return {pair for path, content in files.items() for pair in terms(path, content) if pair in self.places}


def pair_of(word):
    high, low = divmod(int(word[2:7]), len(RARE))
    return RARE[high] + RARE[low]


def readings(path, content):
    """Yield everything that a file says: its name, its bytes, and what is packed in it."""
    yield path
    if path.startswith("search/") and path.endswith(".js"):
        yield from said(content)
        return
    yield content.decode("utf-8", "replace")
    kind = sniff(content, path)
    if content.startswith(b"\x1f\x8b"):
        yield from readings(path, gzip.decompress(content))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield from readings(name, package.read(name))
    if kind.key not in ("txt", "csv", "html", "xml", "svg", "unknown"):
        with contextlib.suppress(Unreadable):
            yield from (passage.text for passage in passages(content, kind))


def terms(path, content):
    """Yield the terms of a shard of the search."""
    if path.startswith("search/terms/"):
        yield from said(content)


def attachments(markers, place):
    """Return files of every packed kind, a marker in the name and the content of each."""
    sheet = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["B2"] = markers.text(*place, "xlsx")
    book.save(sheet)
    drawn = f"BT /F1 12 Tf 72 700 Td ({markers.new(*place, 'pdf')}) Tj ET"
    names = "http://schemas.openxmlformats.org"
    word = {
        "[Content_Types].xml": f'<Types xmlns="{names}/package/2006/content-types"><Override PartName="/word/document.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{names}/package/2006/relationships"><Relationship Id="a" Target="word/document.xml"'
        f' Type="{names}/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{names}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        f"{markers.text(*place, 'docx')}</w:t></w:r></w:p></w:body></w:document>",
    }
    files = {"docx": packed(word), "xlsx": sheet.getvalue(), "pdf": pdf(drawn)}
    within = {f"{markers.new(*place, 'name in zip')}.txt": markers.text(*place, "zip")}
    within["x.zip"] = packed({"x.csv": markers.text(*place, "zip in zip")})
    files["zip"] = packed(within)
    files["txt"] = markers.text(*place, "txt").encode() + b"\n"
    return {f"{markers.new(*place, 'file name')}.{kind}": content for kind, content in files.items()}


def packed(parts):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return package.getvalue()


def pdf(drawn):
    """Return a PDF of one page."""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    text, starts = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return f"{text}{end}startxref\n{len(text)}\n%%EOF\n".encode()


def filled(kind, markers, place, values):
    """Return a record with a marker in every field of text; `values` has what the other fields hold."""
    record = {}
    for name, info in kind.model_fields.items():
        if name in values:
            if values[name] is not None:
                record[name] = values[name]
        elif info.annotation is str:
            record[name] = markers.text(*place, name)
        elif get_origin(info.annotation) is tuple and get_args(info.annotation)[0].__origin__ is str:
            record[name] = [markers.text(*place, name), markers.text(*place, name)]
        else:
            pytest.fail(f"{kind.__name__}.{name} is new: say here what a closed record holds in it")
    return record


def gated(markers, place, changes):
    """Return the fields of publicity, with what closes the record, or none of it in the control run."""
    review = PASSED | {name: markers.new(*place, name) for name in ("secrecy_reviewer", "approver")}
    values = {
        "publicity": "主动公开",
        "review": review | (changes.get("review") or {}),
        "published": "2026-02-02",
        "notice_from": None,
        "notice_until": None,
        "withdrawn": None,
    }
    values |= {name: value for name, value in changes.items() if name != "review"}
    if "review" in changes and changes["review"] is None:
        values["review"] = None
    reason = markers.new(
        *place, "reason"
    )  # Also when it is not needed, so that the markers are those of the other run.
    if values["withdrawn"]:
        values["withdrawn"] = values["withdrawn"] | {"reason": reason}
    return values


def write(folder, path, record, body):
    head = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=10_000)
    folder.write(path, f"---\n{head}---\n{body}\n")


def document(folder, markers, place, changes, *, links=None, codes=("301001002",)):
    """Write a document with a marker in every field, in its text, its name and its attachments; return its id."""
    key = markers.new(*place, "id")
    files = attachments(markers, place)
    for name, content in files.items():
        folder.write(f"content/documents/2026/{name}", content)
    values = gated(markers, place, changes) | {
        "attachments": [{"file": name, "title": markers.text(*place, "attachment title")} for name in files],
        "public_contacts": ["13900000099"],
        "moved_from": [f"documents/{markers.new(*place, 'moved_from')}"],
        "doc_no": f"清示水〔2026〕{90_000 + next(markers.numbers)}号",
        "agency": "water-bureau",
        "provenance": {
            "name": markers.text(*place, "provenance"),
            "url": f"https://{markers.new(*place, 'url')}.example/",
        },
        "written": "2026-01-20",
        "reposted": None,
        "effective": "2026-01-21",
        "validity_period": "37个月",
        "expires": None,
        "repealed": None,
        "normative": "是",
        "genre": "measures",
        "themes": ["water"],
        "audiences": ["farmers"],
        "openness": ["执行公开"],
        "board": "政府信息公开制度",
        "statutory_item": "finance",
        "fulfils": list(codes),
        "based_on": [],
        "amends": [],
        "repeals": [],
        "replaces": [],
        "related": [],
        "needs_interpretation": "是",
        **(links or {}),
    }
    text = f"# 一、{markers.text(*place, 'heading')}\n\n{markers.text(*place, 'body')}\n\n| {markers.text(*place, 'table')} | 乙 |\n|---|---|\n| 1 | 2 |\n"
    write(folder, f"content/documents/2026/{key}.md", filled(Document, markers, place, values), text)
    return key


def interpretation(folder, markers, place, changes, documents):
    """Write an interpretation with a marker everywhere; return its id."""
    key = markers.new(*place, "id")
    heading = f"一、{markers.text(*place, 'heading')}"
    values = gated(markers, place, changes) | {
        "attachments": [],
        "public_contacts": ["13900000099"],
        "moved_from": [f"interpretations/{markers.new(*place, 'moved_from')}"],
        "interprets": documents,
        "form": "text",
        "agency": "water-bureau",
        "phone": "0000-8800999",
        "email": f"{markers.new(*place, 'email')}@qingxi.example",
        "audiences": ["farmers"],
        "elements": {"主要内容": heading},
    }
    text = f"# {heading}\n\n{markers.text(*place, 'body')}\n\n问：{markers.text(*place, 'question')}？\n\n答：{markers.text(*place, 'answer')}。\n"
    write(folder, f"content/interpretations/2026/{key}.md", filled(Interpretation, markers, place, values), text)
    return key


def catalogue(folder, markers, place, room, status, published, code):
    """Write a catalogue with one item, a marker in every field; return the code of the item."""
    row = filled(
        Item,
        markers,
        (*place, "item"),
        {
            "code": code,
            "basis": [{"law": "water-law", "clause": markers.text(*place, "clause")}],
            "agencies": ["water-bureau"],
            "carriers": ["website"],
            "channel_rule": "任一",
            "everyone": "是",
            "proactive": "是",
            "on_request": "是",
            "levels": ["county"],
            "openness": ["决策公开"],
            "status": "在用",
            "adjustments": [{"date": "2026-01-01", "what": markers.text(*place, "adjusted")}],
            "evidence": {"standing": "已核", "source": markers.text(*place, "source")},
        },
    )
    head = filled(
        Catalogue,
        markers,
        place,
        {
            "agency": "water-bureau",
            "status": status,
            "published": published,
            "domain": "water" if room == "standards" else None,
            "channel_rule": "任一",
            "adjustments": [{"date": "2026-01-01", "what": markers.text(*place, "adjustment")}],
            "items": [row],
        },
    )
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    folder.write(f"catalogs/{room}/{markers.new(*place, 'id')}.yml", text)
    return code


def negative_list(folder, markers, place, status, published):
    """Write a negative list, a marker in every field."""
    values = {name: markers.text(*place, name) for name in ("category", "content", "basis")}
    head = filled(
        NegativeList,
        markers,
        place,
        {
            "agency": "water-bureau",
            "status": status,
            "published": published,
            "adjustments": [],
            "entries": [{**values, "evidence": "待核"}],
        },
    )
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    folder.write(f"catalogs/negative/{markers.new(*place, 'id')}.yml", text)


def with_closed_records(folder, markers, *, public=False):
    """Put every kind of closed record into a county; with `public` the same records, all open. Return ids by kind."""
    keys, codes = {}, []
    rooms = [(room, *closed) for room in ("standards", "supplements", "villages") for closed in UNPUBLISHED]
    for number, (room, status, published) in enumerate(rooms):
        state = ("已公布", "2026-01-01") if public else (status, published)
        codes.append(catalogue(folder, markers, (f"{status} {room}",), room, *state, f"3019{number:02d}001"))
    for status, published in UNPUBLISHED:
        state = ("已公布", "2026-01-01") if public else (status, published)
        negative_list(folder, markers, (f"{status} negative",), *state)
    for name, changes in {**CLOSED, **ONCE_OPEN}.items():
        links = {"related": list(keys.values())[-2:], "based_on": ["water-measures"]}
        if not public:  # What changes public documents would show on them.
            links |= {"amends": ["water-measures"], "repeals": ["water-price"], "replaces": ["water-measures-amended"]}
            links["repeals"] = ["province-notice"]
        if name in ("withdrawn-before-it-came", "published-tomorrow"):
            links = {"related": ["water-price"]}
        fulfilled = [*codes, "301001002"]
        keys[name] = document(folder, markers, (name,), {} if public else changes, links=links, codes=fulfilled)
        interpretation(folder, markers, (name, "interpretation"), {} if public else changes, ["water-measures-new"])
        # It is open itself, and tells what a closed document says.
        interpretation(folder, markers, (name, "open interpretation"), {}, [keys[name]])
    return keys


def junk(folder, markers):
    """Put files into the folders that no record names; they are never published."""
    for name in JUNK:
        folder.write(name.format(markers.new(name)), markers.new(name))
    return folder


def different(files, others):
    return sorted(path for path in files.keys() | others.keys() if files.get(path) != others.get(path))


@pytest.fixture(scope="module")
def closed(tmp_path_factory, new_county):
    """A county with every kind of closed record, its markers, and the ids of its documents."""
    folder, markers = new_county(tmp_path_factory.mktemp("closed") / "county"), Markers()
    keys = with_closed_records(junk(folder, markers), markers)
    assert folder.problems(Grade.ERROR) == []
    return folder, markers, keys


@pytest.fixture(scope="module")
def closed_site(closed):
    """Its site, every file read."""
    folder, _, _ = closed
    return folder.build().files


@pytest.fixture(scope="module")
def opened(tmp_path_factory, new_county):
    """The control run: the same records, all of them open."""
    folder, markers = new_county(tmp_path_factory.mktemp("opened") / "county"), Markers()
    with_closed_records(junk(folder, markers), markers, public=True)
    assert folder.problems(Grade.ERROR) == []
    return folder, markers


def test_with_closed_records_the_site_is_the_site_without_them(closed, closed_site, built_site):
    _, _, keys = closed
    tombstones = [f"documents/{keys[name]}/index.html" for name in ONCE_OPEN]
    explained = [path for path in closed_site if re.fullmatch(r"interpretations/mk\d{5}zz/index\.html", path)]

    assert different(closed_site, built_site.files) == sorted(tombstones + explained)
    assert len(explained) == 2 * len(ONCE_OPEN)  # Those that were closed themselves, and those whose document was.


def test_no_marker_is_anywhere_in_the_site(closed, closed_site):
    _, markers, _ = closed

    found = markers.found_in(closed_site)

    assert {markers.places[word] for word in found} == {
        (name, *place)
        for name in ONCE_OPEN
        for place in (("id",), ("interpretation", "id"), ("open interpretation", "id"))
    }


def test_a_tombstone_says_nothing_but_that_something_was_there(closed, closed_site):
    _, _, keys = closed

    for name, sentence in (
        ("withdrawn", "这一页的内容已经撤下。"),
        ("notice-over", "这一页的公示期已满，内容已经撤下。"),
    ):
        page = closed_site[f"documents/{keys[name]}/index.html"].decode()

        assert sentence in page
        assert '<meta name="robots" content="noindex">' in page
        assert keys[name] not in closed_site["sitemap.xml"].decode()


def test_in_the_control_run_every_marker_is_found_and_closing_the_records_takes_them_all_away(
    opened, closed, closed_site
):
    folder, markers = opened
    files = folder.build().files
    found = markers.found_in(files)

    missing = {place[-1] for word, place in markers.places.items() if word not in found}
    searched = {markers.places[pair][-1] for pair in markers.terms_in(files)}

    assert missing == NEVER_PRINTED
    assert searched == SEARCHED

    assert markers.places == closed[1].places
    for room in ("content", "catalogs"):
        shutil.copytree(closed[0].root / room, folder.root / room, dirs_exist_ok=True)
    assert different(folder.build().files, closed_site) == []


WITHHELD = """
-- content/documents/2026/mk90001zz.md --
---
标题: mk90002zz
发布机构: 县水务局
成文日期: 2026-01-06
公开日期: 2026-02-02
对应事项: "301001002"
公开属性: 不予公开
公开属性理由: 内部
附件: mk90003zz.txt
---
mk90004zz
-- content/documents/2026/mk90003zz.txt --
mk90005zz
"""

EXPLAINS = """
-- content/interpretations/2026/mk90006zz.md --
---
标题: mk90007zz
解读文件: mk90001zz
解读形式: text
一句话说明: mk90008zz
解读机关: 县水务局
公开日期: 2026-03-04
公开属性: 主动公开
公开审查: {保密审查人: 甲, 保密审查日期: 2026-01-04, 保密审查结果: 通过, 审批人: 乙, 审批日期: 2026-01-05, 审批结果: 通过}
---
mk90009zz
"""

OPEN = """
-- content/documents/2026/open.md --
---
标题: 公开的文件
发布机构: 县水务局
成文日期: 2026-03-01
公开日期: 2026-03-03
五公开: [决策公开]
{links}公开属性: 主动公开
公开审查: {{保密审查人: 甲, 保密审查日期: 2026-01-04, 保密审查结果: 通过, 审批人: 乙, 审批日期: 2026-01-05, 审批结果: 通过}}
---
{body}
"""


def test_links_from_open_records_to_closed_ones_leave_no_trace(county):
    names = ("based_on", "amends", "repeals", "replaces", "related")
    links = "".join(f"{name}: [mk90001zz, water-price]\n" for name in names[:1]) + "".join(
        f"{name}: mk90001zz\n" for name in names[1:]
    )
    with_links = county(
        WITHHELD
        + EXPLAINS
        + OPEN.format(
            links=links,
            body="见[原办法](mk90001zz.md)，[第一条](mk90001zz.md#art-1)，[解读](../../interpretations/2026/mk90006zz.md)。",
        ),
        folder="with",
    )
    without = county(OPEN.format(links="based_on: [water-price]\n", body="见原办法，第一条，解读。"), folder="without")

    assert with_links.problems(Grade.ERROR) == []
    assert different(with_links.build().files, without.build().files) == []


def test_an_attachment_of_a_closed_record_cannot_be_linked_or_shown(county):
    folder = county(WITHHELD + OPEN.format(links="", body="见[表](mk90003zz.txt)。\n\n![图](mk90003zz.txt)"))

    assert folder.problems(Grade.ERROR) == [
        "content/documents/2026/open.md:10:2  错误  正文：链接“mk90003zz.txt”没有对应的文件。核对文件名，或者把这个文件放到正文旁边",
        "content/documents/2026/open.md:12:1  错误  正文：没有图片“mk90003zz.txt”。核对文件名，或者把图片放到正文旁边",
    ]


@pytest.mark.parametrize(
    ("links", "body"), [("附件: mk90003zz.png\n", "见附件。"), ("", "![图](mk90003zz.png)")], ids=["listed", "shown"]
)
def test_a_file_of_a_record_that_is_not_public_cannot_go_out_with_another(county, links, body):
    folder = county((WITHHELD + OPEN.format(links=links, body=body)).replace("mk90003zz.txt", "mk90003zz.png"))
    picture = (folder.root / "content/documents/2026/water-steps.png").read_bytes()
    folder.write("content/documents/2026/mk90003zz.png", picture)

    (problem,) = folder.problems(Grade.ERROR)

    assert re.sub(":[0-9]+:[0-9]+", "", problem) == (
        "content/documents/2026/open.md  错误  附件（attachments）："
        "文件“mk90003zz.png”也是不公开的“content/documents/2026/mk90001zz.md”的附件。"
        "能公开的，复制一份，换个文件名，写进这一篇的“附件”；不能公开的，从这一篇里去掉"
    )


def test_no_setting_of_mkdocs_opens_the_gate(closed, closed_site, county):
    folder, _, keys = closed
    settings = folder.read("mkdocs.yml")
    page = f"documents/2026/{keys['withheld']}.md"
    try:
        folder.write(
            "mkdocs.yml",
            f"{settings}nav:\n  - 首页: {page}\nextra_templates: [index.html]\nexclude_docs: '!*'\ndraft_docs: '*.md'\n"
            f"not_in_nav: '*'\nextra_css: [{page}]\nextra_javascript: [{page}]\nmarkdown_extensions: [toc]\n",
        )

        assert different(folder.build().files, closed_site) == []
    finally:
        folder.write("mkdocs.yml", settings)


LEAKS = {
    "files": "def on_files(files, config):\n    [files.append(file) for file in collected(config)]\n    return files",
    "files, very last": "@event_priority(-200)\ndef on_files(files, config):\n    [files.append(file) for file in collected(config)]\n    return files",
    "navigation": "def on_nav(nav, config, files):\n    [files.append(file) for file in collected(config)]\n    return nav",
    "generated pages": "def on_files(files, config):\n    [files.append(File.generated(config, f'new/{file.src_uri}', content=file.content_string)) for file in pages(config)]\n    return files",
    "copies elsewhere": "def on_files(files, config):\n    [files.append(copied(file, config)) for file in pages(config)]\n    return files",
    "pages, after every gate": "@event_priority(-200)\ndef on_env(env, config, files):\n    for file in pages(config):\n        page = Page('x', file, config)\n        page.read_source(config)\n        page.render(config, files)\n        files.append(file)\n    return env",
}
"""Plugins that bring the sources back, and are not heeded."""

STOPPED = {
    "attachments, after every gate": "@event_priority(-200)\ndef on_env(env, config, files):\n    [files.append(file) for file in collected(config) if file.src_uri.endswith('.xlsx')]\n    return env",
    "generated attachments": "def on_files(files, config):\n    [files.append(File.generated(config, f'new/{file.name}.bin', content=file.content_bytes)) for file in collected(config) if file.src_uri.endswith('.xlsx')]\n    return files",
    "copies into the site": "def on_post_build(config):\n    shutil.copytree(config.docs_dir, config.site_dir, dirs_exist_ok=True)",
}
"""Plugins that cannot be stopped from writing; the build is."""

HOOK = """import os, shutil
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, get_files
from mkdocs.structure.pages import Page

def collected(config):
    return list(get_files(config))

def pages(config):
    return [file for file in collected(config) if file.src_uri.endswith('.md')]

def copied(file, config):
    folder = os.path.join(os.path.dirname(config.config_file_path), 'copy')
    os.makedirs(folder, exist_ok=True)
    shutil.copy(file.abs_src_path, folder)
    return File(os.path.basename(file.src_uri), folder, config.site_dir, True)

"""


@pytest.fixture
def hooked(closed):
    """Return a function that lets a hook of another hand run inside the build."""
    folder, _, _ = closed
    settings = folder.read("mkdocs.yml")

    def hook(text):
        name = f"leak_{abs(hash(text))}.py"  # MkDocs reads a hook of one name once in a process.
        folder.write(name, f'{HOOK}{text}\nprint("the hook is there")\n')
        folder.write("mkdocs.yml", f"{settings}hooks:\n  - {name}\n")
        return folder

    yield hook
    folder.write("mkdocs.yml", settings)


@pytest.mark.parametrize("leak", LEAKS)
def test_what_another_plugin_brings_back_is_dropped(hooked, closed_site, leak, capsys):
    assert different(hooked(LEAKS[leak]).build().files, closed_site) == []
    assert "the hook is there" in capsys.readouterr().out


@pytest.mark.parametrize("leak", STOPPED)
def test_what_another_plugin_writes_past_the_gate_stops_the_build(hooked, closed_site, leak):
    folder = hooked(STOPPED[leak])

    with pytest.raises(SystemExit) as stopped:
        folder.build()

    assert re.search(r"^另一个插件.*原来的网站没有动。请停用它。$", str(stopped.value.args[0] or stopped.value))
    assert different(files_of(folder.root / "site"), closed_site) == []


def files_of(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("runner", [("mkdocs", "serve", "-q", "-a"), ("disclosure", "build", "--serve", "--address")])
def test_nothing_closed_is_served(hooked, closed, closed_site, runner):
    folder, markers, keys = closed
    hooked(LEAKS["files"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = f"http://127.0.0.1:{port}/zwgk/"
    command = [sys.executable, "-m", *runner, f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=folder.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            home = fetched(root, patience=60)
            served = {path: fetched(root + path.removesuffix("index.html")) for path in closed_site}
            tried = [f"documents/{key}/" for name, key in keys.items() if name not in ONCE_OPEN]
            tried += [f"documents/2026/{key}.md" for key in keys.values()]
            tried += [
                f"documents/2026/{path.name}" for path in (folder.root / "content/documents/2026").glob("mk*.docx")
            ]
            refused = [fetched(root + path) for path in tried]
        finally:
            server.kill()

    assert home and all(served.values())
    assert refused == [None] * len(tried)
    assert {markers.places[word][-1] for word in markers.found_in(served)} == {"id"}


def fetched(address, *, patience=0):
    """Return what is served at an address, `None` when nothing is."""
    ends = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            assert error.code == 404, address
            return None
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
