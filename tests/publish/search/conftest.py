"""The search in a browser: its modules alone, and whole pages."""

from pathlib import Path

import pytest

from disclosure.engines.bundles import joined

ROOT = Path(__file__).parents[3]
MODULES = ROOT / "overrides" / "parts" / "search.js"
EXPOSED = [
    "searchFold",
    "plain",
    "asWritten",
    "queryTerms",
    "bare",
    "titleKey",
    "numberKeys",
    "readLists",
    "readTerms",
    "inflatedText",
    "filed",
    "filedTitle",
    "STEPS",
    "LEVELS",
    "GROUPS",
    "rareness",
    "baseScores",
    "width",
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
    "contained",
    "turnedBy",
    "needed",
    "passage",
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
def over(browser):
    """Return a function that puts an index on a server, and gives a function that calls the search by name on its page."""
    pages = []

    def opened(artifacts):
        files = {artifact.path: artifact.data for artifact in artifacts}

        def answer(route):
            path = route.request.url.split("county.test/")[1].split("?")[0]
            if not path:
                return route.fulfill(body="<!doctype html><title>empty</title>", content_type="text/html")
            return route.fulfill(body=files.get(path, b""), content_type="text/javascript; charset=utf-8")

        page = browser.new_page()
        pages.append(page)
        page.route("**/*", answer)
        page.goto("http://county.test/")
        source = joined(MODULES).replace("begin();\n", f"window.S = {{{', '.join(EXPOSED)}}};\n")
        page.evaluate(source.replace("document.currentScript.dataset.root", "'/'"))
        return lambda expression, **values: page.evaluate(f"async ({{{', '.join(values)}}}) => {expression}", values)

    yield opened
    for page in pages:
        page.close()
