"""What documents and interpretations share: a title, a text in Markdown, files beside it."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from disclosure.model.fields import Groups, Line, Many
from disclosure.model.publicity import Gated
from disclosure.model.record import Part, private
from disclosure.written import Written

_NOTHING = Written("")


class Attachment(Part):
    """A file beside the text (附件)."""

    file: Line = Field(title="文件")
    """Its name in the folder of the text."""
    title: Line = Field("", title="名称")

    @model_validator(mode="before")
    @classmethod
    def _a_name_is_enough(cls, data: object) -> object:
        return {"file": data} if isinstance(data, str) else data


class Writing(Gated):
    """A gated record that is one Markdown file; its id is the name of the file."""

    name_field = "title"

    title: Line = Field(title="标题")
    attachments: Groups[Attachment] = Field((), title="附件")
    public_contacts: Many[Line] = Field((), title="公开的联系电话")
    """Mobile numbers that are published on purpose (a duty phone); all others stop the build."""

    _front: Written | None = None
    _body: Written | None = None

    @property
    def folder(self) -> str:
        """The folder of the file, in which its attachments lie."""
        return self.origin.path.rsplit("/", 1)[0]

    @property
    def body(self) -> str:
        """The text below the front matter, as written."""
        return str(self.written_body)

    @property
    def written_body(self) -> Written:
        """The same, known by its hash: it may not have been read."""
        found: Written | None = private(self)["_body"]
        return found or _NOTHING

    @property
    def written_front(self) -> Written | None:
        """The front matter, as written: all its fields come from it; nothing where no file holds it."""
        found: Written | None = private(self)["_front"]
        return found

    def with_text(self, front: Written | None, body: Written) -> Self:
        """Return a record of the same fields, with its text. Called once, by the loader."""
        record = self.model_copy()
        private(record).update(_front=front, _body=body)
        return record
