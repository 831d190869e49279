"""Document numbers (文号): 国办发〔2019〕54号, 国务院令第711号, 商务部公告2026年第20号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from disclosure.memory import plainly_kept
from disclosure.text.dates import YEARS
from disclosure.text.later import later
from disclosure.text.normal import half_width
from disclosure.text.numerals import parse_number
from disclosure.text.quoting import quoted

EXAMPLE = "国办发〔2019〕54号"
"""What messages show as the form to write."""


class NumberKind(StrEnum):
    """How a document is numbered. The values of the last three are the word that stands in the number."""

    ORDINARY = "发文字号"
    ORDER = "令"
    ANNOUNCEMENT = "公告"
    PUBLIC_NOTICE = "通告"


@plainly_kept
@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number in parts; `str()` gives its one canonical form.

    The head (机关代字) of an order or announcement is the name of its issuer, several joined by 、. Such a number may
    have no year. Only `key` tells whether two numbers mean one document: 国令第711号 is 国务院令第711号.
    """

    head: str
    year: int | None
    serial: int
    kind: NumberKind = NumberKind.ORDINARY

    def __str__(self) -> str:
        if self.kind is NumberKind.ORDINARY:
            return f"{self.head}〔{self.year}〕{self.serial}号"
        if self.year is None:
            return f"{self.head}{self.kind}第{self.serial}号"
        year = f"〔{self.year}〕" if self.kind is NumberKind.ORDER else f"{self.year}年"
        return f"{self.head}{self.kind}{year}第{self.serial}号"

    @property
    def key(self) -> str:
        """Return `head|year|serial`, the same for every spelling of one number."""
        head = self.head.removeprefix("中华人民共和国").replace("、", "")
        if self.kind is not NumberKind.ORDINARY:
            head = _FULL_NAMES.get(head, head) + self.kind
        return f"{head}|{self.year or ''}|{self.serial}"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number in running text, and where it stands."""

    start: int
    end: int
    number: DocumentNumber


def parse_document_number(text: str) -> DocumentNumber:
    """Return the number that `text` states and nothing else, or raise `ValueError`.

    Every pair of brackets will do, blanks, full width, 第 and padding zeros too. Brackets that are lost or of two
    kinds are refused: with them the border between year and serial is lost. So is a number without a head, which
    names no issuer. A year without brackets (国办发2019年54号) passes only where the head ends as such heads do, for
    财政部2019年第39号 may be an order or an announcement.
    """
    written = _in_one_piece(text) if len(text) <= _LONGEST else ""
    found = _WHOLE.fullmatch(written)
    if found:
        kind = _possible_kinds(found)[0]
        number = _number(found, found["head"], kind)
        if number and not _prose_in(number.head, kind):
            return number
    raise ValueError(_complaint(text, written))


def find_document_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield the document numbers in running text, in order: 根据国办发〔2019〕54号 holds 国办发〔2019〕54号.

    Sure ones only: what has no plausible head before it, or broken brackets, is passed over.
    """
    if "号" not in text:
        return
    plain = _plain_near_signs(text)
    for found in filter(_is_sure, _cores(plain)):
        for kind in _possible_kinds(found):
            start, head = _head_before(plain, found.start(), kind)
            number = _number(found, head, kind) if head else None
            if number:
                end = found.start("tail") if found["tail"] and kind is NumberKind.ORDINARY else found.end()
                yield FoundNumber(start, end, number)
                break


_LONGEST = 120
_FULL_NAMES = {"国": "国务院"}
_PAIRS = {"〔": "〕", "[": "]", "【": "】", "(": ")", "{": "}", "〖": "〗", "<": ">", "〈": "〉"}
_OPEN, _CLOSE = re.escape("".join(_PAIRS)), re.escape("".join(_PAIRS.values()))
_IDEOGRAPH = "[\u4e00-\u9fff]"
_GAP = r"\s{0,3}"
_NUMERALS = "〇零一二三四五六七八九十百千"

