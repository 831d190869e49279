"""A second build takes over what has not changed, and what it leaves is, byte for byte, what a clean build leaves."""

import datetime as dt
import os
import random
import shutil
import sqlite3

import pytest
from mkdocs.exceptions import Abort

from disclosure import memory
from disclosure.engines.shelf import FOLDER, OFF
from disclosure.read import known_files


@pytest.fixture
def own_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "own"))


@pytest.fixture
def editable(county, looks, own_cache_folder, monkeypatch):
    """A county with templates of its own, read with all hands though it is small, and not read again at once."""
    monkeypatch.setattr(memory, "WORTH_IT", 1)
    monkeypatch.setattr(known_files, "_STILL_RUNNING", 10_000_000)
    folder = county()
    for path in looks.rglob("*"):
        if path.is_file():
            folder.write(f"overrides/{path.relative_to(looks).as_posix()}", path.read_bytes())
    folder.write("mkdocs.yml", folder.read("mkdocs.yml").replace(str(looks), "overrides"))
    return folder


def clean_build(folder, monkeypatch):
    """Build what is there into another folder, from nothing."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with monkeypatch.context() as patch:
        patch.setenv(OFF, "1")
        build(load_config(str(folder.root / "mkdocs.yml"), site_dir=str(folder.root / "clean")))
    return tree(folder.root / "clean")


def tree(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def differences(left, right):
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))


def written_anew(folder, before):
    """Return the files of the site that are not the very files that were there before."""
    return sorted(path for path, inode in inodes(folder).items() if before.get(path) != inode)


def inodes(folder):
    site = folder.root / "site"
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


PUBLICITY = ("主动公开", "依申请公开", "不予公开")
WORDS = "供水水价取水许可公开清单办法通知河长养老救助补贴"


class Editor:
    """Makes one random edit after another, as an office would in some years."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.dice = random.Random(seed)
        self.today = dt.date(2026, 6, 15)
        self.made = 0

    def writings(self, room="documents"):
        return sorted(
            path.relative_to(self.folder.root).as_posix()
            for path in (self.folder.root / "content" / room).rglob("*.md")
        )

    def some(self, room="documents"):
        return self.dice.choice(self.writings(room))

    def change_a_text(self):
        path = self.some(self.dice.choice(("documents", "interpretations")))
        line = "".join(self.dice.choices(WORDS, k=20))
        self.folder.write(path, f"{self.folder.read(path)}\n{line}，见《清溪县取水办法》。\n")

    def change_a_title(self):
        path = self.some()
        rows = self.folder.read(path).split("\n")
        for number, row in enumerate(rows):
            if row.startswith(("标题:", "title:")):
                rows[number] = f"{row.rstrip(chr(34))}{self.dice.choice(WORDS)}"
                if row.endswith('"'):
                    rows[number] += '"'
                break
        self.folder.write(path, "\n".join(rows))

    def add(self):
        self.made += 1
        year = self.dice.choice((2024, 2025, 2026))
        others = [path.rsplit("/", 1)[-1].removesuffix(".md") for path in self.writings()]
        self.folder.write(
            f"content/documents/{year}/new-{self.made}.md",
            f"""---
标题: 清溪县新文件{self.made}{self.dice.choice(WORDS)}
发布机构: 县水务局
公开日期: {year}-02-{self.dice.randint(10, 28)}
相关文件: [{self.dice.choice(others)}]
公开属性: {self.dice.choice(PUBLICITY)}
公开审查: {{保密审查人: 甲, 保密审查日期: {year}-01-01, 保密审查结果: 通过, 审批人: 乙, 审批日期: {year}-01-01, 审批结果: 通过}}
---
一、{"".join(self.dice.choices(WORDS, k=60))}
""",
        )

    def rename(self):
        path = self.some()
        self.folder.move(path, path.replace(".md", f"-{self.dice.randint(1, 99)}.md"))

    def delete(self):
        new = [path for path in self.writings() if "/new-" in path]
        if new:
            self.folder.remove(self.dice.choice(new))

    def change_publicity(self):
        path = self.some(self.dice.choice(("documents", "interpretations")))
        text = self.folder.read(path)
        for word in PUBLICITY:
            if f"公开属性: {word}\n" in text:
                other = self.dice.choice([each for each in PUBLICITY if each != word])
                self.folder.write(path, text.replace(f"公开属性: {word}\n", f"公开属性: {other}\n"))
                return

    def withdraw(self):
        path = self.some()
        text = self.folder.read(path)
        if "撤回:" not in text:
            self.folder.write(path, text.replace("---\n", f"---\n撤回: {{日期: {self.today}}}\n", 1))

    def change_a_template(self):
        path = self.dice.choice(("pages/document.html", "pages/list.html", "components/records.html", "main.html"))
        old = self.folder.read(f"overrides/{path}")
        self.folder.write(f"overrides/{path}", f"{old}{{#- {self.dice.random()} -#}}\n")
        if path.startswith("pages/"):
            self.folder.write(
                f"overrides/{path}",
                self.folder.read(f"overrides/{path}").replace("<h1", f'<h1 data-n="{self.dice.randint(1, 99)}"', 1),
            )

    def change_the_looks(self):
        part = self.dice.choice(sorted((self.folder.root / "overrides" / "parts" / "site.css").iterdir()))
        part.write_text(f"{part.read_text('utf-8')}\n/* {self.dice.random()} */\n", "utf-8")

    def change_the_vocabulary(self):
        old = self.folder.read("catalogs/vocabulary.yml")
        label = self.dice.choice([row for row in old.split("\n") if "名称: " in row])
        written = label.split("名称: ", 1)[1].split(",")[0].split("}")[0].strip()
        self.folder.write("catalogs/vocabulary.yml", old.replace(f"名称: {written}", f"名称: {written}类", 1))

    def change_the_county(self):
        old = self.folder.read("catalogs/county.yml")
        rows = old.split("\n")
        place = next(number for number, row in enumerate(rows) if row.startswith("地址: "))
        rows[place] = f"地址: 清溪县人民路{self.dice.randint(1, 200)}号"
        self.folder.write("catalogs/county.yml", "\n".join(rows))

    def change_an_agency(self):
        old = self.folder.read("catalogs/agencies.yml")
        self.folder.write("catalogs/agencies.yml", old.replace("名称: 清溪县水务局", "名称: 清溪县水务和河湖局"))

    def change_an_attachment(self):
        self.folder.write("content/documents/2026/water-form.txt", f"申请表 {self.dice.random()}\n")

    def let_a_day_pass(self):
        before, self.today = self.today, self.today + dt.timedelta(days=self.dice.choice((1, 30, 200)))
        self.folder.replace("mkdocs.yml", f"today: {before}", f"today: {self.today}")

    def nothing(self):
        pass

    EDITS = (
        change_a_text,
        change_a_text,
        change_a_title,
        add,
        add,
        rename,
        delete,
        change_publicity,
        withdraw,
        change_a_template,
        change_the_looks,
        change_the_vocabulary,
        change_the_county,
        change_an_agency,
        change_an_attachment,
        let_a_day_pass,
        nothing,
    )

    def edit(self):
        """Make one edit and return a function that takes it back."""
        files = [path for path in self.folder.root.rglob("*") if path.is_file() and self.wrote(path)]
        before, day = {path: path.read_bytes() for path in files}, self.today
        edit = self.dice.choice(self.EDITS)
        edit(self)

        def undo():
            for path in self.folder.root.rglob("*"):
                if path.is_file() and self.wrote(path) and path not in before:
                    path.unlink()
            for path, data in before.items():
                path.write_bytes(data)
            self.today = day

        return edit.__name__, undo

    def wrote(self, path):
        return path.relative_to(self.folder.root).parts[0] in ("content", "catalogs", "overrides", "mkdocs.yml")


