"""The QR code of a page is the one that any reader of QR codes expects for its address."""

import re
import string

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.publish.qr import qr_code

ADDRESSES = [
    "https://www.qingxi.example/zwgk/documents/long/",
    "http://a.cn/",
    f"https://a.cn/{'长' * 60}/",
    f"https://a.cn/{'x' * 300}/",
    "HTTPS://A.CN/12",
]


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


def expected(address):
    """Return the modules that segno draws for an address."""
    matrix = segno.make(address, error="l", boost_error=False, mask=2, micro=False).matrix
    return [[module & 1 for module in row] for row in matrix]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_pen_draws_every_dark_module_and_no_other(address):
    assert drawn(qr_code(address)) == expected(address)


@pytest.mark.parametrize("length", [17, 18, 32, 33, 53, 54, 78, 79, 106, 107, 134, 135, 154, 155, 192, 193, 230, 231])
def test_an_address_of_any_length_has_the_code_of_its_size(length):
    address = "https://a.cn/" + "x" * (length - 13)

    assert drawn(qr_code(address)) == expected(address)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=string.ascii_letters + string.digits + "-._~:/?#[]@!$&'()*+,;=%", min_size=1, max_size=235))
def test_any_address_has_the_code_that_segno_draws(rest):
    address = "https://" + rest

    assert drawn(qr_code(address)) == expected(address)


def test_a_code_is_light():
    assert len(qr_code(ADDRESSES[0])["path"]) < 2_500
