"""The real material of ../shared/real as the folder of a county, its dirt passed through unmended."""

import datetime as dt
import gzip
import html
import itertools
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from disclosure.build import Sources, checked
from disclosure.problem import Grade
from disclosure.text.document_number import NumberKind, parse_document_number
from disclosure.text.normal import fold
from disclosure.text.personal_information import find_personal_information

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"
TODAY = dt.date(2026, 11, 1)
"""The day on which everything is looked at: after the youngest page."""
WITHHELD = "d00121"
"""The one document of the corpus that is marked （此件依申请公开）."""

needs_real_material = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.exists(), reason="没有 ../shared/real，跳过真实材料"),
]


@dataclass
class RealCounty:
    """What was written: every record as its front matter and body, by the path of its file."""

    root: Path
    front: dict[str, dict] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    mended: Counter = field(default_factory=Counter)
    """What an editor had to do before anything could be built → how often."""

    def path_of(self, key):
        return next(path for path in self.front if path.endswith(f"/{key}.md"))

    def checked(self, today=TODAY):
        return checked(Sources(self.root, base_url="https://www.shiliao.example/zwgk/"), today)

    def write(self, path):
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.front[path].items()]
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(["---", *lines, "---", self.bodies[path]]), "utf-8", newline="")

    def add(self, key, front, body, *, folder="documents"):
        """Write one record. What cannot stand in its place at all, a day or a title, is put there and counted."""
        if not front.get("published"):
            front["published"] = TODAY.isoformat()
            self.mended["没有日期，用公开当天"] += 1
        if len(front["title"]) > 200:
            front["title"] = front["title"][:200]
            self.mended["标题超过 200 字，截短"] += 1
        path = f"content/{folder}/{front['published'][:4]}/{key}.md"
        self.front[path] = {name: value for name, value in front.items() if value} | _RELEASED | _mark(body)
        self.bodies[path] = body
        self.write(path)

    def mend(self):
        """Put right what stops the build, as an editor would: leave the field out, or own to a telephone number."""
        for _ in range(4):
            errors = [problem for problem in self.checked().problems if problem.grade is Grade.ERROR]
            if not errors:
                return self
            for path, problems in itertools.groupby(errors, key=lambda problem: problem.path):
                self._mend_one(path, list(problems))
        raise AssertionError("an editor could not put right:\n" + "\n".join(map(str, errors[:9])))

    def _mend_one(self, path, problems):
        front = self.front[path]
        for problem in problems:
            named = re.search(r"（(\w+)）$", problem.field)
            self.mended[f"{problem.field}：{kind_of(problem.what)}"] += 1
            if named:
                del front[named[1]]
            else:
                assert "手机号码" in problem.what, str(problem)
                body = self.bodies[path]
                front["public_contacts"] = [body[found.start : found.end] for found in find_personal_information(body)]
        if "published" in front:
            self.write(path)
            return
        (self.root / path).unlink()
        del self.front[path]
        self.add(path.rsplit("/", 1)[-1][:-3], front, self.bodies.pop(path))


def real_county(root, *, every=1):
    """Return the county of all real documents, or of every so many of the corpus, with nothing left that stops a build."""
    county = RealCounty(root)
    corpus = corpus_sample(every)
    reposts = [*_notices(), *_state_council(), *_policy_pages()]
    _write_catalogs(county, corpus, reposts)
    titles = _titles(corpus)
    for record in corpus:
        explained = _explained(record, titles)
        if explained and WITHHELD not in explained:
            county.add(record["id"], _interpretation(record, explained), record["body"], folder="interpretations")
        else:
            county.add(record["id"], _document(record), record["body"])
    for key, front, body in reposts:
        county.add(key, front, body)
    for key, front, body in _interpretation_links():
        county.add(key, front, body, folder="interpretations")
    return county.mend()


def kind_of(sentence):
    """Return what a problem says without the names and numbers that make it one of its kind."""
    return _NUMBER.sub("N", _NAME.sub("“…”", _PLACE.sub("已经用在别处", sentence)))


