"""What surrounds every page: head, header, breadcrumbs, footer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from disclosure.model.address import link
from disclosure.model.openness import Openness
from disclosure.publish.links import NOT_FOUND, Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site
from disclosure.text.dates import chinese_date

NAVIGATION = (
    ("公开事项", "items/"),
    ("政策文件", "lists/all/"),
    ("政策解读", "interpretations/"),
    ("领域", "domains/"),
    ("机构", "agencies/"),
    ("依申请公开", "application/"),
)
"""What the header leads to, besides the five columns."""

SERVICES = (
    ("领域×五公开", "matrix/"),
    ("最近更新", "latest/"),
    ("网站地图", "site-map/"),
    ("使用帮助", "about/"),
    ("名词解释", "glossary/"),
    ("无障碍声明", "accessibility/"),
)
"""What the footer leads to; the glossary where there is one."""

Tags = Iterable[tuple[str, str]]


def services(site: Site) -> list[tuple[str, str]]:
    """Return what the footer of a site leads to."""
    return [(text, there) for text, there in SERVICES if there != "glossary/" or site.glosses]


def framed(
    site: Site,
    address: str,
    template: str,
    title: str,
    view: Mapping[str, Any],
    *,
    crumbs: Iterable[tuple[str, str]] = (),
    column: str = "",
    column_type: str = "政府信息公开",
    description: str = "",
    tags: Tags = (),
    html: str = "",
    indexed: bool = True,
) -> Page:
    """Return a page with its frame.

    `crumbs`: what lies between home and here, as (text, address). `column` is the column (栏目) it belongs to, for the
    page title (标题_栏目_网站名) and the tags of 国办发〔2017〕47号. `tags`: further meta tags of an article.
    """
    links = Links(site, address)
    county = site.county
    titles = [part for part in (title, column if column != title else "", county.site_name) if part]
    head_tags = [("SiteName", county.site_name), ("SiteDomain", county.site_domain), ("SiteIDCode", county.site_code)]
    if column:
        head_tags += [
            ("ColumnName", column),
            ("ColumnDescription", f"{county.government}{column}"),
            ("ColumnKeywords", f"{county.short_name},{column}"),
            ("ColumnType", column_type),
        ]
    frame = {
        **_furniture(site, _depth_of(address)),
        "title": "_".join(titles),
        "heading": title,
        "column": column,
        "section": address.partition("/")[0],
        "url": site.base_url + link("", address, site.spelling).removeprefix("./"),
        "description": description or f"{county.site_name}：{title}",
        "tags": [*head_tags, *((name, value) for name, value in tags if value)],
        "crumbs": [
            {"text": "首页", "href": links.to("")},
            *({"text": text, "href": links.to(there)} for text, there in crumbs),
        ],
        "home": address == "",
        "indexed": indexed,
    }
    return Page(address, template, title, {**view, "frame": frame}, html)


def _depth_of(address: str) -> str:
    """Return some address as deep as this one; all pages of one depth share their furniture."""
    return NOT_FOUND if address == NOT_FOUND else "x/" * address.count("/")


@lru_cache(maxsize=16)
def _furniture(site: Site, somewhere: str) -> dict[str, Any]:
    links = Links(site, somewhere)
    county = site.county
    return {
        "root": links.to("").removesuffix("index.html"),
        "index": links.to("").rpartition("/")[2],
        "site_name": county.site_name,
        "government": county.government,
        "county": county.short_name,
        "demonstration": county.demonstration,
        "today": site.today.isoformat(),
        "as_of": chinese_date(site.today),
        "columns": [
            {"text": category.value, "slug": category.slug, "href": links.to(f"openness/{category.slug}/")}
            for category in Openness
        ],
        "navigation": [
            {"text": text, "href": links.to(there), "section": there.partition("/")[0]} for text, there in NAVIGATION
        ],
        "services": [{"text": text, "href": links.to(there)} for text, there in services(site)],
        "footer": [
            [label, value]
            for label, value in (
                ("主办", county.organiser),
                ("承办", county.operator),
                ("地址", county.address),
                ("电话", county.phone),
                ("网站标识码", county.site_code),
                ("ICP备案号", county.icp),
                ("公安备案号", county.police_record),
            )
            if value
        ],
        "outside": [{"text": _outside(entry.label), "href": entry.url} for entry in county.links],
        "portal": county.portal,
    }


def _outside(label: str) -> str:
    """Return the name of a link that leads out; the portal has a map and help of its own."""
    return f"门户{label}" if label in dict(SERVICES) else label