@pytest.mark.parametrize(
    ("seed", "edits"), [(20260615, 8), pytest.param(20260616, 50, marks=pytest.mark.long)], ids=["some", "fifty"]
)
def test_random_edits_leave_what_clean_builds_leave(editable, monkeypatch, seed, edits):
    editor = Editor(editable, seed)
    site = editable.build().files
    made, refused = 0, 0

    while made < edits:
        name, undo = editor.edit()
        try:
            found = editable.build().files
        except Abort:  # A mistake: the site stays, the editor takes it back.
            assert tree(editable.root / "site") == site
            undo()
            refused += 1
            assert refused < 50
            continue
        made += 1
        site = clean_build(editable, monkeypatch)
        assert (name, made, differences(found, site)) == (name, made, [])


def test_mkdocs_writes_the_same_pages_one_by_one_when_others_have_a_hand_in_them(editable):
    alone = editable.build().files
    editable.write("hook.py", "")
    editable.write("mkdocs.yml", f"{editable.read('mkdocs.yml')}\nhooks: [hook.py]\n")

    assert differences(editable.build().files, alone) == []


def test_one_edited_text_writes_its_own_page_and_what_shows_it(editable):
    editable.build()
    before = inodes(editable)
    path = "content/documents/2026/water-price.md"
    editable.write(path, f"{editable.read(path)}\n二级水价另行公布。\n")

    editable.build()

    written = [path for path in written_anew(editable, before) if not path.startswith(("search/", "assets/"))]
    assert written == ["documents/water-price/index.html"]


