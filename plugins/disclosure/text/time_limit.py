"""Limits of time (公开时限): what the phrase of a catalogue row says about when to disclose."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from disclosure.text.later import later
from disclosure.text.normal import half_width
from disclosure.text.numerals import parse_number


class LimitKind(StrEnum):
    """How a limit binds. The first eight name a day, the others do not."""

    WORKDAYS_FROM_FORMATION = "workdays_from_formation"  # 信息形成或变更之日起20个工作日内
    WORKDAYS_FROM_OBTAINED = "workdays_from_obtained"  # 制定或获取信息之日起10个工作日内
    WORKDAYS_FROM_DECISION = "workdays_from_decision"  # 作出行政决定之日起7个工作日内
    WORKDAYS_FROM_EVENT = "workdays_from_event"  # 文件公开后3个工作日内
    CALENDAR_DAYS_FROM_EVENT = "calendar_days_from_event"  # 批准后20日内
    ABSOLUTE_ANNUAL = "absolute_annual"  # 每年1月31日前
    PERIODIC = "periodic"  # 每月15日前
    WITH_DOCUMENT = "with_document"  # 同政策文件同步发布
    ON_PROGRESS = "on_progress"  # 按进展情况及时公开
    IMMEDIATE = "immediate"  # 及时公开
    STANDING = "standing"  # 长期公开
    MIN_DURATION = "min_duration"  # 公示7个工作日
    SAME_AS_ABOVE = "same_as_above"  # 同上
    UNPARSED = "unparsed"


class Unit(StrEnum):
    """What the days of a limit are."""

    WORKDAY = "工作日"
    CALENDAR_DAY = "日"


class Basis(StrEnum):
    """The event from which a limit runs."""

    FORMED_OR_CHANGED = "formed_or_changed"
    MADE_OR_OBTAINED = "made_or_obtained"
    DECIDED = "decided"
    APPROVED = "approved"
    OTHER = "other"
    """One that only `event` names: 会议结束, 文件公开."""


class Period(StrEnum):
    """How often something is published anew."""

    MONTHLY = "每月"
    QUARTERLY = "每季度"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One limit that a phrase sets. A phrase may set several, each for its `scope`; without a scope, all apply."""

    kind: LimitKind
    phrase: str
    """The whole phrase, as it was written."""
    days: int | None = None
    unit: Unit | None = None
    basis: Basis | None = None
    event: str = ""
    """The words for the event, without 之日起."""
    scope: str = ""
    """What the limit is for, in the words of the phrase: 处罚决定, 其他相关信息."""
    month: int | None = None
    """A month of the year, or of the period (1 to 3 in a quarter)."""
    day: int | None = None
    """A day of that month; 31 is its last day in every month."""
    period: Period | None = None
    statutory_exception: bool = False
    """Laws that set another limit prevail (另有规定的，从其规定)."""
    may_be_shorter: bool = False
    """A shorter time is allowed when the reason is stated (缩短期限的，应当予以说明)."""


DAY_LIMITS = frozenset(
    {
        LimitKind.WORKDAYS_FROM_FORMATION,
        LimitKind.WORKDAYS_FROM_OBTAINED,
        LimitKind.WORKDAYS_FROM_DECISION,
        LimitKind.WORKDAYS_FROM_EVENT,
        LimitKind.CALENDAR_DAYS_FROM_EVENT,
    }
)
"""The kinds that give so many days from an event."""

LAST_DAY = 31
"""Stands for the last day of any month."""

STATUTORY_LIMIT = TimeLimit(
    LimitKind.WORKDAYS_FROM_FORMATION,
    "",
    days=20,
    unit=Unit.WORKDAY,
    basis=Basis.FORMED_OR_CHANGED,
    event="信息形成或变更",
    statutory_exception=True,
)
"""What binds where a catalogue sets no limit: Article 26 of the Regulations (条例第二十六条)."""


