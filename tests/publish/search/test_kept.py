"""What an earlier build kept never changes what a later one writes."""

import pickle
import random
from dataclasses import replace

import pytest

from disclosure.memory import Memory, remembering
from disclosure.publish.search import shards
from disclosure.publish.search.entry import Entry, Passage
from disclosure.publish.search.index import index

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
    "村（居）民",
    "二〇一九年",
    "第十二条",
    "ISO9001",
    "学校",
    "幼儿园",
    "㎡",
    "学费",
    "减免",
    "登记",
    "机动车",
    "驾驶证",
    "年检",
    "垃圾",
    "分类",
]


class Shelf:
    """Keeps pickles in this process, as the file beside the sources does."""

    def __init__(self):
        self.rows = {}
        self.put_rows = 0
        self.lying = {}

    def answers(self):
        return self.take(b"small")

    def keep(self, answers, new, asked, packed):
        self.rows[b"small"] = pickle.dumps(answers)

    def take(self, key):
        return dict(pickle.loads(self.rows[key])) if key in self.rows else {}

    def put(self, key, answers):
        self.put_rows += 1
        self.rows[key] = pickle.dumps(answers)


def built(entries, shelf=None):
    """Return the files of an index, made with what a shelf kept: also what was made for it the last time."""
    memory = Memory(shelf) if shelf else None
    lying = shelf.lying if shelf else {}
    files, now = {}, {}
    with remembering(memory):
        for made in index(entries, {"低保": ("最低生活保障",)}, lies=lambda path, key: lying.get(path) == key):
            assert not made.make or lying[made.path] == made.inputs
            files[made.path], now[made.path] = made.content(), made.inputs
    if shelf:
        memory.save()
        shelf.lying = now
    return files


def entry(chance, number):
    kind = chance.choice(["公开信息", "附件"])
    texts = ["，".join(chance.choices(WORDS, k=chance.randint(0, 200))) for _ in range(chance.randint(0, 4))]
    return Entry(
        f"d{number:04}",
        f"documents/d{number:04}/",
        "".join(chance.choices(WORDS, k=chance.randint(1, 6))),
        tuple(Passage(text, f"p{at}", chance.choice(WORDS)) for at, text in enumerate(texts)),
        about=chance.choice(WORDS),
        number=f"禾示〔2024〕{number}号",
        source="县民政局",
        facets={"kind": (kind,), "agency": ("县民政局",), "years": ("2024",)},
    )


def sorted_as_published(entries):
    return sorted(entries, key=lambda one: (one.facets["kind"], one.source, one.title, one.key))


def edited(chance, entries, number):
    """Return the entries after one edit of the kinds that happen."""
    at = chance.randrange(len(entries))
    one = entries[at]
    passages = (*one.passages, Passage("".join(chance.choices(WORDS, k=chance.randint(1, 30)))))
    changes = {
        "text": lambda: [replace(one, passages=passages)],
        "shorter": lambda: [replace(one, passages=one.passages[1:])],
        "title": lambda: [replace(one, title=f"{chance.choice(WORDS)}{one.title}")],
        "number": lambda: [replace(one, number=f"禾示〔2025〕{number}号")],
        "kind": lambda: [replace(one, facets=one.facets | {"kind": ("附件",)})],
        "address": lambda: [replace(one, href=f"elsewhere/{one.key}/")],
        "removed": lambda: [],
        "added": lambda: [one, entry(chance, number)],
        "twin": lambda: [one, replace(one, key=f"{one.key}-{number}")],
    }
    return sorted_as_published([*entries[:at], *changes[chance.choice(sorted(changes))](), *entries[at + 1 :]])


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_index_is_byte_for_byte_that_of_a_clean_build(monkeypatch, seed):
    monkeypatch.setattr(shards, "SHARD", 40 * 15)
    chance = random.Random(seed)
    entries = sorted_as_published(entry(chance, number) for number in range(60))
    shelf = Shelf()
    built(entries, shelf)

    for number in range(60, 70):
        entries = edited(chance, entries, number)

        assert built(entries, shelf) == built(entries)


def test_an_edit_of_one_text_touches_few_files_and_keeps_little(monkeypatch):
    monkeypatch.setattr(shards, "SHARD", 40 * 15)
    chance = random.Random(5)
    entries = sorted_as_published(entry(chance, number) for number in range(200))
    shelf = Shelf()
    before = built(entries, shelf)
    shelf.put_rows = 0

    entries[50] = replace(entries[50], passages=(*entries[50].passages, Passage("学费减免")))
    after = built(entries, shelf)

    assert before.keys() == after.keys()
    assert sum(before[path] != after[path] for path in before) < len(before) / 8
    assert shelf.put_rows <= 2


def test_entries_that_vanish_leave_no_term_behind():
    shelf = Shelf()
    chance = random.Random(1)
    entries = [entry(chance, number) for number in range(40)]
    odd = Entry("odd", "odd/", "貔貅", (Passage("zzyzx9 貔貅"),), facets={"kind": ("公开信息",)})
    built([*entries, odd], shelf)

    assert built(entries, shelf) == built(entries)


def test_an_index_of_nothing_is_made():
    shelf = Shelf()

    assert built([], shelf) == built([], shelf) == built([])


def test_one_list_that_is_longer_than_a_shard_stands_alone(monkeypatch):
    monkeypatch.setattr(shards, "SHARD", 20 * 15)
    entries = [Entry(f"d{number}", f"d{number}/", f"盐{number}", (Passage("盐业"),)) for number in range(300)]

    assert any(path.startswith("search/terms/") for path in built(entries))
