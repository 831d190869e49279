"""The folder of a catalogue says what it is for, and only a published one is shown."""

import pytest

from disclosure.model.catalogue import CatalogueKind


def test_the_folder_of_a_catalogue_says_what_it_is_for(untouched_county):
    catalogues = untouched_county.site().catalogues

    assert {key: catalogue.catalogue_kind for key, catalogue in catalogues.items()} == {
        "water": CatalogueKind.STANDARD,
        "county": CatalogueKind.SUPPLEMENT,
        "affairs": CatalogueKind.VILLAGE,
    }


@pytest.mark.parametrize("status", ["草稿", "已审核"])
def test_a_catalogue_that_is_not_published_is_not_shown_nor_are_its_items(county, status):
    folder = county().replace("catalogs/standards/water.yml", "状态: 已公布", f"状态: {status}")

    site = folder.open_site()

    assert "water" not in site.catalogues
    assert [code for code in site.items if code.startswith("301")] == []


def test_the_history_of_a_catalogue_and_of_a_row_are_kept_apart(untouched_county):
    site = untouched_county.site()

    assert [change.what for change in site.catalogues["water"].adjustments] == ["增加水价事项"]
    assert [change.what for change in site.items["301001002"].adjustments] == ["改了时限"]
