"""What one obligation counts: how often, how much, by when; in forms that are equal where they mean the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from assistant.compare.records import Field
from ingest.obligations.amounts import TIMES
from ingest.obligations.values import Bounded, amount, per_year, within_hours
from ingest.records import Requirement

COUNTED: Final[tuple[Field, ...]] = ("frequency", "quantity", "deadline")
ALL_YEAR: Final = "全年"
EVERY_YEAR: Final = "每年"
HOURS: Final = "小时"
_REPEATED: Final = frozenset(TIMES.split("|"))
_DAY: Final = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)-(?P<day>\d\d)")
_WHOLE_YEAR: Final = "0:01-01/0:12-31"


def frequency_of(requirement: Requirement) -> Bounded | None:
    """How often a year; what is only to be done in the course of the year has no frequency.

    Args:
        requirement (Requirement): An obligation.

    Returns:
        Bounded | None: None where it states no frequency.
    """
    once = requirement.frequency == ALL_YEAR and not _repeats(requirement)
    return None if once else per_year(requirement.frequency_normalised)


def frequencies_of(old: Requirement, new: Requirement) -> tuple[Bounded | None, Bounded | None]:
    """How often a year two forms of one obligation are to be fulfilled.

    Args:
        old (Requirement): Its old form.
        new (Requirement): Its new form.

    Returns:
        tuple[Bounded | None, Bounded | None]: Where one states a frequency and the other a number of times, that number
            is meant for the year: 2次, 每半年1次. Things that are counted over a year have none: 全年2个, 每年2个.
    """
    if {ALL_YEAR, EVERY_YEAR} == {old.frequency, new.frequency} and not (_repeats(old) or _repeats(new)):
        return None, None
    one, other = frequency_of(old), frequency_of(new)
    if one is None and other is not None:
        one = _times_of(old)
    elif other is None and one is not None:
        other = _times_of(new)
    return one, other


def amount_of(requirement: Requirement, *, times: bool) -> Bounded | None:
    """How much; lengths of time in hours.

    Args:
        requirement (Requirement): An obligation.
        times (bool): A number of times is an amount, too, unless it is a single one; False where frequencies tell it.

    Returns:
        Bounded | None: None where it states no amount.
    """
    found = amount(requirement.quantity_normalised)
    if found is None or (_repeats(requirement) and (not times or (found.number == 1 and not found.bound))):
        return None
    hours = within_hours(f"≤{float(found.number):g}{found.measure}")
    return found if hours is None else Bounded(found.bound, Fraction(hours), HOURS)


def due_of(requirement: Requirement, year: int | None) -> str:
    """By when.

    Args:
        requirement (Requirement): An obligation.
        year (int | None): Of its document; days are counted from it.

    Returns:
        str: "" for no deadline, and for the whole year; a later day compares greater.
    """
    hours = within_hours(requirement.deadline_normalised)
    if hours is not None:
        return f"≤{hours}h"
    due = _DAY.sub(lambda day: _from(year, day), requirement.deadline_normalised)
    return "" if due == _WHOLE_YEAR else due or requirement.deadline


def value_of(requirement: Requirement, field: Field, year: int | None) -> str:
    """One of the values, as text.

    Args:
        requirement (Requirement): An obligation.
        field (Field): frequency, quantity or deadline.
        year (int | None): Of its document; a deadline is counted from it.

    Returns:
        str: "" for a field that it does not state.
    """
    if field == "deadline":
        return due_of(requirement, year)
    return requirement.frequency_normalised if field == "frequency" else requirement.quantity_normalised


def frequency_words(requirement: Requirement) -> str:
    """How often, as it is worded.

    Args:
        requirement (Requirement): An obligation.

    Returns:
        str: 每年不少于2次: the period and, where times are counted in it, how many.
    """
    if frequency_of(requirement) is None:
        return ""
    return requirement.frequency + (requirement.quantity if _repeats(requirement) else "")


def without_values(text: str, requirements: Iterable[Requirement]) -> str:
    """What is to be done, how often, how much and by when left out.

    Args:
        text (str): A stretch of text.
        requirements (Iterable[Requirement]): The obligations in it.

    Returns:
        str: The rest of the text.
    """
    for one in requirements:
        for value in filter(None, (one.frequency, one.quantity, one.deadline)):
            text = text.replace(value, "")
    return text


def place_of(requirement: Requirement) -> int:
    """Where an obligation stands, as far as that is one place.

    Args:
        requirement (Requirement): An obligation.

    Returns:
        int: Offset behind what it counts; behind all of it where it counts nothing, or in words from elsewhere.
    """
    values = (requirement.frequency, requirement.quantity, requirement.deadline)
    ends = [requirement.quote.find(value) + len(value) for value in values if value and value in requirement.quote]
    return requirement.start + max(ends, default=len(requirement.quote))


def _times_of(requirement: Requirement) -> Bounded | None:
    counted = amount(requirement.quantity_normalised)
    return Bounded(counted.bound, counted.number) if counted and counted.measure in _REPEATED else None


def _repeats(requirement: Requirement) -> bool:
    """Whether its quantity counts times."""
    counted = amount(requirement.quantity_normalised)
    return counted is not None and counted.measure in _REPEATED


def _from(year: int | None, day: re.Match[str]) -> str:
    """A day, counted from the document's own year; the end of February is the same in all of them."""
    distance = "0" if day["year"] == "-" or year is None else str(int(day["year"]) - year)
    return f"{distance}:{day['month']}-{'28' if (day['month'], day['day']) == ('02', '29') else day['day']}"
