"""No finding of axe-core: WCAG 2.2 A, AA and best practices, on every kind of page."""

import pytest

pytestmark = pytest.mark.browser

ELDER, CONTRAST = (f"localStorage.setItem('disclosure-modes', '{modes}')" for modes in ("elder large", "contrast"))
"""What a device remembers on which a mode was switched on."""


def test_nothing_is_found_on_a_phone(seen, findings, kind):
    assert findings(seen(kind).page) == []


def test_nothing_is_found_on_a_desk(seen, findings, kind):
    assert findings(seen(kind, width=1440).page) == []


def test_nothing_is_found_in_the_dark(seen, findings, dense):
    assert findings(seen(dense, scheme="dark").page) == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [768, 1440])
def test_nothing_is_found_anywhere(visit, findings, kind, width, scheme):
    assert findings(visit(kind, width=width, scheme=scheme).page) == []


@pytest.mark.long
@pytest.mark.parametrize("mode", [ELDER, CONTRAST], ids=["elder", "contrast"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_found_in_any_mode_on_any_kind_of_page(visit, findings, kind, width, mode):
    assert findings(visit(kind, width=width, before=mode).page) == []


@pytest.mark.parametrize(
    ("rule", "breaking"),
    [
        ("color-contrast", "document.querySelector('h1').style.color = '#ccc'"),
        ("link-name", "document.querySelector('.five__head a').textContent = ''"),
        ("heading-order", "document.querySelector('h2').outerHTML = '<h5>一</h5>'"),
        ("label", "document.querySelector('h1').outerHTML += '<input>'"),
        ("region", "document.querySelector('.foot').outerHTML += '<p>在外面</p>'"),
    ],
)
def test_what_is_broken_is_found(visit, findings, rule, breaking):
    page = visit("home").page
    page.evaluate(breaking)

    assert rule in {found for found, _ in findings(page)}
