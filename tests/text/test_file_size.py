"""Sizes are shown as citizens read them."""

import pytest

from disclosure.text.file_size import human_size


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (12_595, "12.3 KB"),
        (1_048_524, "1023.9 KB"),
        (1_048_525, "1.0 MB"),
        (1_258_291, "1.2 MB"),
        (3 * 1024**3, "3.0 GB"),
        (5000 * 1024**4, "5000.0 TB"),
    ],
)
def test_a_size_has_one_decimal_and_a_unit(count, shown):
    assert human_size(count) == shown


def test_no_file_is_smaller_than_nothing():
    with pytest.raises(ValueError, match="文件大小不能是负数：-1"):
        human_size(-1)
