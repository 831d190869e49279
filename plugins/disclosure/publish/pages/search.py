"""The search page: a frame that the browser fills, and the ways to browse for those without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site

ADDRESS = "search/"


def search_page(site: Site) -> Iterator[Page]:
    """Yield the page."""
    links = Links(site, ADDRESS)
    application = site.county.application
    view = {
        "ways": [
            {"text": text, "href": links.to(there)}
            for text, there in (
                ("分类浏览", "lists/"),
                ("公开事项（按拼音）", "items/"),
                ("机构", "agencies/"),
                ("网站地图", "site-map/"),
            )
        ],
        "application": {"text": "依申请公开", "href": links.to("application/")},
        "office": application.office,
        "phone": application.phone,
        "hot": [{"text": word, "href": f"?{urlencode({'q': word})}"} for word in site.county.hot_words],
        "county_phone": site.county.phone,
    }
    yield framed(site, ADDRESS, "pages/search.html", "搜索", view, column="搜索", indexed=False)
