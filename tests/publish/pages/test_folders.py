"""Whoever cuts an address short lands on a page, never on 404."""

from pathlib import PurePosixPath

import pytest

from disclosure.publish.output import Page
from disclosure.publish.publish import PAGES, pages


@pytest.fixture
def site(county):
    """The open part of a county with a negative list, long lists and a former address of three steps."""
    folder = county()
    folder.replace(
        "content/documents/2026/water-measures-new.md", "旧地址: [documents/water-2026]", "旧地址: [zwgk/old/1]"
    )
    return folder.open_site()


def without_a_page(planned):
    """Return the folders that lie above a page and are no page."""
    paths = {PurePosixPath(page.path) for page in planned}
    return {str(above) for path in paths for above in path.parents if above / "index.html" not in paths and path.suffix}


def test_every_folder_above_a_page_is_a_page(site):
    assert without_a_page(pages(site)) == set()


def test_a_folder_without_a_page_is_seen(site):
    planned = [page for kind in PAGES for page in kind(site)]

    assert {"documents", "negative", "openness", "lists/theme", "zwgk", "zwgk/old"} <= without_a_page(planned)


def test_a_folder_leads_on_to_where_its_pages_are_listed(site):
    targets = {
        page.address: (page.view["target"]["text"], page.view["target"]["href"], page.indexed)
        for page in pages(site)
        if isinstance(page, Page) and page.template == "pages/moved.html"
    }

    assert targets["documents/"] == ("全部公开信息", "../lists/all/", False)
    assert targets["negative/"] == ("政务公开目录", "../catalogues/", False)
    assert targets["openness/"] == ("首页", "../", False)
    assert targets["lists/theme/"] == ("分类浏览", "../", False)
    assert targets["zwgk/old/"] == ("首页", "../../", False)
