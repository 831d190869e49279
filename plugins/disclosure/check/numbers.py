"""Numbers: an index number or a document number belongs to one document, and its head to the agency that issued it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.agency import Agency
from disclosure.model.document import Document
from disclosure.problem import Finding, Grade, did_you_mean
from disclosure.relate.site import Site
from disclosure.text.document_number import NumberKind


def numbers(site: Site) -> Iterator[Finding]:
    """Yield numbers used twice, index numbers of another form, and heads (机关代字) that no agency has."""
    first: dict[tuple[str, object], Document] = {}
    heads = {head for agency in site.agencies.values() for head in agency.number_heads}
    for document in site.documents.values():
        for field, value in (
            ("index_no", document.index_no),
            ("doc_no", document.doc_no.key if document.doc_no else ""),
            ("unified_no", document.unified_no),
        ):
            if not value:
                continue
            other = first.setdefault((field, value), document)
            if other is not document and not (field == "doc_no" and (document.provenance or other.provenance)):
                shown = document.doc_no if field == "doc_no" else value
                what = f"“{shown}”已经用在 {other.origin.path}（{other.title}）"
                yield found(document, field, Grade.ERROR, what, "一个号只给一份文件；同一份文件不要发两次")
        pattern = site.county.index_number
        if document.index_no and pattern and not re.fullmatch(pattern, document.index_no):
            what = f"“{document.index_no}”不符合本县索引号的格式"
            yield found(document, "index_no", Grade.WARNING, what, f"格式写在 county.yml 的“索引号格式”：{pattern}")
        own = document.doc_no if not document.provenance and not document.issuers else None
        strange = own and own.kind is NumberKind.ORDINARY and own.head not in heads
        if own and strange and Agency.kind not in site.unread:
            what = f"没有机构用“{own.head}”这个机关代字"
            hint = did_you_mean(own.head, heads) or "转载的文件写上“来源”；新的代字登记到 agencies.yml"
            yield found(document, "doc_no", Grade.WARNING, what, hint)
