"""A page on paper: the text, who published it and where it was found, and nothing that is for clicking."""

import io
import re
from unicodedata import normalize

import pytest
import segno

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


@pytest.fixture(scope="module")
def paper(browser, served, tmp_path_factory):
    """What stands on each sheet of a page printed on A4, without spaces; and the size of the sheets."""
    pypdf = pytest.importorskip("pypdf")
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + "documents/articles/", wait_until="load")
    page.evaluate("document.querySelectorAll('.preview').forEach((preview) => (preview.open = true))")
    path = tmp_path_factory.mktemp("paper") / "page.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True)
    context.close()
    sheets = pypdf.PdfReader(path).pages
    radicals = str.maketrans("⻚⺠", "页民")  # Fonts name some characters by their radicals, and so does the PDF.
    return {
        "texts": ["".join(normalize("NFKC", sheet.extract_text()).translate(radicals).split()) for sheet in sheets],
        "sizes": {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in sheets},
    }


def test_sheets_are_a4_and_numbered(paper):
    texts = paper["texts"]

    assert paper["sizes"] == {(595, 842)}
    assert len(texts) > 2
    assert [f"第{number}页,共{len(texts)}页" in text for number, text in enumerate(texts, 1)] == [True] * len(texts)


def test_the_head_of_a_long_table_is_on_every_sheet_that_it_takes(paper):
    with_rows = [text for text in paper["texts"] if re.search(r"第\d+镇", text)]

    assert len(with_rows) > 1
    assert all("12月合计" in text for text in with_rows)


def test_the_last_sheet_says_where_the_text_is_from_and_how_to_cite_it(paper):
    text = "".join(paper["texts"])

    assert "《清溪县节约用水管理办法》(清示水〔2026〕10号,2026年5月6日)" in text
    assert "来源:清溪县人民政府网https://www.qingxi.example/zwgk/documents/articles/2026年6月15日" in text


def test_the_code_on_paper_is_the_address(browser, served):
    """Read the modules from the picture of the code and compare them with those of its address."""
    image = pytest.importorskip("PIL.Image")
    context = browser.new_context(viewport={"width": 794, "height": 1123}, device_scale_factor=4)
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(served + "documents/articles/", wait_until="load")
    picture = image.open(io.BytesIO(page.locator(".qr svg").screenshot())).convert("L")
    context.close()
    matrix = segno.make(
        "https://www.qingxi.example/zwgk/documents/articles/", error="l", boost_error=False, mask=2, micro=False
    ).matrix
    side = len(matrix) + 6  # With the quiet zone.
    step = picture.width / side

    seen = [
        [picture.getpixel((int((x + 3.5) * step), int((y + 3.5) * step))) < 128 for x in range(len(matrix))]
        for y in range(len(matrix))
    ]

    assert seen == [[bool(module & 1) for module in row] for row in matrix]
    assert picture.getpixel((int(step), int(step))) > 200


def test_buttons_and_panes_stay_off_the_paper(visit):
    page = visit("documents/water-measures-new/", width=794, media="print").page

    assert page.locator(".citation button:visible, .beside:visible, .preview:visible").count() == 0
