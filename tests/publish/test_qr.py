"""The QR code of a page is the one that any reader of QR codes expects for its address."""

import re

import pytest
import segno

from disclosure.publish.qr import qr_code

ADDRESSES = ["https://www.qingxi.example/zwgk/documents/long/", "http://a.cn/", f"https://a.cn/{'长' * 60}/"]


def drawn(code):
    """Follow the pen and return the dark modules."""
    modules = [[0] * code["size"] for _ in range(code["size"])]
    assert code["path"].startswith("M0 .5")
    column = row = 0
    for move, right, down, line in re.findall(r"(m)(-?\d+) (\d+)|h(\d+)", code["path"][5:]):
        if move:
            column, row = column + int(right), row + int(down)
        else:
            for _ in range(int(line)):
                modules[row][column] = 1
                column += 1
    return modules


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_pen_draws_every_dark_module_and_no_other(address):
    code = qr_code(address)
    matrix = segno.make(address, error="l", boost_error=False, mask=2, micro=False).matrix

    assert drawn(code) == [[module & 1 for module in row] for row in matrix]


def test_the_same_address_makes_the_same_code():
    assert qr_code(ADDRESSES[0]) == qr_code(ADDRESSES[0])
    assert qr_code(ADDRESSES[0])["path"] != qr_code(ADDRESSES[1])["path"]


def test_a_code_is_light():
    assert len(qr_code(ADDRESSES[0])["path"]) < 2_500