_NUMBER = (
    rf"(?:(?P<word>令|公告|通告){_GAP}(?P<wrap>\({_GAP})?)?"
    rf"(?:(?P<open>[{_OPEN}]){_GAP}(?P<year>[0-9]{{4}}){_GAP}年?{_GAP}(?P<close>[{_CLOSE}]){_GAP}"
    rf"|(?<![0-9])(?P<bare_year>[0-9]{{4}}){_GAP}年{_GAP})?"
    rf"(?P<ordinal>第{_GAP})?(?<![0-9])(?P<serial>[0-9]{{1,5}}|[{_NUMERALS}]{{1,7}}){_GAP}号(?(wrap){_GAP}\))"
    rf"(?P<tail>令|公告|通告)?"
)
_CORE = later(rf"(?=[令公通第0-9{_OPEN}{_NUMERALS}]){_NUMBER}")  # The look ahead makes it six times as fast.
_CORE_REACH, _CORE_TAIL = 56, 8
"""More than the pattern can take before 号, and from it on."""
_REACH = 44
_MOST_ISSUERS = 10
_FARTHEST = _CORE_REACH + _MOST_ISSUERS * (_REACH + 1)
"""How far before 号 anything can belong to a number."""
_RUN_BACKWARDS = later(rf"[ \t]{{0,3}}(?P<run>{_IDEOGRAPH}{{1,40}})")
_WHOLE = later(rf"(?P<head>(?:{_IDEOGRAPH}|[、()]){{1,80}}?){_NUMBER}")
_LOOKS_LIKE_A_NUMBER = later(rf"[〔\[【][0-9]|[0-9][〕\]】]|\([0-9]{{4}}\)|[0-9{_NUMERALS}]号")
_HEAD = later(rf"{_IDEOGRAPH}{{1,20}}(?:\({_IDEOGRAPH}{{1,4}}\){_IDEOGRAPH}{{0,6}})?")
_ISSUERS = later(rf"{_IDEOGRAPH}{{1,30}}(?:、{_IDEOGRAPH}{{1,30}}){{0,9}}")
_ENDS_LIKE_AN_ISSUER = later("[院部局署委会府厅办行室长席国]$")
_ENDS_LIKE_A_HEAD = later("[发函字规办秘电]$")
"""Many heads end otherwise (冀科区, 财农); these are ends that no name of an office has."""
_NEXT_ISSUER = later(
    rf"(?<=[院部局署委会府厅办行])[\s,]+(?=(?!办公){_IDEOGRAPH}{{1,14}}[院部局署委会府厅行](?:[\s,、]|令|公告|通告))"
)

_PROSE = later(
    "(?:的|号[和与及或]?|[你我][省市县区州厅局委办]"
    "|根据|依据|按照|依照|参照|遵照|比照|对照|仍按|并按|已被|是指|[请详参另]见|符合|贯彻|落实|收到|执行"
    "|印发|转发|下发|发布|公布|颁布|出台|制定|修订|修改|修正|废止|失效|替代|代替|施行|实施"
    "|通知|意见|决定|办法|规定|条例|细则|方案|规则|措施|文件|文号|字号|精神(?!文明|卫生)|要求"
    "|关于|有关|以及|同时|其中|包括|例如|附件|等部门)(?=.)"
)
"""Words of the sentence around a number; its head begins after the last of them."""
_ISSUER_BEFORE_HEAD = later(
    "(?:人民政府|办公厅|办公室|委员会|国务院|中央军委|国家[科计经]委|总局|总署"
    "|(?:教育|科技|财政|人事|民政|公安|司法|卫生|农业|水利|交通|文化|商务|审计|税务|环保|建设)[部厅局委])(?!办)(?=..)"
)
"""The name of the issuer before its head, as in 河北省教育厅冀教财〔2017〕7号."""
_NEVER_FIRST = later("[以由按据见为在是被与及或因但至向照则]|并以|并[按由]")
_SELDOM_FIRST = later(
    "[和原经将从同自如并于即对且凭依](?=[国中省京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新内])"
)
"""Particles that are also a county's short name (和政, 原州, 将乐): prose only before a head of state or province."""
_NOT_A_HEAD = frozenset(
    ("意见", "通知", "决定", "办法", "规定", "条例", "细则", "方案", "规则", "文件", "文号", "字号", "附件", "试行")
)


def _in_one_piece(text: str) -> str:
    """Return `text` in half width without blanks; blanks between joint issuers become 、."""
    plain = half_width(text).strip()
    return "".join(_NEXT_ISSUER.sub("、", plain).split()).replace(",", "、")


def _plain_near_signs(text: str) -> str:
    """Return `text` in half width wherever that can matter: near a 号. To do so everywhere takes some times as long."""
    pieces: list[str] = []
    done, sign = 0, text.find("号")
    while sign >= 0:
        begins, ends = max(done, sign - _FARTHEST), sign + _CORE_TAIL
        pieces += text[done:begins], half_width(text[begins:ends])
        done, sign = ends, text.find("号", sign + 1)
    return "".join([*pieces, text[done:]])


def _cores(plain: str) -> Iterator[re.Match[str]]:
    """Yield what `_CORE.finditer` finds, looking only where a 号 follows: that is a fifth of a text and less."""
    past, sign = 0, plain.find("号")
    while sign >= 0:
        if sign >= past and (found := _CORE.search(plain, max(past, sign - _CORE_REACH), sign + _CORE_TAIL)):
            yield found
            past = found.end()
        sign = plain.find("号", sign + 1)


def _possible_kinds(found: re.Match[str]) -> tuple[NumberKind, ...]:
    """Return the kinds a number can be, likeliest first: 〔2020〕5号令 is an order if an issuer stands before it."""
    if found["word"]:
        return (NumberKind(found["word"]),)
    return (NumberKind(found["tail"]), NumberKind.ORDINARY) if found["tail"] else (NumberKind.ORDINARY,)


