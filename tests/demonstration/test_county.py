"""The demonstration county 青禾县: invented, consistent, varied, and as large as it claims."""

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from disclosure.build import Sources, checked
from disclosure.model.openness import Openness
from disclosure.model.publicity import Publicity, State
from disclosure.office.extract import passages
from disclosure.problem import Grade
from disclosure.relate.topics import openness_of
from disclosure.text.citations import find_citations
from disclosure.text.document_number import find_document_numbers
from disclosure.text.normal import fold

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"
TODAY = dt.date(2026, 11, 22)

PICTURES = {"png", "jpg", "gif", "webp", "mp3", "mp4"}


@pytest.fixture(scope="module")
def result():
    return checked(Sources(ROOT), TODAY)


@pytest.fixture(scope="module")
def site(result):
    assert result.site is not None
    return result.site


def sources():
    """Return every text of the county: path → text."""
    files = [*(ROOT / "catalogs").rglob("*.yml"), *(ROOT / "content").rglob("*.md")]
    return {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in sorted(files)}


def test_nothing_in_it_is_wrong(result):
    wrong = [str(problem) for problem in result.problems if problem.grade is not Grade.DUTY]

    assert wrong == []


def test_it_is_large_enough_to_browse(site):
    assert len(site.documents) >= 100
    assert len(site.interpretations) >= 40
    assert len(site.questions) >= 60
    assert len(site.domains) == 26
    assert {catalogue.domain for catalogue in site.catalogues.values() if catalogue.domain} == set(site.domains)


def test_every_category_and_form_has_something(site):
    today = [record for record in site.documents.values() if record.state(TODAY) is State.OPEN]
    categories = Counter(category for document in today for category in openness_of(site, document))
    forms = {record.form for record in site.interpretations.values()}

    assert min(categories[category] for category in Openness) >= 10
    assert len(forms) >= 7


def test_every_kind_of_unpublished_record_is_there(site):
    states = {record.state(TODAY) for record in site.writings()}
    marks = {record.publicity for record in site.writings()}

    assert states == set(State)
    assert marks == set(Publicity)
    assert any(not catalogue.public_on(site.today) for catalogue in site.catalogues.values())


def test_some_duties_are_unmet_and_some_are_late(result):
    said = [problem.what for problem in result.problems if problem.grade is Grade.DUTY]

    assert any("还没有公开信息" in what for what in said)
    assert any("逾期" in what for what in said)


@pytest.mark.parametrize(
    ("what", "pattern", "allowed"),
    [
        ("a telephone", r"(?<![\d.〔/-])0\d{2,3}-\d{7,8}(?!\d)", r"0000-.*"),
        ("an address of the web", r"https?://[\w.-]+", r"https?://([\w-]+\.)*\w+\.example"),
        ("a mail address", r"[\w.+-]+@[\w.-]+", r".*\.example"),
        ("a credit code", r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])", r"99.*"),
        ("an index number", r"(?<!\d)\d{9}/\d{4}-\d{5}", r"990101\d{3}/.*"),
    ],
)
def test_nothing_in_it_could_be_real(what, pattern, allowed):
    foreign = [
        (path, found)
        for path, text in sources().items()
        for found in re.findall(rf"{pattern}", text)
        if not re.fullmatch(allowed, found if isinstance(found, str) else found[0])
    ]

    assert foreign == [], what


def test_what_it_cites_is_registered_or_its_own(site):
    """A title or number that is neither in `laws.yml` nor the county's own would be invented for a real body."""
    titles = {fold(law.title) for law in site.laws.values()}
    titles |= {fold(alias) for law in site.laws.values() for alias in law.aliases}
    titles |= {fold(record.title) for record in site.writings()}
    titles |= {fold(record.title) for record in (*site.catalogues.values(), *site.negative_lists.values())}
    numbers = {law.doc_no.key for law in site.laws.values() if law.doc_no}
    own = tuple(head for agency in site.agencies.values() for head in agency.number_heads)
    wrong = []
    for path, text in sources().items():
        if path.endswith("laws.yml"):
            continue
        wrong += [
            (path, f"《{cited.title}》")
            for cited in find_citations(text)
            if fold(cited.title) not in titles and "青禾县" not in cited.title and not _own_form(site, cited.title)
        ]
        wrong += [
            (path, str(found.number))
            for found in find_document_numbers(text)
            if found.number.key not in numbers and not found.number.head.endswith(own)
        ]

    assert wrong == []


def _own_form(site, title):
    """Say whether a title is that of an attachment, or a shorter name of a text of the county."""
    plain = fold(re.sub(r"（(?:[^（）]*稿|草案|样本|样表|空表|\d{4}年)）$", "", title))
    return any(plain in fold(record.title) for record in site.writings()) or any(
        plain in fold(attachment.title) for record in site.writings() for attachment in record.attachments
    )


