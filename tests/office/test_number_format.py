"""Numbers of a workbook look as they do on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.office.number_format import Shown, plain_number, shown_number, shown_text


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("12", "12"),
        ("1.5", "1.5"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("13812345678", "13812345678"),
        ("13812345678.0", "13812345678"),
        ("1.3812345678E10", "13812345678"),
        ("350122199003070017", "350122199003070017"),  # Written in full by other programs than Excel.
        ("3.5012219900307098E+17", "350122199003071000"),  # Excel kept fifteen digits.
        ("-2.50", "-2.5"),
        ("1E-7", "0.0000001"),
        ("1E+999999", "1E+999999"),
        ("NaN", "NaN"),
        ("abc", "abc"),
        ("", ""),
    ],
)
def test_a_number_has_no_exponent_and_no_false_digits(written, plain):
    assert plain_number(written) == plain


@pytest.mark.parametrize(
    ("written", "code", "shown", "behind"),
    [
        ("1234.5", "General", "1234.5", ""),
        ("1234.5", "", "1234.5", ""),
        ("3.14159", "0.00", "3.14", ""),
        ("2.5", "0", "3", ""),
        ("0.5", "0%", "50%", ""),
        ("0.1234", "0.00%", "12.34%", ""),
        ("1234567.5", "#,##0.00", "1,234,567.50", "1234567.5"),
        ("999.5", "#,##0.00", "999.50", ""),
        ("12", "0000", "0012", ""),
        ("361000", "000000", "361000", ""),
        ("13812345678", "000-0000-0000", "138-1234-5678", "13812345678"),
        ("199003070017", '"350122"0', "350122199003070017", ""),
        ("5", '0"元"', "5元", ""),
        ("45000", "yyyy-mm-dd", "2023-03-15", ""),
        ("45000.5", "yyyy/m/d h:mm", "2023-03-15 12:00", ""),
        ("45000", '[$-804]yyyy"年"m"月"d"日";@', "2023-03-15", ""),
        ("13812345678", "yyyy-mm-dd", "13812345678", ""),
        ("5", '"hours"0', "hours5", ""),
        ("-3", "0.00;[Red]-0.00", "-3", ""),
        ("0.25", "# ?/?", "0.25", ""),
        ("13812345678", "0.00E+00", "13812345678", ""),
        ("abc", "0.00", "abc", ""),
        ("NaN", "0", "NaN", ""),
        ("INF", "0.0", "INF", ""),
        ("1E+22", "0.0000000000", "10000000000000000000000", ""),
        ("9" * 40, "0%", "9" * 40, ""),
    ],
)
def test_a_format_is_applied_and_hides_no_digit(written, code, shown, behind):
    assert shown_number(written, code) == Shown(shown, behind)


def test_some_workbooks_count_days_from_1904():
    assert shown_number("43538", "yyyy-mm-dd", since_1904=True).text == "2023-03-15"


def test_a_format_can_put_digits_before_a_text():
    assert shown_text("199003070017", '"350122"@') == "350122199003070017"
    assert shown_text("张三", "General") == "张三"


@given(st.text(max_size=30) | st.floats().map(repr), st.text(alphabet='0#?.,%"[]\\_*@;yEe+-元', max_size=300))
def test_any_format_shows_any_cell(written, code):
    shown_number(written, code)
    shown_text(written, code)


@given(st.integers(0, 10**15 - 1))
def test_no_digit_of_a_whole_number_is_lost(number):
    for written in (str(number), f"{number}.0", repr(float(number)), f"{number:.16E}"):
        assert plain_number(written) == str(number)
