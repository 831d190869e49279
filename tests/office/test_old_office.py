"""Old documents (doc, xls, ppt) say as much as new ones: most leaks were found in them."""

import random
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.office.extract import Allowance, Passage, Unreadable, passages
from disclosure.text.compound_file import BrokenContainer, open_compound
from disclosure.text.file_problem import Fault, file_problems
from disclosure.text.file_type import sniff


def read_all(data, name="a"):
    result = []
    try:
        result.extend(passages(data, sniff(data, name)))
    except Unreadable as error:
        return result, str(error)
    return result, ""


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def short(text):
    """A text as Excel 97 writes it: length, width, characters."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def workbook(cells, *, strings=b"", before=b"", hidden=0, name="名单"):
    """The stream of a workbook with one sheet."""
    begin = record(0x809, struct.pack("<HHII", 0x0600, 5, 0, 0) + bytes(4))
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    front = begin + before + strings
    at = len(front) + 4 + 6 + len(title) + 4
    sheet = record(0x85, struct.pack("<IBB", at, hidden, 0) + title)
    return front + sheet + record(0x0A) + begin + cells + record(0x0A)


def cell(kind, row, column, body, style=0):
    return record(kind, struct.pack("<3H", row, column, style) + body)


def document(text, parts=None, *, flags=0x0200):
    """The streams of a Word document: `parts` are the lengths of text, footnotes, headers, macros, comments and so on."""
    raw = text.encode("utf-16-le")
    lengths = parts or [len(raw) // 2]
    head = bytearray(0x200)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<8I", head, 0x4C, *lengths, *[0] * (8 - len(lengths)))
    pieces = struct.pack("<II", 0, len(raw) // 2) + struct.pack("<HIH", 0, len(head), 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", head, 0x1A2, 0, len(table))
    return {"WordDocument": bytes(head) + raw, "1Table": table}


def properties(**texts):
    body, offset = b"", 8 + 8 * len(texts)
    entries = b""
    for key, text in texts.items():
        raw = text.encode("gb18030") + b"\0"
        raw += b"\0" * (-len(raw) % 4)
        entries += struct.pack("<II", int(key[1:]), offset + len(body))
        body += struct.pack("<II", 0x1E, len(raw)) + raw
    section = struct.pack("<II", offset + len(body), len(texts)) + entries + body
    return (
        struct.pack("<HHI", 0xFFFE, 0, 0)
        + bytes(16)
        + struct.pack("<I", 1)
        + bytes(16)
        + struct.pack("<I", 48)
        + section
    )


# Excel


def test_every_kind_of_cell_is_read(compound):
    strings = record(0xFC, struct.pack("<II", 3, 3) + short("张三") + short("删掉的") + short("李四"))
    cells = (
        cell(0xFD, 0, 0, struct.pack("<I", 0))
        + cell(0x203, 0, 1, struct.pack("<d", 13812345678.0))
        + cell(0x27E, 0, 2, struct.pack("<I", 1200 << 2 | 2))
        + cell(0x27E, 0, 3, struct.pack("<I", 123456 << 2 | 3))
        + record(
            0xBD, struct.pack("<HH", 1, 0) + struct.pack("<HIHI", 0, 5 << 2 | 2, 0, 6 << 2 | 2) + struct.pack("<H", 1)
        )
        + cell(0x06, 1, 2, b"\0\0\0\0\0\0\xff\xff")
        + record(0x207, short("算出来的"))
        + cell(0x06, 1, 3, struct.pack("<d", 2.5))
        + cell(0x204, 27, 27, short("直接写的"))
        + record(0x14, short("内部资料"))
        + record(0x1B6, bytes(10) + struct.pack("<HI", 2, 0))
        + record(0x3C, b"\x01" + "批注".encode("utf-16-le"))
        + cell(0xFD, 2, 0, struct.pack("<I", 2))
    )

    assert read_all(compound({"Workbook": workbook(cells, strings=strings)}), "a.xls") == (
        [
            Passage("名单", "工作表名称"),
            Passage("张三", "工作表“名单”A1"),
            Passage("13812345678", "工作表“名单”B1"),
            Passage("1200", "工作表“名单”C1"),
            Passage("1234.56", "工作表“名单”D1"),
            Passage("5", "工作表“名单”A2"),
            Passage("6", "工作表“名单”B2"),
            Passage("算出来的", "工作表“名单”C2"),
            Passage("2.5", "工作表“名单”D2"),
            Passage("直接写的", "工作表“名单”AB28"),
            Passage("内部资料", "工作表“名单”页眉", True),
            Passage("批注", "工作表“名单”批注或文本框", True),
            Passage("李四", "工作表“名单”A3"),
            Passage("删掉的", "已不在单元格中的残留文字", True),
        ],
        "",
    )


def test_formats_and_hidden_places_count_in_old_workbooks_too(compound):
    before = (
        record(0x41E, struct.pack("<H", 200) + short('"350122"0'))
        + record(0xE0, struct.pack("<HH", 0, 200))
        + record(0xE0, struct.pack("<HH", 0, 14))
    )
    cells = (
        record(0x208, struct.pack("<8H", 0, 0, 0, 0, 0, 0, 0x20, 0))
        + record(0x7D, struct.pack("<6H", 3, 3, 0, 0, 1, 0))
        + cell(0x203, 0, 0, struct.pack("<d", 199003070017.0))
        + cell(0x203, 1, 1, struct.pack("<d", 45000.0), style=1)
        + cell(0x204, 1, 3, short("藏"), style=9)
    )

    assert read_all(compound({"Workbook": workbook(cells, before=before, hidden=2)}), "a.et")[0] == [
        Passage("名单", "工作表名称", True),
        Passage("350122199003070017", "工作表“名单”（隐藏）A1（隐藏）", True),
        Passage("2023-03-15", "工作表“名单”（隐藏）B2", True),
        Passage("藏", "工作表“名单”（隐藏）D2（隐藏）", True),
    ]


def test_a_text_cut_over_two_records_is_whole(compound):
    whole = "三五〇一二二ABCD一九九〇".replace("ABCD", "𠮷")
    units = whole.encode("utf-16-le")
    first = record(0xFC, struct.pack("<II", 2, 2) + struct.pack("<HB", len(units) // 2, 1) + units[:14])
    rest = record(0x3C, b"\x01" + units[14:] + struct.pack("<HBH", 4, 8, 1) + b"abcd" + bytes(4))
    cells = cell(0xFD, 0, 0, struct.pack("<I", 0)) + cell(0xFD, 1, 0, struct.pack("<I", 1))

    result, reason = read_all(compound({"Workbook": workbook(cells, strings=first + rest)}), "a.xls")

    assert ([passage.text for passage in result[1:]], reason) == ([whole, "abcd"], "")


def test_digits_in_neighbouring_cells_are_joined(compound):
    cells = b"".join(
        cell(0x203, 4, at, struct.pack("<d", float(digit))) for at, digit in enumerate("350122199003070017")
    )

    result = read_all(compound({"Workbook": workbook(cells)}), "a.xls")[0]

    assert Passage("350122199003070017", "工作表“名单”第5行（逐格相连）") in result


# Word


def test_an_old_document_says_where_each_text_stands(compound):
    text = (
        '标题\r姓名\x07电话\x07\x07\x13HYPERLINK "a"\x14链接\x15\x01\r一\x0b二\x1e三\r' + "脚注\r" + "批注字\r" + "尾巴"
    )
    parts = [text.index("脚注"), 3, 0, 0, 4]
    streams = document(text, parts) | {"\x05SummaryInformation": properties(_2="题名", _4="王五", _8="赵六")}

    assert read_all(compound(streams), "a.doc") == (
        [
            Passage("标题", "第1段"),
            Passage("姓名", "表格第1格"),
            Passage("电话", "表格第2格"),
            Passage("链接", "第2段"),
            Passage('HYPERLINK "a"', "第2段（域代码）", True),
            Passage("一\n二-三", "第3段"),
            Passage("脚注", "脚注"),
            Passage("批注字", "批注", True),
            Passage("尾巴", "末尾", True),
            Passage("题名", "文档属性“标题”", True),
            Passage("王五", "文档属性“作者”", True),
            Passage("赵六", "文档属性“最后修改者”", True),
        ],
        "",
    )


def test_a_number_with_a_cell_for_each_digit_is_whole(compound):
    text = "".join(f"{digit}\x07" for digit in "350122199003070017") + "\x07\r"

    assert "350122199003070017" in [passage.text for passage in read_all(compound(document(text)), "a.wps")[0]]


def test_a_workbook_inside_an_old_document_is_read(compound):
    inside = workbook(cell(0x204, 0, 0, short("嵌入的")))

    result = read_all(compound(document("外\r") | {"ObjectPool/Workbook": inside}), "a.doc")[0]

    assert Passage("嵌入的", "嵌入的文件工作表“名单”A1") in result


def test_pieces_that_say_the_same_again_and_again_are_stopped(compound):
    streams = document("很长的话" * 2000)
    count = 300
    piece = struct.pack("<HIH", 0, 0x200, 0)
    table = struct.pack(f"<{count + 1}I", *range(0, 8000 * (count + 1), 8000)) + piece * count
    raw = b"\x02" + struct.pack("<I", len(table)) + table
    head = bytearray(streams["WordDocument"])
    struct.pack_into("<II", head, 0x1A2, 0, len(raw))
    data = compound({"WordDocument": bytes(head), "1Table": raw})

    with pytest.raises(Unreadable, match="文字太多"):
        list(passages(data, sniff(data, "a.doc"), allowance=Allowance(characters=1_000_000)))


# Slides


def test_the_texts_of_old_slides_are_found_in_their_containers(compound):
    def piece(kind, body, version=0):
        return struct.pack("<HHI", version, kind, len(body)) + body

    inner = piece(4000, "第一页标题".encode("utf-16-le")) + piece(1, b"xx") + piece(4008, b"plain\rtext")
    data = compound({"PowerPoint Document": piece(1000, inner, 0xF)})

    assert read_all(data, "a.ppt")[0] == [Passage("第一页标题", "第1段文字"), Passage("plain\ntext", "第2段文字")]


# Kinds and faults


@pytest.mark.parametrize(
    ("stream", "name", "key"),
    [
        ("WordDocument", "a.doc", "doc"),
        ("WordDocument", "a.wps", "wps"),
        ("WordDocument", "a.xls", "doc"),
        ("Workbook", "a.xls", "xls"),
        ("Book", "a.et", "et"),
        ("PowerPoint Document", "a.ppt", "ppt"),
        ("PowerPoint Document", "a.dps", "dps"),
        ("EncryptedPackage", "a.xlsx", "xlsx"),
        ("__properties_version1.0", "a.msg", "unknown"),
    ],
)
def test_the_streams_inside_tell_the_kind(compound, stream, name, key):
    assert sniff(compound({stream: b"x"}), name).key == key


@pytest.mark.parametrize(
    ("streams", "name", "faults"),
    [
        ({"EncryptedPackage": b"x"}, "a.docx", [Fault.ENCRYPTED]),
        (document("x\r", flags=0x0300), "a.doc", [Fault.ENCRYPTED]),
        (document("x\r"), "a.doc", []),
        ({"Workbook": workbook(b"", before=record(0x2F, bytes(54)))}, "a.xls", [Fault.ENCRYPTED]),
        ({"Workbook": workbook(b"")}, "a.xls", []),
        (document("x\r") | {"Macros/VBA": b"x"}, "a.doc", [Fault.REFUSED]),
        ({"Workbook": workbook(b""), "_VBA_PROJECT_CUR/VBA": b"x"}, "a.xls", [Fault.REFUSED]),
        ({"Workbook": workbook(b"")}, "a.doc", [Fault.MISMATCH]),
    ],
)
def test_passwords_and_macros_are_seen(compound, streams, name, faults):
    assert [problem.fault for problem in file_problems(compound(streams), name)] == faults


def test_a_half_received_file_is_broken(compound):
    data = compound(document("x\r"))[:1400]

    assert [problem.fault for problem in file_problems(data, "a.doc")] == [Fault.BROKEN]
    assert read_all(data, "a.doc") == ([], "文件不完整或已损坏，无法检查。请重新取得原件")


def test_a_chain_of_sectors_that_bites_its_tail_ends(compound):
    data = bytearray(compound({"Workbook": b"x" * 9000}))
    table = data[512 : 512 + 4096]
    for at in range(8, 60):
        struct.pack_into("<I", table, at * 4, 9)
    data[512 : 512 + 4096] = table

    try:
        opened = open_compound(bytes(data))
        assert all(len(opened.stream(path)) <= len(data) for path in opened.entries)
    except BrokenContainer:
        pass


class Sound:
    def __init__(self, compound):
        strings = record(0xFC, struct.pack("<II", 1, 1) + short("张三"))
        cells = (
            cell(0xFD, 0, 0, struct.pack("<I", 0))
            + cell(0x203, 0, 1, struct.pack("<d", 1.5))
            + record(0x207, short("x"))
        )
        summary = {"\x05SummaryInformation": properties(_4="王五")}
        self.files = [
            compound({"Workbook": workbook(cells, strings=strings)} | summary),
            compound(document("甲\x07乙\x07\x07丙\r", [3, 2, 2]) | summary),
            compound({"PowerPoint Document": struct.pack("<HHI", 0, 4000, 4) + "页面".encode("utf-16-le")} | summary),
        ]


@pytest.fixture(scope="module")
def sound(compound):
    return Sound(compound)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2), st.integers(0, 2**32))
def test_damage_never_raises_anything_but_unreadable(sound, which, seed):
    chance = random.Random(seed)
    damaged = bytearray(sound.files[which])
    filled = [at for at in range(len(damaged)) if damaged[at]]
    for _ in range(chance.randrange(1, 12)):
        at = chance.choice(filled) if chance.random() < 0.8 else chance.randrange(len(damaged))
        damaged[at] = chance.choice([0, 1, 0x7F, 0xFF, chance.randrange(256)])
    if chance.random() < 0.2:
        del damaged[chance.randrange(len(damaged)) :]

    read_all(bytes(damaged), "a.doc")
    file_problems(bytes(damaged), "a.doc")