def parse_time_limit(phrase: str) -> tuple[TimeLimit, ...]:
    """Return the limits that `phrase` sets, or one `UNPARSED` limit where a part of it is not understood.

    A phrase is understood only when every character of it is: nothing is guessed, nothing is passed over.
    """
    text = "".join(half_width(phrase).split()) if len(phrase) <= LONGEST else ""
    text, exception = _cut(text, SAVING_CLAUSE)
    text, shorter = _cut(text, SHORTENING_CLAUSE)
    limits = _limits(text)
    if not limits or (shorter and all(limit.kind is not LimitKind.MIN_DURATION for limit in limits)):
        return (TimeLimit(LimitKind.UNPARSED, phrase),)
    return tuple(
        replace(
            limit,
            phrase=phrase,
            statutory_exception=exception,
            may_be_shorter=shorter and limit.kind is LimitKind.MIN_DURATION,
        )
        for limit in limits
    )


def describe(limit: TimeLimit) -> str:
    """Return the limit in plain Chinese for citizens: 信息形成或变更后20个工作日内."""
    sentence = _sentence(limit)
    if limit.kind is LimitKind.UNPARSED:
        return sentence
    scope = f"{limit.scope}：" if limit.scope else ""
    return scope + sentence + ("（法律、法规另有规定的除外）" if limit.statutory_exception else "")


LONGEST = 500
MOST_PARTS = 12
MOST_DAYS = 366

# The words of the phrases, after width is made half and blanks are gone. None may repeat a part that can match nothing.

NUMBER = r"[0-9〇零一二两三四五六七八九十百]{1,6}"
DAYS = rf"(?P<days>{NUMBER})个?(?P<unit>工作日|自然日|日历日|日|天)"
HOW = r"(?:及时|主动|予以|进行|依法|对外|向社会|在?(?:政府|门户)?网站|完成)*"
PUBLISH_VERB = rf"{HOW}(?:公开|公布|公示|公告|发布)"
PUBLISH = rf"{HOW}(?:公开|公布|公示|公告|发布|更新|调整|回应)?"
SOON = r"(?:及时|实时|随时|即时|立即|第一时间)"
MODAL = r"(?:应当?|必须|须|需|(?<![纪摘主重])要|可以?|均|并|一般|原则上)"
FROM = r"(?:(?<![来各亲独])自(?![然治查愿主建])|在(?![建线职校])|(?<![关属对由])于|从(?!业))"
"""自, 在, 于, 从 as prepositions, not as a part of 自然资源, 在建项目, 关于."""
THE = r"(?:公开事项|该|本|此|政府)*"

INFORMATION = {
    Basis.MADE_OR_OBTAINED: (
        rf"(?:制定|制作|获取|获得)(?:(?:或者?|、|和)(?:制定|制作|获取|获得))?(?:相关|有关)?{THE}信息"
    ),
    Basis.FORMED_OR_CHANGED: (
        rf"{THE}信息(?:形成|产生|生成)(?:(?:[、,]|或者?|和|及|\()(?:变更|更新|变化)\)?)?|{THE}信息(?:变更|更新)"
        r"|形成(?:或者?变更)?"
    ),
}
"""Events that befall the information itself."""
EVENT_OF_INFORMATION = {
    basis: later(rf"(?P<scope>[^,;:0-9]{{0,60}}?)(?P<link>{MODAL}*{FROM}?)(?P<event>{words})")
    for basis, words in INFORMATION.items()
}
OTHER_EVENT = later(
    rf"(?:(?P<scope>[一-鿿、()]{{2,40}}?)(?:{MODAL}{FROM}|自(?![然治查愿主建])|在(?=[^自在于]*决定))|{MODAL}*{FROM}?)"
    r"(?P<event>[一-鿿、()]{2,60})"
)
DECIDED = later(r"决定书?(?:作出|做出|形成|下达|生效)$|[作做]出[一-鿿、]{0,20}决定$")
APPROVED = later(r"(?:批准|批复|审批|通过)$")
NO_EVENT = later(r"每|不少于|不得少于|至少|以上|期限?为|[公告]示期?$|信息$")
KIND_OF_BASIS = {
    Basis.DECIDED: LimitKind.WORKDAYS_FROM_DECISION,
    Basis.MADE_OR_OBTAINED: LimitKind.WORKDAYS_FROM_OBTAINED,
    Basis.FORMED_OR_CHANGED: LimitKind.WORKDAYS_FROM_FORMATION,
}
MARKER = later(r"(?:之日起|之日后|之日|的?次日起|当日起|之后|以后|后|起)的?$")
AT_MOST = later(r"(?:最迟|最长|一般)?(?:不超过|不得超过|不迟于|不晚于|在|于)$")
NO_SCOPE = later(rf"(?:其中|相关|有关|公开|各类|所有|全部|公开时限|时限|公开期限|{MODAL}+)?(?:在|于|以)?")
END_OF_SCOPE = later(rf"{MODAL}*(?:在|于|以)?$")

LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

FIXED = {
    LimitKind.SAME_AS_ABOVE: later(r"同上(?:一?[行项条])?|同前|〃"),
    LimitKind.WITH_DOCUMENT: later(
        r"[同与随和](?:政策|规范性|相关|有关|解读的)?文件(?:一并|一同|一起)?同[步时](?:公开|公布|发布|推送)"
    ),
    LimitKind.STANDING: later(
        r"(?:长期|永久|常年|持续)(?:有效|公开|公示|公布)?(?:\((?:动态|及时|实时)(?:调整|更新|公开)\)|[,、]?并?(?:动态|及时)(?:调整|更新))?"
        r"|(?:实行|实施)?动态(?:调整|更新|管理|公开)"
    ),
    LimitKind.ON_PROGRESS: later(
        rf"(?:按照?|根据|依照?|随)(?:项目|工作|案件|工程|任务)?(?:实施|建设|推进|办理)?(?:进展|进度)(?:情况)?{SOON}?{PUBLISH}"
    ),
    LimitKind.IMMEDIATE: later(rf"(?:信息)?(?:(?:形成|产生|变更|制定|获取)(?:或者?变更)?后)?{SOON}{PUBLISH}"),
}
"""Phrases that hold no number."""
AFTER_EVENT_SOON = later(rf"(?P<event>[一-鿿、]{{2,40}})后{SOON}{PUBLISH}")
SCOPE_SOON = later(
    rf"(?P<scope>[一-鿿、]{{0,30}}(?:信息|内容|事项|结果|决定|文件|目录|指南))(?P<rest>(?:{SOON}|长期|动态|永久).+)"
)

ANNUAL = later(
    rf"(?:每年度?|次年|下一?年度?)的?(?P<month>{NUMBER})月(?:(?P<day>{NUMBER})日|(?P<end>底|末))(?:之?前|以前)?"
    rf"(?:{PUBLISH}|{PUBLISH_VERB}(?P<object>[一-鿿]{{1,30}}))"
)
YEAR_END = later(rf"每年度?(?:年?底|年末)(?:之?前|以前)?{PUBLISH}")
EVERY = r"每个?(?P<period>月|季度?|半年度?|年度?)"
PLACE_IN_PERIOD = later(
    rf"(?:{EVERY}|(?P<next>次)月)的?(?:(?P<first>首个?|第一个|第1个)月|(?P<second>第二个|第2个)月|(?P<third>第三个|第3个|最后一?个)月)?的?"
    rf"(?:(?P<day>{NUMBER})日|(?P<end>底|末))(?:之?前|以前)?{PUBLISH}"
)
AFTER_PERIOD = later(
    rf"{EVERY}(?:度)?(?:结束|终了|期满|末|底)?(?:之日起|后的?|之后|以后){DAYS}(?:之内|以内|内)?{PUBLISH}"
)
HOW_OFTEN = later(
    rf"(?:{MODAL}|至少)*{EVERY}(?:应当?|至少)?{PUBLISH}(?:[一1]次)?{PUBLISH}|按(?P<by>月|季度?|半年度?|年度?){PUBLISH}"
)
SCOPE_EVERY = later(r"(?P<scope>[^每0-9;:]{1,60}?)(?:至少)?(?P<rest>(?:每|次月|次年|按[月季年半]).+)")
PERIODS = {"月": Period.MONTHLY, "季": Period.QUARTERLY, "半": Period.HALF_YEARLY, "年": Period.YEARLY}

