"""Word's number formats, East Asian ones included, as a table of formats and values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import value_of
from ingest.readers.counting import FORMATS, counted

TABLE = {
    "decimal": {1: "1", 10: "10", 123: "123"},
    "decimalZero": {1: "01", 9: "09", 10: "10", 100: "100"},
    "decimalFullWidth": {1: "１", 10: "１０", 25: "２５"},
    "decimalFullWidth2": {3: "３"},
    "decimalHalfWidth": {12: "12"},
    "decimalEnclosedCircle": {1: "①", 10: "⑩", 20: "⑳", 21: "21"},
    "decimalEnclosedCircleChinese": {1: "①", 11: "⑪", 20: "⑳", 21: "21"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇", 21: "21"},
    "decimalEnclosedFullstop": {1: "⒈", 20: "⒛", 21: "21"},
    "numberInDash": {7: "- 7 -"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 105: "一○五"},
    "chineseCountingThousand": {
        1: "一", 9: "九", 10: "十", 15: "十五", 20: "二十", 37: "三十七", 100: "一百", 101: "一百零一", 110: "一百一十",
        111: "一百一十一", 1000: "一千", 1001: "一千零一", 1010: "一千零一十", 2024: "二千零二十四",
    },
    "taiwaneseCounting": {1: "一", 10: "十", 12: "十二", 100: "一○○"},
    "taiwaneseCountingThousand": {10: "十", 100: "一百"},
    "taiwaneseDigital": {10: "一○", 21: "二一"},
    "ideographDigital": {1: "一", 10: "一〇", 21: "二一", 100: "一〇〇"},
    "japaneseDigitalTenThousand": {10: "一〇"},
    "japaneseCounting": {1: "一", 10: "十", 11: "十一", 100: "百", 101: "百一", 110: "百十", 200: "二百", 1000: "千"},
    "chineseLegalSimplified": {1: "壹", 2: "贰", 10: "壹拾", 11: "壹拾壹", 20: "贰拾", 105: "壹佰零伍"},
    "ideographLegalTraditional": {1: "壹", 2: "貳", 3: "參", 6: "陸", 10: "壹拾", 20: "貳拾"},
    "ideographTraditional": {1: "甲", 2: "乙", 10: "癸", 11: "甲"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "子"},
    "ideographZodiacTraditional": {1: "甲子", 2: "乙丑", 60: "癸亥", 61: "甲子"},
    "ideographEnclosedCircle": {1: "㈠", 10: "㈩", 11: "11"},
    "upperRoman": {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1999: "MCMXCIX"},
    "lowerRoman": {3: "iii", 8: "viii"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 28: "BB", 53: "AAA"},
    "lowerLetter": {2: "b", 27: "aa"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 111: "111th"},
    "hex": {10: "A", 31: "1F"},
    "none": {1: "", 5: ""},
    "russianLower": {1: "1", 12: "12"},
    "cardinalText": {3: "3"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("number_format", "number", "shown"), [(name, n, shown) for name, row in TABLE.items() for n, shown in row.items()]
)
def test_counted(number_format: str, number: int, shown: str) -> None:
    assert counted(number, number_format) == shown


def test_every_format_is_in_the_table() -> None:
    assert FORMATS.keys() <= TABLE.keys()


@given(st.integers(1, 9999))
def test_chinese_counting_is_what_the_outline_reads(number: int) -> None:
    assert value_of(counted(number, "chineseCountingThousand")) == number


@given(st.integers(0, 100_000), st.sampled_from(sorted(FORMATS)))
def test_any_number_has_a_form(number: int, number_format: str) -> None:
    assert isinstance(counted(number, number_format), str)
