"""The search in a browser: its modules alone, and whole pages."""

from pathlib import Path

import pytest

from disclosure.engines.bundles import joined

ROOT = Path(__file__).parents[3]
MODULES = ROOT / "overrides" / "parts" / "search.js"
EXPOSED = [
    "searchFold",
    "queryTerms",
    "bare",
    "titleKey",
    "numberKeys",
    "readLists",
    "readTerms",
    "inflatedText",
    "filed",
    "filedTitle",
    "LENGTHS",
    "rareness",
    "baseScores",
    "search",
    "card",
    "manifest",
    "postingsOf",
    "switchedOff",
    "asked",
    "simplified",
    "filtered",
    "facts",
    "markedPlaces",
    "ADJUSTMENTS",
]


@pytest.fixture(scope="session")
def modules(browser):
    """A page that holds nothing but the functions of the search; call them by name."""
    page = browser.new_page()
    source = joined(MODULES).replace("begin();\n", f"window.S = {{{', '.join(EXPOSED)}}};\n")
    page.evaluate(source.replace("document.currentScript.dataset.root", "''"))

    def call(expression, **values):
        return page.evaluate(f"async ({{{', '.join(values)}}}) => {expression}", values)

    call.page = page
    yield call
    page.close()


@pytest.fixture
def index_in(modules):
    """Return a function that gives the modules an index, as if its scripts lay on a server."""

    def give(artifacts):
        files = {artifact.path: artifact.data for artifact in artifacts}
        modules.page.unroute_all()
        modules.page.route(
            "**/search/**",
            lambda route: route.fulfill(
                status=200
                if (path := "search/" + route.request.url.split("/search/")[1].split("?")[0]) in files
                else 404,
                body=files.get(path, b""),
                content_type="text/javascript; charset=utf-8",
            ),
        )
        return files

    return give
