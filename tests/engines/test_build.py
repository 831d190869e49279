"""The site is built by MkDocs, by ProperDocs and by our own command, with the same bytes every time."""

import shutil

import pytest


@pytest.fixture(scope="module")
def expected(built_site):
    return built_site.files


def files(folder):
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differences(left, right):
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))


def test_everything_that_is_published_is_written_and_nothing_else(untouched_county, expected):
    ours = set(untouched_county.outputs())
    looks = {path for path in expected if path.startswith("assets/")}

    assert set(expected) == ours | looks


@pytest.mark.parametrize(
    "command",
    [
        ("mkdocs", "build"),
        ("mkdocs", "build", "--strict"),
        ("properdocs", "build", "-f", "mkdocs.yml"),
        ("disclosure", "build"),
        ("disclosure", "build", "--strict"),
    ],
    ids=" ".join,
)
def test_every_way_to_build_gives_the_same_bytes(county, expected, command):
    folder = county(folder="政务 公开")

    done = folder.command(*command, PYTHONHASHSEED="7", TZ="America/New_York")

    assert done.returncode == 0, done.stderr
    assert differences(files(folder.root / "site"), expected) == []


def test_it_builds_from_any_folder_and_twice(county, expected, tmp_path):
    folder = county()

    for _ in range(2):
        done = folder.command(
            "mkdocs", "build", "-q", "-f", str(folder.root / "mkdocs.yml"), "-d", str(tmp_path / "外面" / "站")
        )
        assert (done.returncode, done.stdout + done.stderr) == (0, "")

    assert differences(files(tmp_path / "外面" / "站"), expected) == []
    assert [path.name for path in (tmp_path / "外面").iterdir()] == ["站"]


def test_an_editor_sees_chinese_only(county):
    folder = county()

    done = folder.command("disclosure", "build")

    lines = done.stderr.splitlines()
    assert done.stdout == ""
    assert lines[:3] == ["正在读取和检查 …", "正在生成网页和搜索 …", "正在换上新网站 …"]
    assert lines[3] == "读到  公开事项 6  公开信息 8  政策解读 2  政策问答 3  机构 5"
    assert lines[4] == "问题  错误 0  提醒 0  待办 0"
    assert lines[5].startswith("写出  网页 ")
    assert lines[6] == f"网站在  {folder.root / 'site'}"
    assert len(lines) == 7


def test_mistakes_stop_every_way_to_build_with_their_lines(county):
    folder = county()
    folder.replace("content/documents/2026/water-price.md", "公开日期: 2026-01-12", "公开日期: 2026-01-32")
    problem = folder.problems()[0]

    for command in (("mkdocs", "build"), ("properdocs", "build", "-f", "mkdocs.yml"), ("disclosure", "build")):
        done = folder.command(*command)

        assert done.returncode == 1
        said = done.stdout + done.stderr
        assert problem in said
        assert "有 1 处要先改正，原来的网站没有动。" in said
        assert "Traceback" not in said
        assert not (folder.root / "site").exists()


def test_reminders_stop_a_strict_build_only(county):
    folder = county()
    folder.replace("content/documents/2026/water-price.md", "  审批结果: 通过", "  审批结果: 不通过")

    assert folder.command("mkdocs", "build").returncode == 0
    shutil.rmtree(folder.root / "site")
    strict = folder.command("mkdocs", "build", "--strict")

    assert strict.returncode == 1
    assert "有 1 处要先改正，原来的网站没有动。" in strict.stdout
    assert not (folder.root / "site").exists()


def test_a_warning_of_mkdocs_stops_a_strict_build_before_the_swap(county):
    folder = county()
    folder.write("mkdocs.yml", folder.read("mkdocs.yml") + "nav:\n  - 首页: 没有.md\n")

    done = folder.command("mkdocs", "build", "--strict")

    assert done.returncode == 1
    assert not (folder.root / "site").exists()


def test_a_wrong_day_in_the_settings_is_told(county):
    folder = county()
    folder.replace("mkdocs.yml", "today: 2026-06-15", "today: 六月半")

    done = folder.command("mkdocs", "build")

    assert done.returncode == 1
    assert "mkdocs.yml 的 today：读不出日期“六月半”。写成 2026-03-01 这样的形式" in done.stdout
