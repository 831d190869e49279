"""sitemap.xml, with the dates of the records rather than the day of the build, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from disclosure.model.address import address, link
from disclosure.publish.output import Artifact, Draft, Page
from disclosure.relate.site import Site

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site, pages: Iterable[Page | Draft]) -> Iterator[Artifact]:
    """Yield the site map of all indexed pages and the file that leads robots to it."""
    root = site.base_url
    dates = {address(record): record.published.isoformat() for record in site.writings()}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<urlset xmlns="{_NAMESPACE}">']
    for page in sorted(pages, key=lambda page: page.address):
        if not page.indexed:
            continue
        place = escape(root + link("", page.address, site.spelling).removeprefix("./"), quote=False)
        changed = f"<lastmod>{dates[page.address]}</lastmod>" if page.address in dates else ""
        lines.append(f"  <url><loc>{place}</loc>{changed}</url>")
    lines.append("</urlset>\n")
    yield Artifact("sitemap.xml", "\n".join(lines).encode())
    yield Artifact("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n".encode())
