"""What exists in Python and in JavaScript gives the same answers."""

from pathlib import Path

import yaml

from disclosure.publish.search.index import title_key
from disclosure.publish.search.shards import script
from disclosure.text.number_keys import number_keys
from disclosure.text.segment import query_terms, search_fold, simplified

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "segment.yml").read_text("utf-8"))
TITLES = [
    "失业保险条例",
    "关于调整2024年失业保险金标准的通知",
    "《河北省旅馆业治安管理实施细则》",
    "盐",
    "a",
    "𠮷野家管理办法",
]


def test_the_browser_folds_and_cuts_as_the_build_does(modules):
    texts = [*(case["text"] for case in CASES), *TITLES, "\u0130İß ﬁ ①㎡ \ud7ff", "x" * 30 + " 第一0001号"]

    told = modules(
        "texts.map((text) => { const folded = S.searchFold(text); return [folded, S.queryTerms(folded), S.titleKey(folded), S.numberKeys(folded)]; })",
        texts=texts,
    )

    for text, (folded, terms, key, numbers) in zip(texts, told, strict=True):
        keys = number_keys(search_fold(text))
        assert terms == query_terms(search_fold(text)), text
        assert key == title_key(text), text
        assert numbers == {"sure": list(keys.sure), "likely": list(keys.likely), "possible": list(keys.possible)}, text
        assert folded.replace(" ", "") == search_fold(text).replace(" ", ""), text


def test_the_browser_learns_traditional_characters_from_the_same_table(modules):
    assert simplified()["學"] == "学"

    pairs = sorted(simplified().items())
    folded = modules(
        "(() => { for (const [one, other] of pairs) S.simplified.set(one, other); const all = texts.map(S.searchFold); S.simplified.clear(); return all; })()",
        pairs=pairs,
        texts=["學校安全條例", "失業保險金標準", "著作权"],
    )

    assert folded == [search_fold(text) for text in ("學校安全條例", "失業保險金標準", "著作权")]


def test_what_is_written_into_a_script_is_read_back(modules):
    hostile = '</script>"\\\u2028\u2029\n<b>𠮷'
    written = script("terms", 3, "state", hostile).decode()

    told = modules(
        "{ const kept = window.disclosureSearch; let found; window.disclosureSearch = (...all) => { found = all; }; "
        "(0, eval)(written); window.disclosureSearch = kept; return found; }",
        written=written,
    )

    assert told == ["state", "terms", 3, hostile]
