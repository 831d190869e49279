"""A catalogue is narrowed by what its rows differ in."""

from disclosure.publish.publish import pages


def test_bodies_that_stand_in_as_many_rows_are_told_as_they_were_met(county):
    folder = county()
    met = ["water-bureau", "stone-village", "north-town", "county-office", "water-team", "south-town"]
    folder.replace("catalogs/standards/water.yml", "公开主体: [清溪县水务局]", f"公开主体: [{', '.join(met)}]")

    view = next(page.view for page in pages(folder.open_site()) if page.path == "catalogues/water/index.html")

    bodies = next(facet["values"] for facet in view["facets"] if facet["key"] == "agency")
    assert [body["key"] for body in bodies if body["count"] == 1] == [*met[1:], "all-towns"]