_PLACE = re.compile(r"已经用在 \S+（.*）")
_NAME = re.compile(r"^.+(?=没有办公地址和联系电话)|“[^”]*”|（[^（）]*）|(?<=缺少：).+")
_NUMBER = re.compile(r"\d[\d-]*")


def visible(source):
    """Return what a reader sees of a source: all but rules, the dashes of lists, and the strokes of tables."""
    lines = re.sub("[\x00-\x08\u200b-\u200d\ufeff]", "", source).split("\n")
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


def text_of(markup):
    """Return the visible characters of a piece of HTML."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


_RELEASED = {
    "publicity": "主动公开",
    "publicity_reason": "已在政府网站公开",
    "review": {
        "secrecy_reviewer": "政务公开审查岗",
        "secrecy_reviewed": "2026-06-01",
        "secrecy_verdict": "通过",
        "approver": "办公室负责人",
        "approved": "2026-06-01",
        "approval_verdict": "通过",
    },
}


def _mark(body):
    """Return the mark that the text itself carries, where it is another than 主动公开."""
    found = re.search(r"[（(]此件(依申请公开|不予公开)[）)]", body)
    return {"publicity": found[1], "publicity_reason": "文末附注"} if found else {}


def corpus_sample(every=1):
    """Return every so many documents of the corpus, and always the one that must not appear."""
    with gzip.open(REAL / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return [record for place, record in enumerate(records) if place % every == 0 or record["id"] == WITHHELD]


def _titles(corpus):
    """Return the bare title of every document, and of what it issues (关于印发《…》的通知) → such documents, by date."""
    titles = defaultdict(list)
    for record in sorted(corpus, key=lambda record: record["date"]):
        if not _explains(record):
            issued = re.findall("印发《(.+?)》的通知", record["title"])
            for name in {_bare(name) for name in (*issued, record["title"])}:
                titles[name].append(record)
    return titles


def _explains(record):
    return "解读" in record["category"] + record["title"]


def _explained(record, titles):
    """Return the documents of the corpus that an interpretation explains: the newest of its day with a title it quotes."""
    names = map(_bare, re.findall("《(.+?)》", record["title"])) if _explains(record) else ()
    found = (max(titles[name], key=lambda other: _not_after(other, record)) for name in names if name in titles)
    return list(dict.fromkeys(other["id"] for other in found))


def _not_after(other, record):
    """Return how well a document suits an interpretation: rather one that was there already, and then the newest."""
    return other["date"] <= record["date"], other["date"]


def _document(record):
    report = "政府信息公开" in record["category"] and "年报" in record["category"]
    return {
        "title": record["title"],
        "doc_no": record["doc_no"],
        "agency": record["issuer"],
        "written": record["date"],
        "published": record["date"],
        "themes": [record["category"]],
        "openness": ["结果公开" if report else "决策公开"],
        "board": "政府信息公开年报" if report else "法定主动公开内容",
    }


def _interpretation(record, explained):
    return {
        "title": record["title"],
        "agency": record["issuer"],
        "published": record["date"],
        "interprets": explained,
        "form": "文字解读",
        "summary": record["title"],
    }


def _notices():
    """Yield the five whole notices; only one has a metadata block."""
    for path in sorted((REAL / "notices").glob("*.txt")):
        body = path.read_text("utf-8")
        title = re.search(r"[^\n]*关于[^《》]+?(?=[\u3000 ]*\n\s*\n)", body)[0]
        number = re.search(r"[一-鿿]{2,8}〔20\d\d〕\d+号", body)[0]
        index = re.search(r"索引号 (\S+)", body)
        date = re.search(r"公开日期 (\S+)", body)
        written = re.search(r"^\s*(20\d\d年\d+月\s*\d+\s*日)\s*$", body, re.MULTILINE)
        front = {
            "title": " ".join(title.split()),
            "doc_no": number,
            "index_no": index[1] if index else "",
            "agency": "政务公开材料汇编",
            "provenance": {"name": "政府网站"},
            "written": written[1] if written else "",
            "published": date[1] if date else "",
            "themes": ["政务公开"],
            "openness": ["管理公开"],
        }
        yield f"notice-{path.name[:3]}", front, body


def _state_council():
    """Yield the sixty documents with their metadata blocks: index number, theme, two dates."""
    lines = (REAL / "bulk" / "state-council-60-documents.jsonl").read_text("utf-8").splitlines()
    for place, record in enumerate(map(json.loads, lines), 1):
        block = record["page_metadata"]
        front = {
            "title": record["title"],
            "doc_no": record["docno"],
            "index_no": record["index_number"],
            "agency": record["office"],
            "provenance": {"name": "中国政府网", "url": record["url"]},
            "written": block["成文日期"],
            "published": re.sub(r"(\d+)年(\d+)月(\d+)日", r"\1-\2-\3", block["发布日期"]),
            "themes": [block["主题分类"]],
            "keywords": block["主题词"].split(),
            "openness": ["决策公开"],
        }
        yield f"state-council-{place:02}", front, record["text"]


def _policy_pages():
    """Yield the forty-seven pages: their meta tags, what was noted about thirty-seven of them, and their texts."""
    tags = json.loads((REAL / "bulk" / "page-meta-tags.json").read_text("utf-8"))
    noted = json.loads((REAL / "bulk" / "guangzhou-documents.json").read_text("utf-8"))
    by_address = {note["source_url"]: note for note in noted}
    for place, page in enumerate(tags, 1):
        meta = page["meta"]
        markup = (REAL / "bulk" / "guangzhou-policy-pages" / page["file"]).read_text("utf-8")
        note = by_address.get(meta.get("Url", ""), {})
        index = re.search(r"索\s*引\s*号[：:]?\s*(?:<[^>]*>\s*)*([0-9A-Z]{9,18}/[0-9-]+)", markup)
        url = meta.get("Url", "")
        front = {
            "title": meta.get("ArticleTitle") or meta["ColumnName"],
            "doc_no": note.get("doc_no", ""),
            "index_no": index[1] if index else "",
            "agency": meta.get("ContentSource") or meta["SiteName"],
            "provenance": {"name": meta["SiteName"]} | ({"url": url} if url else {}),
            "published": meta.get("PubDate", "")[:10],
            "themes": [meta["ColumnType"]],
            "openness": ["服务公开"],
        }
        yield f"page-{place:02}", front, _PageText.of(markup)


def _interpretation_links():
    """Yield the eight interpretations that four pages name by title and address only."""
    tags = json.loads((REAL / "bulk" / "page-meta-tags.json").read_text("utf-8"))
    places = {page["file"]: (place, page["meta"]) for place, page in enumerate(tags, 1)}
    for links in json.loads((REAL / "bulk" / "interpretation-links.json").read_text("utf-8")):
        place, meta = places[links["file"]]
        for position, link in enumerate(links["interpretations"], 1):
            form = re.match("【(.+?)】", link["title"])[1]
            front = {
                "title": link["title"],
                "agency": meta["ContentSource"],
                "published": meta["PubDate"][:10],
                "interprets": [f"page-{place:02}"],
                "form": form,
                "summary": link["title"],
            }
            yield f"page-{place:02}-jd-{position}", front, f"[{link['title']}]({link['url']})"


def _write_catalogs(county, corpus, reposts):
    """Write the county, its agencies (every issuer as it is spelt) and the vocabulary (every category)."""
    example = ROOT / "tests" / "county" / "catalogs"
    catalogs = county.root / "catalogs"
    catalogs.mkdir(parents=True, exist_ok=True)
    about = (example / "county.yml").read_text("utf-8")
    (catalogs / "county.yml").write_text(re.sub("^索引号格式.*\n", "", about, flags=re.MULTILINE), "utf-8")
    (catalogs / "laws.yml").write_text("法律法规: []\n", "utf-8")
    (catalogs / "domains.yml").write_text("领域: []\n", "utf-8")
    words = yaml.safe_load((example / "vocabulary.yml").read_text("utf-8"))
    themes = [
        *(record["category"] for record in corpus),
        *(name for _, front, _ in reposts for name in front["themes"]),
    ]
    words["主题"] = _terms("theme", themes)
    words["解读要素"] = yaml.safe_load((ROOT / "catalogs" / "vocabulary.yml").read_text("utf-8"))["解读要素"]
    written = {"编号": "text", "名称": "文字解读", "别名": ["文字", "政策解读"]}
    words["解读形式"] = [written, *_terms("form", ["一图读懂", "音频解读", "媒体解读"])]
    _dump(catalogs / "vocabulary.yml", words)
    heads = _heads(corpus)
    names = [*(record["issuer"] for record in corpus), *(front["agency"] for _, front, _ in reposts)]
    agencies = [
        term | {"机构类别": "县直部门", "公开层级": "县级", "机关代字": sorted(heads[fold(term["名称"])])}
        for term in _terms("agency", names)
    ]
    _dump(catalogs / "agencies.yml", {"机构": agencies})


def _heads(corpus):
    """Return the heads of document numbers of each agency: of two that use one head, whoever uses it more often."""
    used = defaultdict(Counter)
    for record in corpus:
        try:
            number = parse_document_number(record["doc_no"])
        except ValueError:
            continue
        if number.kind is NumberKind.ORDINARY:
            used[number.head][fold(record["issuer"])] += 1
    heads = defaultdict(set)
    for head, agencies in used.items():
        heads[min(agencies, key=lambda name: (-agencies[name], name))].add(head)
    return heads


def _terms(prefix, names):
    """Return an entry for each name; spellings that mean the same to a reader are one."""
    spellings = defaultdict(dict)
    for name in names:
        spellings[fold(" ".join(name.split()))][" ".join(name.split())] = None
    return [
        {"编号": f"{prefix}-{place}", "名称": first, "别名": others}
        for place, (first, *others) in enumerate(spellings.values(), 1)
    ]


def _dump(path, tree):
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")


def _bare(title):
    return re.sub(r"\s", "", title)


class _PageText(HTMLParser):
    """The text of an article inside a whole page: paragraphs as lines, tables as lines of cells."""

    BLOCKS = frozenset({"p", "div", "tr", "table", "h1", "h2", "h3", "h4", "li", "ul", "br", "section"})
    VOID = frozenset({"br", "img", "input", "meta", "link", "hr", "col", "source", "embed", "area", "base"})
    ROOMS = re.compile(r"\b(zoomcon|article-content|content_article|info_cont|tyxl_nr_con|infoList|info|content)\b")

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts = []
        self._open = []
        """Open elements; for each, the text it collects if it may be the article."""

    @classmethod
    def of(cls, markup):
        reader = cls()
        reader.feed(re.sub(r"(?is)<(script|style)\b.*?</\1>", "", markup))
        found = [
            "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n")))) for text in reader.texts
        ]
        return max(found, key=len)

    def handle_starttag(self, tag, attrs):
        if tag in self.BLOCKS:
            self.handle_data("\n")
        if tag in self.VOID:
            return
        named = " ".join(value for name, value in attrs if name in ("id", "class") and value)
        self._open.append((tag, [] if self.ROOMS.search(named) else None))

    def handle_endtag(self, tag):
        if not any(name == tag for name, _ in self._open):
            return
        while True:
            name, text = self._open.pop()
            if text is not None:
                self.texts.append("".join(text))
            if name == tag:
                break
        if tag in self.BLOCKS:
            self.handle_data("\n")

    def handle_data(self, data):
        for _, text in self._open:
            if text is not None:
                text.append(data)
