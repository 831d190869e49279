"""A catalogue as a table that a spreadsheet opens as it is."""

import csv
import io

import pytest

HEAD = [
    *["目录", "序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体"],
    *["公开对象：全社会", "公开对象：特定群体", "公开方式：主动", "公开方式：依申请"],
    *["公开层级：县级", "公开层级：乡级", "公开层级：村级"],
    *["五公开", "事项编码", "状态", "公开信息（条）", "最近公开", "依据核对", "网址"],
]


def rows(outputs, path):
    """Read a table as Excel does."""
    data = outputs[path].data
    assert data.startswith(b"\xef\xbb\xbf"), "without the mark Excel on Windows takes it for GBK"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_has_the_columns_of_the_catalogue_and_how_each_duty_stands(untouched_county):
    head, first, second, *_ = rows(untouched_county.outputs(), "catalogues/water/water.csv")

    assert head == HEAD
    assert first[:4] == ["清溪县水务领域政务公开标准目录", "1", "取水许可", "办事指南"]
    assert first[4] == "申请条件和材料\n办理流程、时间、地点"
    assert first[8:16] == ["■政府网站■政务服务中心", "√", "", "√", "", "√", "", ""]
    assert first[16:19] == ["服务公开", "301001001", "已公开"]
    assert first[-2:] == ["已核对", "https://www.qingxi.example/zwgk/items/301001001/"]
    assert second[10:15] == ["申请人", "√", "√", "√", "√"]
    assert second[-2] == "待核对"


def test_the_table_of_all_catalogues_has_every_row_of_each(untouched_county):
    outputs = untouched_county.outputs()
    everything = rows(outputs, "catalogues/catalogues.csv")
    each = [
        path for path in outputs if path.startswith("catalogues/") and path.count("/") == 2 and path.endswith(".csv")
    ]

    assert len(each) == 3
    assert everything == [HEAD, *(row for path in each for row in rows(outputs, path)[1:])]


def test_a_catalogue_that_is_not_published_has_no_table(county):
    folder = county()
    folder.replace("catalogs/standards/water.yml", "状态: 已公布", "状态: 草稿")

    outputs = folder.outputs()

    assert "catalogues/water/water.csv" not in outputs
    assert "取水许可" not in outputs["catalogues/catalogues.csv"].data.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(county, start):
    folder = county()
    folder.replace("catalogs/standards/water.yml", "公开内容: [名录]", f"公开内容: ['{start}cmd|calc!A1, \"x\"']")

    table = rows(folder.outputs(), "catalogues/water/water.csv")

    assert table[4][4] == f'\'{start}cmd|calc!A1, "x"'
    assert not [cell for row in table for cell in row if cell[:1] in set("=+-@＝＋－＠")]
