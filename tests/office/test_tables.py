"""The tables of a page show what meets the eye on opening a workbook or CSV file, and nothing that was hidden."""

import io

import openpyxl
import pytest

from disclosure.office.tables import COLUMNS, ROWS, tables_of
from disclosure.text.file_type import TYPES


def workbook(fill):
    book = openpyxl.Workbook()
    book.active.title = "补偿标准"
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(fill):
    return tables_of(workbook(fill), TYPES["xlsx"])


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_cells_stand_as_they_are_shown():
    def fill(book):
        book.active.append(["名称", "金额", "占比", "编号", "是否"])
        book.active.append(["水田", -1800.5, 0.25, "0012", True])
        book.active["B2"].number_format = "#,##0.00"
        book.active["C2"].number_format = "0.0%"

    assert [(table.name, texts(table), table.cut) for table in xlsx(fill)] == [
        ("补偿标准", [["名称", "金额", "占比", "编号", "是否"], ["水田", "-1,800.50", "25.0%", "0012", "TRUE"]], False)
    ]


def test_merged_cells_span_what_they_cover():
    def fill(book):
        sheet = book.active
        for row in (["标准表", None, None], ["类别", "城市", None], [None, "低保", "特困"], ["甲", 1, 2]):
            sheet.append(row)
        for place in ("A1:C1", "A2:A3", "B2:C2"):
            sheet.merge_cells(place)

    (table,) = xlsx(fill)

    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [("标准表", 3, 1)],
        [("类别", 1, 2), ("城市", 2, 1)],
        [("低保", 1, 1), ("特困", 1, 1)],
        [("甲", 1, 1), ("1", 1, 1), ("2", 1, 1)],
    ]


def test_nothing_that_is_hidden_is_shown():
    def fill(book):
        sheet = book.active
        for row in (
            ["姓名", "底数", "结果"],
            ["张三", "内部甲", "合格"],
            ["内部乙", "内部丙", "内部丁"],
            ["李四", "内部戊", "合格"],
        ):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet["D1"] = 7
        sheet["D1"].number_format = ";;;"
        for name, state in (("草稿", "hidden"), ("底稿", "veryHidden")):
            other = book.create_sheet(name)
            other["A1"] = "内部己"
            other.sheet_state = state

    assert [texts(table) for table in xlsx(fill)] == [[["姓名", "结果"], ["张三", "合格"], ["李四", "合格"]]]


def test_a_merged_cell_shrinks_by_what_is_hidden_in_it():
    def fill(book):
        sheet = book.active
        for row in (["甲", "一"], [None, "二"], [None, "三"]):
            sheet.append(row)
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[2].hidden = True

    (table,) = xlsx(fill)

    assert table.rows[0][0].rows == 2


def test_empty_rows_columns_and_sheets_take_no_room():
    def fill(book):
        book.active["C4"] = "甲"
        book.active["E9"] = "乙"
        book.create_sheet("空表")

    assert [texts(table) for table in xlsx(fill)] == [[["甲", ""], ["", "乙"]]]


def test_a_large_sheet_is_cut_and_says_so():
    def fill(book):
        for number in range(ROWS + 5):
            book.active.append([number] * (COLUMNS + 2))

    (table,) = xlsx(fill)

    assert (len(table.rows), table.width, len(table.rows[0]), table.cut) == (ROWS, COLUMNS, COLUMNS, True)


def test_a_sheet_of_just_that_many_rows_is_whole():
    (table,) = xlsx(lambda book: [book.active.append([number]) for number in range(ROWS)])

    assert (len(table.rows), table.cut) == (ROWS, False)


def test_merged_cells_that_overlap_lose_no_text():
    def fill(book):
        for row in ("甲乙丙", "丁戊己", "庚辛壬"):
            book.active.append(list(row))
        book.active.merged_cells.ranges = [
            openpyxl.worksheet.cell_range.CellRange(place) for place in ("A1:B2", "B2:C3")
        ]

    (table,) = xlsx(fill)

    assert {cell.text for row in table.rows for cell in row} >= set("甲丙己庚辛壬")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_a_broken_workbook_has_no_table(damage):
    assert tables_of(damage, TYPES["xlsx"]) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_a_table_in_any_encoding(encoding):
    text = '乡镇,户数,说明\r\n城南镇,0120,"低保,特困"\r\n\r\n'

    (table,) = tables_of(text.encode(encoding), TYPES["csv"])

    assert texts(table) == [["乡镇", "户数", "说明"], ["城南镇", "0120", "低保,特困"]]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_a_csv_file_may_part_its_cells_otherwise(delimiter):
    (table,) = tables_of(f"甲{delimiter}乙\n一{delimiter}二\n".encode(), TYPES["csv"])

    assert texts(table) == [["甲", "乙"], ["一", "二"]]


def test_a_csv_file_without_end_to_its_quotes_is_cut():
    tables = tables_of(b'a,b\n1,"' + b"x" * 200_000, TYPES["csv"])

    assert [(texts(table), table.cut) for table in tables] == [([["a", "b"]], True)]


def test_other_files_have_no_tables():
    assert tables_of("甲,乙\n".encode(), TYPES["txt"]) == ()


def test_reading_grows_in_a_straight_line(straight_line):
    def text_of(rows):
        return workbook(lambda book: [book.active.append([row, "甲", row * 2]) for row in range(rows)])

    straight_line(lambda data: tables_of(data, TYPES["xlsx"]), text_of, size=1_000)
