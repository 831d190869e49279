"""What a text says it does to other documents, and from when to when it holds."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from disclosure.memory import plainly_kept
from disclosure.text.citations import Citation, find_citations
from disclosure.text.dates import parse_date
from disclosure.text.document_number import DocumentNumber, find_document_numbers
from disclosure.text.later import later
from disclosure.text.validity_period import ValidityPeriod, parse_validity_period


class RelationKind(StrEnum):
    """What the text does."""

    REPEALS = "repeals"
    AMENDS = "amends"
    SUCCEEDS = "succeeds"
    SETS_VALIDITY_PERIOD = "sets_validity_period"
    TAKES_EFFECT = "takes_effect"


@plainly_kept
@dataclass(frozen=True, slots=True)
class Relation:
    """One such statement, the sentence that makes it, and where the statement (or the title it names) begins.

    Without title and number the text speaks of itself: 本办法自印发之日起施行，有效期五年. Mind that in an
    interpretation (解读) 本办法 is the document that it interprets. `date` is the day of taking effect; without it
    the text takes effect on the day of its publication.
    """

    kind: RelationKind
    sentence: str
    start: int
    title: str = ""
    number: DocumentNumber | None = None
    period: ValidityPeriod | None = None
    date: dt.date | None = None


def find_relations(text: str) -> tuple[Relation, ...]:
    """Return what the title and body of a document say for certain, in order; to suggest and to check, never to decide.

    What it tells about other documents (《甲》废止了《乙》) is left out, and so is all that needs a reader:
    原有规定同时废止, 与本办法不一致的以本办法为准, lists in annexes.
    """
    cited = _Cited(text)
    found = (relation for rule in _RULES for relation in rule(text, cited))
    return tuple(sorted(found, key=lambda relation: (relation.start, relation.kind)))


class _Cited:
    """The citations of a text, asked for by where they stand; looked for when they are first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _citations(self) -> tuple[Citation, ...]:
        return find_citations(self._text)

    @cached_property
    def _ends(self) -> list[int]:
        return [citation.end for citation in self._citations]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {citation.start: place for place, citation in enumerate(self._citations)}

    def before(self, position: int, between: re.Pattern[str]) -> list[Citation]:
        """Return the list of citations before `position`, if only what `between` allows stands in between."""
        place = bisect_right(self._ends, position) - 1
        if place < 0 or not _lies_between(between, self._text, self._ends[place], position):
            return []
        listed = [self._citations[place]]
        while place and len(listed) < _LONGEST_LIST and self._are_joined(place - 1):
            place -= 1
            listed.append(self._citations[place])
        return listed[::-1]

    def after(self, position: int) -> list[Citation]:
        """Return the list of citations that begins at `position`."""
        place = self._places.get(position)
        if place is None:
            return []
        listed = [self._citations[place]]
        while place + 1 < len(self._citations) and len(listed) < _LONGEST_LIST and self._are_joined(place):
            place += 1
            listed.append(self._citations[place])
        return listed

    def _are_joined(self, place: int) -> bool:
        """Tell whether the citation at `place` and the next stand in one list."""
        end, start = self._ends[place], self._citations[place + 1].start
        return _lies_between(_JOINS, self._text, end, start) and not _NO_LIST.search(self._text, end, start)


_STOPS = "。！？；\n"
_REACH = 300
_LONGEST_LIST = 60
_JOINS = later(r"\s*(?:、|和|及|以及|与)?\s*|\s*(?:、|和|及|以及|与)[^，。；：《》\n]{0,60}")
"""What joins two titles of a list: nothing, 、, or 和 and who issued the next, 和1998年1月1日省人民政府发布的."""
_NO_LIST = later("根据|按照|依照|依据|执行|符合|规定|要求|修订|代替|衔接")

_AND_OTHERS = r"\s*(?:[（(][^（()）]{1,20}[）)]\s*)?(?:等[^，、。；《》]{0,16})?\s*"
_REPEALED = later(
    "同时废止{0}|同时失效|同时停止执行|即行废止{0}|一并废止{0}|均予以废止{0}|予以废止{0}".format("(?!和|后|前)")
)
"""Here and below each choice begins with a character of its own: so the places to look at are found much faster."""
_UP_TO_REPEALED = later(rf"{_AND_OTHERS}(?:[自从][^，。；《》]{{1,14}}起)?(?:均|一并|也)?\s*")
_REPEALING = later(r"(?:之日起|日起|现决定|决定|现)\s*(?:同时)?废止\s*(?=《)")
_AMENDED = later("作{0}|做{0}|修改为|修订为".format("出?(?:如下|以下)(?:修改|修订|修正)"))
_UP_TO_AMENDED = later(r"[^。；：，《》]{0,40}")
_REPLACING = later(r"(?:替代|代替|取代)\s*原?\s*(?=《)")

