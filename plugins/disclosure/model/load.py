"""Material → records: which file holds which kind of record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from disclosure.memory import recalled
from disclosure.model.agency import Agency, AgencyGroup
from disclosure.model.calendar import CalendarYear
from disclosure.model.catalogue import FOLDERS, Catalogue, NegativeEntry, NegativeList
from disclosure.model.county import County
from disclosure.model.document import Document
from disclosure.model.domain import Domain
from disclosure.model.gloss import Gloss
from disclosure.model.interpretation import Interpretation, Question
from disclosure.model.item import Item
from disclosure.model.law import Law
from disclosure.model.questions import questions_in
from disclosure.model.record import Origin, Record
from disclosure.model.synonym import Synonym
from disclosure.model.validate import validated
from disclosure.model.vocabulary import TERM_LISTS, Term, Vocabulary
from disclosure.model.writing import Writing
from disclosure.problem import Finding, Grade, Loc, Place, did_you_mean, nearest
from disclosure.read.source import Material, Source

R = TypeVar("R", bound=Record)


_BLANK_COUNTY: Mapping[str, Any] = {name: "" for name, info in County.model_fields.items() if info.is_required()}


@cache
def _nothing() -> tuple[County, Vocabulary]:
    return County.model_construct(**_BLANK_COUNTY), Vocabulary.model_validate(dict.fromkeys(TERM_LISTS, ()))


@dataclass(slots=True)
class Records:
    """Everything that could be read, and what could not.

    `broken` holds, for each kind, the ids that exist in files but did not validate, so that a link to one of them is
    not reported a second time. `incomplete` are the kinds of which a whole file or list could not be read. The county
    and the vocabulary are there even when nothing of them is, so that everything else can be judged in the same run.
    """

    county: County = field(default_factory=lambda: _nothing()[0])
    vocabulary: Vocabulary = field(default_factory=lambda: _nothing()[1])
    agencies: list[Agency] = field(default_factory=list)
    groups: list[AgencyGroup] = field(default_factory=list)
    laws: list[Law] = field(default_factory=list)
    synonyms: list[Synonym] = field(default_factory=list)
    glosses: list[Gloss] = field(default_factory=list)
    domains: list[Domain] = field(default_factory=list)
    catalogues: list[Catalogue] = field(default_factory=list)
    negative_lists: list[NegativeList] = field(default_factory=list)
    calendar: list[CalendarYear] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    interpretations: list[Interpretation] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    attachments: tuple[str, ...] = ()
    broken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    incomplete: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


_LISTS: Mapping[str, tuple[tuple[str, str, type[Record], str], ...]] = {
    "agencies.yml": (("agencies", "机构", Agency, "agencies"), ("groups", "机构统称", AgencyGroup, "groups")),
    "laws.yml": (("laws", "法律法规", Law, "laws"),),
    "synonyms.yml": (("synonyms", "同义词", Synonym, "synonyms"),),
    "glossary.yml": (("words", "名词解释", Gloss, "glosses"),),
    "domains.yml": (("domains", "领域", Domain, "domains"),),
}
"""File → its lists: key, Chinese key, kind of the rows, where they are collected."""

_REQUIRED = ("county.yml", "vocabulary.yml", "agencies.yml")
_HOMES = frozenset((*FOLDERS, "negative", "calendar"))
"""The folders of `catalogs/` in which a file may have any name."""

_KEY = re.compile(r"^([^\s:：]{1,20})[ \t]*:(?=[ \t]|$)", re.MULTILINE)
_YEAR_FOLDER = re.compile(r"^(19|20)\d{2}$")
_FILE_NAME = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*\.md$")


def load(material: Material, *, catalogs: str = "catalogs", content: str = "content") -> Records:
    """Return all records of the material, with every mistake found on the way."""
    records = Records(findings=list(material.findings))
    for path in sorted(material.broken):
        _note_unreadable(records, path, catalogs, content)
    for source in material.sources:
        inside = source.path.removeprefix(f"{catalogs}/" if source.path.startswith(f"{catalogs}/") else f"{content}/")
        if source.path.startswith(f"{catalogs}/"):
            _load_catalog_file(records, source, inside)
        else:
            _load_writing(records, source, inside)
    read = {*(source.path for source in material.sources), *material.broken}
    lost = {path.removeprefix(f"{catalogs}/") for path in read if path.startswith(f"{catalogs}/")}
    lost = {path for path in lost - _LISTS.keys() if path.rpartition("/")[0] not in _HOMES}
    meant = {nearest(path.rpartition("/")[2], _REQUIRED) for path in lost}  # Those are told of where they are.
    for name in _REQUIRED:
        if f"{catalogs}/{name}" in read:
            continue
        _note_unreadable(records, f"{catalogs}/{name}", catalogs, content)
        if name not in meant:
            hint = "从 README 的“从零开始一个县”一节抄一份"
            _complain(records, f"{catalogs}/{name}", "缺少这个文件", hint)
    records.attachments = tuple(path for path in material.attachments if not path.endswith((".yml", ".yaml")))
    for path in sorted(set(material.attachments) - set(records.attachments)):
        records.incomplete.update((Item.kind, Catalogue.kind))
        _complain(records, path, "放错了文件夹", f"目录文件放在 {catalogs}/ 里，例如 {catalogs}/standards/water.yml")
    return records


def _complain(records: Records, path: str, what: str, hint: str) -> None:
    records.findings.append(Finding(Place(path, line=1, column=1), Grade.ERROR, "", what, hint))


def _load_catalog_file(records: Records, source: Source, inside: str) -> None:
    folder, _, rest = inside.rpartition("/")
    if inside == "county.yml":
        records.county = _one(records, County, source) or records.county
    elif inside == "vocabulary.yml":
        records.vocabulary = _vocabulary(records, source)
    elif inside in _LISTS:
        _load_lists(records, source, inside)
    elif folder in FOLDERS:
        if catalogue := _with_rows(records, source, Catalogue, Item, ("items", "事项")):
            records.catalogues.append(catalogue)
    elif folder == "negative":
        if negative := _with_rows(records, source, NegativeList, NegativeEntry, ("entries", "条目")):
            records.negative_lists.append(negative)
    elif folder == "calendar":
        if year := _one(records, CalendarYear, source):
            records.calendar.append(year)
            if str(year.year) != _stem(source.path):
                what = f"写的是{year.year}年，文件名却是“{rest}”"
                place = Place(source.path, ("year",))
                records.findings.append(Finding(place, Grade.ERROR, "年份（year）", what, "改年份，或改文件名"))
    else:
        _load_nothing(records, source, rest)


def _load_nothing(records: Records, source: Source, name: str) -> None:
    """Tell that a file of `catalogs/` is not one of those we know, and note what may be in it."""
    folders = "、".join((*FOLDERS, "negative"))
    near = did_you_mean(name, ["county.yml", "vocabulary.yml", *_LISTS])
    hint = near or f"核对文件夹和文件名；目录放在 {folders} 里"
    _complain(records, source.path, "不知道这个文件是做什么的", hint)
    keys = set(source.tree) if isinstance(source.tree, Mapping) else set()
    for english, chinese, kind, _ in (entry for entries in _LISTS.values() for entry in entries):
        if keys & {english, chinese}:
            records.incomplete.add(kind.kind)
    if keys & {"items", "事项"}:
        records.incomplete.update((Item.kind, Catalogue.kind))


def _vocabulary(records: Records, source: Source) -> Vocabulary:
    """Validate each term by itself, so that one wrong term does not take all lists away."""
    tree = dict(source.tree) if isinstance(source.tree, Mapping) else {}
    good: dict[str, tuple[Term, ...]] = dict.fromkeys(TERM_LISTS, ())
    for name, term in TERM_LISTS.items():
        key, rows = _rows(
            records, source.path, tree, (name, Vocabulary.model_fields[name].title or name), f"{Vocabulary.kind}.{name}"
        )
        found: list[Term] = []
        for position, row in enumerate(rows):
            record, wrong = _known(source, term, row, (key, position))
            records.findings.extend(wrong)
            if record is None:
                _note_broken(records, f"{Vocabulary.kind}.{name}", row, wrong)
            else:
                found.append(record)
        good[name] = tuple(found)
        if key in tree:
            tree[key] = found
        else:
            records.incomplete.add(f"{Vocabulary.kind}.{name}")
    whole = _one(records, Vocabulary, Source(source.path, tree, source.front))
    return whole or Vocabulary.model_validate(good).written_at(Origin(source.path))


def load_writing(source: Source, content: str) -> tuple[Writing | None, list[Finding]]:
    """Return the record of one Markdown file below the folder `content`, and every mistake in it."""
    records = Records()
    _load_writing(records, source, source.path.removeprefix(f"{content}/"))
    return next(iter([*records.documents, *records.interpretations]), None), records.findings


def _load_writing(records: Records, source: Source, inside: str) -> None:
    steps = inside.split("/")
    kind: type[Document] | type[Interpretation] = Interpretation if steps[0] == "interpretations" else Document
    record, wrong = _judged(kind, source)
    if mistake := _misplaced(steps) or (_of_the_other_kind(source, steps, kind) if wrong else None):
        _complain(records, source.path, *mistake)
        records.broken[kind.kind].add(_stem(source.path))
        return
    _note(records, kind, source, record, wrong)
    if isinstance(record, Document):
        records.documents.append(record.with_text(source.front, source.body))
    elif isinstance(record, Interpretation):
        whole = record.with_text(source.front, source.body)
        records.interpretations.append(whole)
        records.questions.extend(questions_in(whole))


def _misplaced(steps: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with the place or the name of a file, if it is."""
    if len(steps) != 3 or steps[0] not in _ROOMS or not _YEAR_FOLDER.match(steps[1]):
        hint = "文件放在 documents/年份/ 或 interpretations/年份/ 里，例如 documents/2026/water.md"
        return "放错了文件夹", hint
    if not _FILE_NAME.match(steps[2]):
        hint = "只用小写字母、数字和中间的短横线，例如 water-permit-2026.md；标题写在文件里"
        return f"文件名“{steps[2]}”不能作网址", hint
    return None


