"""A number in a table is judged by the label above its column, or before it in its row, in every kind of table."""

import io

import docx
import openpyxl
import pytest

from disclosure.office.extract import passages
from disclosure.office.headings import Headings
from disclosure.text.file_type import sniff
from disclosure.text.personal_information import find_personal_information

CARD = "4367000000000000009"
OLD_IDENTITY_NUMBER = "990101900307004"
UNION_CARD = "6217000000000000004"


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), "名单.xlsx"


def word(rows):
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue(), "名单.docx"


def comma_separated(rows):
    return "\r\n".join(",".join(row) for row in rows).encode(), "名单.csv"


def tab_separated(rows):
    return "\n".join("\t".join(f'"{cell}"' for cell in row) for row in rows).encode("gb18030"), "名单.csv"


def found(file):
    data, name = file
    return [
        (passage.place, number.kind.value)
        for passage in passages(data, sniff(data, name))
        for number in find_personal_information(passage.text, heading=passage.heading)
    ]


every_table = pytest.mark.parametrize("table", [workbook, word, comma_separated, tab_separated])


@every_table
def test_the_head_of_a_column_tells_an_account_from_a_code(table):
    rows = [["姓名", "一卡通账号", "金额"], ["张三", CARD, "500"], ["李四", CARD, "600"]]

    assert [kind for _, kind in found(table(rows))] == ["银行卡号", "银行卡号"]


@every_table
def test_the_head_of_a_column_tells_an_old_identity_number(table):
    rows = [["姓名", "公民身份号码"], ["张三", OLD_IDENTITY_NUMBER]]

    assert [kind for _, kind in found(table(rows))] == ["身份证号码"]


@every_table
def test_a_label_to_the_left_says_as_much(table):
    rows = [["账户名", "张三", "账号", CARD]]

    assert [kind for _, kind in found(table(rows))] == ["银行卡号"]


@every_table
def test_the_head_of_another_column_says_nothing(table):
    rows = [["账号", "申请编号"], ["（略）", CARD], ["（略）", OLD_IDENTITY_NUMBER]]

    assert found(table(rows)) == []


@pytest.mark.parametrize("table", [workbook, word])
def test_a_code_whose_column_says_so_is_no_card(table):
    rows = [["项目名称", "项目代码"], ["水厂", UNION_CARD], ["水渠", UNION_CARD]]

    assert found(table(rows)) == []


@every_table
def test_a_column_of_codes_excuses_nobody_in_another_list_below_it_or_another_column(table):
    rows = [["项目名称", "项目代码"], ["水厂", "2026-01"], ["联系人", "联系电话"], ["张三", "13800000000"]]

    assert [kind for _, kind in found(table(rows))] == ["手机号码"]

    rows = [["项目代码", "联系电话"], [UNION_CARD, "13800000000"]]

    assert "手机号码" in [kind for _, kind in found(table(rows))]


def test_a_word_among_the_numbers_leaves_the_head_of_accounts_in_place():
    headings = Headings()

    called = []
    for text in ("账号", "现金发放", CARD, "项目代码", CARD, "小计", CARD):
        called.append(headings.of(0, text))
        headings.end_row()

    assert called == ["", "", "账号", "", "项目代码", "", ""]


def test_reading_a_large_table_takes_time_in_a_straight_line(straight_line):
    def work(data):
        return found((data, "名单.csv"))

    straight_line(work, lambda size: ("姓名,账号\n" + f"张三,{CARD[:-1]}1\n" * size).encode(), size=1_000)


def test_a_line_of_nothing_but_quotes_or_letters_takes_no_longer(straight_line):
    straight_line(lambda data: found((data, "名单.csv")), lambda size: b'a"' * size + b"a" * size + b'"\n', size=20_000)