_GENRES = (
    "办法|规定|细则|条例|通知|意见|方案|规则|决定|公告|通告|标准|指南|规范|措施|制度|指引|预案|政策|规程|章程|修正案|法"
)
_HOLDS = "(?:正式)?(?:施行|实施|执行|生效|试行|实行)"
_ITSELF = later(rf"本(?:实施|暂行|管理|试行|工作)?(?:{_GENRES}){{1,2}}")
_ASIDES = (
    r"(?:[，,、\s]"
    r"|(?:具体|最终)?由[^，。；《》]{1,40}解释"
    r"|有效期限?为?[^，。；《》]{1,8}"
    rf"|自[^，。；《》]{{2,30}}起{_HOLDS}){{0,12}}"
)
"""What may stand between 本办法 and 有效期五年 without being another subject."""
_ONLY_ASIDES = later(_ASIDES)
_ARTICLE_AND_ASIDES = later(
    r"\s*(?:第[一二三四五六七八九十百零]{1,7}条|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])?\s*"
    + _ASIDES
)
_NOW_PUBLISHED = later(r"现予以?(?:公布|发布|印发)")
_DAY_OF_PUBLICATION = later(rf"(?:{_ITSELF.pattern})?(?:印发|发布|公布|颁布|签发|公开发布|发文|下发)之日")
_FROM = later(rf"自(?P<day>[^，。；《》]{{2,30}}?)起{_HOLDS}(?!的)")
_LAST_DAY = r"[至到]\s{0,3}[0-9０-９]{4}\s{0,3}年\s{0,3}[0-9０-９]{1,2}\s{0,3}月\s{0,3}[0-9０-９]{1,2}\s{0,3}日"
_VALID = later(
    r"有效期(?:限)?(?:暂定|定)?(?:为|[:：])?\s{0,3}"
    rf"(?P<period>[0-9０-９一二两三四五六七八九十]{{1,3}}\s{{0,2}}(?:年|个月)(?![半以左内之])|{_LAST_DAY})"
)
_EXTENDED = later(rf"有效期(?:限)?(?:延长|延续|顺延)(?P<period>{_LAST_DAY})")
_UP_TO_EXTENDED = later(rf"{_AND_OTHERS}的?\s*")

_HEADLINE = later(
    r"[^《》〈〉，。；：\n]{0,60}关于(?P<verb>修改|修订|修正|废止|重新印发|重新公布|重新发布|延长)"
    r"(?P<titles>(?:(?:《[^《》\n]{2,100}》|〈[^《》〈〉\n]{2,100}〉|<[^《》〈〉<>\n]{2,100}>)\s?(?:、|和|及)?){1,9})"
    r"(?:等[^《》，。；\n]{0,20})?(?:的?部分条款|有效期限?|个别条款)?的(?:决定|通知|公告|通告|命令)"
)
"""A document's own title, alone on its line."""
_LINE = later(r"[^\n]+")
_HEADLINE_TITLE = later(r"[《〈<](.+?)[》〉>](?=\s?(?:、|和|及)?(?:[《〈<]|$))")
_VERBS = {
    "修改": RelationKind.AMENDS,
    "修订": RelationKind.AMENDS,
    "修正": RelationKind.AMENDS,
    "废止": RelationKind.REPEALS,
    "重新印发": RelationKind.SUCCEEDS,
    "重新公布": RelationKind.SUCCEEDS,
    "重新发布": RelationKind.SUCCEEDS,
    "延长": RelationKind.SETS_VALIDITY_PERIOD,
}


def _places(pattern: re.Pattern[str], text: str, *words: str) -> Iterable[re.Match[str]]:
    """Return where a pattern stands. It cannot without one of some words, and asking for those first is quick."""
    return pattern.finditer(text) if any(word in text for word in words) else ()


def _headlines(text: str, _: _Cited) -> Iterator[Relation]:
    """关于废止《…》的决定, as a line of its own."""
    for line in _places(_LINE, text, *(f"关于{verb}" for verb in _VERBS)):
        if line.end() - line.start() > _REACH or not (found := _HEADLINE.fullmatch(line[0].strip())):
            continue
        for title in _HEADLINE_TITLE.finditer(found["titles"]):
            yield Relation(_VERBS[found["verb"]], found[0], line.start(), title[1])


def _repeals(text: str, cited: _Cited) -> Iterator[Relation]:
    """《…》（…）和《…》同时废止; 国办发〔2019〕54号同时废止; 决定废止《…》."""
    for found in _places(_REPEALED, text, "废止", "失效", "停止执行"):
        if "予以" in found[0] and "决定" not in _sentence(text, found.start()):
            continue  # 应当予以废止, 建议予以废止.
        named = cited.before(found.start(), _UP_TO_REPEALED)
        yield from _about(text, found.start(), RelationKind.REPEALS, named)
        if not named:
            yield from _numbers_repealed(text, found.start())
    for found in _places(_REPEALING, text, "废止"):
        yield from _about(text, found.start(), RelationKind.REPEALS, cited.after(found.end()))


