"""What a requirement states in numbers and days, and whether two statements of one kind can both hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from assistant.lookup.binding import STANDING, Side
from ingest.obligations.amounts import TIMES
from ingest.obligations.values import Bounded, Due, amount, dues, per_year, within_hours

Matter = Literal["频次", "时限", "数量"]

_REPEATED: Final = frozenset(TIMES.split("|"))
_EACH: Final = re.compile(r"[各均](\d+)次")  # 6月、12月各1次
_MEASURE: Final = re.compile(r"[^\d.≤]+")
# Lengths of different measures differ where one is this much longer: 15日 is no other length than 10个工作日.
_LONGER: Final = Fraction(5, 4)
_WITHIN: Final = "期限"  # kind of a time that runs from an event: the shorter, the stricter
_FAR_APART: Final = 180  # days between dates that are as good as unrelated


@dataclass(frozen=True, slots=True)
class Number:
    """How often a year, how many, or how long."""

    matter: Matter
    kind: str  # only statements of one kind are held against each other
    raw: str  # the field that states it
    value: Bounded
    each: Bounded | None = None  # of a rate: how many each time, 每月1条
    times: str = ""  # of a rate: how many times in its period, as written

    @property
    def says(self) -> str:
        """As written: 每季度2次."""
        return self.raw + self.times


@dataclass(frozen=True, slots=True)
class Days:
    """By which days."""

    raw: str  # the field that states them
    normalised: str  # in the grammar of `ingest.obligations.values`
    year: int  # of the document, for days of every year
    matter: Matter = "时限"
    kind: str = "日期"

    @property
    def says(self) -> str:
        """As written."""
        return self.raw


Statement = Number | Days


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two statements of one kind stand to each other."""

    closeness: float  # from 1 for what can be of one plan to 0 for what is far apart
    differ: bool  # both cannot hold, or set the same bound elsewhere
    stricter: Literal[0, 1]  # which of them, where they differ


def compare(one: Statement, other: Statement) -> Comparison:
    """Hold two statements against each other.

    Args:
        one (Statement): What a row states.
        other (Statement): What another one states.

    Returns:
        Comparison: Of the first with the second.

    Raises:
        ValueError: They are not of one kind.
    """
    if isinstance(one, Number) and isinstance(other, Number):
        return _compare_numbers(one, other)
    if isinstance(one, Days) and isinstance(other, Days):
        year = max(one.year, other.year)
        return _compare_days(dues(one.normalised, year), dues(other.normalised, year))
    raise ValueError(f"{one.kind} and {other.kind} are not of one kind")


def statements_of(side: Side) -> list[Statement]:
    """What a row states.

    Args:
        side (Side): A requirement of a document.

    Returns:
        list[Statement]: At most one of a kind; none of a document without a year, which is held against no other.
    """
    if side.document.year is None:
        return []
    return [*_rate(side, side.document.year), *_length(side), *_quantity(side), *_days(side, side.document.year)]


# --- what is stated ---------------------------------------------------------------------------------------------------


def _rate(side: Side, year: int) -> Iterator[Number]:
    """How often a year; what a plan counts without a period is for its year."""
    what, much = side.what, amount(side.what.quantity_normalised)
    times = much if much and much.measure in _REPEATED else None
    kind = "频次" + _part(side)
    if often := per_year(what.frequency_normalised):
        if times or much is None or often.number > 1:  # 每年32学时 is an amount, not a rate
            counted = what.quantity if times else ""
            yield Number("频次", kind, what.frequency, often, None if times else much, counted)
    elif (each := _EACH.search(what.deadline)) and (days := dues(what.deadline_normalised, year)):
        yield Number("频次", kind, what.deadline, Bounded("", Fraction(int(each[1]) * len(days))))
    elif times and side.document.kind not in STANDING and within_hours(what.deadline_normalised) is None:
        yield Number("频次", kind, what.quantity, Bounded(times.bound, times.number))


def _length(side: Side) -> Iterator[Number]:
    """How long at most, from an event on; or how long at least."""
    what, much = side.what, amount(side.what.quantity_normalised)
    if (hours := within_hours(what.deadline_normalised)) is not None:
        yield _lasting(_WITHIN, what.deadline, "", hours, what.deadline_normalised)
    elif much and (hours := _hours(much)) is not None:
        kind = _WITHIN if much.bound == "≤" else "时长"
        yield _lasting(kind, what.quantity, much.bound, hours, much.measure)


def _lasting(kind: str, says: str, bound: str, hours: float, length: str) -> Number:
    return Number("时限", kind, says, Bounded(bound, Fraction(hours), "".join(_MEASURE.findall(length))))


def _quantity(side: Side) -> Iterator[Number]:
    """How many in a period; of a plan without a period, in its year."""
    what, much = side.what, amount(side.what.quantity_normalised)
    if much is None or much.measure in _REPEATED or _hours(much) is not None:
        return
    often = per_year(what.frequency_normalised)
    part = "" if much.measure == "%" else _part(side)  # a share may be worded as a part or not
    yield Number("数量", f"{much.measure}/{often.number if often else 1}{part}", what.quantity, much)


def _days(side: Side, year: int) -> Iterator[Days]:
    what = side.what
    if dues(what.deadline_normalised, year):
        yield Days(what.deadline, what.deadline_normalised, year)


def _hours(much: Bounded) -> float | None:
    return within_hours(f"≤{much.number}{much.measure}")


def _part(side: Side) -> str:
    """A part of what is due (其中…) is held against other parts."""
    return "其中" if side.what.quote.startswith("其中") else ""


# --- numbers ----------------------------------------------------------------------------------------------------------


def _compare_numbers(one: Number, other: Number) -> Comparison:
    low, high = sorted((one.value.number, other.value.number))
    is_longer = one.value.measure == other.value.measure or high >= low * _LONGER
    differ = is_longer and _exclude(one.value, other.value) and not _add_up(one, other)
    less_is_more = one.kind == _WITHIN or "≤" in (one.value.bound, other.value.bound)
    is_first = (one.value.number < other.value.number) == less_is_more
    return Comparison(float(low / high) if high else 1.0, differ, 0 if is_first else 1)


def _exclude(one: Bounded, other: Bounded) -> bool:
    """Whether no number satisfies both, or both ask for at least, or at most, another number."""
    if one.bound and one.bound == other.bound:
        return one.number != other.number
    low = max((x.number for x in (one, other) if x.bound != "≤"), default=Fraction(0))
    highs = [x.number for x in (one, other) if x.bound != "≥"]
    return bool(highs) and low > min(highs)


def _add_up(one: Number, other: Number) -> bool:
    """Whether both are due as much in a year: 每季度3条 is 每月1条."""
    if not (one.each and other.each and one.each.measure == other.each.measure):
        return False
    return one.value.number * one.each.number == other.value.number * other.each.number


# --- days -------------------------------------------------------------------------------------------------------------


def _compare_days(one: tuple[Due, ...], other: tuple[Due, ...]) -> Comparison:
    differ = not any(_agree(a, b) for a in one for b in other)
    apart = min(abs((a.last - b.last).days) for a in one for b in other) if differ else 0
    is_first = min(due.last for due in one) < min(due.last for due in other)
    return Comparison(max(0.0, 1 - apart / _FAR_APART), differ, 0 if is_first else 1)


def _agree(one: Due, other: Due) -> bool:
    """Whether two days can be of one plan: in one month, or the one within the other's period."""
    for day, period in ((one, other), (other, one)):
        if period.first and period.first <= day.last <= period.last:
            return True
    return (one.last.year, one.last.month) == (other.last.year, other.last.month)
