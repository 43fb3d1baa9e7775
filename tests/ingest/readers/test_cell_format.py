"""Spreadsheet values as a person sees them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.cell_format import displayed

DAY = datetime(2024, 3, 5)
MOMENT = datetime(2024, 3, 5, 14, 7, 9)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        ("加强领导", "@", "加强领导"),
        ("1.2", "General", "1.2"),
        (12, "General", "12"),
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "General", "1234567.891"),
        (-3, "General", "-3"),
        (True, "General", "TRUE"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "0.00%", "50.00%"),
        (1234567.5, "#,##0", "1,234,568"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "#,##0.00_ ", "1,234.50"),
        (3, "000", "003"),
        (2.5, "0", "3"),
        (-2.45, "0.0", "-2.5"),
        (-0.2, "0", "0"),
        (1.5, "0.##", "1.5"),
        (2, "0.##", "2"),
        (0.5, "#.#", ".5"),
        (12, '0"家"', "12家"),
        (3.5, '"¥"#,##0.00', "¥3.50"),
        (12, "0\\次", "12次"),
        (8, "[Red]0", "8"),
        (5, "0_);(0)", "5"),
        (1200, "0.00E+00", "1200"),
        (DAY, "yyyy-mm-dd", "2024-03-05"),
        (DAY, 'yyyy"年"m"月"d"日"', "2024年3月5日"),
        (DAY, '[$-804]yyyy"年"m"月"d"日";@', "2024年3月5日"),
        (DAY, "yyyy/m/d", "2024/3/5"),
        (DAY, "yy.mm.dd", "24.03.05"),
        (DAY, 'm"月"d"日"', "3月5日"),
        (DAY, "mm-dd-yy", "2024/3/5"),
        (DAY, "General", "2024-03-05"),
        (date(2024, 12, 31), "yyyy-mm-dd", "2024-12-31"),
        (MOMENT, "yyyy-mm-dd hh:mm:ss", "2024-03-05 14:07:09"),
        (MOMENT, "h:mm AM/PM", "2:07 PM"),
        (MOMENT, "mm:ss", "07:09"),
        (MOMENT, "m/d/yy h:mm", "2024/3/5 14:07"),
        (time(9, 30), "h:mm", "9:30"),
        (time(9, 30), "General", "9:30"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
    ],
)
def test_displayed(value: object, number_format: str, shown: str) -> None:
    assert displayed(value, number_format) == shown


@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_show_as_they_are(number: int) -> None:
    assert displayed(number, "General") == displayed(float(number), "General") == displayed(number, "0") == str(number)


@given(st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)))
def test_dates_show_their_parts(moment: datetime) -> None:
    assert displayed(moment, "yyyy-mm-dd hh:mm:ss") == moment.strftime("%Y-%m-%d %H:%M:%S")
