"""What a query asks for stays few: files of postings, pieces of texts, files of sounds."""

import itertools

import pytest

from disclosure.publish.search.entry import Entry, Passage
from disclosure.publish.search.index import index
from disclosure.publish.search.sounds import TOGETHER, sounds

LONG = "怎么申请成为博士后流动站或创新实践基地并且盖房子必须修防空地下室吗2017"


@pytest.fixture
def needed(modules):
    """Return which terms of a query are asked for, and their shards, where every character has a shard of its own."""

    def of(query):
        return modules(
            """{
              const terms = S.queryTerms(S.searchFold(query));
              const first = [...new Set(terms.map((term) => S.filed(term)[0]))].sort();
              const loaded = new Set();
              return [terms, S.needed(terms, { first, heads: [] }, loaded), [...loaded]];
            }""",
            query=query,
        )

    return of


def test_a_long_query_asks_for_seven_shards_because_of_its_pairs(needed):
    terms, kept, shards = needed(LONG)

    assert {term for term in terms if any(char.isdigit() for char in term)} <= set(kept)
    assert len(shards) <= 7
    assert "基地" not in kept  # Common characters say least.


def test_a_short_query_keeps_the_pairs_that_begin_and_end_it(needed):
    terms, kept, _ = needed("最低生活保障")

    assert {terms[0], terms[-1]} <= set(kept)
    assert all(one in kept or other in kept for one, other in itertools.pairwise(terms))


def test_texts_are_read_no_further_than_there_is_room(over):
    body = "县政府的一般说明。" * 100 + "危房改造的补助标准。"
    ask = over(index([Entry("long", "documents/long/", "通知", (Passage(body),))], {}))

    found = ask(
        """{
          const shown = await S.card(0);
          const values = new Map([["危房", 3], ["改造", 2]]);
          const tell = async (room) => {
            const { chars } = await S.passage(shown, values, "危房改造", room);
            return [chars.join("").includes("危房改造"), [...S.asked.keys()].filter((name) => name.startsWith("texts/")).length];
          };
          return [await tell({ left: 0 }), await tell({ left: 1 }), await tell({ left: 0 })];
        }"""
    )

    assert found == [[False, 0], [True, 1], [True, 1]]  # What is there already costs nothing.


def test_sounds_lie_in_few_files_and_each_letter_in_one():
    titles = [chr(0x4E00 + at) * 2 + chr(0x4E00 + 7 * at % 9000) for at in range(9000)]

    files = sounds(titles)

    assert 1 < len(files) < 10
    assert all(len(lines) >= TOGETHER for lines in [*files.values()][:-1])
    letters = [sorted({line[0] for line in lines.split("\n")}) for lines in files.values()]
    assert [own[0] for own in letters] == [*files]
    assert [*itertools.chain(*letters)] == sorted({letter for own in letters for letter in own})
