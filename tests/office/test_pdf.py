"""The pages of a PDF are read as they look, and no PDF can hold up the build."""

import io
import random
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NullObject

from disclosure.office import pdf as pdf_module
from disclosure.office.extract import Passage, Unreadable, passages
from disclosure.office.pdf import stop_readers
from disclosure.office.pdf_text import Reader, TooManyOperators
from disclosure.office.pdf_worker import Document
from disclosure.text.file_type import TYPES

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /Widths [" + "500 " * 95 + "] >>"
CHINESE = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /ToUnicode 9 0 R "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 1000 /W [1 [500 500] 3 9 500] >>] >>"
)
GBK = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [<< /DW 1000 >>] >>"
TABLE = (
    "1 begincodespacerange <0000> <FFFF> endcodespacerange "
    "2 beginbfchar <0010> <59D3> <0011> <540D> endbfchar "
    "2 beginbfrange <0020> <0022> <7532> <0030> <0031> [<4E00> <4E8C4E09>] endbfrange"
)


def pdf(content, *, extra="", page="", catalog="", more=()):
    """A PDF of one page: fonts F1 (Western), F2 (Chinese by table), F3 (Chinese by GBK)."""
    content = content if isinstance(content, bytes) else content.encode("latin-1")
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
        f"<< /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> {extra} >> {page} >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        HELVETICA,
        CHINESE,
        GBK,
        "<< /Author <FEFF738B4E94> /Producer (x) >>",
        f"<< /Length {len(TABLE)} >> stream\n{TABLE}\nendstream",
        *more,
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj %s endobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(bodies) + 1} /Root 1 0 R /Info 8 0 R >>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF".encode()


def read(data):
    """Read in this process: passages and the reason for an end."""
    result = []
    try:
        result.extend(Document(data).passages())
    except Unreadable as error:
        return result, str(error)
    return result, ""


def page_text(content, **parts):
    result, reason = read(pdf(content, **parts))
    assert reason == ""
    return next((passage.text for passage in result if passage.place == "第1页"), "")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("BT /F1 10 Tf 50 700 Td (138) Tj (12345678) Tj ET", "13812345678"),
        ("BT /F1 10 Tf 50 700 Td [(138) -20 (1234) 15 (5678)] TJ ET", "13812345678"),
        ("BT /F1 10 Tf 50 700 Td [(138) -900 (1234)] TJ ET", "138 1234"),
        ("BT /F1 10 Tf 50 700 Td (one) Tj 100 0 Td (two) Tj 0 -20 Td (three) Tj ET", "one two\nthree"),
        ("BT /F1 10 Tf 12 TL 50 700 Td (one) Tj T* (two) Tj (three) ' ET", "one\ntwo\nthree"),
        ('BT /F1 10 Tf 50 700 Td (one) Tj 15 -12 TD (two) Tj 5 3 (x) " ET', "one\ntwo\nx"),
        ("BT /F1 10 Tf 1 0 0 1 50 700 Tm (one) Tj 1 0 0 1 65 700 Tm (two) Tj ET", "onetwo"),
        ("BT /F1 10 Tf 1 0 0 1 80 700 Tm (two) Tj 1 0 0 1 50 700 Tm (one) Tj ET", "one two"),
        ("BT /F1 10 Tf 50 700 Td (bold) Tj ET BT /F1 10 Tf 50.2 700 Td (bold) Tj ET", "bold"),
        ("q 0 1 -1 0 300 0 cm BT /F1 10 Tf 50 100 Td (up) Tj 11 0 Td (right) Tj ET Q", "upright"),
        ("BT /F1 10 Tf 8 Tc 50 700 Td (ab) Tj ET", "ab"),
        ("BT /F1 10 Tf 200 Tz 50 700 Td (ab) Tj 20 0 Td (cd) Tj ET", "abcd"),
        (r"BT /F1 10 Tf 50 700 Td (a\(b\)\101\\ (nested (twice)) c) Tj ET", r"a(b)A\ (nested (twice)) c"),
        ("BT /F1 10 Tf 50 700 Td <61 62 6> Tj ET", "ab`"),
        (
            "BT /F2 10 Tf 50 700 Td <001000110020002100220031> Tj ET",
            "姓名甲\u7533\u7534二三",
        ),
        (b"BT /F3 10 Tf 50 700 Td (\xd0\xd5\xc3\xfb 1) Tj ET", "姓名 1"),
        ("BI /W 1 /H 1 ID \x01(\x02 EI BT /F1 10 Tf 50 700 Td (after) Tj ET", "after"),
        ("BT /F1 10 Tf 50 700 Td (a BI b ID c EI d) Tj ET", "a BI b ID c EI d"),
        ("% a comment (not shown)\nBT /F1 10 Tf 50 700 Td (shown) Tj ET", "shown"),
        ("BT /F1 10 Tf 50 700 Td (never closed", ""),
        ("Tj TJ ' \" Td Tf cm ] [ >> Q Q Q 1 2 3", ""),
    ],
)
def test_a_page_reads_as_it_looks(content, text):
    assert page_text(content) == text


