"""Draws every component with its examples, never in a site: `python3 scripts/gallery.py [--to FOLDER]`."""

import argparse
import sys
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import python_version  # noqa: F401  Before anything that an old Python cannot read.
from setup_environment import ROOT, started_again_inside

LOOKS = {"index": ("浅色", "", "not all"), "dark": ("深色", "", "all"), "elder": ("长者模式", "elder large", "not all")}
"""Page → its name, the modes on it, and what stands for a device that prefers the dark."""

_DARK = "(prefers-color-scheme: dark)"
_PAGE = """<!doctype html>
<html lang="zh" data-modes="{modes}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>部件，{name}</title>
<link rel="stylesheet" href="theme.css">
<link rel="stylesheet" href="{page}.css">
<body>
<main class="page">
<h1>部件，{name}</h1>
<p class="lead">每个部件的例子都在 tests/components/，也是它的测试。{links}</p>
{parts}
</main>
"""


def main() -> int:
    """Write the pages and say where they are."""
    if (status := started_again_inside(__file__)) is not None:
        return status
    parser = argparse.ArgumentParser(description="把每个网页部件和它的例子画出来看")
    parser.add_argument("--to", type=Path, default=ROOT / ".cache" / "gallery", help="写到哪个文件夹")
    folder = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in _files():
        (folder / path).write_text(text, "utf-8", newline="\n")
    print(f"用浏览器打开 {folder / 'index.html'}")
    return 0


def _files() -> Iterator[tuple[str, str]]:
    """Yield the pages and their stylesheets."""
    from disclosure.engines.bundles import bundles  # noqa: PLC0415 — only inside the environment.

    theme = next(Path(str(files("material"))).glob("templates/assets/stylesheets/main.*.min.css"))
    yield "theme.css", theme.read_text("utf-8")
    style = bundles(ROOT / "overrides")["assets/site.css"].decode()
    parts = "\n".join(_parts())
    for page, (name, modes, dark) in LOOKS.items():
        links = "　".join(f'<a href="{other}.html">{other_name}</a>' for other, (other_name, *_) in LOOKS.items())
        yield f"{page}.css", style.replace(_DARK, dark)
        yield f"{page}.html", _PAGE.format(page=page, name=name, modes=modes, links=links, parts=parts)


def _parts() -> Iterator[str]:
    """Yield each component: its name, what it says of itself, and its examples."""
    import yaml  # noqa: PLC0415

    templates = _templates()
    for path in sorted((ROOT / "tests" / "components").glob("*.yml")):
        template = templates.get_template(f"components/{path.stem}.html")
        about = (ROOT / "overrides" / "components" / f"{path.stem}.html").read_text("utf-8")
        yield f"<section><h2>{path.stem}</h2><p>{escape(about[3 : about.index('#}')].strip('- '))}</p>"
        for example in yaml.safe_load(path.read_text("utf-8")):
            yield f"<h3>{escape(example['name'])}</h3>"
            yield _drawn(getattr(template.module, path.stem.replace("-", "_")), example)
        yield "</section>"


def _drawn(macro: Any, example: dict[str, Any]) -> str:
    from markupsafe import Markup  # noqa: PLC0415

    arguments = {key: value for key, value in example.items() if key not in ("name", "html", "inside")}
    if "inside" in example:
        arguments["caller"] = lambda: Markup(example["inside"])
    return str(macro(**arguments))


def _templates() -> Any:
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.structure.files import Files  # noqa: PLC0415

    from disclosure.engines.mkdocs import DisclosurePlugin  # noqa: PLC0415

    config = load_config(str(ROOT / "mkdocs.yml"))
    return DisclosurePlugin().on_env(config.theme.get_env(), config=config, files=Files([]))


if __name__ == "__main__":
    sys.exit(main())
