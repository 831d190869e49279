"""The filters of a catalogue: links that can be shared, counts that follow, nothing lost without scripts."""

import pytest

pytestmark = pytest.mark.browser


def shown(page):
    """The codes of the rows that are seen."""
    return page.eval_on_selector_all(
        ".catalogue tbody tr", "rows => rows.filter((row) => row.offsetHeight).map((row) => row.id.slice(1))"
    )


def counts(page, facet):
    """What the links of one facet say."""
    return page.locator(f".filters a[data-facet={facet}]").all_text_contents()


def chosen(page):
    """What the links say that are followed now."""
    return page.locator(".filters [aria-current]").all_text_contents()


def test_every_way_to_narrow_the_table_is_there_with_its_counts(visit):
    page = visit("catalogue", width=1440).page

    assert page.locator(".filters__label").all_inner_texts() == [
        *["落实情况", "五公开", "公开方式", "公开对象", "公开层级", "公开主体"]
    ]
    assert counts(page, "state") == ["已公开 3", "已停用 1"]
    assert counts(page, "way") == ["主动公开 4", "依申请公开 1"]
    assert len(shown(page)) == 4


def test_a_filter_is_a_link_that_is_followed_without_leaving(visit, served):
    opened = visit("catalogue", width=1440)
    page = opened.page
    opened.requests.clear()

    page.locator(".filters").get_by_role("link", name="服务公开").click()

    assert page.url == served + "catalogues/water/?openness=service"
    assert shown(page) == ["301001001", "301001002"]
    assert page.locator(".catalogue__found [role=status]").inner_text() == "符合条件的 2 项，共 4 项"
    assert chosen(page) == ["服务公开 2"]
    assert counts(page, "way") == ["主动公开 2", "依申请公开 1"], "the others count within what is shown"
    assert {address.rpartition("/")[2] for address in opened.requests} <= {"icon.svg"}


def test_a_shared_address_shows_the_same_rows(visit):
    page = visit("catalogues/water/?way=request&level=town", width=360).page

    assert shown(page) == ["301001002"]
    assert page.locator(".filters details").get_attribute("open") is not None
    assert chosen(page) == ["依申请公开 1", "乡级 1"]


def test_filters_come_off_one_by_one_all_at_once_and_by_going_back(visit, served):
    page = visit("catalogues/water/?openness=service&way=request", width=1440).page

    page.locator(".filters [data-value=request]").click()
    assert page.url.endswith("?openness=service")
    page.locator(".catalogue__all").click()
    assert len(shown(page)) == 4
    assert page.evaluate("document.activeElement.matches('.filters a')"), "the focus is not lost with the link"
    page.go_back()
    assert shown(page) == ["301001001", "301001002"]


def test_a_filter_that_nothing_fits_says_so(visit):
    page = visit("catalogues/water/?state=ended&openness=service", width=1440).page

    assert shown(page) == []
    assert page.locator(".catalogue__found [role=status]").inner_text() == "没有符合条件的事项，共 4 项"


@pytest.mark.parametrize("asked", ["?state=nonsense", "?state=%22%5D", "?other=1", "?state="])
def test_a_word_that_no_row_has_does_no_harm(visit, asked):
    opened = visit(f"catalogues/water/{asked}", width=1440)

    assert opened.messages == []
    assert len(shown(opened.page)) == (0 if "nonsense" in asked or "%22" in asked else 4)


def test_a_filter_works_from_a_folder(visit, folder_site):
    opened = visit("home", width=1440, full=(folder_site.root / "catalogues/water/index.html").as_uri())
    opened.page.locator(".filters").get_by_role("link", name="服务公开").click()
    opened.page.wait_for_url("**/catalogues/water/index.html?openness=service")

    assert shown(opened.page) == ["301001001", "301001002"]
    assert opened.messages == []


def test_without_scripts_the_whole_table_stands_and_no_link_leads_nowhere(visit):
    page = visit("catalogue", javascript=False).page

    assert page.locator(".catalogue tbody tr").count() == 4
    assert page.locator(".catalogue tbody tr").last.is_visible()
    assert not page.locator(".filters").is_visible()
    assert page.get_by_role("link", name="下载本目录").is_visible()


def test_the_table_is_saved_under_its_name(visit, site):
    page = visit("catalogue", width=1440).page
    with page.expect_download() as download:
        page.get_by_role("link", name="下载本目录").click()

    assert download.value.suggested_filename == "清溪县水务领域政务公开标准目录.csv"
    assert download.value.path().read_bytes() == site.files["catalogues/water/water.csv"]
