"""Entries that are alike lie side by side, whatever their number."""

import random

from disclosure.publish.search.alike import alike
from disclosure.publish.search.entry import Entry


def entry(key, title, kind="公开信息"):
    return Entry(key, f"{key}/", title, facets={"kind": (kind,)})


def test_titles_that_share_rare_words_follow_one_another_and_kinds_stay_together():
    entries = [
        entry("a", "取水许可管理办法"),
        entry("b", "城乡低保标准的通知"),
        entry("c", "公租房分配结果"),
        entry("d", "关于取水许可的公告"),
        entry("e", "城乡低保名单"),
        entry("f", "取水许可解读", "政策解读"),
    ]

    found = [one.key for one in alike(entries)]

    assert abs(found.index("a") - found.index("d")) == 1
    assert abs(found.index("b") - found.index("e")) == 1
    assert found[-1] == "f"


def test_the_order_holds_every_entry_once_and_does_not_depend_on_the_one_before():
    entries = [entry(f"k{number}", random.Random(number).choice("水电气路")) for number in range(200)]
    shuffled = random.Random(1).sample(entries, len(entries))

    assert alike(shuffled) == alike(entries)
    assert sorted(one.key for one in alike(entries)) == sorted(one.key for one in entries)
    assert alike([]) == []


def test_the_cost_grows_with_the_number_of_titles_alone(straight_line):
    def titles(size):
        chance = random.Random(3)
        words = [chr(0x4E00 + chance.randrange(3000)) * 2 for _ in range(400)]
        return [entry(f"k{number}", "".join(chance.choices(words, k=6))) for number in range(size)]

    straight_line(alike, titles, size=500)
