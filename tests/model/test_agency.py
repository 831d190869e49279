"""Agencies are a tree, whatever name an editor calls them by, and a group stands for each of its members."""

import pytest

from disclosure.problem import Grade


def test_the_tree_can_be_read_from_both_ends(untouched_county):
    site = untouched_county.site()

    assert site.agencies["water-bureau"].parent == "county-office"
    assert site.agencies["stone-village"].parent == "north-town", "the superior was written by its name"
    assert site.linked(site.agencies["county-office"], "children") == ("water-bureau",)
    assert site.linked(site.agencies["north-town"], "children") == ("stone-village",)
    assert {key: agency.level for key, agency in site.agencies.items()} == {
        "county-office": "county",
        "water-bureau": "county",
        "north-town": "town",
        "south-town": "town",
        "stone-village": "village",
    }


@pytest.mark.parametrize(
    "written", ["water-bureau", "清溪县水务局", "县水务局", "县级水行政主管部门", " 清溪县 水务局 ", "清溪县水务局　"]
)
def test_an_agency_is_found_by_its_id_its_name_and_any_alias(county, written):
    folder = county().replace("content/documents/2026/permit-list.md", "发布机构: 县水务局", f'发布机构: "{written}"')

    assert folder.site().documents["permit-list"].agency == "water-bureau"


def test_a_group_stands_for_all_agencies_of_its_kind_and_for_those_it_names(untouched_county):
    site = untouched_county.site()

    assert site.members == {"all-towns": ("north-town", "south-town"), "water-team": ("water-bureau", "county-office")}
    for town in site.members["all-towns"]:
        assert "301002001001" in site.linked(site.agencies[town], "items"), "the duty of the group is the duty of each"
    assert "301002001001" not in site.linked(site.agencies["water-bureau"], "items")


def test_a_domain_has_several_agencies_and_an_agency_several_domains(untouched_county):
    site = untouched_county.site()

    assert site.linked(site.agencies["north-town"], "domains") == ("water", "rescue")
    assert site.linked(site.agencies["water-bureau"], "domains") == ("water",)


def test_an_alias_that_two_agencies_claim_is_an_error_and_no_choice(county):
    folder = county().replace("catalogs/agencies.yml", "aliases: 北溪镇\n", "aliases: [北溪镇, 县水务局]\n")

    assert [problem for problem in folder.problems(Grade.ERROR) if "县水务局" in problem] == [
        "catalogs/agencies.yml:29:20  错误  别名（aliases）：“县水务局”已经用在这个文件里（清溪县水务局）。换一个没有用过的"
    ]
