"""The grammar of normalised fields, and how to read it. Pure.

    frequency   [≥|≤]N/年 or N/K年       4/年 (每季度一次), ≥2/年 (不少于2次/年), 1/2年 (每两年一次)
    quantity    [≥|≤]N<measure>          ≥2次, 28名, ≥60%, ≥1/2
    deadline    one or more of these, joined by ；
                2025-09-30               by that day
                2025-05-01/2025-07-31    within that period
                --03-31                  by that day of every year
                --07-01/--07-31          within that period of every year
                ≤3个月, ≤5个工作日        within that time of what the text names

What is only 定期, 及时 or 适时 has no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

SEPARATOR: Final = "；"
_FREQUENCY: Final = re.compile(r"(?P<bound>[≥≤]?)(?P<n>\d+(?:\.\d+)?)/(?P<years>\d*)年")
_QUANTITY: Final = re.compile(r"(?P<bound>[≥≤]?)(?P<n>\d+(?:\.\d+)?(?:/\d+)?)(?P<measure>\D*)")
_DAY: Final = r"(?P<{0}>(?:\d{{4}}|-)-\d\d-\d\d)"
_SPAN: Final = re.compile(f"(?:{_DAY.format('first')}/)?{_DAY.format('last')}")
_WITHIN: Final = re.compile(r"≤(?P<n>\d+(?:\.\d+)?)(?P<measure>个工作日|小时|天|日|周|个月|年)")
# In hours; a working day is taken for a day and two fifths, five of them in a week.
_HOURS: Final = {"小时": 1, "天": 24, "日": 24, "个工作日": 24 * 7 / 5, "周": 24 * 7, "个月": 24 * 30, "年": 24 * 365}


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with what it bounds: ≥ at least, ≤ at most, "" exactly."""

    bound: str
    number: Fraction
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The days between which something is due; `first` is None where only the last day is stated."""

    first: date | None
    last: date


def per_year(frequency_normalised: str) -> Bounded | None:
    """How often a year.

    Args:
        frequency_normalised (str): As a requirement holds it.

    Returns:
        Bounded | None: 1/2年 is half a time; None for "".
    """
    match = _FREQUENCY.fullmatch(frequency_normalised)
    if match is None:
        return None
    return Bounded(match["bound"], Fraction(match["n"]) / int(match["years"] or 1))


def amount(quantity_normalised: str) -> Bounded | None:
    """How much.

    Args:
        quantity_normalised (str): As a requirement holds it.

    Returns:
        Bounded | None: None for "".
    """
    match = _QUANTITY.fullmatch(quantity_normalised)
    return None if match is None else Bounded(match["bound"], Fraction(match["n"]), match["measure"])


def dues(deadline_normalised: str, year: int) -> tuple[Due, ...]:
    """When in a year.

    Args:
        deadline_normalised (str): As a requirement holds it.
        year (int): What a day of every year is taken in.

    Returns:
        tuple[Due, ...]: Also days of other years, where the deadline names them; empty for a time that runs from an
            event, and for "".
    """
    matches = (_SPAN.fullmatch(part) for part in deadline_normalised.split(SEPARATOR))
    return tuple(
        Due(_day(match["first"], year) if match["first"] else None, _day(match["last"], year))
        for match in matches
        if match
    )


def within_hours(deadline_normalised: str) -> float | None:
    """How long a time is that runs from an event, in hours, to be compared with another one.

    Args:
        deadline_normalised (str): As a requirement holds it.

    Returns:
        float | None: None where the deadline is a day, or "".
    """
    match = _WITHIN.fullmatch(deadline_normalised)
    return None if match is None else float(match["n"]) * _HOURS[match["measure"]]


def _day(text: str, year: int) -> date:
    if text.startswith("--"):
        month, day = int(text[2:4]), int(text[5:7])
        return date(year, month, 28 if (month, day) == (2, 29) else day)
    return date.fromisoformat(text)
