"""Pages that every site has: latest updates, site map, how to apply, help, not found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from disclosure.model.openness import Openness
from disclosure.publish.frame import NAVIGATION, framed, services
from disclosure.publish.links import NOT_FOUND, Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site, newest_first
from disclosure.text.dates import chinese_date

LATEST = 60


def furniture(site: Site) -> Iterator[Page]:
    """Yield these pages."""
    yield _latest(site)
    yield _site_map(site)
    yield _application(site)
    yield framed(site, "about/", "pages/about.html", "使用帮助", {}, column="使用帮助")
    yield _not_found(site)


def _latest(site: Site) -> Page:
    links = Links(site, "latest/")
    newest = sorted(site.writings(), key=newest_first)[:LATEST]
    days = [
        {"text": chinese_date(day), "rows": links.rows(records)}  # type: ignore[arg-type]  # writings are of the two kinds
        for day, records in groupby(newest, key=lambda record: record.published)
    ]
    return framed(site, "latest/", "pages/latest.html", "最近更新", {"days": days}, column="最近更新")


def _site_map(site: Site) -> Page:
    links = Links(site, "site-map/")
    groups = [
        ("五公开", [(category.value, f"openness/{category.slug}/") for category in Openness]),
        (
            "栏目",
            [
                *NAVIGATION,
                ("政策问答", "questions/"),
                ("政务公开目录", "catalogues/"),
                ("分类浏览", "lists/"),
                *services(site),
            ],
        ),
        ("领域", [(domain.label, f"domains/{key}/") for key, domain in site.domains.items()]),
        ("目录", [(catalogue.title, f"catalogues/{key}/") for key, catalogue in site.catalogues.items()]),
        ("负面清单", [(negative.title, f"negative/{key}/") for key, negative in site.negative_lists.items()]),
        ("机构", [(agency.full_name, f"agencies/{key}/") for key, agency in site.agencies.items()]),
    ]
    view = {
        "groups": [
            {
                "text": text,
                "rows": [{"text": name, "href": links.to(there)} for name, there in entries],
                "long": text in ("目录", "负面清单", "机构"),
            }
            for text, entries in groups
            if entries
        ]
    }
    return framed(site, "site-map/", "pages/site-map.html", "网站地图", view, column="网站地图")


def _application(site: Site) -> Page:
    application = site.county.application
    facts = [
        ("受理机构", application.office),
        ("办公地址", application.address),
        ("办公时间", application.hours),
        ("联系电话", application.phone),
        ("邮政编码", application.postcode),
        ("电子邮箱", application.email or ""),
    ]
    view = {
        "facts": [{"label": label, "text": text} for label, text in facts if text],
        "online": application.online or "",
    }
    return framed(site, "application/", "pages/application.html", "依申请公开", view, column="依申请公开")


def _not_found(site: Site) -> Page:
    links = Links(site, NOT_FOUND)
    view = {
        "rows": [
            {"text": text, "href": links.to(there)}
            for text, there in (
                ("首页", ""),
                ("分类浏览", "lists/"),
                ("公开事项（按拼音）", "items/"),
                ("网站地图", "site-map/"),
            )
        ]
    }
    return framed(site, NOT_FOUND, "pages/not-found.html", "找不到这一页", view, indexed=False)