def test_nothing_changed_writes_nothing(editable):
    editable.build()
    before = inodes(editable)

    editable.build()

    copied = [
        path for path in written_anew(editable, before) if not path.startswith(("assets/stylesheets", "assets/icon"))
    ]
    assert copied == []


def test_the_tree_of_the_site_before_is_used_again_and_nothing_is_written_into_its_files(editable, monkeypatch):
    path = "content/documents/2026/water-price.md"
    earlier = {}
    for number in range(4):
        editable.write(path, f"{editable.read(path)}\n第{number}次改。\n")
        site = editable.build().files
        assert differences(site, clean_build(editable, monkeypatch)) == []
        for name, content in site.items():
            kept_link = editable.root / "earlier" / str(number) / name
            kept_link.parent.mkdir(parents=True, exist_ok=True)
            kept_link.hardlink_to(editable.root / "site" / name)
            earlier[kept_link] = content
    assert (spare(editable) / "index.html").is_file()
    assert [link for link, content in earlier.items() if link.read_bytes() != content] == []


def test_what_is_gone_is_gone_from_the_tree_that_is_used_again(editable, monkeypatch):
    for _ in range(2):
        editable.build()
    editable.replace("content/documents/2026/water-price.md", "公开属性: 主动公开", "公开属性: 不予公开")

    for _ in range(2):
        found = editable.build().files
        assert differences(found, clean_build(editable, monkeypatch)) == []
        assert not (editable.root / "site" / "documents" / "water-price").exists()


def test_a_build_that_was_stopped_by_a_mistake_leaves_the_next_one_what_it_needs(editable, monkeypatch):
    for _ in range(2):
        before = editable.build().files
    editable.replace("content/documents/2026/water-price.md", "公开属性: 主动公开", "公开属性: 也许公开")
    assert editable.command("disclosure", "build").returncode == 1
    assert [path.name for path in editable.root.glob(".site*")] == []
    site = editable.root / "site"
    online = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert differences(online, before) == []
    editable.replace("content/documents/2026/water-price.md", "公开属性: 也许公开", "公开属性: 不予公开")

    assert differences(editable.build().files, clean_build(editable, monkeypatch)) == []
    assert not (editable.root / "site" / "documents" / "water-price").exists()


def spare(folder):
    return folder.root / FOLDER / "spare"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_strange_tree_is_thrown_away_and_nobody_elses_file_is_touched(editable, monkeypatch):
    for _ in range(2):
        editable.build()
    ours = editable.write("mine/index.html", "我的").root / "mine"
    shutil.rmtree(spare(editable) / "documents" / "water-price")
    (spare(editable) / "documents" / "water-price").symlink_to(ours)

    assert differences(editable.build().files, clean_build(editable, monkeypatch)) == []
    assert (ours / "index.html").read_text("utf-8") == "我的"


def test_strange_files_in_the_tree_are_neither_believed_nor_left(editable, monkeypatch):
    for _ in range(2):
        editable.build()
    for path in sorted(spare(editable).rglob("*.html"))[::2]:
        path.unlink()
        path.write_bytes(b"strange")
    (spare(editable) / "secret").mkdir()
    (spare(editable) / "secret" / "draft.html").write_bytes(b"closed")

    assert differences(editable.build().files, clean_build(editable, monkeypatch)) == []


