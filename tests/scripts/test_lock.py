"""The lock files: whole, hashed, and of one mind with pyproject.toml."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .conftest import ROOT

LOCKS = ("runtime", "test")


def locked(name):
    """Each requirement of a lock file with its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", "")
    for line in text.splitlines():
        if not line.startswith("#"):
            requirement, *hashes = line.split("--hash=")
            yield Requirement(requirement), [digest.strip() for digest in hashes]


@pytest.fixture(scope="module")
def versions():
    return {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for name in LOCKS
        for requirement, _hashes in locked(name)
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_one_version_with_its_hashes(name):
    requirements = list(locked(name))

    assert len(requirements) > 10
    for requirement, hashes in requirements:
        assert re.fullmatch(r"==[\w.!+]+", str(requirement.specifier))
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


def test_no_package_is_named_twice():
    names = [canonicalize_name(requirement.name) for name in LOCKS for requirement, _hashes in locked(name)]

    assert len(names) == len(set(names))


def test_the_locks_hold_what_the_project_asks_for(versions):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["test"],
    ]

    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_the_product_does_not_need_the_tests_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime = {canonicalize_name(requirement.name) for requirement, _hashes in locked("runtime")}
    tests = {canonicalize_name(Requirement(name).name) for name in project["project"]["optional-dependencies"]["test"]}

    assert not runtime & tests


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")

    assert not re.search(r"://|\b[\w-]+\.(org|com|cn|net|io)\b|index-url", text)
