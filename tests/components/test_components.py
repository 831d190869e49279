"""Each component draws what its examples say; the examples in this folder are its documentation."""

import re
from pathlib import Path

import pytest
import yaml
from markupsafe import Markup
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from disclosure.engines.mkdocs import DisclosurePlugin

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COMPONENTS = sorted(path.stem for path in (ROOT / "overrides/components").glob("*.html"))
EXAMPLES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(HERE.glob("*.yml"))}


@pytest.fixture(scope="module")
def environment():
    """The Jinja environment of a build: Material's, with what our plugin changes in it."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return DisclosurePlugin().on_env(config.theme.get_env(), config=config, files=Files([]))


def test_every_component_has_examples():
    assert sorted(EXAMPLES) == COMPONENTS


@pytest.mark.parametrize(
    ("component", "example"),
    [(component, example) for component, examples in EXAMPLES.items() for example in examples],
    ids=[f"{component}: {example['name']}" for component, examples in EXAMPLES.items() for example in examples],
)
def test_a_component_draws_its_example(environment, component, example):
    arguments = {key: value for key, value in example.items() if key not in ("name", "html", "inside")}
    if "inside" in example:
        arguments["caller"] = lambda: Markup(example["inside"])

    drawn = str(_macro(environment, component)(**arguments))

    assert _compact(drawn) == _compact(example["html"])


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_first_line_of_a_component_says_how_it_is_called(environment, component):
    source = (ROOT / f"overrides/components/{component}.html").read_text("utf-8")

    assert source.startswith(f"{{#- {_name(component)}({', '.join(_macro(environment, component).arguments)}): ")


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_reads_its_arguments_and_nothing_else(component):
    source = (ROOT / f"overrides/components/{component}.html").read_text("utf-8")

    assert not re.search(r"\{[{%][^}]*\b(?:page|config|frame)\.", source)
    assert "| safe" not in source


def _macro(environment, component):
    return getattr(environment.get_template(f"components/{component}.html").module, _name(component))


def _name(component):
    return component.replace("-", "_")


def _compact(html):
    """Take out the white space beside tags, which says nothing here."""
    return re.sub(r" ?(<[^>]*>) ?", r"\1", re.sub(r"[ \n]+", " ", html)).strip()
