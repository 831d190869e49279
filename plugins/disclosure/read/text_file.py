"""Text files as editors save them: UTF-8 with or without a mark, any line ending; anything else is explained."""

from __future__ import annotations

import codecs

from disclosure.problem import Finding, Grade, Place

_SAVE_AS_UTF8 = "用记事本打开，选“文件 → 另存为”，编码选 UTF-8，再保存"

LARGEST = 8 * 1024 * 1024
"""Bytes. The longest real document of the corpus has 0.3 MB; above this a file is no text that a person wrote."""


def read_text(path: str, name: str) -> tuple[str, list[Finding]]:
    """Return the text of `path` with `\\n` line ends, and what is wrong with the file (then the text is empty).

    `name` is the path that the editor is shown.
    """
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 — tens of thousands of them.
            data = file.read()
    except OSError as error:
        return "", [_fault(name, f"打不开这个文件（{error.strerror}）", "看看文件是否还在、是否有读取权限")]
    if len(data) > LARGEST:
        return "", [_fault(name, f"文件有 {len(data) // 1024 // 1024} MB，太大了", "正文只放文字，表格和图片作为附件")]
    return decode(data, name)


def decode(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """Return the text that `data` holds, and what is wrong with it (then the text is empty)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [_fault(name, "文件编码是 UTF-16，读不了", _SAVE_AS_UTF8)]
    data = data.removeprefix(codecs.BOM_UTF8)  # Python's codec that does it takes as long as to read the file.
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [_fault(name, _foreign(data), _SAVE_AS_UTF8, line)]
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, []


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column (both from 1) of a position in `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _foreign(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 文本（可能是 Word、Excel 或图片改了后缀）"
    return "文件编码是 GBK（ANSI），不是 UTF-8"


def _fault(name: str, what: str, hint: str, line: int = 1, column: int = 1) -> Finding:
    return Finding(Place(name, line=line, column=column), Grade.ERROR, "", what, hint)
