"""The line itself: read → model → relate → check → publish."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosure.check.rules import check, foresee
from disclosure.memory import Memory, remembering
from disclosure.model.address import Spelling
from disclosure.model.load import load, load_writing
from disclosure.model.record import chinese_keys
from disclosure.problem import DataError, Finding, Grade, Problem
from disclosure.publish.output import Output, Page
from disclosure.publish.publish import page_of, publish
from disclosure.read.positions import locate
from disclosure.read.source import Source, read_material, read_source
from disclosure.relate.assemble import assemble
from disclosure.relate.citations import named_in
from disclosure.relate.gate import open_part
from disclosure.relate.glimpse import glimpsed
from disclosure.relate.names import Directory
from disclosure.relate.site import Site
from disclosure.text.body import foresee_body
from disclosure.text.segment import simplified

CHINA = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a county's files lie, and how the site is to be written."""

    root: Path
    catalogs: str = "catalogs"
    content: str = "content"
    spelling: Spelling = Spelling.WEB
    base_url: str = ""
    """Where the site will stand; empty: at the portal of the county."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The outcome of reading and relating: the whole site, as far as it could be read. It is not judged yet."""

    site: Site
    directory: Directory
    """By which references were resolved."""
    root: Path
    findings: tuple[Finding, ...]
    """What was found wrong on the way."""

    def problems(self) -> tuple[Problem, ...]:
        """Return all problems, sorted: those that were found on the way, and those of every check."""
        return tuple(sorted(set(_located(self.root, self.site, [*self.findings, *check(self.site)]))))


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of reading and checking: the whole site, as far as it could be read, and all problems, sorted."""

    site: Site
    problems: tuple[Problem, ...]

    def count(self, grade: Grade) -> int:
        """Return the number of problems of a grade."""
        return sum(problem.grade is grade for problem in self.problems)


def today_in_china() -> dt.date:
    """Return the date in Asia/Shanghai. The one place where a clock is read."""
    return dt.datetime.now(CHINA).date()


def checked(sources: Sources, today: dt.date, memory: Memory | None = None) -> Checked:
    """Read everything, relate it, and judge it. Raises nothing for wrong data: it is in `problems`.

    With a memory, what an earlier build found out about the same texts is not found out again.
    """
    with remembering(memory):
        found = gathered(sources, today)
        return Checked(found.site, found.problems())


def gathered(sources: Sources, today: dt.date) -> Gathered:
    """Read everything and relate it. Raises nothing for wrong data: it is among the findings."""

    def foresee_all(source: Source) -> None:
        if source.path.startswith(f"{sources.content}/"):
            _foresee(source, sources.content)
        elif source.path == f"{sources.catalogs}/synonyms.yml":
            simplified()  # Made once for all words; it takes as long as some hundred texts.

    material = read_material(sources.root, catalogs=sources.catalogs, content=sources.content, ask=foresee_all)
    records = load(material, catalogs=sources.catalogs, content=sources.content)
    site, directory, findings = assemble(
        records, sources.root, today=today, spelling=sources.spelling, base_url=sources.base_url
    )
    return Gathered(site, directory, sources.root, tuple(findings))


def outputs(result: Checked, *, strict: bool = False) -> Iterator[Output]:
    """Yield what is to be written: the open part of the site, the only one that is ever written.

    Raises `DataError` when a problem stops the build: an 错误, or with `strict` also a 提醒.
    """
    if wrong := stopping(result.problems, strict=strict):
        raise DataError(wrong)
    yield from publish(open_part(result.site))


def stopping(problems: Iterable[Problem], *, strict: bool) -> list[Problem]:
    """Return the problems that stop a build: every 错误, with `strict` also every 提醒."""
    grades = (Grade.ERROR, Grade.WARNING) if strict else (Grade.ERROR,)
    return [problem for problem in problems if problem.grade in grades]


def glimpse(sources: Sources, before: Gathered, path: str) -> Page | None:
    """Return the page of one edited writing (`path` below the root) before everything is built anew.

    `before` is what was there before the edit. Returns nothing when there is more to it than a text that may be shown.
    """
    source, wrong = read_source(sources.root / path, path)
    written, mistakes = load_writing(source, sources.content) if source else (None, [])
    if written is None or wrong or mistakes:
        return None
    site = glimpsed(before.site, open_part(before.site), before.directory, written)
    return page_of(site, written) if site else None


def _foresee(source: Source, content: str) -> None:
    """Ask what will be asked about a writing and needs no other: nearly all of the work, done with all hands."""
    writing, _ = load_writing(source, content)
    if writing is not None:
        body = foresee_body(writing.written_body, first_line=writing.origin.body_line)
        named_in(writing.written_body)
        foresee(writing, body)


def _located(root: Path, site: Site, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Look up the line of every finding; a file is parsed a second time only when something in it is wrong."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.place.path].append(finding)
    spellings = chinese_keys()
    fronts = {record.origin.path: record.written_front for record in site.writings()}
    for path, found in by_path.items():
        lines = locate(root / path, [finding.place for finding in found], spellings, fronts.get(path))
        for finding, (line, column) in zip(found, lines, strict=True):
            yield Problem(path, line, column, finding.grade, finding.field, finding.what, finding.hint)
