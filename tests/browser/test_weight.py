"""How many bytes a visit costs, compressed as web servers compress."""

import gzip
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.browser

FIRST_VISIT = 100_000
NEXT_PAGE = 25_000


def weight(site, requests):
    """Return the bytes of what was asked for; the icon is asked for by windows that have a tab."""
    paths = {unquote(urlsplit(address).path).removeprefix("/zwgk/") for address in requests} | {"assets/icon.svg"}
    files = [path + "index.html" if path.endswith("/") or not path else path for path in paths]
    return {path: len(gzip.compress(site.files[path], mtime=0)) for path in files}


@pytest.mark.parametrize("where", ["home", "document"])
def test_a_first_visit_is_light(seen, site, where):
    opened = seen(where)

    weights = weight(site, opened.requests)

    assert sum(weights.values()) <= FIRST_VISIT, weights


def test_the_next_page_costs_only_itself(seen, site, kind):
    opened = seen(kind)

    weights = weight(site, opened.requests)

    assert sum(size for path, size in weights.items() if path.endswith(".html")) <= NEXT_PAGE, weights
