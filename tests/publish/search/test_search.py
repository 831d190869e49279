"""The search answers in a browser, over an index that lies on a server."""

import random
from pathlib import Path

import pytest

from disclosure.engines.bundles import joined
from disclosure.publish.search import index as index_module
from disclosure.publish.search import shards
from disclosure.publish.search.entry import Entry, Passage
from disclosure.publish.search.index import index
from disclosure.publish.search.reading import arguments, said
from disclosure.publish.search.script import script

MODULES = Path(__file__).parents[3] / "overrides" / "parts" / "search.js"
TEXTS = {
    "dibao": (
        "关于调整城乡最低生活保障标准的通知",
        "禾示民〔2026〕12号",
        "2026",
        "城乡低保标准提高，申请向乡镇提出。",
        "县民政局",
        "现行有效",
    ),
    "dibao-old": (
        "关于调整城乡最低生活保障标准的通知（旧）",
        "禾示民〔2019〕12号",
        "2019",
        "城乡低保标准提高，申请向乡镇提出。",
        "县民政局",
        "已废止",
    ),
    "shiye": (
        "失业保险金申领发放办法",
        "禾示人社〔2024〕3号",
        "2024",
        "失业人员凭身份证申领失业保险金。",
        "县人力资源和社会保障局",
        "现行有效",
    ),
    "gongjijin": (
        "住房公积金管理办法",
        "禾示建〔2023〕54号",
        "2023",
        "职工可以提取住房公积金。",
        "县住房和城乡建设局",
        "",
    ),
    "yan": ("食盐专营管理实施办法", "", "2018", "食盐实行专营。", "县工业和信息化局", ""),
    "yanglao": (
        "2023年调整基本养老金的通知",
        "禾示人社〔2023〕9号",
        "2023",
        "退休人员养老金上调。",
        "县人力资源和社会保障局",
        "",
    ),
    "yanglao-2": (
        "2022年调整基本养老金的通知",
        "禾示人社〔2022〕9号",
        "2022",
        "退休人员养老金上调。",
        "县人力资源和社会保障局",
        "",
    ),
    "peixun": ("职业技能培育管理实施细则", "", "2021", "企业梯度培育管理实施。", "县人力资源和社会保障局", ""),
}
ENTRIES = [
    Entry(
        key,
        f"documents/{key}/",
        title,
        (Passage(body, "p1", "第一条"),),
        source=agency,
        number=number,
        facets={
            "kind": ("公开信息",),
            "agency": (agency,),
            "year": (year,),
            "years": (year,),
            "validity": (held,) if held else (),
        },
    )
    for key, (title, number, year, body, agency, held) in TEXTS.items()
]


@pytest.fixture(scope="module")
def ask(browser):
    """Return a function that asks the search and returns the ids, the best first."""
    page = opened(browser, scripts())

    def asked(query, *, without=(), field="keys"):
        return answer(page, query, without)[field]

    yield asked
    page.close()


def scripts():
    return {artifact.path: artifact.data for artifact in index(ENTRIES, {"下岗钱": ("失业保险金",)})}


def opened(browser, files):
    """Return a page with the functions of the search, over an index that a server has."""
    page = browser.new_page()
    page.route("**/*", lambda route: _answer(route, files))
    page.goto("http://county.test/")
    source = joined(MODULES).replace("begin();\n", "window.S = {search, card, switchedOff, missing};\n")
    page.evaluate(source.replace("document.currentScript.dataset.root", "'/'"))
    return page


def answer(page, query, without=()):
    return page.evaluate(
        """async ([query, without]) => {
          S.switchedOff.clear();
          without.forEach((name) => S.switchedOff.add(name));
          const answer = await S.search(query);
          if (!answer) return {keys: null, missing: [...S.missing]};
          const cards = await Promise.all(answer.order.map(S.card));
          return {keys: cards.map((card) => card && card.key), meant: answer.meant, missing: [...S.missing]};
        }""",
        [query, list(without)],
    )


def _answer(route, files):
    path = route.request.url.split("county.test/")[1].split("?")[0]
    if not path:
        return route.fulfill(body="<!doctype html><title>empty</title>", content_type="text/html")
    return route.fulfill(
        status=200 if path in files else 404, body=files.get(path, b""), content_type="text/javascript; charset=utf-8"
    )


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("最低生活保障", "dibao"),
        ("失業保險金", "shiye"),
        ("ＳＨＩＹＡＮ", "yan"),
        ("zfgjj", "gongjijin"),
        ("zhufanggongjijin", "gongjijin"),
        ("盐", "yan"),
        ("失业保险斤", "shiye"),
        ("下岗钱", "shiye"),
        ("度培育管理实", "peixun"),
        ("住房公积金管理办法", "gongjijin"),
    ],
)
def test_what_is_meant_comes_first(ask, query, first):
    assert ask(query)[0] == first


@pytest.mark.parametrize(
    "query",
    [
        "禾示建〔2023〕54号",
        "禾示建（2023）５４号",
        "禾示建〈2023〉54号",
        "禾示建54号",
        "2023年54号",
        "[2023]54",
        "54号",
        "〔2023〕54号",
    ],
)
def test_a_document_number_is_found_in_any_spelling(ask, query):
    assert ask(query)[0] == "gongjijin"


