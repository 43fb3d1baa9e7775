"""Word's number formats: ECMA-376 part 1, 17.18.59 (ST_NumberFormat), as Word prints them ([MS-DOCX] 2.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
LEGAL_SIMPLIFIED: Final = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
HEAVENLY_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
EARTHLY_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def counted(number: int, number_format: str) -> str:
    """A number in one of Word's formats.

    Args:
        number (int): Not negative.
        number_format (str): A value of ST_NumberFormat.

    Returns:
        str: What Word prints; in Arabic digits for formats of other scripts and beyond the end of a set.
    """
    return FORMATS.get(number_format, str)(number)


def _thousands(number: int, digits: str = DIGITS, units: str = "十百千", ten: str = "十", zero: str = "零") -> str:
    """Chinese counting with 十, 百, 千: 10 十, 21 二十一, 101 一百零一; `ten` is how ten to nineteen begin."""
    if not 0 < number < 10_000:
        return zero if number == 0 else str(number)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
        gap = digit == 0
    return ten + text[2:] if 10 <= number < 20 else text


def _tens(number: int) -> str:
    """Chinese counting that spells figures from a hundred on: 99 九十九, 100 一○○."""
    return _thousands(number) if 0 < number < 100 else _figures(number, "○")


def _figures(number: int, zero: str) -> str:
    """Each figure by itself: 10 一〇."""
    return "".join(zero if figure == "0" else DIGITS[int(figure)] for figure in str(number))


def _japanese(number: int) -> str:
    """No 一 before 十, 百 or 千, and no zero between: 101 百一."""
    text = _thousands(number, zero="")
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千") if number else "〇"


def _from_set(number: int, symbols: str) -> str:
    return symbols[number - 1] if 0 < number <= len(symbols) else str(number)


def _cycling(number: int, symbols: str) -> str:
    return symbols[(number - 1) % len(symbols)] if number else "0"


def _block(number: int, first: str, size: int) -> str:
    """A run of enclosed numbers in Unicode: ① to ⑳."""
    return chr(ord(first) + number - 1) if 0 < number <= size else str(number)


def _letters(number: int, first: str) -> str:
    """From a to z, then aa, bb: one letter repeated, unlike a spreadsheet's columns."""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord(first) + letter) * (repeats + 1) if number else "0"


def _roman(number: int) -> str:
    text = ""
    for value, symbol in ROMAN:
        text += symbol * (number // value)
        number %= value
    return text


def _ordinal(number: int) -> str:
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _sexagenary(number: int) -> str:
    return _cycling(number, HEAVENLY_STEMS) + _cycling(number, EARTHLY_BRANCHES) if number else "0"


FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalEnclosedCircle": partial(_block, first="①", size=20),
    "decimalEnclosedCircleChinese": partial(_block, first="①", size=20),
    "decimalEnclosedParen": partial(_block, first="⑴", size=20),
    "decimalEnclosedFullstop": partial(_block, first="⒈", size=20),
    "numberInDash": "- {} -".format,
    "chineseCounting": _tens,
    "taiwaneseCounting": _tens,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "ideographDigital": partial(_figures, zero="〇"),
    "japaneseDigitalTenThousand": partial(_figures, zero="〇"),
    "taiwaneseDigital": partial(_figures, zero="○"),
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": partial(_thousands, digits=LEGAL_SIMPLIFIED, units="拾佰仟", ten="壹拾"),
    "ideographLegalTraditional": partial(_thousands, digits=LEGAL_TRADITIONAL, units="拾佰仟", ten="壹拾"),
    "ideographTraditional": partial(_cycling, symbols=HEAVENLY_STEMS),
    "ideographZodiac": partial(_cycling, symbols=EARTHLY_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": partial(_from_set, symbols="㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),  # in brackets: [MS-OI29500] 2.1.540
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": partial(_letters, first="A"),
    "lowerLetter": partial(_letters, first="a"),
    "ordinal": _ordinal,
    "hex": "{:X}".format,
    "none": lambda _: "",
}
