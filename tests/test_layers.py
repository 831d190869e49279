"""The straight line of the package: imports point one way, and only the rim knows the engine, the clock and the network."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "plugins" / "disclosure"

LAYERS = (
    {"written", "collecting"},
    {"memory"},
    {"problem", "text"},
    {"read"},
    {"office"},
    {"model"},
    {"relate"},
    {"check"},
    {"publish"},
    {"build"},
    {"engines"},
    {"command"},
    {"__main__"},
)
"""What stands further down may import what stands further up, and its own layer's own folder."""

RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

ENGINES = {"mkdocs", "properdocs", "jinja2", "material"}
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib3",
    "xmlrpc",
}
CLOCK = {"now", "today", "utcnow", "localtime", "gmtime"}


@cache
def modules():
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def room(path):
    """Return the layer that a file belongs to: its folder, or its own name."""
    return path.split("/")[0].removesuffix(".py")


def imported(tree):
    """Yield the full name of everything that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_file_belongs_to_a_layer():
    assert {room(path) for path in modules()} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("name", sorted(RANK))
def test_imports_point_left(name):
    wrong = []
    for path, tree in modules().items():
        if room(path) != name:
            continue
        for target in imported(tree):
            parts = target.split(".")
            if parts[0] != "disclosure" or len(parts) < 2 or parts[1] == name:
                continue
            if RANK[parts[1]] >= RANK[name]:
                wrong.append(f"{path} imports {target}")

    assert wrong == []


def test_only_engines_import_an_engine():
    knowing = {
        room(path) for path, tree in modules().items() if ENGINES & {name.split(".")[0] for name in imported(tree)}
    }

    assert knowing == {"engines"}


def test_nothing_reaches_for_the_network():
    wrong = [
        f"{path} imports {name}"
        for path, tree in modules().items()
        for name in imported(tree)
        if name.split(".")[0] in NETWORK or name.startswith("urllib.request")
    ]

    assert wrong == []


def test_the_date_is_read_in_one_place():
    readings = [
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCK
        and isinstance(node.value, ast.Attribute | ast.Name)
        and (node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id)
        in {"date", "datetime", "dt", "time"}
    ]

    assert readings == ["build.py"]


def test_files_of_editors_are_opened_by_read_office_and_engines_only():
    opening = {"read_bytes", "read_text", "write_bytes", "write_text"}
    rooms = {
        room(path)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in opening)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open")
    }

    assert rooms <= {"read", "office", "engines"}
