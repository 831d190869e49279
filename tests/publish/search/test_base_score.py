"""Base scores are those of lunr: the build's weights of lunr.py, the browser's sums of lunr.js."""

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import lunr
import mkdocs
import pytest

from disclosure.publish.search.entry import Entry, Passage
from disclosure.publish.search.index import index
from disclosure.publish.search.weights import BOOSTS, LEVEL, held, weighed, weight_of, width
from disclosure.text.segment import search_fold, terms

LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"
WORDS = [
    "最低生活保障",
    "失业保险金",
    "申领",
    "发放",
    "标准",
    "通知",
    "关于",
    "调整",
    "2024年",
    "取水许可",
    "管理办法",
    "农村",
    "住房",
    "公积金",
    "5g",
    "pm2.5",
    "盐",
]


def some_entries(count=60, seed=1):
    chance = random.Random(seed)
    return [
        Entry(
            f"d{number:03}",
            f"documents/d{number:03}/",
            "".join(chance.choices(WORDS, k=chance.randint(1, 5))),
            (Passage("，".join(chance.choices(WORDS, k=chance.randint(0, 80)))),),
            about=chance.choice(WORDS),
        )
        for number in range(count)
    ]


class Builder(lunr.builder.Builder):
    """The builder of lunr, but for its averages: those are held in steps."""

    def _calculate_average_field_lengths(self):
        super()._calculate_average_field_lengths()
        self.average_field_length = {field: held(mean) for field, mean in self.average_field_length.items()}


def weights_by_name(entries):
    weights = weighed(entries)
    found = {}
    for place, term in enumerate(weights.terms):
        begin, end = weights.starts[place], weights.starts[place + 1]
        for at in range(begin, end):
            rounded = weight_of(int(weights.levels[at]), int(end - begin), weights.total)
            found[term, int(weights.entries[at])] = (float(weights.exact[at]), rounded)
    return found


def test_the_weights_are_those_of_lunrs_own_builder():
    entries = some_entries()
    builder = Builder()
    builder.ref("id")
    for field, boost in BOOSTS.items():
        builder.field(field, boost=boost)
    for number, entry in enumerate(entries):
        title = search_fold(entry.title)
        chars = [char for char in title if "\u4e00" <= char <= "\u9fff"] if len(title) > 1 else []
        parts = {
            "title": [*terms(title), *chars],
            "about": terms(search_fold(entry.about)),
            "body": terms(search_fold(entry.passages[0].text)),
        }
        builder.add({"id": number, **parts})
    builder.build()
    expected = {}
    by_place = {posting["_index"]: term for term, posting in builder.inverted_index.items()}
    for reference, vector in builder.field_vectors.items():
        number = int(reference.split("/")[1])
        for place, value in zip(vector.elements[::2], vector.elements[1::2], strict=True):
            expected[by_place[place], number] = expected.get((by_place[place], number), 0) + value

    ours = {key: exact for key, (exact, _) in weights_by_name(entries).items()}

    assert ours.keys() == expected.keys()
    assert all(abs(ours[key] - expected[key]) < 0.0021 for key in ours), "lunr rounds each field to three places"


def test_rounding_moves_no_weight_by_more_than_half_a_level():
    entries = some_entries()
    weights = weighed(entries)
    spread = {
        term: int(count) for term, count in zip(weights.terms, weights.starts[1:] - weights.starts[:-1], strict=True)
    }

    for (term, _), (exact, rounded) in weights_by_name(entries).items():
        level = weight_of(1, spread[term], weights.total)
        assert rounded == pytest.approx(exact, abs=level / 2 + 1e-6) or rounded == level


def test_levels_are_as_wide_in_the_browser_as_in_the_build_also_for_common_terms(modules):
    spreads = [(1, 1616), (1616, 1616), (4095, 4095), (4095, 10**5), (4096, 10**5), (40_000, 10**5), (90_000, 10**5)]

    told = modules("spreads.map(([spread, count]) => S.width({ level, count }, spread))", spreads=spreads, level=LEVEL)

    assert told == pytest.approx([width(*spread) for spread in spreads])
    assert [round(wide / LEVEL, 1) for wide in told] == [1, 1, 1, 1, 2.7, 9.5, 83.0]


