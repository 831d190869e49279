"""Whatever stands in an attachment is found, with its place; whatever the attachment is, nothing breaks."""

import datetime as dt
import io
import random
import struct
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from disclosure.office.extract import Allowance, Passage, Unreadable, passages
from disclosure.text.file_type import TYPES, sniff

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read_all(data, name="a", **limits):
    """Every passage and, at the end, why there are no more."""
    result = []
    reason = ""
    try:
        for passage in passages(data, sniff(data, name), allowance=Allowance(**limits)):
            result.append(passage)
    except Unreadable as error:
        reason = str(error)
    return result, reason


def places(data, name="a"):
    """The passages of a sound file: place → text; hidden places begin with a star."""
    result, reason = read_all(data, name)
    assert reason == ""
    shown = {}
    for text, place, hidden, _ in result:
        shown.setdefault(f"*{place}" if hidden else place, text)
    return shown


@pytest.fixture
def word(package):
    def make(body="", **parts):
        return package(
            {
                "[Content_Types].xml": "<Types/>",
                "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
                **parts,
            }
        )

    return make


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# Word


def test_a_word_document_says_where_each_text_stands():
    document = docx.Document()
    document.core_properties.author = "王五"
    document.add_heading("关于取水许可的公示", 0)
    document.add_paragraph("")
    document.add_paragraph("公示期七天。")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "姓名", "电话", "13812345678"
    document.add_paragraph("表后")
    document.sections[0].header.paragraphs[0].text = "县水务局"
    document.sections[0].footer.paragraphs[0].text = "第一页"
    document.add_comment(document.paragraphs[0].runs, text="此处待核", author="赵六")

    shown = places(saved(document), "a.docx")

    assert {key: shown.get(key) for key in EXPECTED_IN_WORD} == EXPECTED_IN_WORD


EXPECTED_IN_WORD = {
    "第1段": "关于取水许可的公示",
    "第2段": "公示期七天。",
    "第3段": "表后",
    "表1第1行第1列": "姓名",
    "表1第1行第2列": "电话",
    "表1第2行第2列": "13812345678",
    "页眉": "县水务局",
    "页脚": "第一页",
    "*批注": "此处待核",
    "*批注或修订的作者": "赵六",
    "*文档属性“作者”": "王五",
}


def test_a_number_that_word_cut_into_runs_is_whole(word):
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in ("138", "1234", "5678"))

    assert places(word(f"<w:p>{runs}</w:p>"), "a.docx")["第1段"] == "13812345678"


def test_deleted_text_is_found_apart_from_what_is_left(word):
    body = (
        '<w:p><w:r><w:t>补助</w:t></w:r><w:del w:author="赵六"><w:r><w:delText>未公布的</w:delText></w:r></w:del>'
        "<w:moveFrom><w:r><w:t>挪走的</w:t></w:r></w:moveFrom><w:r><w:t>标准</w:t></w:r></w:p>"
    )

    shown = places(word(body), "a.docx")

    assert shown["第1段"] == "补助标准"
    assert shown["*第1段（修订中删除的文字）"] == "未公布的挪走的"
    assert shown["*批注或修订的作者"] == "赵六"


def test_a_text_box_written_twice_is_said_once_and_a_differing_copy_too(word):
    box = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>正文</w:t></w:r><mc:AlternateContent xmlns:mc="urn:mc">'
        f"<mc:Choice>{box.format('框里的字')}</mc:Choice>"
        f"<mc:Fallback>{box.format('框里的字')}{box.format('只有旧程序看到的字')}</mc:Fallback>"
        "</mc:AlternateContent></w:p>"
    )

    texts = [passage.text for passage in read_all(word(body), "a.docx")[0]]

    assert texts == ["框里的字", "只有旧程序看到的字", "正文"]


def test_a_number_with_a_cell_for_each_digit_is_whole(word):
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{digit}</w:t></w:r></w:p></w:tc>" for digit in "350122199003070017")

    shown = places(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a.docx")

    assert shown["表1第1行（逐格相连）"] == "350122199003070017"


def test_tables_in_cells_and_breaks_in_paragraphs_keep_their_order(word):
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>前</w:t></w:r></w:p>{inner}<w:p><w:r><w:t>后</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:noBreakHyphen/><w:t>四</w:t></w:r></w:p>"
    )

    shown = places(word(body), "a.docx")

    assert shown == {"表2第1行第1列": "内", "表1第1行第1列": "前\n后", "第1段": "一\t二\n三-四"}


