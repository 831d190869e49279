"""A pattern that is compiled late answers as one that is compiled at once."""

import importlib
import pkgutil
import re

import disclosure
from disclosure.text.later import _Later, later


def test_it_answers_as_the_pattern_does():
    pattern = later(r"(?P<year>\d{4})年", re.ASCII)

    assert pattern.fullmatch("2026年")["year"] == "2026"
    assert [found[0] for found in pattern.finditer("2025年、2026年")] == ["2025年", "2026年"]
    assert pattern.sub("", "至2026年") == "至"
    assert (pattern.pattern, pattern.flags & re.ASCII) == (r"(?P<year>\d{4})年", re.ASCII)


def test_nothing_is_compiled_before_it_is_asked(monkeypatch):
    compiled = []
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given))

    later("[")

    assert compiled == []


def test_every_pattern_of_the_software_can_be_compiled():
    found = 0
    for module in pkgutil.walk_packages(disclosure.__path__, "disclosure."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            for pattern in value.values() if isinstance(value, dict) else (value,):
                if isinstance(pattern, _Later):
                    assert re.compile(pattern.pattern, pattern.flags)
                    found += 1
    assert found > 50