def test_the_browser_adds_up_as_lunr_does(modules):
    entries = some_entries()
    weights = weights_by_name(entries)
    names = sorted({term for term, _ in weights})
    vectors = [
        [
            f"text/{number}",
            [
                part
                for at, name in enumerate(names)
                if (name, number) in weights
                for part in (at, weights[name, number][1])
            ],
        ]
        for number in range(len(entries))
    ]
    inverted = [
        [name, {"_index": at, "text": {str(number): {} for number in range(len(entries)) if (name, number) in weights}}]
        for at, name in enumerate(names)
    ]
    modules.page.evaluate(f"() => {{ {LUNR.read_text('utf-8')} ; window.lunr = window.lunr || lunr; }}")
    chance = random.Random(7)
    queries = [chance.choices(names, k=chance.randint(1, 8)) for _ in range(150)]
    queries += [chance.choices(names[:4], k=8) for _ in range(20)]  # The same term several times.

    told = modules(
        """{
          const oracle = window.lunr.Index.load({version: window.lunr.version, fields: ["text"], fieldVectors: vectors, invertedIndex: inverted, pipeline: []});
          return queries.map((query) => oracle.query((asked) => query.forEach((term) => asked.term(term, {usePipeline: false}))).map(({ref, score}) => [Number(ref), score]));
        }""",
        vectors=vectors,
        inverted=inverted,
        queries=queries,
    )
    built = weighed(entries)
    spans = zip(built.terms, pairwise(built.starts.tolist()), strict=True)
    lists = {
        term: [built.entries[begin:end].tolist(), built.levels[begin:end].tolist()] for term, (begin, end) in spans
    }
    ours = modules(
        """queries.map((query) => {
          const postings = new Map(Object.entries(lists).map(([term, [documents, levels]]) => [term, {documents: Uint32Array.from(documents), levels: Uint16Array.from(levels)}]));
          return [...S.baseScores(query, postings, manifest)];
        })""",
        queries=queries,
        lists=lists,
        manifest={"level": LEVEL, "count": len(entries)},
    )

    for query, found, scores in zip(queries, told, ours, strict=True):
        expected = dict(found)
        for number, score in enumerate(scores):
            assert score == pytest.approx(expected.get(number, 0), abs=1e-6), query


def test_no_posting_is_cut_away_however_long_its_list(over):
    """So the first ten are always those of the whole lists: what is loaded for a term is all that the build knows."""
    entries = some_entries()
    call = over(index(entries, {}))
    weights = weighed(entries)
    terms = list(weights.terms)

    told = call(
        """S.postingsOf(terms)
          .then((found) => terms.map((term) => [[...found.get(term).documents], [...found.get(term).levels]]))""",
        terms=terms,
    )

    spans = list(pairwise(weights.starts.tolist()))
    assert told == [[weights.entries[a:b].tolist(), weights.levels[a:b].tolist()] for a, b in spans]
    assert max(b - a for a, b in spans) > 40


def test_without_adjustments_the_page_orders_by_base_score_and_ties_by_the_order_of_entries(over):
    twice = some_entries(30)
    call = over(index([*twice, *(replace(entry, key=f"{entry.key}-again") for entry in twice)], {}))

    answers = call(
        """(async () => {
          S.ADJUSTMENTS.forEach(([name]) => S.switchedOff.add(name));
          const found = [];
          for (const query of queries) {
            const { order, scores, terms, postings } = await S.search(query, { sounds: false });
            const base = S.baseScores(terms, postings, await S.manifest());
            found.push([order, order.map((at) => scores[at]), order.map((at) => base[at])]);
          }
          return found;
        })()""",
        queries=["失业保险金标准", "取水许可管理办法", "农村住房 住房 住房", "2024年公积金通知", "盐"],
    )

    for order, scores, base in answers:
        assert scores == pytest.approx(base, abs=1e-9)
        assert order == [at for _, at in sorted((-score, at) for score, at in zip(scores, order, strict=True))]
        assert order
        assert all(order.index(at) < order.index(at + 30) for at in order if at < 30), "of twins, the first"
