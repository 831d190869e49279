"""Attachments are recognised, measured, and refused where they must be."""

import hashlib
import io
import zipfile

import docx
import openpyxl
import pytest
from pypdf import PdfWriter

from disclosure.read.attachment import read_attachment
from disclosure.text.file_problem import Fault, FileProblem


def word():
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("关于取水许可的公示")
    document.save(stream)
    return stream.getvalue()


def workbook():
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def pdf(password=""):
    stream = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.fixture
def saved(tmp_path):
    def save(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return save


@pytest.mark.parametrize(
    ("name", "data", "key", "label"),
    [
        ("公示.docx", word(), "docx", "Word 文档"),
        ("名单.xlsx", workbook(), "xlsx", "Excel 表格"),
        ("决算.pdf", pdf(), "pdf", "PDF 文档"),
        ("材料.zip", zipped(a="x"), "zip", "压缩包"),
    ],
)
def test_a_sound_file_has_no_problem(saved, name, data, key, label):
    file = read_attachment(saved(name, data))

    assert (file.name, file.size, file.problems) == (name, len(data), ())
    assert (file.type.key, file.type.label) == (key, label)
    assert file.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [("名单".encode(), "UTF-8"), ("名单".encode("utf-8-sig"), "UTF-8 BOM"), ("名单".encode("gb18030"), "GB18030")],
)
def test_the_encoding_of_a_text_file_is_found(saved, data, encoding):
    assert read_attachment(saved("名单.csv", data)).encoding == encoding


def test_the_size_is_shown_as_a_citizen_reads_it(saved):
    assert read_attachment(saved("a.txt", b"x" * 2048)).size_shown == "2.0 KB"


SAY_AGAIN = "多半是下载或传送中断，请重新取得原件，能打开再放进来"
FAULTS = {
    "an empty file": ("照片.jpg", b"", Fault.EMPTY, "文件是空的（0 字节）", SAY_AGAIN),
    "a file of two bytes": ("照片.jpg", b"\r\n", Fault.EMPTY, "文件是空的（2 字节）", SAY_AGAIN),
    "half a Word document": ("公示.docx", word()[:9000], Fault.BROKEN, "压缩包不完整或已损坏", SAY_AGAIN),
    "half a PDF": ("决算.pdf", pdf()[:-120], Fault.BROKEN, "文件不完整，没有结尾", SAY_AGAIN),
    "half a photograph": (
        "现场.jpg",
        b"\xff\xd8\xff\xe0" + b"\x11" * 900,
        Fault.BROKEN,
        "文件不完整，没有结尾",
        SAY_AGAIN,
    ),
    "a page for a PDF": (
        "公示.pdf",
        b"<html><body>404</body></html>",
        Fault.REFUSED,
        "内容是网页，不能作为附件公开",
        "可能是下载失败时存下的提示页，或用网页冒充的表格：重新取得原件，或打开后另存为 docx、xlsx、PDF",
    ),
    "a drawing with a script": (
        "图.svg",
        b"<svg><script>x()</script></svg>",
        Fault.REFUSED,
        "SVG 图形里可以夹带脚本，不能作为附件公开",
        "另存为 png 图片",
    ),
    "a program": (
        "工具.exe",
        b"MZ\x90\0\x03\0\0\0",
        Fault.REFUSED,
        "这是程序或脚本，不能作为附件公开",
        "请换成文档、表格、图片或视频",
    ),
    "a document with macros": (
        "申请表.docx",
        zipped(**{"[Content_Types].xml": "x", "word/document.xml": "x", "word/vbaProject.bin": "x"}),
        Fault.REFUSED,
        "文件里有宏（可以自动运行的程序），不能作为附件公开",
        "用 Word 或 WPS 另存为不带宏的 docx、xlsx、pptx，或导出 PDF",
    ),
    "something unknown": (
        "数据.dat",
        b"\x01\x02\x03\x04",
        Fault.REFUSED,
        "认不出这是什么文件",
        "请换成 PDF、OFD、docx、xlsx、图片、zip 等常用格式",
    ),
    "a table called a document": (
        "名单.doc",
        workbook(),
        Fault.MISMATCH,
        "扩展名是 .doc，内容却是“Excel 表格”（xlsx）",
        "把扩展名改成 .xlsx，或换成真正的 doc 文件",
    ),
    "a name without extension": (
        "决算",
        pdf(),
        Fault.MISMATCH,
        "文件名没有扩展名，内容是“PDF 文档”",
        "在文件名末尾加上 .pdf",
    ),
    "a PDF under a password": (
        "决算.pdf",
        pdf("secret"),
        Fault.ENCRYPTED,
        "PDF 加了密码或权限保护，可能无法检查里面有没有个人信息，读屏软件也可能读不出来",
        "从原文件重新导出一份不加保护的 PDF",
    ),
    "an archive under a password": (
        "材料.zip",
        zipped(a="x").replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        Fault.ENCRYPTED,
        "文件加了密码，无法检查里面有没有个人信息，公众也打不开",
        "去掉密码后重新放进来",
    ),
}


@pytest.mark.parametrize(("name", "data", "fault", "what", "hint"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_problem_with_a_remedy(saved, name, data, fault, what, hint):
    assert read_attachment(saved(name, data)).problems == (FileProblem(fault, what, hint),)


def test_a_file_above_the_limit_is_measured_but_not_opened(saved):
    data = b"%PDF-1.7\n" + b"x" * 5000

    file = read_attachment(saved("大.pdf", data), limit=4096)

    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert file.type.key == "pdf"
    assert [(problem.fault, problem.what) for problem in file.problems] == [
        (Fault.TOO_LARGE, "文件有 4.9 KB，超过上限 4.0 KB")
    ]


def test_a_link_is_refused_because_it_may_lead_out_of_the_sources(tmp_path, saved):
    link = tmp_path / "附件.txt"
    link.symlink_to(saved("秘密.txt", b"secret"))

    with pytest.raises(ValueError, match=r"“附件\.txt”不是普通文件"):
        read_attachment(link)
    with pytest.raises(ValueError, match="不是普通文件"):
        read_attachment(tmp_path)