def test_a_number_broken_in_a_narrow_cell_is_whole():
    cell = "BT /F1 10 Tf 50 700 Td (Zhang) Tj ET BT /F1 10 Tf 100 700 Td (3501221990030) Tj ET BT /F1 10 Tf {} 688 Td (7002X) Tj ET"

    below, beside = read(pdf(cell.format(100)))[0], read(pdf(cell.format(300)))[0]

    assert Passage("35012219900307002X", "第1页（数字跨行或逐格相连）", True) in below
    assert not any("7002X" in passage.text and passage.hidden for passage in beside)


def test_a_number_with_a_box_for_each_digit_is_whole():
    boxes = "".join(
        f"BT /F1 10 Tf {50 + 20 * at} 700 Td ({digit}) Tj ET " for at, digit in enumerate("350122199003070017")
    )

    assert Passage("350122199003070017", "第1页（数字跨行或逐格相连）", True) in read(pdf(boxes))[0]


def test_forms_drawn_on_a_page_are_part_of_it():
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Length 34 >> stream\nBT /F1 9 Tf 5 5 Td (stamped) Tj ET\nendstream"

    assert page_text("/Fm0 Do", extra="/XObject << /Fm0 10 0 R >>", more=[form]) == "stamped"


def test_a_form_that_draws_itself_ends():
    form = "<< /Type /XObject /Subtype /Form /Resources << /XObject << /A 10 0 R >> >> /Length 23 >> stream\n/A Do /A Do /A Do /A Do\nendstream"

    assert read(pdf("/A Do", extra="/XObject << /A 10 0 R >>", more=[form])) == (
        [Passage("王五", "文档属性“作者”", True), Passage("x", "文档属性“程序”", True)],
        "",
    )


def test_drawing_is_limited_for_the_document_as_a_whole():
    reader = Reader(tokens=1000)

    with pytest.raises(TooManyOperators):
        reader.page_text(b"1 1 m 2 2 l S " * 1000, {})


def test_what_nobody_sees_on_the_page_is_found():
    annotation = "<< /Type /Annot /Subtype /Text /Contents (look here) /T (Zhao) /A << /URI (mailto:a@b.cn) >> >>"
    data = pdf(
        "",
        page="/Annots [10 0 R]",
        catalog="/Outlines << /First 11 0 R >> /AcroForm << /Fields [12 0 R] >>",
        more=[annotation, "<< /Title (mark) /Next 11 0 R /First 11 0 R >>", "<< /T (f) /V (filled) /Kids [12 0 R] >>"],
    )

    assert read(data) == (
        [
            Passage("王五", "文档属性“作者”", True),
            Passage("x", "文档属性“程序”", True),
            Passage("look here", "第1页批注", True),
            Passage("Zhao", "第1页批注作者或表单项名称", True),
            Passage("mailto:a@b.cn", "链接地址", True),
            Passage("filled", "表单", True),
            Passage("mark", "书签", True),
        ],
        "",
    )


def test_a_page_without_a_table_of_characters_is_not_passed_over_in_silence():
    bare = CHINESE.replace("/ToUnicode 9 0 R", "")
    data = pdf("BT /F2 10 Tf 50 700 Td <" + "0041" * 12 + "> Tj ET").replace(
        CHINESE.encode(), bare.ljust(len(CHINESE)).encode()
    )

    assert read(data)[1] == "第1页：字体里没有文字对照表，无法检查、搜索，也无法朗读。请从原文件重新导出 PDF"


def test_files_attached_to_a_pdf_are_read():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("名单.csv", "张三,13812345678".encode("gb18030"))
    stream = io.BytesIO()
    writer.write(stream)

    result = list(passages(stream.getvalue(), TYPES["pdf"]))

    assert Passage("张三,13812345678", "PDF 附带的文件“名单.csv”第1行") in result