MIN_DURATION = later(
    rf"(?P<show>(?:向社会)?(?:公开)?征求意见|公示|公告|公开|展示|公布)?(?P<time>期限|时限|时间|期)?(?:应当?|一般)*"
    rf"(?P<least>不少于|不得少于|不低于|不得低于|至少|为|:)?{DAYS}(?P<more>以上)?"
)
FROM_EVENT = later(rf"(?P<before>[^0-9]{{0,100}}?){DAYS}(?P<within>之内|以内|内)?{PUBLISH}")

COLON = later(r"(?P<scope>[^:]{1,60}):(?P<rest>[^:]+)")
IN_BRACKETS = later(r"(?P<main>[^()]+)\((?P<note>[^()]+)\)")
ENUMERATOR = later(r"(?:[0-9]{1,2}[.、]|\([0-9一二三四五六七八九十]{1,2}\)|[①-⑳]|[一二三四五六七八九十]、)")
END_OF_PART = later(r"[;。]|(?<![0-9(])(?=[1-9][.、][^0-9])|(?=[②-⑳])|(?=\([2-9二三四五六七八九]\))")
GLUED = later(r"(?<=公开|公布|公示|日内)(?=自|信息|制定|制作|获取)")
SAVING_CLAUSE = later(
    r"[(,;。]?(?:国家|上级|法律|法规|规章|政策)[^,;。()0-9]{0,40}另有规定的?,?(?:从其规定|除外|依照其规定|按其规定|按规定执行)[。;)]*$"
)
SHORTENING_CLAUSE = later(
    r"[,;。]?因?[^,;。0-9]{0,20}(?:需要?|确需)缩短期?限?的?[^;。0-9]{0,40}(?:说明|公布|公开)(?:理由|原因)?[。;]*$"
)


def _cut(text: str, clause: re.Pattern[str]) -> tuple[str, bool]:
    """Return the text without a clause that ends it, and whether it had one."""
    found = clause.search(text)
    return (text[: found.start()], True) if found else (text, False)


def _limits(text: str) -> tuple[TimeLimit, ...]:
    """Return the limits that the parts of a phrase set, or nothing where one part is not understood."""
    parts = [ENUMERATOR.sub("", part, count=1) if ENUMERATOR.match(part) else part for part in END_OF_PART.split(text)]
    found: list[TimeLimit] = []
    parts = [part.strip(",、") for part in parts if part.strip(",、")]
    for part in parts[: MOST_PARTS + 1]:
        limits = _limits_of_part(part)
        if not limits:
            return ()
        found += limits
    return tuple(found) if len(parts) <= MOST_PARTS else ()


def _limits_of_part(part: str) -> tuple[TimeLimit, ...]:
    if limit := _limit(part):
        return (limit,)
    if (bracketed := IN_BRACKETS.fullmatch(part)) is not None:
        return _all_limits([bracketed["main"], bracketed["note"]])
    return _all_limits(part.split(",")) or _all_limits(GLUED.split(part))


def _all_limits(pieces: list[str]) -> tuple[TimeLimit, ...]:
    limits = [_limit(piece) for piece in pieces] if 1 < len(pieces) <= MOST_PARTS else []
    return tuple(limit for limit in limits if limit) if all(limits) else ()


def _limit(text: str) -> TimeLimit | None:
    """Return the one limit that the whole of `text` sets."""
    text = re.sub("^其中[,:]?", "", text)
    for form in (_without_number, _annual, _periodic, _minimum, _from_event):
        if limit := form(text):
            return limit
    for pattern in (COLON, SCOPE_EVERY, SCOPE_SOON):
        scoped = pattern.fullmatch(text)
        if scoped and (inner := _limit(scoped["rest"])) and not inner.scope:
            return replace(inner, scope=_scope(scoped["scope"]))
    return None


