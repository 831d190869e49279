"""What kind of file some bytes are, judged by what is in them and not by what they are called."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

from disclosure.text import archive, compound_file
from disclosure.text.archive import BrokenArchive, member_chunks, open_archive
from disclosure.text.compound_file import BrokenContainer, CompoundFile, open_compound


@dataclass(frozen=True, slots=True)
class FileType:
    """One kind of attachment. `refused` says why it may not be published; empty means that it may."""

    key: str
    extension: str
    label: str
    media_type: str
    aliases: tuple[str, ...] = ()
    """Other extensions that name the same kind."""
    refused: str = ""
    advice: str = ""
    """What to do instead of publishing a refused kind."""


MACRO = "文件里有宏（可以自动运行的程序），不能作为附件公开"
WITHOUT_MACRO = "用 Word 或 WPS 另存为不带宏的 docx、xlsx、pptx，或导出 PDF"
DOWNLOAD_AGAIN = "多半是下载或传送中断，请重新取得原件，能打开再放进来"

_OFFICE = "application/vnd.openxmlformats-officedocument"
_DATA = "application/octet-stream"
_PROGRAM = "这是程序或脚本，不能作为附件公开"
_PAGE = "内容是网页，不能作为附件公开"
_NOT_A_PAGE = "可能是下载失败时存下的提示页，或用网页冒充的表格：重新取得原件，或打开后另存为 docx、xlsx、PDF"
_XML = "XML 文件里可以夹带网页脚本，不能作为附件公开"
_SVG = "SVG 图形里可以夹带脚本，不能作为附件公开"
_USUAL = "请换成 PDF、OFD、docx、xlsx、图片、zip 等常用格式"

TYPES: dict[str, FileType] = {
    kind.key: kind
    for kind in (
        FileType("pdf", "pdf", "PDF 文档", "application/pdf"),
        FileType("ofd", "ofd", "OFD 文档", "application/ofd"),
        FileType("docx", "docx", "Word 文档", f"{_OFFICE}.wordprocessingml.document"),
        FileType("xlsx", "xlsx", "Excel 表格", f"{_OFFICE}.spreadsheetml.sheet"),
        FileType("pptx", "pptx", "PPT 演示文稿", f"{_OFFICE}.presentationml.presentation", ("ppsx",)),
        FileType("doc", "doc", "Word 文档", "application/msword"),
        FileType("xls", "xls", "Excel 表格", "application/vnd.ms-excel"),
        FileType("ppt", "ppt", "PPT 演示文稿", "application/vnd.ms-powerpoint", ("pps",)),
        FileType("wps", "wps", "WPS 文字", "application/wps-office.wps"),
        FileType("et", "et", "WPS 表格", "application/wps-office.et"),
        FileType("dps", "dps", "WPS 演示", "application/wps-office.dps"),
        FileType("rtf", "rtf", "RTF 文档", "application/rtf"),
        FileType("csv", "csv", "CSV 表格", "text/csv"),
        FileType("txt", "txt", "文本文件", "text/plain"),
        FileType("png", "png", "图片", "image/png"),
        FileType("jpg", "jpg", "图片", "image/jpeg", ("jpeg", "jpe")),
        FileType("gif", "gif", "图片", "image/gif"),
        FileType("webp", "webp", "图片", "image/webp"),
        FileType("bmp", "bmp", "图片", "image/bmp"),
        FileType("tif", "tif", "图片", "image/tiff", ("tiff",)),
        FileType("zip", "zip", "压缩包", "application/zip"),
        FileType("rar", "rar", "压缩包", "application/vnd.rar"),
        FileType("7z", "7z", "压缩包", "application/x-7z-compressed"),
        FileType("mp4", "mp4", "视频", "video/mp4", ("m4v",)),
        FileType("mp3", "mp3", "音频", "audio/mpeg"),
        FileType("m4a", "m4a", "音频", "audio/mp4"),
        FileType("docm", "docm", "带宏的 Word 文档", _DATA, ("dotm",), MACRO, WITHOUT_MACRO),
        FileType("xlsm", "xlsm", "带宏的 Excel 表格", _DATA, ("xltm", "xlam"), MACRO, WITHOUT_MACRO),
        FileType("pptm", "pptm", "带宏的演示文稿", _DATA, ("ppsm", "potm"), MACRO, WITHOUT_MACRO),
        FileType("html", "html", "网页", "text/html", ("htm", "xhtml", "mht", "mhtml"), _PAGE, _NOT_A_PAGE),
        FileType("xml", "xml", "XML 数据", "application/xml", (), _XML, _USUAL),
        FileType("svg", "svg", "SVG 图形", "image/svg+xml", (), _SVG, "另存为 png 图片"),
        FileType("program", "exe", "程序", _DATA, (), _PROGRAM, "请换成文档、表格、图片或视频"),
        FileType("empty", "", "空文件", _DATA, (), "文件是空的", DOWNLOAD_AGAIN),
        FileType("unknown", "", "无法识别的文件", _DATA, (), "认不出这是什么文件", _USUAL),
    )
}
"""Every kind that is told apart, by key. A new kind is one line here and one way to recognise it below."""


def sniff(data: bytes, name: str) -> FileType:
    """Return the kind of file that `data` is; `name` decides only between twins (.doc and .wps, .csv and .txt).

    A head of the file is enough for everything but office documents, whose table of contents stands at the end.
    """
    return TYPES[_key(data, extension_of(name))]


def extension_of(name: str) -> str:
    """Return `pdf` for `2026/通知.PDF`."""
    return PurePosixPath(name.replace("\\", "/")).suffix[1:].lower()


def text_encoding(data: bytes) -> str | None:
    """Return the encoding of a text file (`UTF-8`, `UTF-8 BOM`, `UTF-16`, `GB18030`), or nothing if it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16" if _decodes(data, "utf-16") else None
    if _NOT_TEXT.search(data):
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 BOM" if _decodes(data, "utf-8") else None
    if _decodes(data, "utf-8"):
        return "UTF-8"
    return "GB18030" if _decodes(data, "gb18030") else None


