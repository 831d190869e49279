"""What exists in Python and in JavaScript gives the same answers."""

import random
from pathlib import Path

import numpy as np
import pytest
import yaml

from disclosure.publish.search.coding import (
    GROUPS,
    LEVELS,
    MANY,
    MOST,
    PHRASES,
    STEPS,
    bits_of,
    bytes_in_characters,
    deflated,
    in_characters,
    postings,
)
from disclosure.publish.search.filing import filed, filed_title
from disclosure.publish.search.index import title_key
from disclosure.publish.search.reading import inflated
from disclosure.publish.search.script import script
from disclosure.text.number_keys import number_keys
from disclosure.text.segment import AS_WRITTEN, NUMERALS, plain, query_terms, search_fold, simplified

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


def test_the_browser_asks_for_numerals_as_the_build_files_them(modules):
    texts = [NUMERALS, "二○一九年", "第十", "条"]

    told = modules("texts.map((text) => [S.plain(text), S.asWritten(S.plain(text))])", texts=texts)

    assert told == [[plain(text), plain(text).translate(AS_WRITTEN)] for text in texts]


def test_the_browser_learns_traditional_characters_from_the_same_table(modules):
    assert simplified()["學"] == "学"

    pairs = sorted(simplified().items())
    folded = modules(
        "(() => { for (const [one, other] of pairs) S.simplified.set(one, other); const all = texts.map(S.searchFold); S.simplified.clear(); return all; })()",
        pairs=pairs,
        texts=["學校安全條例", "失業保險金標準", "著作权"],
    )

    assert folded == [search_fold(text) for text in ("學校安全條例", "失業保險金標準", "著作权")]


def test_the_browser_files_terms_where_the_build_does(modules):
    found = [
        "失业",
        "业失",
        "的业",
        "业的",
        "0青",
        "青0",
        "ab",
        "a",
        "盐",
        "g20",
        "#-54",
        "=abc",
        "@2024",
        "𠮷野",
        "野𠮷",
    ]
    titles = ["失业保险条例", "的业", "a", ""]

    told = modules(
        "[found.map(S.filed), titles.map((title) => S.filedTitle('=k', title)), [S.STEPS, S.LEVELS, S.GROUPS]]",
        found=found,
        titles=titles,
    )

    assert told == [
        [filed(term) for term in found],
        [filed_title("=k", title) for title in titles],
        [[*STEPS], [*LEVELS], [*map(list, GROUPS)]],
    ]


@pytest.mark.parametrize("lengths", [*STEPS, *LEVELS])
def test_every_code_is_whole_so_that_any_bits_mean_something(lengths):
    assert sum(2.0 ** -int(letter, 36) for letter in lengths) == 1
    assert max(int(letter, 36) for letter in lengths) <= 11, "the browser looks eleven bits ahead"


def came_back(modules, lists, levels, total):
    """Say whether the browser reads lists as they were written, and whether their sizes were foretold."""
    starts = np.cumsum([0, *map(len, lists)])
    entries = np.array([entry for own in lists for entry in own])
    flat = np.array([level for own, high in zip(lists, levels, strict=True) for level in high or [0] * len(own)])
    written = postings(starts, entries, flat, total)

    (told,) = modules(
        "[S.readLists(written, weighed, total).map((list) => [[...list.documents], [...list.levels]])]",
        written=in_characters(written, [0, len(lists)])[0],
        weighed=[own is not None for own in levels],
        total=total,
    )

    sizes = np.add.reduceat(written.sizes, np.concatenate([[0], written.ends[:-1]]), dtype=np.int64)
    assert bits_of(starts, entries, flat, total).tolist() == sizes.tolist()
    return told == [[entries, own or []] for entries, own in zip(lists, levels, strict=True)]


def test_lists_come_back_as_they_were_written(modules):
    chance = random.Random(4)
    total = 1_000_000
    lists = [sorted(chance.sample(range(size), count)) for size, count in ((1, 1), (9, 9), (total, 300), (500, 40))]
    lists += [[0, 1, total - 1], [total - 1], [*range(30), *range(40, 900_000, 7)], [*range(300_000)]]
    lists += [[*range(5)] for _ in range(8)]
    levels = [
        [chance.choice((chance.randint(1, 40), chance.randint(1, MOST))) for _ in entries] if at % 2 else None
        for at, entries in enumerate(lists)
    ]

    assert came_back(modules, lists, levels, total)


def test_lists_of_most_entries_come_back_too(modules):
    chance = random.Random(5)
    total = 2 * MANY + 1
    every = [*range(total)]
    lists = [every, every, every[1:], every[:-1], sorted(chance.sample(every, MANY + 1)), every[: MANY + 1], [3]]
    lists += [sorted(chance.sample(every, MANY)), every[:MANY], every[-MANY - 1 :], every]
    levels = [[chance.choice((1, 1, 1, 2, 3, chance.randint(1, MOST))) for _ in own] for own in lists]
    levels[0], levels[2], levels[-1] = None, None, [1] * total

    assert came_back(modules, lists, levels, total)
    assert came_back(modules, lists[1:2], levels[1:2], total)


@pytest.mark.parametrize(
    "text", ["", "盐", "关于印发管理办法的通知" * 50, "𠮷1é—“”\n", "".join(map(chr, range(0x4E00, 0x5E00)))]
)
def test_a_text_comes_back_as_it_was_compressed(modules, text):
    written = bytes_in_characters([b"before", deflated(text), b""])[1]
    phrases = [*PHRASES.encode("gb18030")]

    told = modules("S.inflatedText(written, Uint8Array.from(phrases))", written=written, phrases=phrases)

    assert told == inflated(written) == text


def test_texts_that_do_not_compress_and_texts_of_one_letter_come_back_too(modules):
    chance = random.Random(2)
    phrases = [*PHRASES.encode("gb18030")]
    for text in ("".join(chr(chance.randrange(0x3400, 0x9FA6)) for _ in range(3000)), "a" * 70_000):
        written = bytes_in_characters([deflated(text)])[0]

        assert modules("S.inflatedText(written, Uint8Array.from(phrases))", written=written, phrases=phrases) == text


def test_what_is_written_into_a_script_is_read_back(modules):
    hostile = '</script>"\\\u2028\u2029\n<b>𠮷'
    written = script("terms", 3, "state", hostile).decode()

    told = modules(
        "{ const kept = window.disclosureSearch; let found; window.disclosureSearch = (...all) => { found = all; }; "
        "(0, eval)(written); window.disclosureSearch = kept; return found; }",
        written=written,
    )

    assert told == ["state", "terms", 3, hostile]