def test_what_nobody_sees_in_a_word_document_is_found(word):
    body = (
        '<w:p><w:r><w:instrText>HYPERLINK "mailto:a@b.cn"</w:instrText></w:r><w:r><w:t>链接</w:t></w:r></w:p>'
        '<w:p><w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" name="x" descr="李四的身份证"/></w:drawing></w:r></w:p>'
    )
    data = word(
        body,
        **{
            "word/footnotes.xml": f"<w:footnotes {WORD}><w:p><w:r><w:t>脚注文字</w:t></w:r></w:p></w:footnotes>",
            "word/_rels/document.xml.rels": '<Relationships><Relationship Id="r1" TargetMode="External" '
            'Target="file:///C:/Users/张三/表.xlsx"/></Relationships>',
            "customXml/item1.xml": "<根><值>藏着的</值></根>",
            "docProps/custom.xml": '<Properties><property name="密级"><lpwstr>内部</lpwstr></property></Properties>',
            "word/charts/chart1.xml": '<c:chart xmlns:c="urn:c"><c:v>图里的数</c:v></c:chart>',
        },
    )

    shown = places(data, "a.docx")

    assert shown["*第1段（域代码）"] == 'HYPERLINK "mailto:a@b.cn"'
    assert shown["*图片或艺术字"] == "李四的身份证"
    assert shown["脚注"] == "脚注文字"
    assert shown["*链接地址"] == "file:///C:/Users/张三/表.xlsx"
    assert shown["*自定义数据"] == "藏着的"
    assert shown["*文档属性“密级”"] == "内部"
    assert shown["*图表"] == "图里的数"


def test_a_workbook_inside_a_document_is_read_as_well(word, compound):
    book = openpyxl.Workbook()
    book.active["A1"] = "嵌入的名单"
    wrapped = b"\0\0\0\0\2\0" + "拖入.txt".encode("gb18030") + b"\0C:\\x\0\0\0\3\0\1\0\0\0\0" + struct.pack("<I", 12)
    data = word(
        "",
        **{
            "word/embeddings/book.xlsx": saved(book),
            "word/embeddings/oleObject1.bin": compound({"\x01Ole10Native": wrapped + "拖进来".encode() + b"abc"}),
            "word/embeddings/oleObject2.bin": compound({"Equation Native": b"x"}),
        },
    )

    shown = places(data, "a.docx")

    assert shown["嵌入的文件“book.xlsx”工作表“Sheet”A1"] == "嵌入的名单"
    assert shown["嵌入的文件“oleObject1.bin”第1行"] == "拖进来abc"


# Excel


@pytest.fixture
def book():
    book = openpyxl.Workbook()
    book.properties.creator = "王五"
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["姓名", "身份证号", "电话", "日期"])
    sheet.append(["张三", "350122199003070017", 13812345678, dt.date(2026, 3, 1)])
    sheet["B3"] = 3.50122199003071e17
    sheet["C3"] = 1.5
    return book


def test_a_workbook_says_in_which_cell_each_text_stands(book):
    shown = places(saved(book), "a.xlsx")

    assert {key: text for key, text in shown.items() if "名单”" in key} == {
        "工作表“名单”A1": "姓名",
        "工作表“名单”B1": "身份证号",
        "工作表“名单”C1": "电话",
        "工作表“名单”D1": "日期",
        "工作表“名单”A2": "张三",
        "工作表“名单”B2": "350122199003070017",
        "工作表“名单”C2": "13812345678",
        "工作表“名单”D2": "2026-03-01",
        "工作表“名单”B3": "350122199003071000",
        "工作表“名单”C3": "1.5",
    }
    assert shown["*文档属性“作者”"] == "王五"


def test_hidden_sheets_rows_columns_and_comments_are_found_and_called_hidden(book):
    sheet = book["名单"]
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A1"].comment = Comment("待核", "赵六")
    sheet.oddHeader.center.text = "内部资料"
    book.create_sheet("底稿").append(["藏"])
    book["底稿"].sheet_state = "veryHidden"

    shown = places(saved(book), "a.xlsx")

    assert shown["*工作表“名单”A2（隐藏）"] == "张三"
    assert shown["*工作表“名单”C3（隐藏）"] == "1.5"
    assert shown["工作表“名单”A1"] == "姓名"
    assert "待核" in shown["*工作表“名单”A1批注"]
    assert "内部资料" in shown["*工作表“名单”页眉"]
    assert shown["*工作表“底稿”（隐藏）A1"] == "藏"


