"""Chinese numerals as they stand in labels, dates and counts. A leaf."""

from __future__ import annotations

from typing import Final

DIGITS: Final = {"〇": 0, "零": 0, "○": 0} | {c: i for i, c in enumerate("一二三四五六七八九", 1)} | {"两": 2}
UNITS: Final = {"十": 10, "百": 100, "千": 1000}


def value_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral: 二十一 -> 21, 二〇二三 -> 2023, １２ -> 12.

    Args:
        numeral (str): Digits of one kind, nothing else; not empty.

    Returns:
        int: Its value.

    Raises:
        ValueError: If a character is neither a digit nor 十, 百 or 千.
    """
    if numeral.isdecimal():
        return int(numeral)
    if strange := set(numeral) - DIGITS.keys() - UNITS.keys():
        raise ValueError(f"not Chinese digits: {strange}")
    if not any(c in UNITS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral))
    total = digit = 0
    for c in numeral:
        if c in UNITS:
            total += (digit or 1) * UNITS[c]
            digit = 0
        else:
            digit = DIGITS[c]
    return total + digit
