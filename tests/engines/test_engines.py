"""One county, several ways to build it: every way gives the same bytes."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest


def tree(folder):
    """Return every file below a folder: path → bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def by_our_command(tmp_path_factory, new_county):
    """A county and its site, built by `disclosure build`."""
    here = new_county(tmp_path_factory.mktemp("engines") / "county")
    done = here.command("disclosure", "build")
    assert done.returncode == 0, done.stderr
    return here, tree(here.root / "site"), done


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_every_engine_writes_the_same_bytes(by_our_command, engine):
    here, expected, _ = by_our_command

    done = here.command(engine, "build", "-q", "-f", "mkdocs.yml")

    assert done.returncode == 0, done.stderr
    assert tree(here.root / "site") == expected


def test_the_same_day_gives_the_same_bytes_in_any_folder_and_any_process(by_our_command, tmp_path):
    here, expected, _ = by_our_command
    elsewhere = tmp_path / "青禾县 网站"
    shutil.copytree(here.root, elsewhere, ignore=shutil.ignore_patterns("site", ".*"))

    done = type(here)(elsewhere).command("disclosure", "build", PYTHONHASHSEED="7", TZ="America/New_York", LC_ALL="C")

    assert done.returncode == 0, done.stderr
    assert tree(elsewhere / "site") == expected


def test_the_summary_says_in_chinese_what_there_is(by_our_command):
    _, _, done = by_our_command
    lines = done.stderr.splitlines()

    assert [line.split()[0] for line in lines[-4:]] == ["读到", "问题", "写出", "网站在"]
    assert "MkDocs" not in done.stderr + done.stdout


def test_a_strict_build_stops_at_a_reminder(county):
    here = county()
    here.write("content/documents/2026/unused.pdf", b"%PDF-1.4\n%%EOF\n")

    plain = here.command("disclosure", "build")
    strict = here.command("disclosure", "build", "--strict")

    assert (plain.returncode, strict.returncode) == (0, 1)
    assert "没有哪一篇用到这个文件" in strict.stderr


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_a_served_site_follows_an_edit(county):
    here = county()
    port = free_port()
    command = [sys.executable, "-m", "disclosure", "serve", "--address", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=here.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/zwgk/"
    try:
        assert "清溪县" in eventually(address, "清溪县")
        county_file = here.read("catalogs/county.yml")
        here.write("catalogs/county.yml", county_file.replace("清溪县人民政府网", "清溪县新的站名"))

        assert "清溪县新的站名" in eventually(address, "清溪县新的站名")
    finally:
        server.terminate()
        server.wait(10)


def eventually(address, text, *, seconds=60):
    """Return the page at an address as soon as it holds a text; after some time, whatever it holds."""
    page = ""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            page = ""
        if text in page:
            break
        time.sleep(0.3)
    return page