def _of_the_other_kind(source: Source, steps: list[str], kind: type[Writing]) -> tuple[str, str] | None:
    """Return what is wrong with a file that is written as one of the other kind."""
    other = Document if kind is Interpretation else Interpretation
    own = kind.names()
    if sum(key not in own for key in source.tree) > 1 and all(key in other.names() for key in source.tree):
        return f"这像是一份{other.title_of_kind}，放错了文件夹", f"移到 {_ROOMS_OF[other]}/{steps[1]} 里"
    return None


_ROOMS_OF = {Document: "documents", Interpretation: "interpretations"}
_ROOMS = tuple(_ROOMS_OF.values())


def _one(records: Records, kind: type[R], source: Source) -> R | None:
    record, wrong = _judged(kind, source)
    _note(records, kind, source, record, wrong)
    return record


def _judged(kind: type[R], source: Source) -> tuple[R | None, list[Finding]]:
    if source.front is None:
        return validated(kind, source.tree, Origin(source.path, (), source.body_line))
    return _known(source, kind)


def _known(source: Source, kind: type[R], tree: object = None, loc: Loc = ()) -> tuple[R | None, list[Finding]]:
    """Return what `validated` returns for a part of a file (or the whole): what its text says decides it."""

    def judged() -> tuple[R | None, list[Finding]]:
        return validated(kind, source.tree if tree is None else tree, Origin(source.path, loc, source.body_line))

    if source.front is None:
        return judged()
    where = f" at {loc}" if loc else ""
    return recalled(f"{kind.kind} in {source.path}, {source.body_line}{where}", source.front, judged)