def test_another_process_takes_over_too(editable):
    assert editable.command("disclosure", "build").returncode == 0
    before = inodes(editable)

    assert editable.command("disclosure", "build").returncode == 0

    assert [path for path in written_anew(editable, before) if not path.startswith("assets/")] == []


def test_a_page_that_somebody_changed_in_the_site_is_made_again(editable):
    expected = editable.build().files
    page = editable.root / "site" / "documents" / "water-price" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"2.80", b"9.99"))
    (editable.root / "site" / "robots.txt").unlink()

    assert editable.build().files == expected


def test_what_is_closed_leaves_nothing_behind(editable):
    path = "content/documents/2026/water-price.md"
    assert "北溪镇2026年居民水价".encode() in b"".join(editable.build().files.values())
    editable.replace(path, "公开属性: 主动公开", "公开属性: 不予公开")

    closed = editable.build().files

    assert "北溪镇2026年居民水价".encode() not in b"".join(closed.values())
    assert not [path for path in closed if "water-price" in path]
    assert not [path for path in closed if ".cache" in path or "sqlite" in path]


def kept(folder):
    return folder.root / FOLDER / "kept.sqlite"


def cut_short(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turn_bytes(path):
    data = bytearray(path.read_bytes())
    dice = random.Random(3)
    for _ in range(len(data) // 50):
        data[dice.randrange(len(data))] ^= 0xFF
    path.write_bytes(data)


def fill_with_words(path):
    path.write_bytes("这不是数据库。".encode() * 1000)


def empty(path):
    path.write_bytes(b"")


def change_every_answer(path):
    base = sqlite3.connect(path)
    with base:
        for name, value in base.execute("SELECT name, value FROM kept").fetchall():
            base.execute("UPDATE kept SET value = ? WHERE name = ?", (value.replace(b"water", b"price"), name))
    base.close()


def swap_all_answers(path):
    base = sqlite3.connect(path)
    with base:
        rows = base.execute("SELECT name, value FROM kept ORDER BY name").fetchall()
        for (name, _), (_, other) in zip(rows, [*rows[1:], rows[0]], strict=True):
            base.execute("UPDATE kept SET value = ? WHERE name = ?", (other, name))
    base.close()


def other_shape(path):
    path.unlink()
    base = sqlite3.connect(path)
    with base:
        base.execute("CREATE TABLE kept (other TEXT)")
    base.close()


@pytest.mark.parametrize(
    "damage", [cut_short, turn_bytes, fill_with_words, empty, change_every_answer, swap_all_answers, other_shape]
)
def test_a_damaged_or_foreign_cache_is_noticed_and_thrown_away(editable, damage):
    expected = editable.build().files
    damage(kept(editable))

    assert editable.build().files == expected
    before = inodes(editable)
    assert editable.build().files == expected
    assert len(written_anew(editable, before)) < 5, "the new cache is believed"


def test_a_cache_of_another_machine_is_not_believed(editable, tmp_path, monkeypatch):
    expected = editable.build().files
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other machine"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "other machine"))
    before = inodes(editable)

    assert editable.build().files == expected

    assert len(written_anew(editable, before)) == len(expected)


def test_a_cache_of_another_user_cannot_run_anything(editable, tmp_path):
    editable.build()
    trap = tmp_path / "sprung"
    base = sqlite3.connect(kept(editable))
    with base:
        code = f"cposix\nsystem\n(S'touch {trap}'\ntR.".encode()
        base.execute("UPDATE kept SET value = substr(value, 1, 16) || ?", (code,))
    base.close()

    editable.build()

    assert not trap.exists()


def test_a_folder_that_cannot_be_written_is_done_without(editable):
    editable.write(FOLDER.split("/", maxsplit=1)[0], "a file, no folder")

    assert "index.html" in editable.build().files


def test_checking_leaves_for_the_build_what_it_found_and_says_the_same(editable):
    first = editable.command("disclosure", "check")
    again = editable.command("disclosure", "check")

    assert kept(editable).exists()
    assert (first.returncode, first.stdout) == (again.returncode, again.stdout)


def test_another_plugin_sees_every_page(editable):
    editable.build()
    before = inodes(editable)
    editable.write("mkdocs.yml", editable.read("mkdocs.yml").replace("plugins:\n", "plugins:\n  - search\n"))

    editable.build()

    assert not set(before.values()) & set(inodes(editable).values())