@pytest.mark.parametrize(
    ("name", "query", "first"),
    [
        ("validity", "最低生活保障标准", "dibao"),
        ("year", "养老金调整 2022", "yanglao-2"),
        ("issuer", "县人力资源和社会保障局 管理", "peixun"),
        ("title", "失业保险金申领发放办法", "shiye"),
        ("number", "禾示民〔2019〕12号", "dibao-old"),
        ("coverage", "度培育管理实", "peixun"),
    ],
)
def test_each_adjustment_has_a_switch(ask, name, query, first):
    assert ask(query)[0] == first
    assert set(ask(query, without=[name])) == set(ask(query))


def test_without_its_adjustment_a_repealed_document_may_come_first(ask):
    assert ask("标准的通知旧", without=["validity", "coverage"]).index("dibao-old") <= ask("标准的通知旧").index(
        "dibao-old"
    )


def test_a_slip_is_named(ask):
    assert ask("失业保险斤", field="meant") == ["失业保险金"]


def test_every_string_of_two_characters_finds_the_entry_that_contains_it(ask):
    chance = random.Random(3)
    for entry in ENTRIES:
        text = entry.passages[0].text.replace("，", "").replace("。", "")
        start = chance.randrange(len(text) - 4)
        wanted = text[start : start + chance.randint(2, 4)]
        whole = entry.passages[0].text
        if wanted in whole:
            assert entry.key in ask(wanted), wanted


@pytest.mark.parametrize(
    "query",
    ["", " ", "<b>", "[", "(.*", "\\", "😀" * 50, "\u0000\u0007", "a" * 10_000, "第" * 10_000, "'\"`$%&", "\ud800"],
)
def test_any_string_is_answered(ask, query):
    assert isinstance(ask(query), list)


def damaged(files, part, damage):
    """Return the files, one of them missing, empty, of another state, or with its packed text cut or wrong."""
    values = arguments(files[part])
    kinds = {
        "empty": b"",
        "no script": b"not a script (",
        "other state": script(*values[:2], "other state", *values[2:]),
        "cut": script(
            *values[:2], stamp(files[part]), *[_turned(value, slice(len(str(value)) // 2)) for value in values[2:]]
        ),
        "wrong": script(
            *values[:2], stamp(files[part]), *[_turned(value, slice(None, None, -1)) for value in values[2:]]
        ),
    }
    return {name: data for name, data in files.items() if name != part} | (
        {} if damage == "missing" else {part: kinds[damage]}
    )


def _turned(value, part):
    return value[part] if isinstance(value, str) else value


def stamp(data):
    return data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8").split('"')[1]


DAMAGES = ["missing", "empty", "no script", "other state", "cut", "wrong"]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("part", ["search/sounds/", "search/readings.js"])
def test_a_missing_or_damaged_table_of_sounds_leaves_the_other_results(browser, part, damage):
    files = scripts()
    page = opened(browser, damaged(files, next(path for path in files if path.startswith(part)), damage))

    slip, plain = (answer(page, query) for query in ("失业保险斤", "最低生活保障"))

    assert [slip["keys"][0], plain["keys"][0]] == ["shiye", "dibao"]
    assert slip["missing"] or damage == "wrong"
    page.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_missing_or_damaged_card_leaves_the_other_cards(browser, damage):
    files = scripts()
    page = opened(browser, damaged(files, "search/leaves/0/0.js", damage))

    told = answer(page, "管理 保障 养老金 失业")

    assert len(told["keys"]) == len(ENTRIES)
    assert None in told["keys"]
    assert told["missing"] == ["leaves/0"]
    page.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_missing_or_damaged_shard_is_named_and_the_other_results_stay(browser, monkeypatch, damage):
    monkeypatch.setattr(shards, "SHARD", 60 * 15)
    files = scripts()
    part = next(name for name in files if name.startswith("search/terms/") and "低保" in said(files[name]))
    page = opened(browser, damaged(files, part, damage))

    told = answer(page, "低保 失业保险金")

    assert told["keys"][0] == "shiye"
    assert any(name.startswith("terms/") for name in told["missing"]) or damage == "wrong"
    page.close()


def test_without_its_manifest_the_search_says_that_it_has_no_answer(browser):
    page = opened(browser, {})

    assert answer(page, "失业")["keys"] is None
    page.close()


def test_shards_that_are_too_many_for_the_manifest_are_told_of_in_files_of_their_own(over, monkeypatch):
    monkeypatch.setattr(shards, "SHARD", 20 * 15)
    queries = [
        "低保标准",
        "失业保险金怎么领",
        "禾示民〔2026〕12号",
        "gongjijin",
        "失業保險",
        "食盐专营管理实施办法",
        "2023养老金",
    ]
    synonyms = {"低保": ("最低生活保障",)}
    ask = "Promise.all(queries.map((query) => S.search(query))).then((all) => all.map(({ order }) => order))"

    whole = over(index(ENTRIES, synonyms))(ask, queries=queries)
    monkeypatch.setattr(index_module, "ONE_ROOM", 3)
    monkeypatch.setattr(index_module, "IN_A_ROOM", 3)
    parts = list(index(ENTRIES, synonyms))

    assert sum(artifact.path.startswith("search/firsts/") for artifact in parts) > 5
    assert over(parts)(ask, queries=queries) == whole
    assert all(whole)
