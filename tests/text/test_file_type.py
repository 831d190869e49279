"""Kinds of files are told by what is in them."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.file_problem import file_problems
from disclosure.text.file_type import TYPES, sniff, text_encoding


def archive(*names, types=""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        if types:
            target.writestr("[Content_Types].xml", types)
        for name in names:
            target.writestr(name, "<x/>")
    return stream.getvalue()


KINDS = {
    "PDF": (b"%PDF-1.7\n", "a.pdf", "pdf"),
    "PDF behind a mark": (b"\xef\xbb\xbf%PDF-1.4\n", "a.pdf", "pdf"),
    "Word": (archive("word/document.xml", types="<Types/>"), "a.docx", "docx"),
    "Excel": (archive("xl/workbook.xml", types="<Types/>"), "a.xlsx", "xlsx"),
    "slides": (archive("ppt/presentation.xml", types="<Types/>"), "a.pptx", "pptx"),
    "Word called a picture": (archive("word/document.xml", types="<Types/>"), "a.jpg", "docx"),
    "Word with macros": (archive("word/document.xml", "word/vbaProject.bin", types="<Types/>"), "a.docx", "docm"),
    "Excel with macros": (archive("xl/workbook.xml", types="…sheet.macroEnabled.main+xml"), "a.xlsx", "xlsm"),
    "OFD": (archive("OFD.xml", "Doc_0/Document.xml"), "a.ofd", "ofd"),
    "ZIP": (archive("名单.txt"), "a.zip", "zip"),
    "ZIP with a folder called word": (archive("word/a.txt"), "a.zip", "zip"),
    "Java program": (archive("META-INF/MANIFEST.MF"), "a.zip", "program"),
    "OpenDocument": (archive("mimetype", "content.xml"), "a.odt", "unknown"),
    "RAR": (b"Rar!\x1a\x07\x01\x00", "a.rar", "rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "a.7z", "7z"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", "png"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpg", "jpg"),
    "GIF": (b"GIF89a\x01\0\x01\0", "a.gif", "gif"),
    "WebP": (b"RIFF\x24\0\0\0WEBPVP8 ", "a.webp", "webp"),
    "TIFF": (b"II*\0\x08\0\0\0", "a.tif", "tif"),
    "BMP": (b"BM\x0e\0\0\0\0\0\0\0\0\0\0\0", "a.bmp", "bmp"),
    "film": (b"\0\0\0\x20ftypisom\0\0\2\0", "a.mp4", "mp4"),
    "sound with a label": (b"ID3\x04\0\0\0\0\0\0", "a.mp3", "mp3"),
    "sound without a label": (b"\xff\xfb\x90\x64\0\0\0\0", "a.mp3", "mp3"),
    "sound in an MP4": (b"\0\0\0\x20ftypM4A \0\0\2\0", "a.m4a", "m4a"),
    "picture of a telephone": (b"\0\0\0\x20ftypheic\0\0\2\0", "a.jpg", "unknown"),
    "RTF": (b"{\\rtf1\\ansi}", "a.doc", "rtf"),
    "text": ("公示名单".encode(), "a.txt", "txt"),
    "text in GBK": ("公示名单".encode("gb18030"), "a.txt", "txt"),
    "table": ("姓名,金额\n张三,1".encode("gb18030"), "a.csv", "csv"),
    "text that begins like a program": ("MZ 系列设备清单".encode(), "a.txt", "txt"),
    "text that begins like a sound": ("ID3 标签说明".encode(), "a.txt", "txt"),
    "text that begins with a bracket": ("<关于取水许可的公示>".encode(), "a.txt", "txt"),
    "text called a page": ("你好".encode(), "a.html", "html"),
    "text called a drawing": ("你好".encode(), "a.svg", "svg"),
    "page": (b"<!DOCTYPE html><html></html>", "a.html", "html"),
    "page saved as a table": (b"\r\n <html xmlns:x='urn'><table><tr><td>1</td></tr></table>", "a.xls", "html"),
    "page behind comments": (b"<!-- a --><!-- b --><HTML>", "a.pdf", "html"),
    "page in UTF-16": ("<html>".encode("utf-16"), "a.txt", "html"),
    "page in one file": (b"MIME-Version: 1.0\r\n", "a.doc", "html"),
    "drawing": (b"<?xml version='1.0'?><!-- x --><svg onload='x()'/>", "a.svg", "svg"),
    "drawing with a prefix": (b"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", "a.png", "svg"),
    "drawing with a document type": (b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'><svg/>", "a.svg", "svg"),
    "XML": (b"<?xml version='1.0'?><root/>", "a.xml", "xml"),
    "Windows program": (b"MZ\x90\0\x03\0\0\0", "报表.xlsx", "program"),
    "Linux program": (b"\x7fELF\x02\x01", "a", "program"),
    "script": (b"del *.*", "a.bat", "program"),
    "script with a first line": (b"#!/bin/sh\nrm", "a.txt", "program"),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0\0\0\0\0", "a.pdf", "program"),
    "nothing": (b"", "a.pdf", "empty"),
    "two bytes": (b"\r\n", "a.jpg", "empty"),
    "a mark only": (b"\xef\xbb\xbf\r\n", "a.txt", "empty"),
    "zeros": (bytes(5000), "a.docx", "empty"),
    "anything": (b"\x01\x02\x03\x04\x05\x06", "a.dat", "unknown"),
}


@pytest.mark.parametrize(("data", "name", "key"), KINDS.values(), ids=KINDS)
def test_tells_kinds_by_content(data, name, key):
    assert sniff(data, name).key == key


def test_a_cut_off_office_document_is_still_known_for_what_it_was():
    whole = archive("word/document.xml", "word/styles.xml", types="<Types/>")

    assert sniff(whole[:-60], "a.docx").key == "docx"


def test_every_kind_has_a_chinese_label_and_a_refused_one_says_what_to_do():
    assert all(kind.label for kind in TYPES.values())
    assert all(bool(kind.refused) == bool(kind.advice) for kind in TYPES.values())


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("取水许可".encode(), "UTF-8"),
        ("取水许可".encode("utf-8-sig"), "UTF-8 BOM"),
        ("取水许可，㐀、𠮷、〇".encode("gb18030"), "GB18030"),
        ("取水许可".encode("utf-16"), "UTF-16"),
        (b"plain", "UTF-8"),
        (b"\x00\x01binary", None),
        (b"\xff\xff\xff\xff", None),
    ],
)
def test_finds_the_encoding_of_texts(data, encoding):
    assert text_encoding(data) == encoding


@given(st.binary(max_size=400), st.sampled_from(["a.pdf", "a.docx", "a.txt", "无扩展名", ".", "a.wps"]))
def test_any_bytes_are_some_kind_of_file(data, name):
    assert sniff(data, name).key in TYPES
    file_problems(data, name)


@given(st.sampled_from([data for data, _, _ in KINDS.values()]), st.data())
def test_damaged_files_are_still_some_kind_of_file(data, draw):
    for _ in range(draw.draw(st.integers(0, 4))):
        at = draw.draw(st.integers(0, len(data)))
        data = data[:at] + draw.draw(st.binary(max_size=6)) + data[at + draw.draw(st.integers(0, 6)) :]

    assert sniff(data, "a.docx").key in TYPES
    file_problems(data, "a.docx")