def _without_number(text: str) -> TimeLimit | None:
    for kind, pattern in FIXED.items():
        if pattern.fullmatch(text):
            return TimeLimit(kind, text)
    found = AFTER_EVENT_SOON.fullmatch(text)
    return TimeLimit(LimitKind.ON_PROGRESS, text, event=found["event"]) if found else None


def _annual(text: str) -> TimeLimit | None:
    month, day, scope = 12, LAST_DAY, ""
    if not YEAR_END.fullmatch(text):
        found = ANNUAL.fullmatch(text)
        if not found:
            return None
        month, day = _number(found["month"]), LAST_DAY if found["end"] else _number(found["day"])
        if not 1 <= month <= 12 or (not found["end"] and not 1 <= day <= LAST_DAYS[month - 1]):
            return None
        scope = found["object"] or ""  # "公布上一年度工作年度报告": what is due.
    return TimeLimit(LimitKind.ABSOLUTE_ANNUAL, text, month=month, day=day, period=Period.YEARLY, scope=scope)


def _periodic(text: str) -> TimeLimit | None:
    if found := HOW_OFTEN.fullmatch(text):
        return TimeLimit(LimitKind.PERIODIC, text, period=_period(found["period"] or found["by"]))
    if found := AFTER_PERIOD.fullmatch(text):
        days, unit = _days(found)
        period = _period(found["period"])
        return TimeLimit(LimitKind.PERIODIC, text, days=days, unit=unit, period=period) if days else None
    if not (found := PLACE_IN_PERIOD.fullmatch(text)):
        return None
    period = _period(found["period"] or "月")
    day = LAST_DAY if found["end"] else _number(found["day"])
    month = next((place for place, name in enumerate(("first", "second", "third"), 1) if found[name]), None)
    if not 1 <= day <= LAST_DAY or (month is not None and period is not Period.QUARTERLY):
        return None
    # "每季度15日前" does not say of which month; "每季度末" and "每月15日前" do.
    if month is None and not found["end"] and period is not Period.MONTHLY:
        return None
    return TimeLimit(LimitKind.PERIODIC, text, month=month, day=day, period=period)


def _minimum(text: str) -> TimeLimit | None:
    found = MIN_DURATION.fullmatch(text)
    # "公开20日" may be a slip for 20日内, and a bare "为20日" says nothing.
    if not found or not (
        found["more"] or found["least"] not in {None, "为", ":"} or found["show"] not in {None, "公开", "公布"}
    ):
        return None
    days, unit = _days(found)
    return TimeLimit(LimitKind.MIN_DURATION, text, days=days, unit=unit, event=found["show"] or "") if days else None


def _from_event(text: str) -> TimeLimit | None:
    found = FROM_EVENT.fullmatch(text)
    days, unit = _days(found) if found else (0, Unit.WORKDAY)
    if not found or not days:
        return None
    words, at_most = _cut(found["before"], AT_MOST)
    # "20日" by itself may be a day of the month, "20个工作日" may not.
    if not words and (found["within"] or at_most or unit is Unit.WORKDAY):
        basis, event, scope = Basis.FORMED_OR_CHANGED, STATUTORY_LIMIT.event, ""
    elif words and (known := _event(words)):
        basis, event, scope = known
    else:
        return None
    kind = LimitKind.CALENDAR_DAYS_FROM_EVENT
    if unit is Unit.WORKDAY:
        kind = KIND_OF_BASIS.get(basis, LimitKind.WORKDAYS_FROM_EVENT)
    return TimeLimit(kind, text, days=days, unit=unit, basis=basis, event=event, scope=scope)


