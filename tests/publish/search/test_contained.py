"""Any string that a text contains is found: every text that holds it, and among the first ten when they are few."""

import gzip
import itertools
import json
import random
import re
import unicodedata
from pathlib import Path

import pytest

from disclosure.publish.search.entry import Entry, Passage
from disclosure.publish.search.index import index
from disclosure.text.segment import HAN, search_fold

CORPUS = Path(__file__).parents[4] / "shared" / "real" / "corpus.jsonl.gz"
RUN = re.compile(f"[0-9{HAN}]{{2,}}")
NUMERALS = re.compile("[0-9〇零○一二三四五六七八九十百年月]{2,}")
SENTENCES = [
    "各乡镇人民政府应当加强农村危房改造管理工作",
    "县民政局负责最低生活保障管理工作的监督检查",
    "加强对农村居民最低生活保障工作的管理和监督",
    "第二十三条本办法自2026年3月1日起施行",
    "农村危房改造补助资金由县财政局拨付给乡镇",
    "县财政局应当加强资金管理并接受社会监督",
]


def entries_of(texts):
    return [
        Entry(key, f"documents/{key}/", title, (Passage(body),), about=source) for key, title, body, source in texts
    ]


def some_texts(count=150, seed=4):
    """Return texts that say the same words in other orders, as official texts do: many hold all pairs of a string."""
    chance = random.Random(seed)
    pieces = [sentence[at : at + 6] for sentence in SENTENCES for at in range(0, len(sentence), 3)]
    for number in range(count):
        body = "。".join("".join(chance.choices(pieces, k=chance.randint(2, 6))) for _ in range(chance.randint(3, 60)))
        yield f"d{number:03}", "".join(chance.choices(pieces, k=2)), body, "县民政局"


def real_texts(step):
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, 0, None, step):
            record = json.loads(line)
            yield record["id"], record["title"], record["body"], record["issuer"]


def strings(texts, count, seed, run_of=RUN):
    """Return strings of two to ten characters that stand in some text."""
    chance = random.Random(seed)
    while count:
        run = chance.choice(run_of.findall(plain(chance.choice(texts)[2])) or [""])
        size = chance.randint(2, 10)
        if len(run) >= size:
            at = chance.randrange(len(run) - size + 1)
            yield run[at : at + size]
            count -= 1


def plain(text):
    return unicodedata.normalize("NFKC", text).lower().replace("○", "〇")


def lists(over, texts, asked):
    """Return the full list of texts that the page finds for each string."""
    return over(index(entries_of(texts), {}))(
        """{
          const found = [];
          for (const string of asked) found.push(await S.contained(await S.search(string), true));
          return found;
        }""",
        asked=asked,
    )


def missed(over, texts, asked):
    """Return the strings that are not found everywhere, and those of few texts that are not among the first ten.

    And how many strings are of few. A text holds what it says, and what it says in other digits.
    """
    orders = lists(over, texts, asked)
    said = [(plain("\n".join(text[1:])), search_fold("\n".join(text[1:]))) for text in texts]
    lost, late, few = [], [], 0
    for string, order in zip(asked, orders, strict=True):
        folded = search_fold(string)
        holding = {place for place, (text, other) in enumerate(said) if plain(string) in text or folded in other}
        few += len(holding) <= 10
        if not holding <= set(order):
            lost.append(string)
        if len(holding) <= 10 and not holding <= set(order[:10]):
            late.append(string)
    return lost, late, few


def test_random_strings_of_texts_that_share_their_words_are_found(over):
    texts = list(some_texts())
    asked = list(strings(texts, 150, seed=1))

    lost, late, few = missed(over, texts, asked)

    assert (lost, late) == ([], [])
    assert few > 20, "strings that only few texts hold are what this is about"


@pytest.mark.skipif(not CORPUS.exists(), reason="the real documents are not here")
def test_random_strings_of_real_documents_are_found(over):
    texts = list(real_texts(step=5))
    asked = list(strings(texts, 120, seed=2))

    lost, late, few = missed(over, texts, asked)

    assert (lost, late) == ([], [])
    assert few > 50


NUMBERED = [
    "第二十一条第三款",
    "二○一九年十二月三十一日",
    "二〇二〇年",
    "一百二十号",
    "第三百零五条",
    "第一百二十三条至第一百二十五条",
    "二十一世纪",
    "十二届三中全会",
    "百分之二十五",
    "电话1202019转305",
    "2019年20个",
    "编号一九九八一二〇一九年",
    "共3十条",
    "国发2020二十一号",
    "(一)(二)",
]


def numbered_texts(count=60, seed=6):
    """Return texts with numbers in characters, which are read by their value, and in digits; most hold few of them."""
    chance = random.Random(seed)
    for number in range(count):
        body = "，".join([*chance.choices(NUMBERED, k=chance.randint(1, 3)), chance.choice(SENTENCES)])
        yield f"n{number:02}", f"通知{chance.choice(SENTENCES)[:8]}", body, "县民政局"


def test_every_string_of_numerals_is_found_also_within_a_number_that_is_read_by_its_value(over):
    texts = list(numbered_texts())
    runs = {run for piece in NUMBERED for run in NUMERALS.findall(piece)}
    asked = sorted(
        {run[at:end] for run in runs for at, end in itertools.combinations(range(len(run) + 1), 2) if end > at + 1}
    )
    asked += ["第二十", "年十", "条第", "百分之二十", "编号一九", "020二十", "2020二"]

    lost, late, few = missed(over, texts, asked)

    assert (lost, late) == ([], [])
    assert {"二十", "20", "十一", "○一九", "百二十", "一二〇", "零五"} < set(asked)
    assert few > 50


@pytest.mark.skipif(not CORPUS.exists(), reason="the real documents are not here")
def test_random_strings_of_numerals_in_real_documents_are_found(over):
    texts = list(real_texts(step=5))
    asked = list(strings(texts, 100, seed=3, run_of=NUMERALS))

    lost, late, few = missed(over, texts, asked)

    assert (lost, late) == ([], [])
    assert few > 30


@pytest.mark.parametrize("string", [f"[{HAN}][。〔][0-9{HAN}]", f"。[{HAN}]", "[盐危监二三]"])
def test_a_string_in_which_no_two_characters_stand_together_is_in_the_list_of_every_text(over, string):
    texts = [
        *some_texts(60),
        ("number", "通知", "冀教〔2019〕5号。盐业", "县教育局"),
        ("salt", "食盐", "教〔2", "县盐业局"),
    ]
    chance = random.Random(5)
    asked = sorted({chance.choice(re.findall(string, text[2]) or [""]) for text in texts} - {""})

    orders = lists(over, texts, asked)

    assert asked
    left_out = {
        string: {at for at, text in enumerate(texts) if string in text[2]} - set(order)
        for string, order in zip(asked, orders, strict=True)
    }
    assert {string for string, entries in left_out.items() if entries} == set()
