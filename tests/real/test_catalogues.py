"""The tables of forty counties: time limits, carriers and laws are understood, or left alone, and never guessed."""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import yaml

from disclosure.text.citations import find_citations
from disclosure.text.normal import fold
from disclosure.text.time_limit import LimitKind, parse_time_limit

sys.path.insert(0, str(Path(__file__).parent))

from county import REAL, ROOT, needs_real_material

pytestmark = needs_real_material

JUDGED = yaml.safe_load((Path(__file__).parent / "judged.yml").read_text("utf-8"))
_TIME = re.compile(r"工作日|[及实]时|长期|永久|每[年季月半]|日内|之日起|同步|同上|随时|\d日前")
_MORE = re.compile(r"[《■□√]|\(截断\)|:.*、.*、")
_MARK = re.compile(r"[■□☑▪√]\s*([^■□☑▪√|\n;；。]{2,24})")


def lines():
    for path in sorted((REAL / "catalog").glob("*.txt")):
        yield from (line for line in path.read_text("utf-8").split("\n") if not line.startswith("##"))


def phrases():
    """Return what stands in a cell by itself and speaks of time → how often."""
    cells = (cell.strip() for line in lines() for cell in line.strip().strip("|").split("|"))
    return Counter(cell for cell in cells if _TIME.search(cell) and not _MORE.search(cell) and len(cell) <= 130)


def test_every_time_limit_is_of_the_class_it_was_judged_to_be_of():
    classes = defaultdict(Counter)
    for phrase, count in phrases().items():
        kinds = "+".join(dict.fromkeys(limit.kind.value for limit in parse_time_limit(phrase)))
        classes[kinds].update({"phrases": 1, "times": count})

    assert {kinds: dict(counts) for kinds, counts in classes.items()} == JUDGED["time limits"]


def test_what_is_not_understood_of_a_time_limit_is_kept_whole():
    for phrase in phrases():
        limits = parse_time_limit(phrase)
        assert all(limit.phrase == phrase for limit in limits)
        if LimitKind.UNPARSED in {limit.kind for limit in limits}:
            assert len(limits) == 1
            assert (limits[0].days, limits[0].month, limits[0].day, limits[0].period) == (None, None, None, None)


def test_every_carrier_that_is_whole_and_in_simplified_characters_is_in_the_vocabulary():
    vocabulary = yaml.safe_load((ROOT / "catalogs" / "vocabulary.yml").read_text("utf-8"))
    known = {fold(name) for term in vocabulary["公开渠道和载体"] for name in (term["名称"], *term.get("别名", []))}
    marks = Counter(mark.strip(" 、,，") for line in lines() for mark in _MARK.findall(line))

    unknown = {mark for mark in marks if fold(mark) not in known}

    assert sum(marks.values()) == JUDGED["carriers"]["marks"]
    assert unknown <= set(JUDGED["carriers"]["not in the vocabulary"])


def test_every_opening_bracket_of_a_title_is_a_law_or_part_of_one_or_cut_off():
    cited = Counter()
    left_alone = 0
    for line in lines():
        citations = find_citations(line)
        cited.update(citation.number is not None for citation in citations)
        for bracket in re.finditer("《", line):
            left_alone += not any(citation.start <= bracket.start() < citation.end for citation in citations)

    found = {"with a number": cited[True], "without": cited[False], "not closed": left_alone}
    assert found == JUDGED["laws"]
