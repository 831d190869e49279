"""The gallery shows every component with every example, in three looks, and is no part of a site."""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_the_gallery_shows_every_example_in_every_look(tmp_path):
    command = [sys.executable, str(ROOT / "scripts/gallery.py"), "--to", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)

    assert done.stdout.strip() == f"用浏览器打开 {tmp_path / 'index.html'}"
    pages = {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.html")}
    assert set(pages) == {"index.html", "dark.html", "elder.html"}
    examples = [yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / "tests/components").glob("*.yml"))]
    for page in pages.values():
        assert page.count("<h3>") == sum(map(len, examples))
    assert 'data-modes="elder large"' in pages["elder.html"]
    assert "prefers-color-scheme" not in (tmp_path / "index.css").read_text("utf-8")
    assert "@media all {" in (tmp_path / "dark.css").read_text("utf-8")


def test_no_page_of_a_site_leads_to_the_gallery(untouched_county):
    assert [path for path in untouched_county.outputs() if "gallery" in path] == []