def test_unverified_rows_claim_no_number_and_no_article(site):
    claims = [
        (item.code, basis.clause)
        for item in site.items.values()
        if not item.evidence.verified
        for basis in item.basis
        if basis.clause
    ]
    claims += [
        (item.code, text)
        for item in site.items.values()
        if not item.evidence.verified
        for text in (*item.contents, item.explanation)
        if any(True for _ in find_document_numbers(text)) or re.search(r"第[一二三四五六七八九十百]+条", text)
    ]

    assert claims == []


@pytest.mark.real
def test_verified_rows_name_a_file_that_is_there(site):
    if not REAL.is_dir():
        pytest.skip("../shared/real is not here: the sources of the rows cannot be looked up")
    verified = [record for record in (*site.items.values(), *site.laws.values()) if record.evidence.verified]

    missing = [
        (record.key, record.evidence.source)
        for record in verified
        if not any(
            (REAL / name).exists() for name in re.findall(r"[\w./-]+\.\w+|[\w-]+/[\w-]*", record.evidence.source)
        )
    ]

    assert missing == []


BOILERPLATE = re.compile(
    r"(?s:<table.*?</table>)|（此件[^）]*）|各乡镇人民政府[^\n]*|青禾县\w*\n?\d{4}年\d{1,2}月\d{1,2}日"
)
SHINGLE = 8


def shingles(text):
    """Return the overlapping runs of eight characters of a text, without blanks, marks and official formulas."""
    plain = re.sub(r"[\W_]+", "", BOILERPLATE.sub("", text))
    return {plain[start : start + SHINGLE] for start in range(len(plain) - SHINGLE + 1)}


def test_no_two_texts_are_one_text(site):
    found = {record.key: shingles(record.body) for record in site.writings()}

    alike = [
        (one, other, round(len(found[one] & found[other]) / min(len(found[one]), len(found[other])), 2))
        for one, other in combinations(sorted(found), 2)
        if found[one]
        and found[other]
        and len(found[one] & found[other]) > 0.2 * min(len(found[one]), len(found[other]))
    ]

    assert alike == []


def test_every_attachment_opens_and_says_something(site):
    silent = []
    for path, file in site.attachments.items():
        assert file.problems == (), path
        if file.type.key in PICTURES:
            continue
        words = "".join(passage.text for passage in passages((ROOT / path).read_bytes(), file.type))
        if len(words) < 20:
            silent.append(path)

    assert silent == []


NUMBER = re.compile(r"-?[\d,]+(\.\d+)?")
TOTAL = re.compile(r"^(合计|总计|共计|总\s*计|合\s*计)")
NOT_ADDED = re.compile("每|%|％|比|率|单价|平均|标准|年份|序号")
"""Headers of columns in which a total is no sum."""
SUBTOTAL = re.compile(r"^(小计|其中|\s*　)")


def pipe_tables(text):
    """Yield the pipe tables of a text as lists of rows of cells."""
    table = []
    for line in [*text.split("\n"), ""]:
        if line.strip().startswith("|"):
            table.append([cell.strip().strip("*") for cell in line.strip().strip("|").split("|")])
        elif table:
            yield table
            table = []


def amount(cell):
    """Return the number in a cell, or None."""
    return Decimal(cell.replace(",", "")) if NUMBER.fullmatch(cell) else None


def wrong_sums(table):
    """Yield the totals of a table that are not the sum of the rows above."""
    rows = [row for row in table[2:] if any(row)]
    for position, row in enumerate(rows):
        if not TOTAL.match(row[0]) and not (len(row) > 1 and TOTAL.match(row[1])):
            continue
        above = [other for other in rows[:position] if not TOTAL.match(other[0]) and len(other) == len(row)]
        parts = [other for other in above if not SUBTOTAL.match(other[0])]
        subtotals = [other for other in above if other[0].startswith("小计")]
        for column in range(1, len(row)):
            if column < len(table[0]) and NOT_ADDED.search(table[0][column]):
                continue
            total = amount(row[column])
            sums = []
            for group in (parts, subtotals, above):
                values = [amount(other[column]) for other in group]
                if values and any(value is not None for value in values):
                    sums.append(sum(value for value in values if value is not None))
            if total is not None and sums and all(abs(total - found) > Decimal("0.011") for found in sums):
                yield table[0][column] if column < len(table[0]) else "", total, sums[0]


def test_every_total_is_the_sum_of_its_rows(site):
    wrong = [
        (record.key, *fault)
        for record in site.writings()
        for table in pipe_tables(record.body)
        for fault in wrong_sums(table)
    ]

    assert wrong == []


def test_a_wrong_total_would_be_found():
    table = [["项目", "元"], ["---", "---"], ["甲", "1,000"], ["乙", "20.5"], ["合计", "1,020.6"]]

    assert list(wrong_sums(table)) == [("元", Decimal("1020.6"), Decimal("1020.5"))]


def test_what_a_text_repeals_is_marked_on_the_other_side(site):
    for document in site.documents.values():
        for name in ("repeals", "replaces", "amends"):
            for key in getattr(document, name):
                target = site.documents[key]
                assert document.dated >= target.dated, (document.key, key)
