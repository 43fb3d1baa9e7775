"""How one's own obligation falls short of what the superior asks for, in Chinese. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from assistant.compare.counts import HOURS, amount_of, due_of, frequency_of, frequency_words
from ingest.obligations.values import Bounded, dues, within_hours
from ingest.records import Requirement

SHARES: Final = frozenset("%％")
_ALL: Final = re.compile("全覆盖|全部|100[%％]|逐一|逐个")


# weaker: stated, but too little; unstated: not stated; yearly: not stated, but once a year, as is all of a year's plan.
Kind = Literal["weaker", "unstated", "yearly"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One value that is not met."""

    kind: Kind
    reason: str  # 频次不足：上级每季度至少1次，本单位每半年1次
    words: tuple[str, str] = ("", "")  # of a weaker one: the superior's and one's own


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of measuring one's own obligation against the superior's."""

    met: int  # values that are as strict, or stricter
    shortfalls: tuple[Shortfall, ...]

    @property
    def weaker_words(self) -> tuple[tuple[str, str], ...]:
        """Of the values that fall short: the superior's words and one's own."""
        return tuple(one.words for one in self.shortfalls if one.kind == "weaker")


def measured(asked: Requirement, own: Requirement | None, years: tuple[int, int]) -> Measured:
    """Hold one's own obligation against the superior's, value by value.

    Args:
        asked (Requirement): The superior's.
        own (Requirement | None): One's own; None where the answer holds none.
        years (tuple[int, int]): What days of every year are taken in, of the superior's document and of one's own.

    Returns:
        Measured: Only values that the superior states are looked at.
    """
    values = _frequency(asked, own), _amount(asked, own), _deadline(asked, own, years)
    return Measured(values.count(True), tuple(one for one in values if isinstance(one, Shortfall)))


def _frequency(asked: Requirement, own: Requirement | None) -> Shortfall | bool | None:
    wanted = frequency_of(asked)
    if wanted is None:
        return None
    given = frequency_of(own) if own else None
    if given is None and wanted.number <= 1:
        return Shortfall("yearly", f"频次未写明：上级{frequency_words(asked)}")
    return _held(wanted, given, "频次", (frequency_words(asked), frequency_words(own) if own else ""))


def _amount(asked: Requirement, own: Requirement | None) -> Shortfall | bool | None:
    both_often = bool(own and frequency_of(asked) and frequency_of(own))
    wanted = amount_of(asked, times=not both_often)
    if wanted is None:
        return None
    if wanted.measure in SHARES and own and _ALL.search(own.quote):
        return True
    given = amount_of(own, times=not both_often) if own else None
    length = within_hours(own.deadline_normalised) if own else None
    if wanted.measure == HOURS and given is None and length is not None:
        given = Bounded("≤", Fraction(length), HOURS)
    comparable = given if given and given.measure == wanted.measure else None
    words = asked.quantity, (own.quantity or own.deadline) if own else ""
    return _held(wanted, comparable, "数量", words)


def _held(wanted: Bounded, given: Bounded | None, name: str, words: tuple[str, str]) -> Shortfall | bool:
    if given is None:
        return Shortfall("unstated", f"{name}未写明：上级{words[0]}")
    if wanted.bound == "≤":
        return given.number <= wanted.number or _weaker(f"{name}超出", words)
    return given.number >= wanted.number or _weaker(f"{name}不足", words)


def _deadline(asked: Requirement, own: Requirement | None, years: tuple[int, int]) -> Shortfall | bool | None:
    if not due_of(asked, years[0]):
        return None
    if own is None or not due_of(own, years[1]):
        return Shortfall("unstated", f"时限未写明：上级{asked.deadline}")
    words = asked.deadline, own.deadline
    hours = within_hours(asked.deadline_normalised), within_hours(own.deadline_normalised)
    if hours[0] is not None and hours[1] is not None:
        return hours[1] <= hours[0] or _weaker("时限偏长", words)
    last = _last(asked, years[0]), _last(own, years[1])
    if last[0] is not None and last[1] is not None:
        return last[1] <= last[0] or _weaker("时限偏晚", words)
    return asked.deadline == own.deadline or _weaker("时限不同", words)


def _last(requirement: Requirement, year: int) -> date | None:
    return max((due.last for due in dues(requirement.deadline_normalised, year)), default=None)


def _weaker(name: str, words: tuple[str, str]) -> Shortfall:
    return Shortfall("weaker", f"{name}：上级{words[0]}，本单位{words[1]}", words)