def _note(records: Records, kind: type[R], source: Source, record: R | None, wrong: list[Finding]) -> None:
    records.findings.extend(_told_where_cut(source, wrong))
    if record is None:
        records.broken[kind.kind].add(_stem(source.path))


def _told_where_cut(source: Source, wrong: list[Finding]) -> list[Finding]:
    """Say of fields that are missing because a line `---` too early made them body where that line stands."""
    if not wrong:
        return wrong
    head, fence, _ = str(source.body).partition("\n---")
    below = set(_KEY.findall(head)) if fence else set()
    lost = [one for one in wrong if one.what == "没有填写" and below & set(re.split("[（）]", one.field))]
    if not lost:
        return wrong
    fields = "、".join(one.field.partition("（")[0] for one in lost)
    place = Place(source.path, line=source.body_line - 1, column=1)
    told = Finding(place, Grade.ERROR, "", f"这一行 --- 下面还写着{fields}，成了正文", "删掉这一行 ---，或移到它们下面")
    return [told, *(one for one in wrong if one not in lost)]


def _load_lists(records: Records, source: Source, inside: str) -> None:
    tree = source.tree if isinstance(source.tree, Mapping) else {}
    lists = _LISTS[inside]
    known = {name for english, chinese, _, _ in lists for name in (english, chinese)}
    strange = [key for key in tree if key not in known]
    for key in strange:
        place = Place(source.path, (key,))
        records.findings.append(Finding(place, Grade.ERROR, "", f"没有“{key}”这一项", did_you_mean(key, known)))
    for english, chinese, kind, slot in lists:
        if strange and not {english, chinese} & set(tree):
            records.incomplete.add(kind.kind)
        key, rows = _rows(records, source.path, tree, (english, chinese), kind.kind)
        for position, row in enumerate(rows):
            record, wrong = _known(source, kind, row, (key, position))
            records.findings.extend(wrong)
            if record is None:
                _note_broken(records, kind.kind, row, wrong)
            else:
                getattr(records, slot).append(record)


