"""While a site is served, an edited text is on the screen before everything else is built; nothing closed ever is."""

import shutil
import subprocess
import sys
import threading

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

PATH = "content/documents/2026/water-price.md"
PAGE = "documents/water-price/index.html"


class Server:
    """What the plugin sees of MkDocs' server, with a builder that only looks at the site."""

    def __init__(self, folder):
        self.folder, self.root, self.site = folder, folder.root, folder.root / "site"
        self.read, self.write = folder.read, folder.write
        self.seen_when_building = None
        self._epoch_cond = threading.Condition()
        self._wanted_epoch, self._visible_epoch = 200, 100

    def watch(self, folder):
        pass

    def builder(self):
        self.seen_when_building = (self.site / PAGE).read_text("utf-8")
        self.epochs_when_building = (self._visible_epoch, self._wanted_epoch)


@pytest.fixture
def served(county):
    """A county that is built, and served by nobody."""
    folder = county()
    config = load_config(str(folder.root / "mkdocs.yml"))
    build(config)
    server = Server(folder)
    plugin = next(iter(config.plugins.values()))
    plugin.on_serve(server, config=config, builder=server.builder)
    return server


def shown(served):
    """Build as the server does when a file has changed; return the page as it stood before the real build."""
    served.builder()
    return served.seen_when_building


def test_an_edited_text_is_shown_before_the_site_is_built(served):
    served.write(PATH, f"{served.read(PATH)}\n二级水价另行公布。\n")

    assert "二级水价另行公布。" in shown(served)
    assert served.epochs_when_building == (200, 200)  # The browser loads the page now, and nobody has to wait.
    assert served._wanted_epoch == 201  # It loads it again when all is built.


def test_what_is_shown_first_is_what_is_built_in_the_end(served):
    served.write(PATH, served.read(PATH).replace("年居民水价", "年居民用水价格"))
    first = shown(served)

    assert first == served.folder.build().files[PAGE].decode()


def test_the_second_edit_is_shown_as_well(served):
    for line in ("第一次改动。", "第二次改动。"):
        served.write(PATH, f"{served.read(PATH)}\n{line}\n")
        assert line in shown(served)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("主动公开", "不予公开"),
        ("保密审查结果: 通过", "保密审查结果: 不通过"),
        ("公开日期: 2026-01-12", "公开日期: 2099-01-12"),
        ("发布机构: 北溪镇", "发布机构: 没有的镇"),
        ("公开日期: 2026-01-12", "公开日期: 明天"),
        ("居民水价每吨", "联系人身份证11010519491231002X，居民水价每吨"),
    ],
    ids=["closed", "not reviewed", "not yet", "unknown agency", "unreadable", "personal"],
)
def test_what_may_not_be_shown_is_not(served, old, new):
    before = (served.root / "site" / PAGE).read_text("utf-8")
    text = served.read(PATH)
    assert old in text
    served.write(PATH, f"{text.replace(old, new)}\n这一句不能出现。\n")

    assert shown(served) == before
    assert served.epochs_when_building == (100, 200)


def test_two_edits_at_once_are_left_to_the_build(served):
    before = (served.root / "site" / PAGE).read_text("utf-8")
    served.write(PATH, f"{served.read(PATH)}\n改动。\n")
    served.write("content/documents/2026/another.txt", "附件")

    assert shown(served) == before


def test_a_closed_document_is_not_shown_while_it_is_being_written(served):
    path = "content/documents/2026/secret-plan.md"
    served.write(path, served.read(PATH).replace("00001", "00099").replace("主动公开", "不予公开"))
    shown(served)
    served.write(path, f"{served.read(path)}\n还在写。\n")

    shown(served)

    assert not (served.root / "site" / "documents" / "secret-plan").exists()


def test_a_folder_that_goes_away_meanwhile_does_not_keep_the_site_from_being_built(served, monkeypatch):
    before = (served.site / PAGE).read_text("utf-8")

    def vanished(_):
        raise FileNotFoundError

    monkeypatch.setattr("disclosure.engines.preview.files_below", vanished)

    assert shown(served) == before


def test_what_is_served_after_each_edit_is_what_a_clean_build_makes(county, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    folder = county()
    config = load_config(str(folder.root / "mkdocs.yml"))
    plugin = config.plugins["disclosure"]
    config.plugins.on_startup(command="serve", dirty=False)
    memories = []
    for number, (old, new) in enumerate(EDITS):
        folder.write(PATH, folder.read(PATH).replace(old, new))
        build(config)
        memories.append(plugin._memory)
        clean = tmp_path / str(number)
        shutil.copytree(folder.root, clean, ignore=shutil.ignore_patterns(".cache", "site"))
        subprocess.run([sys.executable, "-m", "disclosure", "build"], cwd=clean, check=True, capture_output=True)
        assert tree(folder.root / "site") == tree(clean / "site")
        config = load_config(str(folder.root / "mkdocs.yml"))
        assert config.plugins["disclosure"] is plugin

    config.plugins.on_shutdown()
    assert memories[0] is not None
    assert {*map(id, memories)} == {id(memories[0])}
    assert plugin._memory is None


EDITS = (("年居民水价", "年居民用水价格"), ("主动公开", "不予公开"), ("不予公开", "主动公开"), ("用水价格", "水价"))


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