def test_formats_that_complete_a_number_are_applied(book):
    sheet = book["名单"]
    sheet["A9"], sheet["B9"] = 199003070017, "199003070025"
    sheet["A9"].number_format, sheet["B9"].number_format = '"350122"0', '"350122"@'
    sheet["C9"] = 13812345678
    sheet["C9"].number_format = "000-0000-0000"

    result = read_all(saved(book), "a.xlsx")[0]

    assert [passage for passage in result if "9" in passage.place[-2:] and "名单" in passage.place] == [
        Passage("350122199003070017", "工作表“名单”A9"),
        Passage("350122199003070025", "工作表“名单”B9", heading="身份证号"),
        Passage("138-1234-5678", "工作表“名单”C9"),
        Passage("13812345678", "工作表“名单”C9", True),
    ]


def test_digits_in_neighbouring_cells_are_joined(book):
    for column, digit in enumerate("350122199003070017", 1):
        book["名单"].cell(5, column, int(digit))

    assert places(saved(book), "a.xlsx")["工作表“名单”第5行（逐格相连）"] == "350122199003070017"


def test_texts_that_no_cell_shows_any_more_are_found(package):
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": '<workbook><sheets><sheet name="表" r:id="r1" xmlns:r="u"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
            "xl/sharedStrings.xml": "<sst><si><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></si><si><t>删掉的</t></si></sst>",
            "xl/worksheets/s.xml": '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>9</v></c>'
            '<c t="str"><f>IF(1,"甲","乙")</f><v>甲</v></c></row></sheetData></worksheet>',
            "xl/worksheets/lost.xml": '<worksheet><sheetData><row r="4"><c r="AB4" t="inlineStr"><is><t>无主</t></is></c>'
            "</row></sheetData></worksheet>",
            "xl/pivotCache/pivotCacheRecords1.xml": '<pivotCacheRecords><r><s v="缓存的人"/></r></pivotCacheRecords>',
            "xl/externalLinks/externalLink1.xml": "<externalLink><cell><v>外部的数</v></cell></externalLink>",
        }
    )

    assert places(data, "a.xlsx") == {
        "工作表名称": "表",
        "工作表“表”A1": "张三",
        "工作表“表”C1": "甲",
        "*工作表“表”C1公式": 'IF(1,"甲","乙")',
        "*工作表“lost”（隐藏）AB4": "无主",
        "*已不在单元格中的残留文字": "删掉的",
        "*数据透视表的缓存": "缓存的人",
        "*外部工作簿的缓存": "外部的数",
    }


# Other kinds


def test_slides_are_counted_in_the_order_of_showing(package):
    paragraph = '<p:sld xmlns:p="p" xmlns:a="a"{}><a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t>页</a:t></a:r></a:p></p:sld>'
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": '<p:p xmlns:p="p" xmlns:r="r"><p:sldId id="256" r:id="b"/><p:sldId id="257" r:id="a"/></p:p>',
            "ppt/_rels/presentation.xml.rels": '<Relationships><Relationship Id="a" Target="slides/slide1.xml"/>'
            '<Relationship Id="b" Target="slides/slide2.xml"/></Relationships>',
            "ppt/slides/slide1.xml": paragraph.format(' show="0"', "次"),
            "ppt/slides/slide2.xml": paragraph.format("", "首"),
            "ppt/slides/slide3.xml": paragraph.format("", "漏"),
            "ppt/notesSlides/notesSlide1.xml": paragraph.format("", "备注"),
        }
    )

    assert places(data, "a.pptx") == {
        "第1页": "首页",
        "*第2页（隐藏）": "次页",
        "*没有排进放映的页": "漏页",
        "*备注页": "备注页",
    }


