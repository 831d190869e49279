"""What an attachment hides is told before everybody who downloads it can find it."""

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

PATH = "content/documents/2026/water-price.md"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def told(county):
    """Return a function that says what the check tells of an attachment."""

    def tell(name, data):
        folder = county()
        folder.replace(PATH, "公开属性: 主动公开", f"附件: {{文件: {name}}}\n公开属性: 主动公开")
        folder.write(f"content/documents/2026/{name}", data)
        return folder.problems()

    return tell


def workbook(hide):
    book = openpyxl.Workbook()
    book.active.title = "名单"
    for row in (["户主", "底数", "结果"], ["甲", "一", "合格"], ["乙", "二", "合格"]):
        book.active.append(row)
    hide(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_hidden_sheets_rows_and_columns_are_told_once_each_place(told):
    def hide(book):
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["B"].hidden = True
        other = book.create_sheet("底稿")
        other["A1"], other["A2"] = "内部", "内部"
        other.sheet_state = "veryHidden"

    assert told("rates.xlsx", workbook(hide)) == [
        "content/documents/2026/rates.xlsx:1:1  提醒  有藏起来的内容：工作表“名单”B1（隐藏）、工作表“名单”B2（隐藏）、"
        "工作表“名单”A3（隐藏）等6处。网页和搜索里不显示，下载的人却看得到。"
        "可以公开的，取消隐藏、接受修订；不能公开的，删掉再放进来"
    ]


def test_a_workbook_that_hides_nothing_is_no_matter(told):
    assert told("rates.xlsx", workbook(lambda book: None)) == []


def test_text_that_was_deleted_with_its_trace_kept_is_told(told):
    document = docx.Document()
    paragraph = document.add_paragraph("水价每吨三元")
    paragraph._p.append(
        parse_xml(f'<w:del xmlns:w="{WORD}" w:id="1" w:author="甲"><w:r><w:delText>五元</w:delText></w:r></w:del>')
    )
    stream = io.BytesIO()
    document.save(stream)

    (problem,) = told("rates.docx", stream.getvalue())

    assert "有藏起来的内容：第1段（修订中删除的文字）。" in problem


def test_a_row_drawn_to_nothing_is_hidden_too(told):
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(lambda book: None))) as old, zipfile.ZipFile(plain, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<row r="3"', b'<row r="3" ht="0"'))

    (problem,) = told("rates.xlsx", plain.getvalue())

    assert "工作表“名单”A3（隐藏）、工作表“名单”B3（隐藏）、工作表“名单”C3（隐藏）。" in problem