def decoded(data: bytes) -> str | None:
    """Return the text of a text file, whatever encoding it is in, or nothing if it is no text."""
    encoding = text_encoding(data)
    return None if encoding is None else data.decode(_CODEC[encoding])


_CODEC = {"UTF-8": "utf-8", "UTF-8 BOM": "utf-8-sig", "UTF-16": "utf-16", "GB18030": "gb18030"}
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBPVP8", "webp"),
    (0, b"II*\0", "tif"),
    (0, b"MM\0*", "tif"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"ID3", "mp3"),
    (0, b"{\\rtf", "rtf"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\xce\xfa\xed\xfe", "program"),
    (0, b"dex\n", "program"),
    (0, b"#!", "program"),
    (0, b"L\0\0\0\x01\x14\x02\0", "program"),
)
"""Position, bytes that stand there, kind."""
_ALSO_WORDS = (b"MZ", b"ID3")
"""Marks that a text could begin with as well."""

_SCRIPTS = frozenset(
    ("bat", "cmd", "com", "hta", "inf", "jar", "js", "jse", "lnk", "msi", "ps1", "py", "reg", "scr", "sh", "url", "vbs")
)
"""Extensions that make Windows run a file; nothing in the bytes of a script gives it away."""

_VIDEO_BRANDS_OF_OTHERS = (b"qt  ", b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"crx ")
_PAGE_STARTS = (
    *("!doctype html", "html", "head", "body", "script", "title", "meta", "style"),
    *("table", "div", "iframe", "form", "frameset", "a ", "p>"),
)
"""How the first tag of a web page may go on."""
_PARTS_OF = {"word/": "doc", "xl/": "xls", "ppt/": "ppt"}
_TWINS = {"doc": ("wps",), "xls": ("et",), "ppt": ("dps",)}
"""Kinds whose bytes are alike and which only the name tells apart."""
_SMALLEST = 2  # Bytes. Failed downloads leave files of two bytes behind (an empty line).


