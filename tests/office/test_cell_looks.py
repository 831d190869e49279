"""Numbers of a sheet look on the page as they do in Excel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.office.cell_looks import number_as_shown


@pytest.mark.parametrize(
    ("written", "code", "shown"),
    [
        ("1234.5", "General", "1234.5"),
        ("13812345678", "0", "13812345678"),
        ("0.1234", "0.00%", "12.34%"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("12", "0000", "0012"),
        ("-3", "0.00;[Red]-0.00", "-3.00"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-0.05", "0%", "-5%"),
        ("-12", '0"元"', "-12元"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("12345678", "0.0,", "12345.7"),
        ("12345678", "#,##0,", "12,346"),
        ("12345", '0\\.0,"万"', "1.2万"),
        ("12345", "[>=10000]0.0;0", "12345"),
        ("5", ";;;", ""),
        ("45000", "yyyy-mm-dd", "2023-03-15"),
        ("45000", 'yyyy"年"m"月"', "2023年3月"),
        ("45000", '[$-804]yyyy"年"m"月"d"日";@', "2023年3月15日"),
        ("45000", "yyyy/m/d aaaa", "2023/3/15 星期三"),
        ("45000.5", "yyyy/m/d h:mm", "2023/3/15 12:00"),
        ("0.3958333", "h:mm", "9:30"),
        ("0.75", "h:mm AM/PM", "18:00"),
        ("0.5", "[h]:mm", "0.5"),
        ("45000", "d-mmm-yy", "2023-03-15"),
        ("abc", "0.00", "abc"),
        ("NaN", "0", "NaN"),
    ],
)
def test_a_number_looks_as_its_sheet_shows_it(written, code, shown):
    assert number_as_shown(written, code) == shown


def test_some_workbooks_count_days_from_1904():
    assert number_as_shown("43538", 'm"月"d"日"', since_1904=True) == "3月15日"


@given(st.floats().map(repr), st.text(alphabet='0#?.,%"[]\\_*@;ymdhsaAPM/eE+-元', max_size=300))
def test_any_format_shows_any_number(written, code):
    number_as_shown(written, code)
    number_as_shown(written, code, since_1904=True)
