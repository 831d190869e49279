"""Each adjustment of the final order does what its name says, and nothing does it when that one is switched off."""

import json
from pathlib import Path

import pytest

from disclosure.publish.search.entry import Entry, Passage
from disclosure.publish.search.index import index

BENCH = Path(__file__).parents[3] / "scripts" / "bench_search.py"


def entry(key, title, text="", **more):
    facets = {"kind": ("公开信息",)} | more.pop("facets", {})
    return Entry(key, f"documents/{key}/", title, (Passage(text),) if text else (), facets=facets, **more)


TWINS = "关于调整养老金的通知"
PENSION = "县人力资源和社会保障局"
CASES = {
    "asking": (
        "补助怎么办",
        [entry("asks", "通知", "该怎么办。"), entry("answers", "通知", "有补助。")],
        "answers",
    ),
    "coverage": (
        "梯度培育办法细节",
        [
            entry("part", "梯度培育办法，办法梯度培育"),
            entry("whole", "企业通知", "提到梯度培育办法细节。" + "其他" * 60),
        ],
        "whole",
    ),
    "year": (
        "调整养老金 2022",
        [entry("other", TWINS, facets={"years": ("2021",)}), entry("wanted", TWINS, facets={"years": ("2022",)})],
        "wanted",
    ),
    "issuer": (
        f"{PENSION} 养老金",
        [
            entry("other", TWINS, facets={"agency": ("县财政局",)}),
            entry("wanted", TWINS, facets={"agency": (PENSION,)}),
        ],
        "wanted",
    ),
    "validity": (
        "调整养老金",
        [
            entry("over", TWINS, facets={"validity": ("已废止",)}),
            entry("holds", TWINS, facets={"validity": ("现行有效",)}),
        ],
        "holds",
    ),
    "kind": (
        "调整养老金",
        [entry("file", TWINS, facets={"kind": ("附件",)}), entry("document", TWINS)],
        "document",
    ),
    "title": (
        "养老金通知",
        [entry("more", "养老金通知养老金通知", "养老金通知" * 40, about="养老金通知"), entry("exact", "养老金通知")],
        "exact",
    ),
    "number": (
        "禾示民〔2019〕12号",
        [entry("cites", "关于修改禾示民〔2019〕12号的通知"), entry("named", "低保办法", number="禾示民〔2019〕12号")],
        "named",
    ),
    "modest": (
        "开小店的房租补贴一年能领",
        [entry("homes", "住房租赁补贴"), entry("shops", "开小店的补贴一年能领")]
        + [entry(f"other{at}", "通知", "补贴") for at in range(9)],
        "shops",
    ),
    "contained": (
        "度培育管理",
        [entry("holds", "企业通知", "提到度培育管理。" + "其他" * 400)]
        + [entry(f"other{at}", "度培育，育管理，培育管", "培育，管理，度培") for at in range(12)],
        "holds",
    ),
}
"""Name → a query, entries of which the wrong one stands first, and the right one."""
SYNONYMS = {"modest": {"房租补贴": ("住房租赁补贴",)}}


def answers(over, entries, query, without, synonyms):
    return over(index(entries, synonyms))(
        """{
          without.forEach((name) => S.switchedOff.add(name));
          const order = await S.contained(await S.search(query), true);
          return (await Promise.all(order.map(S.card))).map((card) => card.key);
        }""",
        query=query,
        without=without,
    )


@pytest.mark.parametrize("name", CASES)
def test_an_adjustment_brings_the_right_entry_forward_and_its_switch_takes_that_back(over, name):
    query, entries, right = CASES[name]
    first = 10 if name == "contained" else 1

    synonyms = SYNONYMS.get(name, {})
    assert right in answers(over, entries, query, [], synonyms)[:first]
    assert right not in answers(over, entries, query, [name], synonyms)[:first]


def test_a_long_text_that_holds_all_pairs_by_chance_does_not_come_before_the_title_that_means_it(over):
    found = [
        entry("means", "关于养老金调整政策落实的通知", "养老金调整政策，要落实。"),
        entry("chance", "报告", "养老金，金调，调整，整政，政策，策落，落实，实通，通知。" + "其他" * 400),
        *(entry(f"other{at}", "养老金调整政策落实") for at in range(3)),
    ]

    assert answers(over, found, "养老金调整政策落实通知", [], {})[0] == "means"


def test_every_adjustment_has_a_case_and_a_switch_in_the_bench(modules):
    bench = BENCH.read_text("utf-8")
    named = modules("[...S.ADJUSTMENTS.map(([name]) => name), 'modest', 'contained']")

    assert set(named) == set(CASES)
    assert all(json.dumps(name) in bench for name in named)