def _event(before: str) -> tuple[Basis, str, str] | None:
    """Return basis, words and scope of the event that stands before the number of days."""
    words, marked = _cut(before, MARKER)
    if not marked:
        words = words.removesuffix("个")  # A slip that many tables share: 信息形成个20个工作日.
    for basis, pattern in EVENT_OF_INFORMATION.items():
        # "处罚决定形成" is a decision's day, though 形成 stands there.
        if (found := pattern.fullmatch(words)) and not DECIDED.search(words):
            # "其他相关信息形成" names the scope and the event with one word.
            shared = "信息" if found["scope"] and not found["link"] and found["event"].startswith("信息") else ""
            return basis, _plain(found["event"], basis), _scope(found["scope"], shared)
    other = OTHER_EVENT.fullmatch(words)
    if not other or NO_EVENT.search(words):
        return None
    event, scope = other["event"], _scope(other["scope"] or "")
    if DECIDED.search(event):
        return Basis.DECIDED, event, scope
    if not marked:
        return None
    return Basis.APPROVED if APPROVED.search(event) else Basis.OTHER, event, scope


def _plain(event: str, basis: Basis) -> str:
    """Return the words of an event as citizens are told them: 信息形成或变更 for every spelling of it."""
    if basis is Basis.FORMED_OR_CHANGED:
        changed = re.search("变更|更新|变化", event) is not None
        formed = re.search("形成|产生|生成", event) is not None
        return "信息" + "或".join(["形成"] * formed + ["变更"] * changed)
    return re.sub("该|本|此|(?<=或)者", "", event)


def _scope(words: str, ending: str = "") -> str:
    """Return the words for what a limit is for, or nothing where they are words for anything."""
    words = words.strip(",、")
    return "" if NO_SCOPE.fullmatch(words) else END_OF_SCOPE.sub("", words, count=1) + ending


def _days(found: re.Match[str]) -> tuple[int, Unit]:
    """Return number and unit; the number is 0 when it cannot be meant."""
    days = _number(found["days"])
    return days if days <= MOST_DAYS else 0, Unit.WORKDAY if found["unit"] == "工作日" else Unit.CALENDAR_DAY


def _number(words: str) -> int:
    try:
        return parse_number(words)
    except ValueError:
        return 0


def _period(words: str) -> Period:
    return PERIODS[words[0]]


def _sentence(limit: TimeLimit) -> str:
    if limit.kind in DAY_LIMITS:
        return f"{limit.event}后{_length(limit)}内"
    if limit.kind is LimitKind.ABSOLUTE_ANNUAL:
        return f"每年{limit.month}月{_day_name(limit)}前"
    if limit.kind is LimitKind.PERIODIC:
        return _rhythm(limit)
    if limit.kind is LimitKind.MIN_DURATION:
        return f"{limit.event or '公示'}不少于{_length(limit)}"
    if limit.kind is LimitKind.ON_PROGRESS:
        return f"{limit.event}后及时公开" if limit.event else "按进展情况及时公开"
    return SENTENCES.get(limit.kind, limit.phrase)


SENTENCES = {
    LimitKind.WITH_DOCUMENT: "与文件同时公开",
    LimitKind.IMMEDIATE: "及时公开，没有写明几天内",
    LimitKind.STANDING: "长期公开",
    LimitKind.SAME_AS_ABOVE: "与上一事项相同",
}


def _rhythm(limit: TimeLimit) -> str:
    if limit.days is not None:
        return f"{limit.period}结束后{_length(limit)}内"
    if limit.day is None:
        return f"{limit.period}至少一次"
    month = f"第{'一二三'[limit.month - 1]}个月" if limit.month else ""
    return f"{limit.period}{month}{_day_name(limit)}前"


def _length(limit: TimeLimit) -> str:
    return f"{limit.days}{'个工作日' if limit.unit is Unit.WORKDAY else '日'}"


def _day_name(limit: TimeLimit) -> str:
    ends_so = limit.kind is LimitKind.ABSOLUTE_ANNUAL and limit.month in {1, 3, 5, 7, 8, 10, 12}
    if limit.day != LAST_DAY or ends_so:
        return f"{limit.day}日"
    return "底" if limit.month or limit.period is Period.MONTHLY else "末"