def _with_rows(
    records: Records, source: Source, kind: type[R], row_kind: type[Record], keys: tuple[str, str]
) -> R | None:
    """Validate the head and each row by itself, so that one wrong row does not hide the others."""
    tree = dict(source.tree) if isinstance(source.tree, Mapping) else {}
    key, rows = _rows(records, source.path, tree, keys, row_kind.kind)
    for name in keys:
        tree.pop(name, None)
    good: list[Record] = []
    for position, row in enumerate(rows):
        record, wrong = _known(source, row_kind, row, (key, position))
        records.findings.extend(wrong)
        if record is None:
            _note_broken(records, row_kind.kind, row, wrong)
        else:
            good.append(record)
    head, wrong = _known(source, kind, tree)
    records.findings.extend(wrong)
    if head is None:
        records.broken[kind.kind].add(_stem(source.path))
        if not rows:
            records.incomplete.add(row_kind.kind)
        for record in good:
            records.broken[row_kind.kind].update((record.key, record.name))
        return None
    return head.model_copy(update={keys[0]: tuple(good)})


def _rows(
    records: Records, path: str, tree: Mapping[str, object], keys: tuple[str, str], kind: str
) -> tuple[str, Iterable[object]]:
    key = next((name for name in keys if name in tree), keys[0])
    for again in (name for name in keys if name in tree and name != key):
        what, hint = f"“{key}”和“{again}”是同一项，写了两次", "合成一个列表"
        records.findings.append(Finding(Place(path, (again,)), Grade.ERROR, "", what, hint))
    rows = tree.get(key) or []
    if isinstance(rows, list):
        return key, rows
    records.findings.append(Finding(Place(path, (key,)), Grade.ERROR, "", f"“{key}”应当写成列表", "每项以“- ”开头"))
    records.incomplete.add(kind)
    return key, []


_IDS = ("id", "编号", "code", "事项编码", "full_name", "名称", "label", "title", "标题", "aliases", "别名")
"""What a link could call a row by."""


def _note_broken(records: Records, kind: str, row: object, wrong: list[Finding]) -> None:
    """Remember what a row that did not validate is called; when that is the mistake, its name could be any."""
    named = isinstance(row, Mapping) and not any(
        finding.place.loc[-1:] and finding.place.loc[-1] in _IDS for finding in wrong
    )
    if not named:
        records.incomplete.add(kind)
    for key in _IDS:
        value = row.get(key) if isinstance(row, Mapping) else None
        names = value if isinstance(value, list) else [value]
        records.broken[kind].update(name for name in names if isinstance(name, str))


def _note_unreadable(records: Records, path: str, catalogs: str, content: str) -> None:
    """Remember what cannot be known because a file could not be parsed."""
    if path.startswith(f"{content}/"):
        kind = Interpretation if path.startswith(f"{content}/interpretations/") else Document
        records.broken[kind.kind].add(_stem(path))
        return
    inside = path.removeprefix(f"{catalogs}/")
    if inside in _LISTS:
        records.incomplete.update(kind.kind for _, _, kind, _ in _LISTS[inside])
    elif inside == "vocabulary.yml":
        records.incomplete.add(Vocabulary.kind)
    elif inside.split("/")[0] in FOLDERS:
        records.incomplete.update((Item.kind, Catalogue.kind))


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