def _number(found: re.Match[str], head: str, kind: NumberKind) -> DocumentNumber | None:
    """Return the number whose parts were found, if its parts are possible and go together."""
    year = int(found["year"] or found["bare_year"] or 0) or None
    try:
        serial = parse_number(found["serial"])
    except ValueError:
        return None
    in_brackets = found["open"] is not None
    if not serial or (year and year not in YEARS) or (in_brackets and _PAIRS[found["open"]] != found["close"]):
        return None
    if kind is not NumberKind.ORDINARY:
        ends_well = found["word"] or _ENDS_LIKE_AN_ISSUER.search(head)
        return DocumentNumber(head, year, serial, kind) if ends_well and _ISSUERS.fullmatch(head) else None
    if not year or not _HEAD.fullmatch(head):
        return None
    if in_brackets or (not found["ordinal"] and _ENDS_LIKE_A_HEAD.search(head)):
        return DocumentNumber(head.replace("(", "（").replace(")", "）"), year, serial)
    return None


def _is_sure(found: re.Match[str]) -> bool:
    """Leave out what is a number only in a field of its own: 2019年54号, 公告5号."""
    if found["open"] or found["tail"]:
        return True
    return bool(found["word"]) and (found["word"] == "令" or bool(found["bare_year"] or found["ordinal"]))


def _head_before(text: str, position: int, kind: NumberKind) -> tuple[int, str]:
    """Return where the head that ends at `position` begins, and the head; an empty one if none is plausible."""
    start, run, is_whole = _run_before(text, position, kind)
    if kind is NumberKind.ORDINARY:
        is_office = len(run) <= 15 and _ENDS_LIKE_AN_ISSUER.search(run)
        plausible = 2 <= len(run) <= 12 or is_office or run == "法"  # 法〔1988〕6号: the Supreme People's Court.
        return (start, run) if plausible and run not in _NOT_A_HEAD else (start, "")
    if not _ENDS_LIKE_AN_ISSUER.search(run) or len(run) > 30:
        return start, ""
    issuers = [run]
    while is_whole and len(issuers) < _MOST_ISSUERS and text[start - 1 : start] in ("、", " "):
        before, run, is_whole = _run_before(text, start - 1, kind)
        if not 2 <= len(run) <= 30 or run in issuers or run.endswith("施行") or not _ENDS_LIKE_AN_ISSUER.search(run):
            break
        start = before
        issuers.insert(0, run)
    return start, "、".join(issuers)


def _run_before(text: str, position: int, kind: NumberKind) -> tuple[int, str, bool]:
    """Return the Chinese characters before `position` without prose: where they begin, they, is nothing cut off."""
    backwards = _RUN_BACKWARDS.match(text[max(0, position - _REACH) : position][::-1])
    if not backwards:
        return position, "", False
    run = backwards["run"][::-1]
    start = position - backwards.end()
    before = text[start - 1 : start] if start else ""
    after_a_date = before.isdigit() and run[0] in "年月日"
    after_a_title = before in tuple("》)〉〕") and run[0] in "和与及或"
    cut = int(after_a_date or after_a_title)
    cut += _prose_in(run[cut:], kind)
    return start + cut, run[cut:], not cut


@lru_cache(maxsize=10_000)  # A county cites the same few issuers.
def _prose_in(run: str, kind: NumberKind) -> int:
    """Return how many characters at the beginning of `run` belong to the sentence and not to a head."""
    cut = max((found.end() for found in _PROSE.finditer(run)), default=0)
    if kind is NumberKind.ORDINARY:
        cut = max((found.end() for found in _ISSUER_BEFORE_HEAD.finditer(run, cut)), default=cut)
    if particle := _NEVER_FIRST.match(run, cut) or _SELDOM_FIRST.match(run, cut):
        cut = particle.end()
    elif kind is not NumberKind.ORDINARY and run.startswith("原", cut):
        cut += 1  # 原农业部令第5号: an office that no longer exists.
    return cut if cut < len(run) else 0


def _complaint(text: str, written: str) -> str:
    """Return the sentence that tells what is wrong with a number, and the cure."""
    shown = quoted(text)
    if not text.strip():
        return "文号是空的。没有文号就不填这一项"
    if not _LOOKS_LIKE_A_NUMBER.search(written):
        return f"{shown}不是文号。写成 {EXAMPLE} 这样的形式，没有文号就不填这一项"
    if any(written.count(opening) != written.count(closing) for opening, closing in _PAIRS.items()):
        return f"文号{shown}的括号不成对，分不清年份和序号。年份写在一对〔〕里，如 {EXAMPLE}"
    inside = sum(1 for _ in find_document_numbers(text))
    if inside > 1:
        return f"{shown}里有{inside}个文号。只写这份文件自己的文号，没有就不填这一项"
    if inside:
        return f"{shown}里除了文号还有别的文字。只写这份文件自己的文号，没有就不填这一项"
    if _CORE.fullmatch(written):
        return f"文号{shown}前面缺机关代字，看不出是谁发的。写成 {EXAMPLE} 这样的形式"
    if re.search(rf"[{_OPEN}][0-9]{{2}}[{_CLOSE}]", written):
        return f"文号{shown}的括号里不是四位数的年份。写成 {EXAMPLE} 这样的形式"
    if re.search(rf"[{_CLOSE}]第?[0-9]+$", written):
        return f"文号{shown}末尾没有“号”字。写成 {EXAMPLE} 这样的形式"
    return f"读不出文号{shown}。写成 {EXAMPLE} 这样的形式"
