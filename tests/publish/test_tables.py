"""Sheets on a page: the title above, heads with their scope, names of rows, numbers right, and a limit."""

from disclosure.office.tables import Cell, SheetTable
from disclosure.publish.tables import drawn


def table(*rows, name="表", cut=False):
    cells = tuple(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in rows)
    return SheetTable(name, cells, sum(cell.columns for cell in cells[0]), cut)


def only(*rows, **options):
    ((view,), _) = drawn([table(*rows, **options)], "附件")
    return view


def scopes(rows):
    return [[(cell["text"], cell["scope"]) for cell in row] for row in rows]


def test_a_title_over_all_columns_is_the_caption_and_the_unit_a_note():
    view = only([Cell("补偿标准", 3)], ["单位：元", "", ""], ["种类", "单位", "标准"], ["水井", "口", "2000"])

    assert (view["caption"], view["notes"]) == ("补偿标准", ["单位：元"])
    assert scopes(view["head"]) == [[("种类", "col"), ("单位", "col"), ("标准", "col")]]


def test_without_a_title_the_sheet_gives_its_name():
    assert only(["种类", "标准"], ["水井", "2000"], name="设施")["caption"] == "设施"


def test_merged_heads_take_two_rows_and_name_groups_of_columns():
    view = only(
        [Cell("类别", 1, 2), Cell("城市", 2)],
        ["2025年", "2026年"],
        ["低保", "740", "780"],
    )

    assert scopes(view["head"]) == [[("类别", "col"), ("城市", "colgroup")], [("2025年", "col"), ("2026年", "col")]]
    assert scopes(view["rows"]) == [[("低保", "row"), ("740", ""), ("780", "")]] or view["rows"]


def test_rows_are_named_by_their_first_column():
    view = only(["区片", "标准"], ["Ⅰ", "56000"], ["Ⅱ", "50000"])

    assert [row[0] for row in scopes(view["rows"])] == [("Ⅰ", "row"), ("Ⅱ", "row")]


def test_a_first_column_of_numbers_names_nothing():
    view = only(["序号", "店名"], ["1", "面馆"], ["2", "粉店"])

    assert [row[0] for row in scopes(view["rows"])] == [("1", ""), ("2", "")]


def test_a_merged_name_is_that_of_a_group_of_rows():
    view = only(["区", "户"], [Cell("甲", 1, 2), "1"], ["2"], ["乙", "3"])

    assert scopes(view["rows"]) == [[("甲", "rowgroup"), ("1", "")], [("2", "")], [("乙", "row"), ("3", "")]]


def test_a_first_row_with_numbers_is_no_head():
    view = only(["甲", "12"], ["乙", "13"])

    assert view["head"] == []
    assert len(view["rows"]) == 2


def test_years_are_heads():
    assert len(only(["项目", "2025", "2026"], ["收入", "1", "2"])["head"]) == 1


def test_numbers_stand_right_and_words_do_not():
    view = only(["项", "数", "注"], ["甲", "-1,234.50", "12个"], ["乙", "40.0%", "0012345678901234567890123"])

    assert [[cell["number"] for cell in row] for row in view["rows"]] == [[False, True, False], [False, True, False]]


def test_a_table_that_was_cut_says_how_much_is_here():
    assert only(["甲", "乙"], ["一", "二"], cut=True)["cut"] == 2
    assert only(["甲", "乙"], ["一", "二"])["cut"] == 0


def test_all_tables_of_a_page_share_its_room():
    long = table(["项", "文"], *(["甲", "字" * 99] for _ in range(50)))

    views, room = drawn([long, long, long], "附件", 6_000)

    assert [(len(view["rows"]), view["cut"]) for view in views] == [(50, 0), (9, 10)]
    assert room == 0
    assert drawn([long], "又一个", room) == ([], 0)


def test_every_table_of_a_file_has_a_label_of_its_own():
    one = table(["甲", "乙"], ["一", "二"])

    assert [view["label"] for view in drawn([one, one], "收费")[0]] == ["收费：表", "收费：表（2）"]
