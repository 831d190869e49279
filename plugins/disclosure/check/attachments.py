"""Attachments: they exist, are what they say, can be opened, and carry no personal numbers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from disclosure.check.personal import HINT
from disclosure.check.subject import found
from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.publicity import State
from disclosure.model.writing import Writing
from disclosure.office.passage import Passage
from disclosure.problem import Finding, Grade, Place, nearest
from disclosure.relate.site import Site
from disclosure.text.personal_information import find_personal_information


def attachments(site: Site) -> Iterator[Finding]:
    """Yield attachments that are missing, unfit or revealing, and files that no record names."""
    used: set[str] = set()
    withheld = _withheld(site)
    meant: set[str] = set()
    for record in site.writings():
        used.update(site.bodies[record.kind, record.key].files)
        names: set[str] = set()
        for position, attachment in enumerate(record.attachments):
            path = posixpath.normpath(posixpath.join(record.folder, attachment.file))
            at = (position, "file")
            if path not in site.attachments:
                near = _near(site, record, attachment.file)
                meant.add(f"{record.folder}/{near}")
                hint = f"是不是“{near}”？" if near else "把文件放在正文文件旁边，文件名一字不差"
                yield found(record, "attachments", Grade.ERROR, f"找不到附件“{attachment.file}”", hint, at=at)
            elif posixpath.dirname(path) != record.folder:
                what = f"附件“{attachment.file}”不在正文文件旁边"
                yield found(record, "attachments", Grade.ERROR, what, "把文件移过来，只写文件名", at=at)
            elif path in names:
                yield found(record, "attachments", Grade.ERROR, f"附件“{attachment.file}”写了两次", "只保留一处", at=at)
            names.add(path)
        for path in sorted(site.bodies[record.kind, record.key].files):
            yield from _fitness(site, record, path)
            if path in withheld and site.state(record) is not State.WITHHELD:
                what = f"文件“{posixpath.basename(path)}”也是不公开的“{withheld[path]}”的附件"
                hint = "能公开的，复制一份，换个文件名，写进这一篇的“附件”；不能公开的，从这一篇里去掉"
                yield found(record, "attachments", Grade.ERROR, what, hint)
    if site.unread & {Document.kind, Interpretation.kind}:
        return  # Who knows what those name.
    for path in sorted(set(site.attachments) - used - meant):
        hint = "写进某一篇的“附件”，或删掉"
        yield Finding(Place(path, line=1, column=1), Grade.WARNING, "", "没有哪一篇用到这个文件，它不会公开", hint)


def _withheld(site: Site) -> dict[str, str]:
    """Return the files that go with records that are not public: path → the source of the record."""
    return {
        path: record.origin.path
        for record in site.writings()
        if site.state(record) is State.WITHHELD
        for path in site.bodies[record.kind, record.key].files
    }


def _near(site: Site, record: Writing, name: str) -> str:
    """Return the name of the file beside a text that is hardly different from a name."""
    beside = [posixpath.basename(path) for path in site.attachments if posixpath.dirname(path) == record.folder]
    return nearest(name, beside, cutoff=0.8)


def _fitness(site: Site, record: Writing, path: str) -> Iterator[Finding]:
    place = Place(path, line=1, column=1)
    for problem in site.attachments[path].problems:
        yield Finding(place, Grade.ERROR, "", problem.what, problem.hint)
    text = site.attachment_texts[path]
    if text.unreadable:
        hint = "换成能打开、没有密码的文件；查不了里面有没有个人信息的附件不能公开"
        yield Finding(place, Grade.ERROR, "", text.unreadable, hint)
    if unseen := _unseen(text.passages):
        places = "、".join(unseen[:3]) + (f"等{len(unseen)}处" if len(unseen) > 3 else "")
        what = f"有藏起来的内容：{places}。网页和搜索里不显示，下载的人却看得到"
        yield Finding(place, Grade.WARNING, "", what, "可以公开的，取消隐藏、接受修订；不能公开的，删掉再放进来")
    allowed = frozenset(record.public_contacts)
    for passage in text.passages:
        for number in find_personal_information(passage.text, allowed, heading=passage.heading):
            yield Finding(place, Grade.ERROR, passage.place, f"有{number.kind.value}（{number.masked_text}）", HINT)


_UNSEEN = re.compile(r"工作表“[^”]*”（隐藏）|.*（(?:隐藏|修订中删除的文字)）")


def _unseen(passages: Iterable[Passage]) -> list[str]:
    """Return where a file holds what its author sees no more: hidden sheets, hidden cells, deleted text."""
    places = (_UNSEEN.match(passage.place) for passage in passages if passage.hidden)
    return list(dict.fromkeys(match.group() for match in places if match))
