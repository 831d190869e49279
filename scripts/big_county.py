"""Makes a county of any number of documents to measure on: seeded, so that the same number gives the same county.

The texts are those of real documents, their paragraphs recombined, when `../shared/real` is beside the checkout;
otherwise those of the demonstration county. Catalogues, agencies and words are the demonstration county's own.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FIRST_YEAR, LAST_YEAR = 2007, 2026
TODAY = "2026-11-20"

_DAYS = 365 * (LAST_YEAR - FIRST_YEAR) + 300
_OPENNESS = ("决策公开", "执行公开", "管理公开", "服务公开", "结果公开")
_REFUSED = re.compile(r"1[3-9]\d{9}|\d{15}|[\u200b-\u200f\u2028-\u202e\ue000-\uf8ff\ufeff\x00-\x08\x0b-\x1f<>\\`]|\]\(")
"""What the checks would refuse or the dialect would read as a sign: it is taken out."""
_REVIEW = (
    "公开属性: 主动公开\n"
    "公开审查: {{保密审查人: 审查岗, 保密审查日期: {day}, 保密审查结果: 通过,"
    " 审批人: 负责人, 审批日期: {day}, 审批结果: 通过}}\n"
)


@dataclass(frozen=True)
class Agency:
    """A publisher: its id, its name and the letters of its document numbers (机关代字)."""

    key: str
    name: str
    letters: str


@dataclass(frozen=True)
class Writing:
    """A document, or with `explains` an interpretation, as every generator that is measured gets it."""

    key: str
    title: str
    agency: Agency
    published: dt.date
    paragraphs: tuple[str, ...]
    number: str = ""
    index_no: str = ""
    theme: str = ""
    openness: str = ""
    codes: tuple[str, ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    explains: str = ""
    table: bool = False


def writings(root: Path, real: Path, count: int, seed: int = 1) -> Iterator[Writing]:
    """Yield `count` documents and, for every eighth, an interpretation. `root` is the checkout."""
    chance = random.Random(seed)
    bodies = list(_real(real) if real.exists() else _of_the_county(root))
    agencies = _agencies(root)
    themes = [entry["名称"] for entry in _yaml(root / "catalogs" / "vocabulary.yml")["主题"]]
    codes = sorted(_codes(root))
    paragraphs = [text for _, body in bodies for text in body if len(text) > 20]
    numbers: Counter[tuple[str, int]] = Counter()
    earlier: dict[str, list[str]] = defaultdict(list)
    for place in range(count):
        title, body = bodies[place % len(bodies)]
        agency = chance.choice(agencies)
        day = dt.date(FIRST_YEAR, 1, 5) + dt.timedelta(_DAYS * place // count)
        numbers[agency.letters, day.year] += 1
        links = {}
        if earlier[agency.key] and place % 10 == 0:
            field_name = chance.choice(["相关文件", "上位文件", "修改文件"])
            links[field_name] = chance.choice(earlier[agency.key])
        key = f"d{place:06d}"
        yield Writing(
            key,
            f"{title[:60]}（{place + 1}）",
            agency,
            day,
            tuple(_mixed(body, paragraphs, chance)),
            number=f"{agency.letters}〔{day.year}〕{numbers[agency.letters, day.year]}号",
            index_no=f"990101{agencies.index(agency) + 1:03d}/{day.year}-{place % 100_000:05d}",
            theme=chance.choice(themes),
            openness=chance.choice(_OPENNESS),
            codes=tuple(sorted(chance.sample(codes, chance.choice([0, 1, 1, 2])))),
            links=links,
            table=place % 50 == 0,
        )
        if place % 8 == 0:
            talk = tuple(_mixed(body, paragraphs, chance))[:20]
            yield Writing(f"i{place:06d}", f"一图读懂第{place + 1}号文件", agency, day, talk, explains=key)
        earlier[agency.key].append(key)


def write_county(folder: Path, root: Path, records: list[Writing]) -> None:
    """Write a county folder that `disclosure` builds."""
    shutil.copytree(root / "catalogs", folder / "catalogs")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("custom_dir: overrides", f"custom_dir: {(root / 'overrides').as_posix()}")
    settings = settings.replace("- disclosure", f"- disclosure:\n      today: '{TODAY}'")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    for record in records:
        path = folder / "content" / where(record)
        path.parent.mkdir(parents=True, exist_ok=True)
        if record.table:
            rows = "".join(f"第{row}组,{row * 37},{row * 41}\n" for row in range(1, 13))
            path.with_name(f"{record.key}-fubiao.csv").write_text(f"组别,户数,人数\n{rows}", "utf-8")
        path.write_text(f"---\n{_head(record)}---\n{body(record)}\n", "utf-8")


def where(record: Writing) -> str:
    """Return where a record lies below `content/`."""
    return f"{'interpretations' if record.explains else 'documents'}/{record.published.year}/{record.key}.md"


def body(record: Writing) -> str:
    """Return the text in Markdown; interpretations end with a question and its answer."""
    talk = "\n\n问：这份文件什么时候开始执行？\n\n答：从公布的那天起执行。" if record.explains else ""
    return "\n\n".join(record.paragraphs) + talk


def _head(record: Writing) -> str:
    day = record.published.isoformat()
    title = json.dumps(record.title, ensure_ascii=False)
    review = _REVIEW.format(day=day)
    if record.explains:
        return (
            f"标题: {title}\n解读文件: {record.explains}\n解读形式: 文字解读\n一句话说明: 这份文件管什么，怎么办。\n"
            f"解读机关: {record.agency.name}\n联系电话: 0000-9900120\n公开日期: {day}\n{review}"
        )
    links = "".join(f"{name}: [{key}]\n" for name, key in record.links.items())
    codes = f"对应事项: {json.dumps(record.codes)}\n" if record.codes else ""
    files = f"附件: [{{文件: {record.key}-fubiao.csv, 名称: 分组表}}]\n" if record.table else ""
    return (
        f"标题: {title}\n文号: {record.number}\n索引号: {record.index_no}\n发布机构: {record.agency.name}\n"
        f"成文日期: {day}\n公开日期: {day}\n主题: [{record.theme}]\n五公开: {record.openness}\n"
        f"{codes}{links}{files}{review}"
    )


def _real(folder: Path) -> Iterator[tuple[str, list[str]]]:
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            title = _REFUSED.sub("", " ".join(record["title"].split()))
            yield title, _paragraphs(record["body"])


def _of_the_county(root: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((root / "content" / "documents").rglob("*.md")):
        _, head, text = path.read_text("utf-8").split("---\n", 2)
        yield re.findall(r"^标题: (.*)$", head, re.MULTILINE)[0].strip("\"'"), _paragraphs(text)


def _paragraphs(text: str) -> list[str]:
    """Return the lines of a text; one without any lines is cut after every fourth sentence."""
    lines = [_REFUSED.sub("", line).strip() for line in text.splitlines()]
    found = [line for line in lines if line and not line.startswith(("|", "附件"))]
    if len(found) > 2:
        return found
    sentences = re.findall("[^。]+。?", "".join(found))
    return ["".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]


def _mixed(own: list[str], others: list[str], chance: random.Random) -> Iterator[str]:
    """Yield a text of its own: a third of its longer paragraphs come from elsewhere."""
    for text in own:
        strange = len(text) > 20 and chance.random() < 1 / 3
        yield chance.choice(others) if strange else text


def _agencies(root: Path) -> list[Agency]:
    records = _yaml(root / "catalogs" / "agencies.yml")["机构"]
    return [
        Agency(record["编号"], record["名称"], record["机关代字"][0]) for record in records if record.get("机关代字")
    ]


def _codes(root: Path) -> Iterator[str]:
    """Yield the codes of the items that may stand on a website; some are for notice boards only."""
    for path in (root / "catalogs" / "standards").glob("*.yml"):
        for row in _yaml(path)["事项"]:
            if "政府网站" in row.get("公开渠道和载体", ()):
                yield row["事项编码"]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))
