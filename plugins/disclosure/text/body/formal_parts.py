"""The parts of an official document that have a place of their own on the page (GB/T 9704).

Addressee (主送机关), attachment list (附件说明), signature (署名) with its date (成文日期), and the remark that the
paper is public (附注). They are recognised only where they stand alone on their lines, as documents carry them.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from disclosure.text.body.numbering import written_number
from disclosure.text.body.plain import plain
from disclosure.text.later import later

_BODY_OF_PEOPLE = "府委办局厅院部司校行会位门关室处所站队区县市镇乡村"
_ADDRESSEE = later(
    rf"(?!附)[^。；！？]{{1,198}}[{_BODY_OF_PEOPLE}][）)]?[：:]"
    r"|(?:各|省|市|县|区)[^。；！？]{0,197}(?:机构|大学|中学|小学|幼儿园|兵团|集团|公司|中心|基地|行社|代表|委员|同志)[）)]?[：:]"
)
"""A line that ends in a body of people. Words that also end a heading (下列机构：) need 各 or the like in front."""
_ADDRESSEE_REACH = 5
_ATTACHMENT = later(r"\d{1,2}\s*[.．、]")
_DATE = later(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_AGENCY = later(r"[\u3400-\u9fff·、（）()\s]{2,40}(?:政府|室|[委局厅部院会办处所站队行]|中心|公司|集团|领导小组)")
_HOLDER = later(r"[\u3400-\u9fff]{0,10}(?:[省市州县区乡镇局厅部]长|主任|主席|总理)\s*[：:]?\s*[\u3400-\u9fff·]{2,8}")
_MOST_SIGNATURES = 8
_REMARK = later(r"[（(]此件[^（）()]{2,20}[）)]")

Paragraphs = list[tuple[Element, str]]
"""The blocks of a body side by side, each with its text; those that are no paragraphs with none."""


class FormalParts(Treeprocessor):
    """Gives the paragraphs that are formal parts their class."""

    def run(self, root: Element) -> None:
        """Look at all lines of the document, which stand side by side in `root`."""
        paragraphs = [(element, plain(element) if element.tag == "p" else "") for element in root]
        _mark_addressee(paragraphs[:_ADDRESSEE_REACH])
        _mark_attachments(paragraphs)
        _mark_signatures(paragraphs)
        for paragraph, text in paragraphs:
            if _is_remark(text):
                paragraph.set("class", "disclosure-mark")


def _mark_addressee(paragraphs: Paragraphs) -> None:
    for paragraph, text in paragraphs:
        if text.endswith(("：", ":")) and _ADDRESSEE.fullmatch(text) and not written_number(text):
            paragraph.set("class", "addressee")
            return


def _mark_attachments(paragraphs: Paragraphs) -> None:
    listing = False
    for paragraph, text in paragraphs:
        listing = text.startswith(("附件：", "附件:")) or (listing and _ATTACHMENT.match(text) is not None)
        if listing:
            paragraph.set("class", "attachments")


def _mark_signatures(paragraphs: Paragraphs) -> None:
    """A date alone on its line dates the paper when agencies sign above it, or when nothing but remarks follow."""
    last = len(paragraphs) - 1
    while last > 0 and _is_remark(paragraphs[last][1]):
        last -= 1
    text_began = False
    for at, (paragraph, text) in enumerate(paragraphs):
        text_began = text_began or "。" in text
        if not text_began or not text.endswith("日") or len(text) > 20 or not _DATE.fullmatch(text):
            continue
        signs = at
        while signs > 0 and at - signs < _MOST_SIGNATURES and _signs(paragraphs[signs - 1][1]):
            signs -= 1
            paragraphs[signs][0].set("class", "signature")
        if signs < at or at == last:
            paragraph.set("class", "date")


def _signs(text: str) -> bool:
    return len(text) <= 50 and bool(_AGENCY.fullmatch(text) or _HOLDER.fullmatch(text))


def _is_remark(text: str) -> bool:
    return len(text) < 30 and text.startswith(("（此件", "(此件")) and _REMARK.fullmatch(text) is not None