def test_a_page_of_an_ofd_is_joined_by_its_lines(package):
    def stretch(box, text):
        return f'<ofd:TextObject Boundary="{box}"><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>'

    page = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{}</ofd:Page>'
    data = package(
        {
            "OFD.xml": '<ofd:OFD xmlns:ofd="u"><ofd:Author>王五</ofd:Author></ofd:OFD>',
            "Doc_0/Pages/Page_0/Content.xml": page.format(
                stretch("10 20 8 4", "138") + stretch("18 20 8 4", "1234") + stretch("26 20 8 4", "5678")
                + stretch("60 20 8 4", "张三") + stretch("10 30 8 4", "第二行")
            ),
            "Doc_0/Pages/Page_10/Content.xml": page.format(stretch("1 1 1 1", "末页")),
            "Doc_0/Pages/Page_2/Content.xml": page.format(stretch("x", "二")),
        }
    )  # fmt: skip

    assert places(data, "a.ofd") == {
        "第1页": "13812345678 张三\n第二行",
        "第2页": "二",
        "第3页": "末页",
        "*文档属性“作者”": "王五",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_line_by_line_in_any_encoding(encoding):
    data = "姓名,电话\r\n\r\n张三,13812345678\r\n".encode(encoding)

    assert places(data, "a.csv") == {"第1行": "姓名,电话", "第3行": "张三,13812345678"}


def test_an_archive_is_read_member_by_member_however_deep(package, book):
    inner = package({"公示/名单.csv": "李四".encode("gb18030")})
    data = package({"附件.zip": inner, "表.xlsx": saved(book), "照片.png": b"\x89PNG\r\n\x1a\n\0\0"})

    shown = places(data, "a.zip")

    assert shown["压缩包内“附件.zip”压缩包内“公示/名单.csv”第1行"] == "李四"
    assert shown["压缩包内“表.xlsx”工作表“名单”A2"] == "张三"
    assert shown["压缩包内的文件名"] == "附件.zip"


def test_member_names_written_by_chinese_windows_are_understood():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("XXXX.txt", "内容")
    data = stream.getvalue().replace(b"XXXX", "名单".encode("gbk"))

    assert places(data, "a.zip")["压缩包内“名单.txt”第1行"] == "内容"


def test_pictures_and_films_say_nothing():
    assert read_all(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png") == ([], "")


# What cannot be read


def test_what_can_be_read_comes_before_the_reason_why_not_everything_can(package, book):
    data = package(
        {"a.rar": b"Rar!\x1a\x07\x01\x00", "b.txt": "读得到", "c.docx": b"PK\x03\x04word/document", "d.bin": b"\1\2\3"}
    )

    result, reason = read_all(data, "a.zip")

    assert Passage("读得到", "压缩包内“b.txt”第1行") in result
    assert reason == (
        "压缩包内“a.rar”：RAR 压缩包打不开，无法检查。请解开后用 zip 重新打包；"
        "压缩包内“c.docx”：压缩包不完整或已损坏；"
        "压缩包内“d.bin”：认不出这是什么文件，无法检查"
    )


def test_a_damaged_part_does_not_hide_the_others(word):
    data = word(
        "<w:p><w:r><w:t>正文</w:t></w:r></w:p>",
        **{
            "word/header1.xml": f"<w:hdr {WORD}><w:p><w:r><w:t>页眉字</w:t></w:r></w:p><w:p>",
            "docProps/core.xml": "<a><creator>王五</creator></a>",
        },
    )

    result, reason = read_all(data, "a.docx")

    assert [passage.text for passage in result] == ["正文", "页眉字", "王五"]
    assert reason == "页眉：内部的 XML 已损坏"


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f"<w:document {WORD}><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:document>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_never_expanded(package, encoding):
    data = package({"[Content_Types].xml": "<Types/>", "word/document.xml": BOMB.encode(encoding)})

    assert read_all(data, "a.docx") == ([], "正文：内部的 XML 带有 DTD（可以藏下成倍膨胀的内容），办公软件不会这样写")


def test_an_archive_that_swells_is_stopped(package):
    data = package({"a.txt": b"0" * 30_000_000, "b.txt": b"0" * 30_000_000})

    _, reason = read_all(data, "a.zip", unpacked=20_000_000)

    assert reason == "压缩的内容解开后太大，没有检查完。请拆成几个文件"
    assert len(data) < 100_000


def test_one_long_text_shown_in_many_cells_is_stopped(package):
    cells = '<c t="s"><v>0</v></c>' * 2000
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": f"<sst><si><t>{'长' * 100_000}</t></si></sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>",
        }
    )

    result, reason = read_all(data, "a.xlsx", characters=5_000_000)

    assert reason == "文字太多，没有检查完。请拆成几个文件"
    assert sum(len(passage.text) for passage in result) < 5_000_000


def test_a_flood_of_tags_is_stopped(word):
    assert read_all(word("<w:p/>" * 60_000), "a.docx", tags=50_000)[1] == "内容太多，没有检查完。请拆成几个文件"


def test_a_text_buried_too_deep_is_given_up(word):
    assert read_all(word("<w:tbl><w:tr><w:tc>" * 400), "a.docx") == (
        [],
        "正文：内部的 XML 套得太深，办公软件不会这样写",
    )


