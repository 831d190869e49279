"""What README tells an editor to write can be written so: each example is put into the county, and nothing is wrong."""

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from disclosure.problem import Grade

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLES = [
    textwrap.dedent(block) for block in re.findall(r"^   ```\n(.*?)^   ```\n", README, re.MULTILINE | re.DOTALL)
]


def example(beginning):
    return next(block for block in EXAMPLES if beginning in block)


@pytest.fixture
def written(tmp_path, new_county):
    """The demonstration county without its texts, and in it what README writes."""
    folder = new_county(tmp_path / "county", empty=True)
    shutil.rmtree(folder.root / "catalogs")
    shutil.copytree(ROOT / "catalogs", folder.root / "catalogs")
    folder.remove("catalogs/synonyms.yml")  # Their words are found in the texts.
    rows = folder.read("catalogs/standards/social-assistance.yml")
    folder.write("catalogs/standards/social-assistance.yml", f"{rows}\n{textwrap.indent(example('- 事项编码'), '  ')}")
    table = next(ROOT.glob("content/documents/*/*.xlsx")).read_bytes()
    folder.write("content/documents/2026/biaozhun.xlsx", table)
    folder.write("content/documents/2026/dibao-2026.md", example("标题: 关于调整"))
    return folder.write("content/interpretations/2026/dibao-2026-jiedu.md", example("解读文件: dibao-2026"))


def test_the_examples_of_readme_are_free_of_mistakes(written):
    assert written.problems(Grade.ERROR, Grade.WARNING) == []


def test_they_do_what_readme_says(written):
    site = written.open_site()

    document = site.documents["dibao-2026"]
    assert [record.key for record in site.interpretations_of(document)] == ["dibao-2026-jiedu"]
    assert [record.key for record in site.documents_linked(site.items["120001001"], "documents")] == ["dibao-2026"]
    assert site.items["120001003"].name == "咨询电话"
    assert [question.answer for question in site.questions.values()] == ["不用。"]


def test_the_mistake_that_readme_shows_is_told_as_readme_shows_it(written):
    written.replace("content/documents/2026/dibao-2026.md", "2026年3月5日", "2026年13月1日")

    assert example("读不出日期").strip() in written.problems(Grade.ERROR)