def _key(data: bytes, extension: str) -> str:
    if len(data) <= _SMALLEST or not data.strip(b"\xef\xbb\xbf\r\n\t \0"):
        return "empty"
    for at, magic, key in _MAGIC:
        if data.startswith(magic, at) and (magic not in _ALSO_WORDS or _NOT_TEXT.search(data[:1024])):
            return key
    if data.startswith(archive.SIGNATURES):
        return _zip_key(data)
    if data.startswith(compound_file.SIGNATURE):
        return _compound_key(data, extension)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[4:8] == b"ftyp":
        return _mp4_key(data[8:12])
    if data.startswith(b"BM") and data[2:6] == struct.pack("<I", len(data)):
        return "bmp"
    return _markup_key(data) or _text_key(data, extension) or ("mp3" if _is_mp3_frame(data) else "unknown")


def _zip_key(data: bytes) -> str:
    try:
        with open_archive(data) as opened:
            members = opened.infolist()
            types = next((member for member in members if member.filename == "[Content_Types].xml"), None)
            content_types = b"" if types is None else next(member_chunks(opened, types), b"")
    except BrokenArchive:
        # The table of contents is cut off, but each member also stands under its own name.
        return next((key for mark, key in _CUT_OFF_ZIP if mark in data), "zip")
    names = {member.filename for member in members}
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names or "xl/workbook.bin" in names:
        return "unknown"  # OpenDocument, e-books and binary workbooks: few citizens can open them.
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return "program"
    kind = next((key for folder, key in _PARTS_OF.items() if any(name.startswith(folder) for name in names)), "")
    if not content_types or not kind:
        return "zip"
    macros = b"macroEnabled" in content_types or any(name.lower().endswith("vbaproject.bin") for name in names)
    return f"{kind}{'m' if macros else 'x'}"


_CUT_OFF_ZIP = (
    (b"word/document", "docx"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
    (b"OFD.xml", "ofd"),
)


def _compound_key(data: bytes, extension: str) -> str:
    compound = _compound(data)
    if compound is None:
        return extension if extension in {"doc", "xls", "ppt", "wps", "et", "dps"} else "unknown"
    if "EncryptedPackage" in compound.entries:
        return extension if extension in {"docx", "xlsx", "pptx"} else "docx"
    for stream, key in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt")):
        if stream in compound.entries:
            return extension if extension in _TWINS[key] else key
    return "unknown"


def _compound(data: bytes) -> CompoundFile | None:
    try:
        return open_compound(data)
    except BrokenContainer:
        return None


def _mp4_key(brand: bytes) -> str:
    if brand in _VIDEO_BRANDS_OF_OTHERS:
        return "unknown"
    return "m4a" if brand in {b"M4A ", b"M4B "} else "mp4"


def _markup_key(data: bytes) -> str:
    """Tell what a browser would take for a page, a drawing or XML: the first tag decides, after marks and comments."""
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    head = data[: 1 << 16].decode(codec, "ignore").removeprefix("\xef\xbb\xbf").removeprefix("\ufeff").lstrip().lower()
    declared = head.startswith("<?xml")
    while head.startswith(("<!--", "<?")):
        end = "-->" if head.startswith("<!--") else "?>"
        head = head.partition(end)[2].lstrip()
    if head.startswith("<!doctype svg"):
        return "svg"
    if head.startswith("mime-version:"):
        return "html"
    if not head.startswith("<"):
        return "xml" if declared else ""
    tag = head[1:]
    if re.match(r"(\w{1,20}:)?svg\b", tag):
        return "svg"
    if tag.startswith(_PAGE_STARTS):
        return "html"
    return "xml" if declared else ""


def _text_key(data: bytes, extension: str) -> str:
    if text_encoding(data) is None:
        return ""
    if extension in _SCRIPTS:
        return "program"
    # A server and a browser go by the name: text called .html is a page, whatever it begins with.
    named = next((kind.key for kind in TYPES.values() if extension in {kind.extension, *kind.aliases}), "")
    return named if named in {"csv", "html", "svg", "xml", "program"} else "txt"


def _is_mp3_frame(data: bytes) -> bool:
    """Say whether an MPEG layer III frame begins here, with a bit rate and a sample rate that exist."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return False
    return data[2] >> 4 not in {0, 15} and data[2] >> 2 & 3 != 3


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