@pytest.mark.parametrize("part", ["<d a='{}'/>", "<d><!--{}--></d>", "<d>{}", "<d {}"])
def test_a_tag_that_never_ends_is_given_up_and_a_long_text_is_not(package, part):
    data = package({"[Content_Types].xml": "<Types/>", "word/document.xml": part.format("长" * 3_000_000)})

    _, reason = read_all(data, "a.docx")

    assert reason == (
        "正文：内部的 XML 已损坏" if part == "<d>{}" else "正文：内部的 XML 有一处标记过长，办公软件不会这样写"
    )


def test_a_member_without_a_name_is_read_like_any_other(package):
    data = package({"X": "内容"}).replace(b"X", b"\0")

    assert [passage.text for passage in read_all(data, "a.zip")[0]] == ["内容"]


def test_archives_within_archives_end_somewhere(package):
    data = package({"a.txt": "底"})
    for _ in range(6):
        data = package({"a.zip": data})

    _, reason = read_all(data, "a.zip")

    assert reason.endswith("压缩包套得太深，没有检查到底。请解开后重新打包")


def test_too_many_members_are_not_even_listed(package):
    data = package({"a.bin": b"PK\x01\x02" * 200_001}, stored={"a.bin"})

    assert read_all(data, "a.zip") == ([], "压缩包里的文件超过 20000 个")


def test_a_password_is_named_as_the_reason(package, compound):
    locked = package({"a.txt": "x"}, stored={"a.txt"}).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )

    assert read_all(locked, "a.zip")[1] == "压缩包内“a.txt”：加了密码"
    assert read_all(compound({"EncryptedPackage": b"x"}), "a.docx") == (
        [],
        "文件加了密码，无法检查。去掉密码后重新放进来",
    )


@pytest.mark.parametrize("key", sorted(TYPES))
def test_bytes_that_are_not_what_the_type_says_are_refused_politely(key):
    for data in (
        b"",
        b"\xff" * 40,
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 300,
        random.Random(1).randbytes(3000),
    ):
        try:
            list(passages(data, TYPES[key]))
        except Unreadable as error:
            assert str(error)


class Sound:
    """Small sound files to damage; a class of its own so that a failure does not print them."""

    def __init__(self, package):
        book = openpyxl.Workbook()
        book.active.append(["张三", "350122199003070017", 13812345678, dt.date(2026, 3, 1)])
        book.active["A1"].comment = Comment("待核", "赵六")
        body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>段</w:t></w:r></w:p>"
        parts = {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {WORD}>{body}</w:document>",
            "word/header1.xml": f"<w:hdr {WORD}><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>",
            "docProps/core.xml": "<p><creator>王五</creator></p>",
        }
        self.files = [
            (saved(book), "a.xlsx"),
            (package(parts), "a.docx"),
            (package({"a.csv": "张三,1", "b.zip": package({"c.txt": "x"})}), "a.zip"),
        ]
        self.package = package


@pytest.fixture(scope="module")
def sound(package):
    return Sound(package)


QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(st.integers(0, 2), st.integers(0, 2**32), st.integers(0, 12), st.booleans())
def test_damage_never_raises_anything_but_unreadable(sound, which, seed, hits, cut):
    data, name = sound.files[which]
    chance = random.Random(seed)
    damaged = bytearray(data)
    for _ in range(hits):
        # The table at the end decides most; an even spread would hardly ever hit it.
        at = chance.randrange(len(data)) if chance.random() < 0.4 else -chance.randrange(1, min(400, len(data)))
        damaged[at] = chance.randrange(256)
    if cut:
        del damaged[chance.randrange(len(damaged)) :]

    read_all(bytes(damaged), name)


@QUICK
@given(st.integers(0, 1), st.integers(0, 2**32))
def test_damage_inside_a_part_never_raises_anything_but_unreadable(sound, which, seed):
    data, name = sound.files[which]
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {member: archive.read(member) for member in archive.namelist() if "theme" not in member}
    part = chance.choice(sorted(parts))
    text = bytearray(parts[part])
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text) + 1)
        text[at : at + chance.randrange(9)] = chance.choice(
            [b"", b"9", b"<v>", b"</v>", b"-1e999", b"&x;", b'"', b"A0"]
        )

    read_all(sound.package(parts | {part: bytes(text)}), name)


def test_the_cost_grows_with_the_file(package, straight_line):
    def sheet(rows):
        cells = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}.5</v></c></row>' for row in range(1, rows))
        parts = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": f"<worksheet>{cells}</worksheet>"}
        return package({"[Content_Types].xml": "<Types/>", **parts})

    straight_line(lambda data: read_all(data, "a.xlsx"), sheet)
