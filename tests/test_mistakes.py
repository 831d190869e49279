"""Every mistake an editor can make becomes one sentence, at its place, in one run with all the others."""

import os
import re
import sys
from pathlib import Path

import pytest
import yaml

from disclosure.build import Sources, checked, outputs
from disclosure.problem import DataError, Grade

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "mistakes.yml").read_text("utf-8"))


def drawn(folder, case):
    """Do to the county what the case says."""
    path = case.get("in", "content/documents/2026/water-price.md")
    for old, new in filter(None, (case.get("put"), case.get("also"))):
        folder.replace(path, old, re.sub("«(.+?)×(\\d+)»", lambda match: match[1] * int(match[2]), new))
    for source, target in case.get("copy", {}).items():
        folder.write(target, folder.read(source))
    for source, target in case.get("move", {}).items():
        folder.move(source, target)
    for removed in case.get("remove", ()):
        folder.remove(removed)
    for written, text in case.get("write", {}).items():
        folder.write(written, bytes.fromhex(text["hex"]) if isinstance(text, dict) else text)
    if "drawing" in case:
        folder.draw(case["drawing"])
    if "encode" in case:
        folder.write(path, folder.read(path).encode(case["encode"]))
    if case.get("crlf"):
        folder.write(path, folder.read(path).replace("\n", "\r\n"))
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_mistake_is_told_once_with_its_place_and_its_cure(county, case):
    folder = drawn(county(), case)

    grades = tuple(Grade) if case.get("duties") else (Grade.ERROR, Grade.WARNING)
    assert folder.problems(*grades) == case.get("problems", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_no_name_and_no_wording_is_told_in_the_language_of_our_libraries(case):
    for line in case.get("problems", []):
        told = line.split("  ", 2)[2]
        assert not re.search(r"None|True|False|Invalid|Error|should|\[\'|<class|Traceback", told), told


def test_ten_mistakes_in_ten_places_are_ten_problems_in_one_run(county):
    folder = county()
    folder.replace("catalogs/county.yml", '"990201"', '"9902"')
    folder.replace("catalogs/vocabulary.yml", "{编号: notice, 名称: 通知}", "{编号: Notice, 名称: 通知}")
    folder.replace("catalogs/agencies.yml", "电子邮箱: shuiwu@qingxi.example", "电子邮箱: shuiwu")
    folder.replace("catalogs/laws.yml", "效力位阶: 行政法规", "效力位价: 行政法规")
    folder.replace("catalogs/standards/water.yml", "公开时限: 及时公开", "公开时限： 及时公开")
    folder.replace("catalogs/negative/withheld.yml", "状态: 已公布", "状态: 公布")
    folder.replace("content/documents/2026/water-price.md", "公开日期: 2026-01-12", "公开日期: 2026-01-32")
    folder.replace("content/documents/2026/permit-list.md", "water-measures-new", "water-measure-new")
    folder.replace("content/documents/2026/province-notice.md", "各地要节约用水", "见[附件](附件.docx)")
    folder.replace("content/interpretations/2026/water-questions.md", "解读形式: 问答", "解读形式: [问答")

    assert folder.problems() == [
        "catalogs/agencies.yml:24:11  错误  电子邮箱（email）：“shuiwu”不是电子邮箱。写成 name@qinghe.example 的样子",
        "catalogs/county.yml:3:9  错误  行政区划代码（division_code）：“9902”不是行政区划代码。写 6 位数字",
        "catalogs/laws.yml:6:11  错误  没有“效力位价”这一项。是不是“效力位阶”？",
        "catalogs/negative/withheld.yml:3:5  错误  状态（status）：不能写“公布”。只能写：草稿、已审核、已公布",
        "catalogs/standards/water.yml:68:9  错误  “公开时限”后面是中文冒号“：”。改成英文冒号加一个空格：公开时限: …",
        "catalogs/vocabulary.yml:13:10  错误  编号（id）：“Notice”不能作编号。只用小写字母、数字和中间的短横线（不超过 80 个字），例如 water-2026-01",
        "content/documents/2026/permit-list.md:13:7  错误  上位文件（based_on）：没有“water-measure-new”这个公开信息。是不是“water-measures-new”？",
        "content/documents/2026/province-notice.md:23:2  错误  正文：链接“附件.docx”没有对应的文件。核对文件名，或者把这个文件放到正文旁边",
        "content/documents/2026/water-price.md:6:7  错误  公开日期（published）：读不出日期“2026-01-32”。写成 2026-03-01 这样的形式",
        "content/interpretations/2026/water-questions.md:4:7  错误  “[”没有对应的“]”，或里面少了英文逗号。补上“]”和英文逗号；文字以“[”开头时用引号括起来",
    ]


def test_several_mistakes_in_one_file_are_all_told(county):
    folder = county().draw("""
        -- content/documents/2026/water-price.md --
        ---
        标题： 北溪镇2026年居民水价
        发布机构: 北西镇
        成文日期: 2026-02-30
        公开日期：2026-01-12
        对应事项: ["301002001002"]
        公开属性: 公开
        公开属性: 主动公开
        ---
        见[办法](没有.md)。
        """)

    assert folder.problems() == [
        "content/documents/2026/water-price.md:2:3  错误  “标题”后面是中文冒号“：”。改成英文冒号加一个空格：标题: …",
        "content/documents/2026/water-price.md:4:7  错误  成文日期（written）：读不出日期“2026-02-30”。写成 2026-03-01 这样的形式",
        "content/documents/2026/water-price.md:5:5  错误  “公开日期”后面是中文冒号“：”。改成英文冒号加一个空格：公开日期: …",
        "content/documents/2026/water-price.md:7:7  错误  公开属性（publicity）：不能写“公开”。只能写：主动公开、依申请公开、不予公开",
        "content/documents/2026/water-price.md:8:1  错误  “公开属性”写了两次。只保留一处",
    ]


def test_errors_stop_the_build_and_reminders_stop_a_strict_one_only(county, today):
    folder = county()
    folder.replace("content/documents/2026/water-price.md", "  审批结果: 通过", "  审批结果: 不通过")
    reminded = checked(Sources(folder.root), today)

    assert list(outputs(reminded))
    with pytest.raises(DataError) as raised:
        list(outputs(reminded, strict=True))
    assert str(raised.value).splitlines() == folder.problems(Grade.WARNING)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_file_name_that_is_no_text_is_told(county):
    folder = county()
    (folder.root / "content" / "documents" / "2026" / os.fsdecode(b"\xff\xfe\xff\xfe.md")).write_bytes(b"x")

    assert folder.problems() == [
        "content/documents/2026/\ufffd\ufffd\ufffd\ufffd.md:1:1  错误  文件名的编码不是 UTF-8，或有看不见的字符，读不了。重新命名，再放进来"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_or_a_link_among_the_files_is_not_opened(county):
    folder = county()
    os.mkfifo(folder.root / "content" / "documents" / "2026" / "pipe.md")
    (folder.root / "content" / "documents" / "2026" / "link.md").symlink_to("/etc/passwd")
    (folder.root / "content" / "more").symlink_to("/etc")

    told = "1:1  提醒  这是快捷方式（链接），不是文件，网站不读它。把文件本身放进来，或删掉"
    assert folder.problems() == [
        f"content/documents/2026/link.md:{told}",
        f"content/documents/2026/pipe.md:{told}",
        f"content/more:{told}",
    ]
