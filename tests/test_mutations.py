"""Thousands of small accidents to good files: none is a crash, and what is wrong is told where it happened.

An accident makes a source wrong when an 错误 appears (the county of the tests has none). Then one of them has to concern
the accident: it points to within one line of it, or it names what stood or stands there (a key that is missing now, the
old or the new value). The second is how consequences are told: a key that is gone has no line of its own, and an id that
changed is missed by other files.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass, field

import pytest

import disclosure.build
import disclosure.model.load
from disclosure.build import Sources, checked, outputs
from disclosure.model.validate import validated
from disclosure.problem import Grade
from disclosure.read.source import Material, parse_source, read_material
from disclosure.read.text_file import decode

KEPT = (
    "content/documents/2021/water-measures.md",
    "content/documents/2026/permit-list.md",
    "content/documents/2026/water-measures-new.md",
    "content/interpretations/2026/water-measures-explained.md",
)
"""The writings of the small county that stay: few, so that two thousand runs take less than a minute."""

MUTATED = (
    *KEPT,
    "catalogs/agencies.yml",
    "catalogs/county.yml",
    "catalogs/domains.yml",
    "catalogs/laws.yml",
    "catalogs/standards/water.yml",
    "catalogs/supplements/county.yml",
    "catalogs/negative/withheld.yml",
    "catalogs/calendar/2026.yml",
    "catalogs/vocabulary.yml",
)

STRANGE = (
    *"\0\x07\x1b\x7f\x85\x9f\u00a0\u00ad\u200b\u200d\u200e\u2028\u202e\u2066\u3000\ufeff\ufffd\ufffe\ue000",
    *"：，。；“”‘’（）【】〔〕《》、１Ａ－＂＃",
    *"\t :;,.#-?!&*%@`|>'\"[]{}<>\\/~=+$^_",
    *"年月日是否无0123456789azAZ",
    *(
        "\U0001f600",
        "\U00020000",
        "é",
        "--",
        "---",
        ": ",
        " #",
        "- ",
        "{{7*7}}",
        "{% raw %}",
        "<script>",
        "&amp;",
        "<<: *x",
        "!!int ",
    ),
    *(
        "../../etc/passwd",
        "javascript:alert(1)",
        "13812345678",
        "11010519491231002X",
        "![](x.png)",
        "[甲](乙.md)",
        "**",
        "|||",
    ),
)

VALUES = (
    "",
    "[]",
    "{}",
    "[甲, 乙]",
    "{甲: 乙}",
    "- 甲",
    "~",
    "null",
    "是",
    "0",
    "2026-02-30",
    "2999-01-01",
    "*甲",
    "&甲 乙",
    "|",
    ">",
    '"',
    "'",
    "甲: 乙",
    "草稿",
    "不予公开",
    "water-bureau",
    "长" * 30_000,
)


@dataclass
class Accident:
    """What happened to a file: its new content and name, and the lines concerned, before and after."""

    kind: str
    content: bytes
    path: str
    lines: range
    """In the file as it is now, from 1."""
    there: list[str] = field(default_factory=list)
    """The lines that stood or stand there."""


def accident(dice, path, text):
    """Let something happen to a file."""
    kind = dice.choice(list(KINDS))
    return KINDS[kind](dice, kind, path, text)


def lines_changed(kind):
    def wrap(change):
        def happen(dice, name, path, text):
            lines = text.split("\n")
            at = dice.randrange(len(lines) - 1)
            before = list(lines)
            size = change(dice, lines, at)
            first, last = at + 1, at + size
            there = before[max(0, at - 1) : at + 2] + lines[at : at + size]
            return Accident(
                name, "\n".join(lines).encode("utf-8", "surrogatepass"), path, range(first, last + 1), there
            )

        KINDS[kind] = happen
        return change

    return wrap


KINDS = {}


@lines_changed("a line is gone")
def _delete(dice, lines, at):
    del lines[at]
    return 1


@lines_changed("a line is doubled")
def _double(dice, lines, at):
    lines.insert(at, lines[at])
    return 2


@lines_changed("two lines change places")
def _swap(dice, lines, at):
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return 2


@lines_changed("a line comes from elsewhere")
def _stray(dice, lines, at):
    lines.insert(at, dice.choice(lines))
    return 1


@lines_changed("a character is another")
def _another(dice, lines, at):
    line = lines[at] or " "
    column = dice.randrange(len(line))
    lines[at] = line[:column] + dice.choice(STRANGE) + line[column + 1 :]
    return 1


@lines_changed("a character is new")
def _new(dice, lines, at):
    column = dice.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:column] + dice.choice(STRANGE) + lines[at][column:]
    return 1


@lines_changed("a character is gone")
def _gone(dice, lines, at):
    column = dice.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:column] + lines[at][column + 1 :]
    return 1


@lines_changed("the indentation is another")
def _indent(dice, lines, at):
    line = lines[at]
    lines[at] = (
        dice.choice([" " * dice.randrange(9), "\t", "　"]) + line.lstrip() if dice.random() < 0.7 else " " + line
    )
    return 1


@lines_changed("a value is another")
def _value(dice, lines, at):
    head, colon, _ = lines[at].partition(": ")
    lines[at] = head + (colon or " ") + dice.choice(VALUES)
    return 1


@lines_changed("a value is a list below")
def _list(dice, lines, at):
    head, _, value = lines[at].partition(": ")
    indentation = " " * (len(head) - len(head.lstrip()) + 2)
    lines[at : at + 1] = [f"{head}:", f"{indentation}- {value}"]
    return 2


def _truncated(dice, name, path, text):
    end = dice.randrange(len(text))
    kept, lost = text[:end], text[end:]
    last = kept.count("\n") + 1
    return Accident(
        name,
        kept.encode(),
        path,
        range(last, last + 1),
        [kept.rpartition("\n")[2] + lost.partition("\n")[0], *lost.split("\n")],
    )


def _renamed(dice, name, path, text):
    folder, _, file = path.rpartition("/")
    other = dice.choice(
        [
            file.upper(),
            f"新{file}",
            file.replace(".", "-2."),
            f"a b {file}",
            file.rpartition(".")[0],
            f"{file}.bak1",
            "x/" + file,
        ]
    )
    stem = file.rpartition(".")[0]
    return Accident(name, text.encode(), f"{folder}/{other}", range(1, 2), [stem, file, *text.split("\n")])


def _encoded(dice, name, path, text):
    codec = dice.choice(["gb18030", "utf-16", "utf-16-le", "utf-8-sig", "utf-32", "big5", "latin-1"])
    data = text.encode(codec, "replace")
    return Accident(name, data, path, range(1, data.count(b"\n") + 2))


def _torn(dice, name, path, text):
    data = bytearray(text.encode())
    at = dice.randrange(len(data))
    data[at : at + 1] = bytes([dice.randrange(256)])
    line = text.encode()[:at].count(b"\n") + 1
    return Accident(name, bytes(data), path, range(line, line + 1), text.split("\n")[line - 1 : line])


KINDS |= {
    "the end is missing": _truncated,
    "the name is another": _renamed,
    "the encoding is another": _encoded,
    "a byte is another": _torn,
}


@pytest.fixture(scope="module")
def small_county(tmp_path_factory, new_county):
    folder = new_county(tmp_path_factory.mktemp("mutations") / "county")
    for file in sorted((folder.root / "content").rglob("*.md")):
        if file.relative_to(folder.root).as_posix() not in KEPT:
            file.unlink()
    new = "content/documents/2026/water-measures-new.md"
    folder.replace(new, "相关文件: [water-measures-amended]\n", "")
    folder.replace(new, "见[年度报告](../2025/disclosure-report.md)", "见[原办法](../2021/water-measures.md)")
    assert folder.problems() == []
    return folder


@pytest.fixture
def judged(small_county, today, monkeypatch):
    """Return a function that judges the county after an accident; the files that are as before are read once."""
    whole = read_material(small_county.root)
    known = {}

    def validated_once(kind, tree, origin):
        key = (kind, origin) if origin.path != hurt_path else None
        if key not in known:
            record, wrong = validated(kind, tree, origin)
            if key is None or record is None:
                return record, wrong
            known[key] = record
        return known[key], []

    hurt_path = ""
    monkeypatch.setattr(disclosure.model.load, "validated", validated_once)

    def judge(path, accident):
        nonlocal hurt_path
        hurt_path = path
        file = small_county.root / path
        hurt = small_county.root / accident.path
        good = file.read_bytes()
        file.unlink()
        hurt.parent.mkdir(exist_ok=True)
        hurt.write_bytes(accident.content)
        try:
            if accident.path == path:
                monkeypatch.setattr(disclosure.build, "read_material", lambda *_, **__: _with(whole, path, accident))
            else:
                monkeypatch.setattr(disclosure.build, "read_material", read_material)
            return checked(Sources(small_county.root), today)
        finally:
            hurt.unlink()
            file.write_bytes(good)

    return judge


def _with(whole, path, accident):
    """Return the material of the county with one file read anew."""
    text, findings = decode(accident.content, path)
    source, wrong = (None, findings) if findings else parse_source(text, path)
    sources = [other for other in whole.sources if other.path != path]
    if source is not None:
        sources = sorted([*sources, source], key=lambda source: source.path)
    broken = frozenset() if source is not None else frozenset({path})
    return Material(tuple(sources), whole.attachments, (*whole.findings, *wrong), broken)


def names(lines):
    """Return the keys and values that stand on some lines, in whatever pieces a message may quote them."""
    found = set()
    for line in lines:
        plain = line.strip().removeprefix("- ")
        for piece in [
            plain,
            *re.split(r"[:：]\s*", plain, maxsplit=1),
            *re.split(r"[\s:：,，、{}\[\]\"'（）()《》#|-]+", plain),
        ]:
            found.add(" ".join(piece.strip("\"'[]{} ").split())[:30])
    return {name for name in found if len(name) > 1}


LOST = ("文字的前后对不上", "方括号或花括号没有成对")
"""What is told where the reader of YAML could go no further, some lines below what led it astray."""


def concern(accident, path, problems):
    """Say how the problems concern the accident: `near` it, `named` by it, or not at all."""
    for problem in problems:
        near = any(abs(problem.line - line) <= 1 for line in (accident.lines[0], accident.lines[-1]))
        if problem.what.startswith(LOST):
            near |= 0 <= problem.line - accident.lines[0] <= 4
        if problem.path == accident.path and (near or problem.line in accident.lines):
            return "near"
    said = [f"{problem.path} {problem.field} {problem.what} {problem.hint}" for problem in problems]
    return "named" if any(name in words for name in names(accident.there) for words in said) else "astray"


def run(judged, small_county, path, seeds):
    """Let as many accidents happen to a file as there are seeds; return how the problems concern them."""
    text = small_county.read(path)
    outcomes = Counter()
    astray = []
    for seed in seeds:
        dice = random.Random(f"{path} {seed}")
        kind = dice.choice(list(KINDS))
        hurt = KINDS[kind](dice, kind, path, text)
        result = judged(path, hurt)
        wrong = [problem for problem in result.problems if problem.grade is Grade.ERROR]
        if not wrong:
            outcomes["harmless"] += 1
            if seed % 8 == 0:
                list(outputs(result))
            continue
        outcome = concern(hurt, path, wrong)
        outcomes[outcome] += 1
        if outcome == "astray":
            where = f"{kind}, seed {seed}, lines {hurt.lines}: {hurt.there[:3]!r}"
            astray.append("\n  ".join([where, *map(str, wrong[:5])]))
    assert not astray, f"{outcomes}\n" + "\n".join(astray[:12])
    return outcomes


@pytest.mark.parametrize("path", MUTATED)
def test_an_accident_is_no_crash_and_is_told_where_it_happened(judged, small_county, path):
    outcomes = run(judged, small_county, path, range(160))

    assert outcomes["near"] > 4 * outcomes["named"], outcomes


@pytest.mark.long
@pytest.mark.parametrize("path", MUTATED)
def test_many_more_accidents_are_no_crash_either(judged, small_county, path):
    run(judged, small_county, path, range(160, 2_000))
