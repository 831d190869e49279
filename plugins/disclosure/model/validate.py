"""Raw trees → records, with every mistake said in the editor's language."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from disclosure.model.record import Origin, Part, Record
from disclosure.problem import Finding, Grade, Loc, Place, did_you_mean

R = TypeVar("R", bound=Record)


def validated(kind: type[R], tree: object, origin: Origin) -> tuple[R | None, list[Finding]]:
    """Return the record that `tree` describes, or `None` and one finding for each mistake in it."""
    if not isinstance(tree, Mapping):
        what = f"这里应当写一项{kind.title_of_kind}（名称: 内容），写成了{_seen(tree)}"
        return None, [Finding(Place(origin.path, origin.loc), Grade.ERROR, "", what)]
    try:
        return kind.model_validate(tree).written_at(origin), []
    except ValidationError as error:
        return None, list(_findings(kind, error, origin))


def _findings(kind: type[Record], error: ValidationError, origin: Origin) -> Iterator[Finding]:
    told: set[Loc] = set()
    for detail in error.errors(include_url=False):
        loc, owner, field = _walk(kind, detail["loc"])
        if loc in told:  # A union reports each of its branches; the editor made one mistake.
            continue
        told.add(loc)
        what, hint = _words(detail, owner)
        name = str(loc[-1]) if loc else ""
        subject = f"{field.title}（{name}）" if field is not None and field.title else ""
        yield Finding(Place(origin.path, (*origin.loc, *loc)), Grade.ERROR, subject, what, hint)


def _walk(kind: type[Part], loc: tuple[int | str, ...]) -> tuple[Loc, type[Part], FieldInfo | None]:
    """Follow pydantic's way through the model: drop the labels it adds for unions, find the field it ends at."""
    owner: type[Part] = kind
    field: FieldInfo | None = None
    way: list[str | int] = []
    for step in loc:
        if isinstance(step, int):
            way.append(step)
            continue
        inner = _part_of(field.annotation) if field is not None else kind
        if (inner is not None and (step in inner.model_fields or field is None or not way)) or (
            inner is not None and step not in _labels(inner)
        ):
            owner, field = inner, inner.model_fields.get(step)
            way.append(step)
        elif inner is None and field is not None and get_origin(field.annotation) is dict and step != "[key]":
            way.append(step)
    return tuple(way), owner, field


def _labels(part: type[Part]) -> set[str]:
    return {part.__name__, f"function-before[{part.__name__}]"}


def _part_of(annotation: Any) -> type[Part] | None:
    """Return the group of fields inside `Part | None`, `tuple[Part, ...]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Part) else None
    if get_origin(annotation) in (Union, types.UnionType, tuple) or hasattr(annotation, "__metadata__"):
        return next(filter(None, map(_part_of, get_args(annotation))), None)
    return None


def _words(detail: ErrorDetails, owner: type[Part]) -> tuple[str, str]:
    """Return what is wrong and what to write instead."""
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "missing":
        return "没有填写", ""
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        return f"没有“{key}”这一项", did_you_mean(key, owner.names())
    if kind in ("value_error", "written_twice"):
        what, _, hint = str(context.get("error") or detail["msg"]).partition("。")
        return what, hint
    if kind == "enum":
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return f"不能写“{_short(found)}”", f"只能写：{'、'.join(choices)}"
    if kind in _WORDS:
        what, hint = _WORDS[kind]
        return what.format(found=_short(found), seen=_seen(found), **context), hint.format(**context)
    return f"“{_short(found)}”不合要求", ""


_WORDS = {
    "string_type": ("应当写一段文字，写成了{seen}", "删掉行首的“- ”或缩进；文字里有英文冒号时用引号括起来"),
    "tuple_type": ("应当写成列表，写成了{seen}", "每行一项，以“- ”开头"),
    "dict_type": ("应当写成“名称: 内容”，写成了{seen}", ""),
    "model_type": ("应当写成“名称: 内容”几行，写成了{seen}", ""),
    "model_attributes_type": ("应当写成“名称: 内容”几行，写成了{seen}", ""),
    "string_too_long": ("太长了，不能超过{max_length}个字", "精简文字，详细内容写在正文里"),
    "string_too_short": ("没有填写", ""),
    "too_short": ("至少写{min_length}项", ""),
    "string_pattern_mismatch": ("“{found}”的样子不对", "应当符合 {pattern}"),
    "date_type": ("读不出日期，写成了{seen}", "写成 2026-03-01 这样的形式"),
    "is_instance_of": ("应当写一段文字，写成了{seen}", ""),
    "dataclass_type": ("应当写一段文字，写成了{seen}", ""),
    "bool_type": ("写“是”或“否”，写成了{seen}", ""),
    "int_parsing": ("“{found}”不是整数", ""),
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
