"""A page is made again when something that it read is different, and only then."""

import datetime as dt

import pytest

from disclosure.memory import Memory, remembering
from disclosure.publish import reads
from disclosure.publish.output import Draft, Page
from disclosure.publish.publish import pages
from disclosure.publish.reads import Reads
from disclosure.relate.gate import open_part

TODAY = dt.date(2026, 6, 15)


class Drawer:
    """A shelf that lasts as long as the test."""

    def __init__(self):
        self.kept = {}

    def answers(self):
        return self.take("small")

    def keep(self, answers, new, asked, packed):
        self.put("small", answers)

    def take(self, key):
        return dict(self.kept.get(key, {}))

    def put(self, key, answers):
        self.kept[key] = dict(answers)


@pytest.fixture(params=(reads._MANY, 100.0), ids=("all-anew", "what-came-since"))
def made(county, request, monkeypatch):
    """Return a function that publishes a county once more and tells which pages had to be made."""
    monkeypatch.setattr(reads, "_MANY", request.param)
    folder, drawer = county(), Drawer()

    def publish(today=TODAY):
        memory = Memory(drawer)
        addresses = []
        with remembering(memory):
            site = open_part(folder.checked(today).site)
            read = Reads(site)
            for page in pages(site):
                if isinstance(page, Draft):
                    known = read.known(page.address, page.recipe)
                    fresh = page.made(site).digest()
                    assert known in (None, fresh), page.address
                    if known is None:
                        read.noted(page.address, page.recipe, page.made, Page.digest)
                        addresses.append(page.address)
            read.save()
        memory.save()
        return addresses

    publish.folder = folder
    return publish


def test_the_first_time_all_are_made_and_the_second_none(made):
    assert len(made()) > 60
    assert made() == []


def test_a_text_is_read_by_its_own_page_alone(made):
    made()
    path = "content/documents/2026/water-price.md"
    made.folder.write(path, f"{made.folder.read(path)}\n二级水价另行公布。\n")

    assert made() == ["documents/water-price/"]


def test_one_edit_after_another_each_makes_its_own_page_and_no_other(made):
    made()
    path = "content/documents/2026/water-price.md"
    for number in range(3):
        made.folder.write(path, f"{made.folder.read(path)}\n第{number}级水价另行公布。\n")

        assert made() == ["documents/water-price/"]
        assert made() == []


def test_a_title_is_read_by_whatever_shows_it(made):
    made()
    made.folder.replace("content/documents/2026/water-price.md", "年居民水价", "年居民用水价格")

    again = made()

    assert {"documents/water-price/", "lists/all/", "lists/year/2026/"} <= set(again)
    assert not any(address.startswith("lists/year/2021") for address in again)


def test_a_new_document_is_noticed_by_pages_that_looked_for_it_in_vain(made):
    made()
    made.folder.write(
        "content/documents/2026/water-meter.md",
        made.folder.read("content/documents/2026/water-price.md")
        .replace("居民水价", "水表更换安排")
        .replace("00001", "00077")
        .replace("\n---\n", "\n相关文件: [water-price]\n---\n", 1),
    )

    assert {"documents/water-meter/", "documents/water-price/"} <= set(made())


def test_the_county_and_the_day_are_read_by_all(made):
    every = made()
    made.folder.replace("catalogs/county.yml", "简称: 清溪县", "简称: 青溪县")
    assert set(made()) == set(every)
    assert set(made(TODAY + dt.timedelta(1))) == set(every)


def test_a_page_given_other_values_is_another_page(county):
    drawer = Drawer()
    site = open_part(county().checked().site)

    def known(*given):
        with remembering(Memory(drawer)):
            read = Reads(site)
            draft = Draft("x/", _page, *given)
            found = read.known(draft.address, draft.recipe)
            read.noted(draft.address, draft.recipe, draft.made, Page.digest)
            read.save()
        return found

    assert known("甲") is None
    assert known("甲")
    assert known("乙") is None


def test_a_draft_may_not_be_given_a_record(county):
    site = open_part(county().checked().site)

    with pytest.raises(ValueError, match="unmarshallable"):
        _ = Draft("x/", _page, site.county).recipe


def test_without_a_memory_pages_are_made_all_the_same(county):
    read = Reads(open_part(county().checked().site))
    draft = Draft("x/", _page, "甲")

    assert read.known(draft.address, draft.recipe) is None
    assert read.noted(draft.address, draft.recipe, draft.made, Page.digest)[0].title == "甲"


def _page(site, title):
    return Page("x/", "pages/list.html", title, {"frame": {"indexed": True}, "count": len(site.items)})