def encrypted(password, algorithm):
    writer = PdfWriter(io.BytesIO(pdf("BT /F1 10 Tf 50 700 Td (open) Tj ET")))
    writer.encrypt(password, "owner", algorithm=algorithm)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_that_only_forbids_copying_is_read_and_one_under_a_password_is_not():
    assert Passage("open", "第1页") in read(encrypted("", "RC4-128"))[0]
    assert read(encrypted("secret", "RC4-128")) == (
        [],
        "PDF 加了密码或权限保护，无法检查。请从原文件重新导出一份不加保护的 PDF",
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.4\nstartxref\n0\n%%EOF", pdf("")[:200], b"\0" * 3000])
def test_rubble_is_called_damaged(data):
    assert read(data) == ([], "PDF 已损坏，读不出来。请从原文件重新导出 PDF")


def test_pages_that_contain_themselves_end():
    data = pdf("").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")

    found, _ = read(data)

    assert all(passage.hidden for passage in found)


def test_the_process_gives_what_reading_here_gives():
    data = pdf("BT /F1 10 Tf 50 700 Td (text) Tj ET")

    assert list(passages(data, TYPES["pdf"])) == read(data)[0]


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read(monkeypatch):
    slow = pdf(b"BT /F1 10 Tf 50 700 Td " + b"(x) Tj 1 0 Td " * 400_000)
    monkeypatch.setattr(pdf_module, "PATIENCE", 0.3)

    with pytest.raises(Unreadable, match="读了很久没有结果"):
        list(passages(slow, TYPES["pdf"]))
    monkeypatch.undo()

    assert Passage("next", "第1页") in list(passages(pdf("BT /F1 10 Tf 50 700 Td (next) Tj ET"), TYPES["pdf"]))


def test_a_reader_that_loses_interest_leaves_nothing_behind():
    data = pdf("BT /F1 10 Tf 50 700 Td (text) Tj ET")

    half = passages(data, TYPES["pdf"])
    next(half)
    half.close()

    assert list(passages(data, TYPES["pdf"])) == read(data)[0]


def test_readers_that_wait_can_be_ended_and_leave_no_thread():
    data = pdf("BT /F1 10 Tf 50 700 Td (text) Tj ET")
    first = list(passages(data, TYPES["pdf"]))
    waiting = len(pdf_module._idle)
    before = threading.active_count()

    stop_readers()

    assert waiting
    assert threading.active_count() == before - waiting
    assert list(passages(data, TYPES["pdf"])) == first


SOUND = pdf(
    "BT /F1 10 Tf 50 700 Td (138) Tj /F2 9 Tf <00100011> Tj /F3 9 Tf [(x) 5 (y)] TJ ET /Fm0 Do",
    extra="/XObject << /Fm0 10 0 R >>",
    page="/Annots [11 0 R]",
    catalog="/Outlines << /First 11 0 R >> /AcroForm << /Fields [11 0 R] >> /Metadata 12 0 R",
    more=[
        "<< /Subtype /Form /Matrix [1 0 0 1 0 0] /Length 34 >> stream\nBT /F1 9 Tf 5 5 Td (stamped) Tj ET\nendstream",
        "<< /Contents (c) /V (v) /Title (t) /AP << /N 10 0 R >> >>",
        "<< /Length 49 >> stream\n<x:m xmlns:x='u'><d:c xmlns:d='v' d:t='a'/>b</x:m>\nendstream",
    ],
)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_damage_never_raises_anything_but_unreadable(seed):
    chance = random.Random(seed)
    damaged = bytearray(SOUND)
    for _ in range(chance.randrange(6)):
        at = chance.randrange(len(damaged))
        damaged[at : at + chance.choice([0, 1, 1, 4])] = chance.choice(
            [b"", b"0", b"-", b"9" * 12, b"[", b">>", b"null", b"2 0 R", b"/Kids", b"(", bytes([chance.randrange(256)])]
        )
    if chance.random() < 0.2:
        del damaged[chance.randrange(len(damaged)) :]

    read(bytes(damaged))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text("()<>[]/% .-0123456789TjTJTmTdqQBIIDEI\\'\"\n", max_size=300).map(str.encode))
def test_any_drawing_has_some_text(content):
    font = DictionaryObject({NameObject("/Subtype"): NameObject("/Type1"), NameObject("/Widths"): NullObject()})
    assert isinstance(Reader().page_text(content, DictionaryObject({NameObject("/Font"): font})).text, str)


@pytest.mark.parametrize("piece", [b"(", b"((a)", b"BI ID ", b"[", b"<6", b"(x) Tj ", b"q ", b"/a(\\"])
def test_the_cost_of_a_page_grows_with_the_page(piece, straight_line):
    def drawing(times):
        stream = DecodedStreamObject()
        stream.set_data(piece * times)
        return stream

    straight_line(lambda stream: Reader().page_text(stream.get_data(), {}), drawing)
