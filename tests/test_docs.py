"""README names every key an editor may write, every check, every option and every dependency."""

import re
import tomllib
from pathlib import Path

import pytest

from disclosure.check.rules import RULES
from disclosure.engines.mkdocs import DisclosureConfig
from disclosure.model.document import Document
from disclosure.model.interpretation import Interpretation
from disclosure.model.item import Item

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    """Return the text below a heading, up to the next heading of the same rank."""
    rank = title.partition(" ")[0]
    return re.split(rf"^{rank} ", README.partition(title)[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("kind", [Document, Interpretation, Item], ids=lambda kind: kind.kind)
def test_every_key_of_a_record_stands_in_its_table(kind):
    table = section(f"### {kind.title_of_kind}")

    listed = re.findall(r"^\| (\S+) \| `(\w+)` \| (是)? ?\|", table, re.MULTILINE)

    assert listed == [
        (field.title, name, "是" if field.is_required() else "") for name, field in kind.model_fields.items()
    ]


def test_every_rule_has_its_line():
    listed = re.findall(r"^\| `(\w+)` \|", section("## 检查些什么"), re.MULTILINE)

    assert listed == [rule.__name__ for rule in RULES]


def test_every_option_has_its_line():
    listed = re.findall(r"^\| `(\w+)` \|", section("## 设置"), re.MULTILINE)

    assert listed == [name for name, _ in DisclosureConfig._schema]


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[<>=]", name)[0] for name in project["dependencies"]}

    listed = re.findall(r"^\| ([\w、-]+) \| \S+", section("## 依赖"), re.MULTILINE)

    assert {name for entry in listed for name in entry.split("、")} - {"软件包"} == names
