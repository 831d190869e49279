"""Catalogues to take away: every catalogue as a table (csv), and one table of them all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from disclosure.model.address import address, link
from disclosure.model.catalogue import Catalogue
from disclosure.model.item import Item
from disclosure.publish.output import Artifact
from disclosure.publish.pages.catalogues import ALL_TABLES, basis_text, table_of
from disclosure.relate.duty import duty_of
from disclosure.relate.site import Site

_BEFORE_LEVELS = (
    "目录",
    "序号",
    "一级事项",
    "二级事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象：全社会",
    "公开对象：特定群体",
    "公开方式：主动",
    "公开方式：依申请",
)
_AFTER_LEVELS = ("五公开", "事项编码", "状态", "公开信息（条）", "最近公开", "依据核对", "网址")
_FORMULA = tuple("=+-@＝＋－＠\t\r")
"""How a cell begins that a spreadsheet would run instead of showing."""


def catalogue_tables(site: Site) -> Iterator[Artifact]:
    """Yield the tables, as Excel on Windows opens them: UTF-8 with its mark, one line a row."""
    rows = {
        key: [_row(site, catalogue, item, number) for number, item in enumerate(catalogue.items, 1)]
        for key, catalogue in site.catalogues.items()
    }
    for key, catalogue in site.catalogues.items():
        yield Artifact(table_of(catalogue), _table(site, rows[key]))
    if rows:
        yield Artifact(ALL_TABLES, _table(site, [row for found in rows.values() for row in found]))


def _table(site: Site, rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    levels = (f"公开层级：{level.label}" for level in site.vocabulary.levels)
    writer.writerow([*_BEFORE_LEVELS, *levels, *_AFTER_LEVELS])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _row(site: Site, catalogue: Catalogue, item: Item, number: int) -> list[str]:
    duty = duty_of(site, item)
    return [
        catalogue.title,
        item.number or str(number),
        item.first,
        "　".join(part for part in (item.second, item.third) if part),
        "\n".join(item.contents),
        "\n".join(basis_text(site, item, position) for position in range(len(item.basis))),
        item.time_limit,
        "、".join(site.body_name(key) for key in item.agencies),
        "".join(f"■{site.label('carriers', key)}" for key in item.carriers),
        _tick(item.everyone),
        item.group,
        _tick(item.proactive),
        _tick(item.on_request),
        *(_tick(level.id in item.levels) for level in site.vocabulary.levels),
        "、".join(item.openness),
        item.code,
        duty.state.value,
        str(len(site.linked(item, "documents"))),
        duty.newest.isoformat() if duty.newest else "",
        "已核对" if item.evidence.verified else "待核对",
        site.base_url + link("", address(item), site.spelling),
    ]


def _tick(ticked: bool) -> str:
    return "√" if ticked else ""


def _harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as it was written, whatever it begins with."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
