"""A file size as a citizen reads it."""

from __future__ import annotations

_UNITS = ("KB", "MB", "GB", "TB")


def human_size(count: int) -> str:
    """Return `12.3 KB` for a number of bytes; one step is 1024, below it bytes are counted out."""
    if count < 0:
        raise ValueError(f"文件大小不能是负数：{count}")
    if count < 1024:
        return f"{count} B"
    size = count / 1024
    for unit in _UNITS:
        if size < 1023.95 or unit == _UNITS[-1]:  # 1023.96 would be written 1024.0.
            break
        size /= 1024
    return f"{size:.1f} {unit}"
