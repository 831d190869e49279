"""Catalogues: codes, domains, and the eight elements of every row (名称、内容、依据、时限、主体、方式、渠道、对象)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.check.subject import found
from disclosure.model.catalogue import Catalogue, CatalogueKind, CatalogueStatus
from disclosure.model.item import Item
from disclosure.problem import Finding, Grade
from disclosure.relate.duty import only_off_the_web
from disclosure.relate.site import Site
from disclosure.text.time_limit import LimitKind

_NOT_LOCALISED = re.compile(r"县级[^，。；、]{0,8}部门|[×ＸX]{2,}[省市县]|各地(?:相关|配套)?政策|本行政区域内有关部门")
"""Wording of the national guidelines that a county has to replace by its own (domain lint, §1.5 of the reference)."""


def catalogues(site: Site) -> Iterator[Finding]:
    """Yield rows of catalogues that are incomplete, carry a code of another domain, or were not localised."""
    used: dict[str, str] = {}
    for domain in site.domains.values():
        other = used.setdefault(domain.code, domain.label)
        if other != domain.label:
            yield found(domain, "code", Grade.ERROR, f"领域代码“{domain.code}”已经用于“{other}”", "换一个没有用过的")
    for catalogue in site.catalogues.values():
        standard = catalogue.catalogue_kind is CatalogueKind.STANDARD
        if standard and catalogue.domain is None:
            yield found(catalogue, "domain", Grade.ERROR, "标准目录没有写领域", "写上领域编号，如 social-assistance")
        if catalogue.status is CatalogueStatus.PUBLISHED and catalogue.published is None:
            yield found(catalogue, "published", Grade.ERROR, "已公布的目录没有公布日期", "写上公布日期")
        if not catalogue.items and Item.kind not in site.unread:
            yield found(catalogue, "items", Grade.WARNING, "目录里一项也没有", "写上公开事项，或删掉这个文件")
        for item in catalogue.items:
            yield from _row(site, catalogue, item)


def _row(site: Site, catalogue: Catalogue, item: Item) -> Iterator[Finding]:
    domain = site.domains.get(catalogue.domain or "")
    if domain is not None and not item.code.startswith(domain.code):
        what = f"事项编码“{item.code}”不以{domain.label}的领域代码 {domain.code} 开头"
        yield found(item, "code", Grade.ERROR, what, "编码按“领域3位＋一级3位＋二级3位”编")
    levels = len(item.levels_of_name) + 1
    if len(item.code) < 3 * min(levels, 3):
        yield found(item, "code", Grade.ERROR, f"编码“{item.code}”的位数少于事项的级数", "每一级三位数字")
    if not item.proactive and not item.on_request:
        yield found(
            item, "proactive", Grade.ERROR, "公开方式（主动、依申请）一个也没有勾", "写“主动: 是”或“依申请: 是”"
        )
    if not item.everyone and not item.group:
        yield found(
            item, "everyone", Grade.WARNING, "公开对象（全社会、特定群体）没有写", "写“全社会: 是”，或写明特定群体"
        )
    for name in ("basis", "time_limit", "carriers", "levels"):
        if not getattr(item, name):
            title = type(item).model_fields[name].title
            yield found(item, name, Grade.DUTY, f"没有写{title}（目录八要素）")
    for limit in item.limits:
        if limit.kind is LimitKind.UNPARSED:
            what = f"“{limit.phrase}”算不出日子，按原文显示"
            yield found(item, "time_limit", Grade.DUTY, what, "写成“信息形成或变更之日起20个工作日内”这样的说法")
            break
    for name in ("contents", "note"):
        value = getattr(item, name)
        for text in (value,) if isinstance(value, str) else value:
            if generic := _NOT_LOCALISED.search(text):
                what = f"“{generic.group()}”是上级指引的通用说法"
                yield found(item, name, Grade.WARNING, what, "改成本县的机构或文件")
    if only_off_the_web(site, item):
        for code_of in site.documents_linked(item, "documents"):
            what = f"“{item.name}”只在村公示栏等线下渠道公开，不能发到网上"
            yield found(code_of, "fulfils", Grade.ERROR, what, "改对应事项；名单只张贴，不上网")
