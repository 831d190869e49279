"""A page on paper: the text, who published it and where it was found, and nothing that is for clicking."""

import pytest

pytestmark = pytest.mark.browser


def test_a_document_on_paper_has_its_facts_and_its_source_and_no_navigation(visit):
    page = visit("document", width=794, media="print").page

    assert page.get_by_text("索引号").is_visible()
    assert page.locator(".source").inner_text() == (
        "来源：清溪县人民政府网　https://www.qingxi.example/zwgk/documents/long/　2026年6月15日"
    )
    for gone in (".masthead", ".columns", ".crumbs", ".toc", ".foot", ".fold"):
        assert not page.locator(gone).first.is_visible(), gone


def test_the_source_is_for_paper_only(visit):
    page = visit("document").page

    assert not page.locator(".source").is_visible()


def test_the_head_of_a_table_stands_on_every_sheet(visit):
    page = visit("document", width=794, media="print").page

    assert page.locator(".body thead").evaluate("e => getComputedStyle(e).display") == "table-header-group"
    assert page.locator(".body .table").evaluate("e => getComputedStyle(e).overflowX") == "visible"


def test_paper_is_black_on_white_in_the_dark_too(visit):
    page = visit("document", width=794, media="print", scheme="dark").page

    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".body p").first.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"


def test_the_catalogue_is_a_table_on_paper(visit):
    page = visit("catalogue", width=794, media="print").page

    assert page.locator(".catalogue tbody tr").first.evaluate("e => getComputedStyle(e).display") == "table-row"
