"""The closed lists that counties change (词表): carriers, audiences, themes, forms, elements and others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, get_args

from pydantic import Field

from disclosure.model.fields import Groups, Line, Many, Slug, Text, YesNo
from disclosure.model.record import Record


class Term(Record):
    """One entry of a list: an id, the word people read, and the other spellings that mean it."""

    kind: ClassVar[str] = "term"
    title_of_kind: ClassVar[str] = "词"
    key_field, name_field = "id", "label"

    id: Slug = Field(title="编号")
    label: Line = Field(title="名称")
    aliases: Many[Line] = Field((), title="别名")
    note: Text = Field("", title="说明")


class Carrier(Term):
    """A carrier (公开渠道和载体)."""

    web: YesNo = Field(False, title="网上渠道")
    """Whether publishing on this site serves it. An item without such a carrier must not be put on the web by us."""


class Element(Term):
    """One of the elements that an interpretation has to give (解读要素)."""

    from_fields: YesNo = Field(False, title="由栏目填写")
    """Met by the interpreter and contact fields of the record, not by a heading of the text."""


class Vocabulary(Record):
    """All lists of `catalogs/vocabulary.yml`."""

    kind: ClassVar[str] = "vocabulary"
    title_of_kind: ClassVar[str] = "词表"

    carriers: Groups[Carrier] = Field(title="公开渠道和载体")
    audiences: Groups[Term] = Field(title="适用人群")
    themes: Groups[Term] = Field(title="主题")
    genres: Groups[Term] = Field(title="体裁")
    forms: Groups[Term] = Field(title="解读形式")
    elements: Groups[Element] = Field(title="解读要素")
    levels: Groups[Term] = Field(title="公开层级")
    agency_kinds: Groups[Term] = Field(title="机构类别")
    statutory_items: Groups[Term] = Field(title="法定主动公开内容")
    """The items of article 20 of the Regulations on Open Government Information (政府信息公开条例第二十条)."""


TERM_LISTS: Mapping[str, type[Term]] = {
    name: get_args(field.annotation)[0] for name, field in Vocabulary.model_fields.items()
}
"""Each list of the vocabulary and the kind of its terms; a reference to one of them is called `vocabulary.<list>`."""