def _numbers_repealed(text: str, end: int) -> Iterator[Relation]:
    start = max(0, end - 60)
    for found in find_document_numbers(text[start:end]):
        if start + found.end == end:
            yield Relation(RelationKind.REPEALS, _sentence(text, end), start + found.start, number=found.number)


def _amends(text: str, cited: _Cited) -> Iterator[Relation]:
    """对《…》作如下修改; 将《…》第三条修改为."""
    for found in _places(_AMENDED, text, "修改为", "修订为", "下修改", "下修订", "下修正"):
        named = cited.before(found.start(), _UP_TO_AMENDED)
        if named and text[max(0, named[0].start - 1) : named[0].start] in tuple("对将把"):
            yield from _about(text, found.start(), RelationKind.AMENDS, named)


def _succeeds(text: str, cited: _Cited) -> Iterator[Relation]:
    """本办法代替《…》."""
    for found in _places(_REPLACING, text, "替代", "代替", "取代"):
        if re.search(rf"{_ITSELF.pattern}[^，。；《》]{{0,12}}$", _sentence_before(text, found.start())):
            yield from _about(text, found.start(), RelationKind.SUCCEEDS, cited.after(found.end()))


def _validity(text: str, cited: _Cited) -> Iterator[Relation]:
    """有效期五年; 《…》有效期延长至2028年12月31日."""
    for found in _places(_VALID, text, "有效期"):
        period = _period(found["period"])
        if period and _speaks_of_itself(text, found.start(), found.end()):
            sentence = _sentence(text, found.start())
            yield Relation(RelationKind.SETS_VALIDITY_PERIOD, sentence, found.start(), period=period)
    for found in _places(_EXTENDED, text, "有效期"):
        named = cited.before(found.start(), _UP_TO_EXTENDED)
        for relation in _about(text, found.start(), RelationKind.SETS_VALIDITY_PERIOD, named):
            yield replace(relation, period=_period(found["period"]))


def _effect(text: str, _: _Cited) -> Iterator[Relation]:
    """自2026年3月1日起施行; 自印发之日起施行."""
    for found in _places(_FROM, text, "起"):
        if not _speaks_of_itself(text, found.start(), found.end()):
            continue
        date = None
        if not _DAY_OF_PUBLICATION.fullmatch(found["day"]):
            try:
                date = parse_date(found["day"])
            except ValueError:
                continue
        yield Relation(RelationKind.TAKES_EFFECT, _sentence(text, found.start()), found.start(), date=date)


_RULES = (_headlines, _repeals, _amends, _succeeds, _validity, _effect)


def _about(text: str, position: int, kind: RelationKind, citations: list[Citation]) -> Iterator[Relation]:
    if citations:
        sentence = _sentence(text, position)
        yield from (Relation(kind, sentence, cited.start, cited.title, cited.number) for cited in citations)


def _speaks_of_itself(text: str, start: int, end: int) -> bool:
    """Tell whether the subject of a phrase is the text: 本办法由县水务局解释，自…起施行，有效期…."""
    before = _sentence_before(text, start)
    if before.rfind("“") > before.rfind("”"):
        return False  # The new wording of another document: 修改为“第二十条本办法自公布之日起施行”.
    if published := _NOW_PUBLISHED.search(before):
        return bool(_ONLY_ASIDES.fullmatch(before, published.end()))
    if itself := max(_ITSELF.finditer(before), key=re.Match.start, default=None):
        return bool(_ONLY_ASIDES.fullmatch(before, itself.end()))
    rest = text[start : end + 40].partition("。")[0]
    own_day = _DAY_OF_PUBLICATION.search(before) or _DAY_OF_PUBLICATION.search(rest)
    return bool(own_day and _ARTICLE_AND_ASIDES.fullmatch(before))


def _lies_between(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return end - start <= 80 and bool(pattern.fullmatch(text, start, end))


def _period(written: str) -> ValidityPeriod | None:
    try:
        return parse_validity_period(re.sub("^到", "至", written))
    except ValueError:
        return None


def _sentence_before(text: str, position: int) -> str:
    start = max(0, position - _REACH)
    return text[max(start, *(text.rfind(stop, start, position) + 1 for stop in _STOPS)) : position]


def _sentence(text: str, position: int) -> str:
    """Return the sentence around `position`, at most some hundred characters to each side."""
    end = min(position + _REACH, len(text))
    stops = [text.find(stop, position, end) for stop in _STOPS]
    rest = text[position : min((place for place in stops if place >= 0), default=end)]
    return f"{_sentence_before(text, position)}{rest}".strip()
