"""Small files of each kind, built where they are needed."""

import io
import struct
import zipfile

import pytest


@pytest.fixture(scope="session")
def package():
    """Return a function that packs parts (name → text or bytes) into an Office package or an archive."""

    def pack(parts, *, stored=()):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in parts.items():
                archive.writestr(name, body, zipfile.ZIP_STORED if name in stored else None)
        return stream.getvalue()

    return pack


@pytest.fixture(scope="session")
def compound():
    """Return a function that writes streams (path → bytes) into an OLE compound file, as old Office did."""
    return _compound


def _compound(streams):
    # Streams below 4,096 bytes live elsewhere; filled up, every stream is in plain sectors.
    streams = {path: body.ljust(4096, b"\0") for path, body in streams.items()}
    folders = sorted({path.rpartition("/")[0] for path in streams} - {""})
    names = ["Root Entry", *folders, *streams]
    children = {"": [], **{folder: [] for folder in folders}}
    for number, path in enumerate(names[1:], 1):
        children[path.rpartition("/")[0]].append(number)

    directory_sectors = -(-len(names) * 128 // 512)
    fat = [0xFFFFFFFD] * 8  # Eight sectors of table: room for half a megabyte.
    fat += [*range(9, 8 + directory_sectors), 0xFFFFFFFE]
    body = b""
    starts = {}
    for path, data in streams.items():
        count = -(-len(data) // 512)
        starts[path] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + count), 0xFFFFFFFE]
        body += data.ljust(count * 512, b"\0")

    def entry(number, path):
        name = path.rpartition("/")[2].encode("utf-16-le")
        brothers = children[path.rpartition("/")[0]] if number else []
        right = next((other for other in brothers if other > number), 0xFFFFFFFF)
        below = children.get("" if number == 0 else path, [])
        kind = 5 if number == 0 else 2 if path in streams else 1
        return (
            name.ljust(64, b"\0")
            + struct.pack("<HBB3I", len(name) + 2, kind, 1, 0xFFFFFFFF, right, below[0] if below else 0xFFFFFFFF)
            + bytes(36)
            + struct.pack("<III", starts.get(path, 0xFFFFFFFE), len(streams.get(path, b"")), 0)
        )

    directory = b"".join(entry(number, path) for number, path in enumerate(names)).ljust(directory_sectors * 512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 8, 8, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(8), *[0xFFFFFFFF] * 101)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(8 * 512, b"\xff")
    return head + table + directory + body
