"""Pages ask for nothing outside, and the browser has nothing to complain about."""

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser


def outside(opened, served):
    return [address for address in opened.requests if urlsplit(address).netloc != urlsplit(served).netloc]


def test_no_page_asks_for_anything_outside(seen, served, kind):
    opened = seen(kind)

    assert outside(opened, served) == []
    assert opened.messages == []


@pytest.mark.parametrize("where", ["documents/hostile/", "latest/", "lists/all/", "openness/result/"])
def test_hostile_content_asks_for_nothing_and_runs_nothing(visit, served, where):
    opened = visit(where)

    assert opened.page.locator("text=<script").count() >= 1, "it is there, as text"
    assert outside(opened, served) == []
    assert opened.messages == []
    assert opened.page.locator("iframe, object, embed, style, [style], [onclick], [onerror]").count() == 0
    assert opened.page.locator("script").count() == opened.page.locator("script[src^='.']").count()


def test_a_script_or_picture_from_outside_is_stopped_and_seen(visit, served):
    opened = visit(
        "about",
        edited=lambda html: html.replace(
            "</h1>", '</h1><img src="https://evil.example/x.png"><script>document.title = "taken"</script>'
        ),
    )

    assert opened.page.title() != "taken"
    assert any("Content Security Policy" in message for message in opened.messages)


def test_from_a_folder_the_browser_has_nothing_to_complain_about(visit, folder_site, dense):
    from_conftest = {
        "home": "index.html",
        "document": "documents/long/index.html",
        "interpretation": "interpretations/water-measures-explained/index.html",
        "catalogue": "catalogues/water/index.html",
        "matrix": "matrix/index.html",
    }
    opened = visit(dense, full=(folder_site.root / from_conftest[dense]).as_uri())

    assert opened.messages == []
    assert {urlsplit(address).scheme for address in opened.requests} == {"file"}
    assert opened.page.locator(".masthead").evaluate("e => getComputedStyle(e).borderTopWidth") == "4px"
