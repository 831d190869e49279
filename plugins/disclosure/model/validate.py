"""Raw trees → records, with every mistake said in the editor's language."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from disclosure.model.record import Origin, Part, Record
from disclosure.problem import Finding, Grade, Loc, Place, did_you_mean, nearest

R = TypeVar("R", bound=Record)


def validated(kind: type[R], tree: object, origin: Origin) -> tuple[R | None, list[Finding]]:
    """Return the record that `tree` describes, or `None` and one finding for each mistake in it."""
    if not isinstance(tree, Mapping):
        what = f"这里应当写一项{kind.title_of_kind}（名称: 内容），写成了{_seen(tree)}"
        return None, [Finding(Place(origin.path, origin.loc), Grade.ERROR, "", what, _fields_to_write(kind))]
    try:
        return kind.model_validate(tree).written_at(origin), []
    except ValidationError as error:
        return None, list(_findings(_mistakes(kind, tree, error), origin))


@dataclass(frozen=True, slots=True)
class _Mistake:
    """One complaint of pydantic, and what of our model it is about."""

    detail: ErrorDetails
    loc: Loc
    owner: type[Part]
    """The group of fields in which the mistake stands."""
    field: FieldInfo | None
    beside: Mapping[str, object]
    """What is written in that group."""


def _mistakes(kind: type[Record], tree: Mapping[str, object], error: ValidationError) -> list[_Mistake]:
    """Return the complaints, one for each place: a union reports each of its branches, a list its items and itself."""
    found: dict[Loc, _Mistake] = {}
    for detail in error.errors(include_url=False):
        loc, owner, field, beside = _walk(kind, tree, detail["loc"])
        if detail["type"] == "written_twice":
            loc = (*loc, str(detail["ctx"]["key"]))
            field = owner.model_fields[str(detail["ctx"]["name"])]
        if loc in found or (detail["type"] == "too_short" and any(told[: len(loc)] == loc for told in found)):
            continue
        found[loc] = _Mistake(detail, loc, owner, field, beside)
    return list(found.values())


def _findings(mistakes: list[_Mistake], origin: Origin) -> Iterator[Finding]:
    """Yield a finding for each mistake. A key with a slip in it is one, though the key that was meant is missing."""
    missing = [mistake for mistake in mistakes if mistake.detail["type"] == "missing"]
    excused: list[_Mistake] = []
    told: list[Finding] = []
    for mistake in mistakes:
        if mistake.detail["type"] == "missing":
            continue
        what, hint = _words(mistake.detail, mistake)
        if mistake.detail["type"] == "extra_forbidden":
            key = str(mistake.loc[-1])
            meant = _meant(key, [other for other in missing if other.loc[:-1] == mistake.loc[:-1]])
            if meant is not None:
                excused.append(meant)
                hint = f"是不是“{meant.field.title if meant.field and _is_chinese(key) else meant.loc[-1]}”？"
        told.append(_finding(mistake, origin, what, hint))
    yield from told
    for mistake in missing:
        if mistake not in excused:
            yield _finding(mistake, origin, "没有填写", "")


def _finding(mistake: _Mistake, origin: Origin, what: str, hint: str) -> Finding:
    title = mistake.field.title if mistake.field is not None else ""
    name = next((step for step in reversed(mistake.loc) if isinstance(step, str)), "")
    name = mistake.owner.names().get(name, name)
    return Finding(
        Place(origin.path, (*origin.loc, *mistake.loc)), Grade.ERROR, f"{title}（{name}）" if title else "", what, hint
    )


def _meant(key: str, missing: list[_Mistake]) -> _Mistake | None:
    """Return the missing key that is nearest to one that does not exist."""
    names = {str(name): mistake for mistake in missing for name in _names(mistake)}
    return names.get(nearest(key, names))


def _names(mistake: _Mistake) -> list[str]:
    return [str(mistake.loc[-1]), *([mistake.field.title] if mistake.field and mistake.field.title else [])]


def _is_chinese(text: str) -> bool:
    return not text.isascii()


def _walk(
    kind: type[Part], tree: object, loc: tuple[int | str, ...]
) -> tuple[Loc, type[Part], FieldInfo | None, Mapping[str, object]]:
    """Follow pydantic's way through the model: drop the labels it adds for unions, find the field it ends at.

    The way ends early where the editor wrote a text for a group of fields (`依据核对: 待核`).
    """
    owner: type[Part] = kind
    field: FieldInfo | None = None
    way: list[str | int] = []
    written = tree
    beside: object = tree
    for step in loc:
        if isinstance(written, str) and isinstance(step, str):
            break
        if isinstance(step, int):
            way.append(step)
            written = written[step] if isinstance(written, list) and step < len(written) else written
            continue
        inner = _part_of(field.annotation) if field is not None else kind
        if inner is not None and step not in _labels(inner):
            owner, field = inner, inner.model_fields.get(inner.names().get(step, step))
            beside = written
        elif inner is not None or field is None or get_origin(field.annotation) is not dict or step == "[key]":
            continue
        way.append(step)
        written = _value(written, step, owner)
    return tuple(way), owner, field, beside if isinstance(beside, Mapping) else {}


def _value(written: object, step: str, owner: type[Part]) -> object:
    """Return what stands under a key, whichever of its names the editor used."""
    if not isinstance(written, Mapping):
        return None
    name = owner.names().get(step, step)
    return next((value for key, value in written.items() if owner.names().get(key, key) == name), None)


def _labels(part: type[Part]) -> set[str]:
    return {part.__name__, f"function-before[{part.__name__}]"}


def _part_of(annotation: Any) -> type[Part] | None:
    """Return the group of fields inside `Part | None`, `tuple[Part, ...]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Part) else None
    if get_origin(annotation) in (Union, types.UnionType, tuple) or hasattr(annotation, "__metadata__"):
        return next(filter(None, map(_part_of, get_args(annotation))), None)
    return None


def _words(detail: ErrorDetails, mistake: _Mistake) -> tuple[str, str]:
    """Return what is wrong and what to write instead."""
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        key = str(mistake.loc[-1])
        if "：" in key:
            return f"没有“{_short(key)}”这一项", "中文冒号“：”改成英文冒号加一个空格"
        names = mistake.owner.names()
        written = {names.get(other, other) for other in mistake.beside}
        free = [name for name, field in names.items() if field not in written]
        return f"没有“{_short(key)}”这一项", did_you_mean(key, free) or "删掉，或改成字段表里有的名称"
    if kind in ("value_error", "written_twice"):
        what, _, hint = str(context.get("error") or detail["msg"]).partition("。")
        return what, hint
    if kind == "enum":
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        what = f"不能写{_seen(found)}" if isinstance(found, str) else f"应当写一个词，写成了{_seen(found)}"
        return what, f"只能写：{'、'.join(choices)}"
    if kind in _PARTS and mistake.field is not None:
        part = _part_of(mistake.field.annotation)
        return f"应当分几行写“名称: 内容”，写成了{_seen(found)}", _fields_to_write(part) if part else ""
    if kind in _WORDS:
        what, hint = _WORDS[kind]
        return what.format(found=_short(found), seen=_seen(found), **context), hint.format(**context)
    return f"“{_short(found)}”不合要求", ""


def _fields_to_write(part: type[Part]) -> str:
    titles = [field.title or name for name, field in part.model_fields.items() if field.is_required()]
    return f"要写的有：{'、'.join(titles or [field.title or name for name, field in part.model_fields.items()])}"


_PARTS = ("model_type", "model_attributes_type", "dict_type")

_WORDS = {
    "string_type": ("应当写一段文字，写成了{seen}", "删掉行首的“- ”或缩进；文字里有英文冒号时用引号括起来"),
    "tuple_type": ("应当写成列表，写成了{seen}", "每行一项，以“- ”开头"),
    "string_too_long": ("太长了，不能超过{max_length}个字", "精简文字，详细内容写在正文里"),
    "too_long": ("太长了，不能超过{max_length}个字", "精简文字，详细内容写在正文里"),
    "too_short": ("没有填写", "至少写{min_length}项"),
    "date_type": ("读不出日期，写成了{seen}", "写成 2026-03-01 这样的形式"),
    "is_instance_of": ("应当写一段文字，写成了{seen}", ""),
    "dataclass_type": ("应当写一段文字，写成了{seen}", ""),
    "bool_type": ("写“是”或“否”，写成了{seen}", ""),
    "int_type": ("应当写一个整数，写成了{seen}", ""),
    "int_parsing": ("“{found}”不是整数", ""),
    "greater_than_equal": ("“{found}”太小了", "不能小于{ge}"),
    "less_than_equal": ("“{found}”太大了", "不能大于{le}"),
}
"""What pydantic calls a mistake → what an editor is told, and the cure."""


def _seen(value: object) -> str:
    if isinstance(value, Mapping):
        return "“名称: 内容”的几行"
    if isinstance(value, list | tuple):
        return "列表"
    return f"“{_short(value)}”"


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:40]}…"
