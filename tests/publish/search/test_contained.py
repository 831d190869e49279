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
from disclosure.text.segment import HAN

CORPUS = Path(__file__).parents[4] / "shared" / "real" / "corpus.jsonl.gz"
RUN = re.compile(f"[0-9{HAN}]{{2,}}")
NUMERAL = re.compile("[〇零一二三四五六七八九十百]+")
"""Part of a number in Chinese characters: texts are searched by its value."""
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


def strings(texts, count, seed):
    """Return strings of two to ten characters that stand in some text."""
    chance = random.Random(seed)
    while count:
        run = chance.choice(RUN.findall(plain(chance.choice(texts)[2])) or [""])
        size = chance.randint(2, 10)
        if len(run) >= size:
            at = chance.randrange(len(run) - size + 1)
            if not NUMERAL.fullmatch(run[at : at + size]):
                yield run[at : at + size]
                count -= 1


def plain(text):
    return unicodedata.normalize("NFKC", text).lower()


def missed(over, texts, asked):
    """Return the strings that are not found everywhere, and those of few texts that are not among the first ten.

    And how many strings are of few.
    """
    orders = over(index(entries_of(texts), {}))(
        """{
          const found = [];
          for (const string of asked) found.push(await S.contained(await S.search(string), true));
          return found;
        }""",
        asked=asked,
    )
    folded = [plain("\n".join(text[1:])) for text in texts]
    lost, late, few = [], [], 0
    for string, order in zip(asked, orders, strict=True):
        holding = {place for place, text in enumerate(folded) if string in text}
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
