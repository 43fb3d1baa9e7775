"""A year's counted and dated requirements by month. Pure.

What recurs stands in the last month of each of its periods, what is dated in its month, a period in all of its months.
What counts without saying when stands under the whole year; a time that runs from an event (3个月内) has no month.
A length of time (不超过3个月) and a condition (五百万元以上的项目) are nothing to be done. What is not in force is
named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import Any, Final

from assistant.citations.force import Status
from assistant.compare.counts import frequency_words
from assistant.exhaustive.scope import examined
from ingest.obligations.amounts import TIMES
from ingest.obligations.frequencies import frequency_in
from ingest.obligations.values import Bounded, Due, amount, dues, per_year, within_hours
from ingest.obligations.years import year_meant
from ingest.records import Document, Kind, Placed, Requirement

MONTHS: Final = range(1, 13)
STANDING: Final[frozenset[Kind]] = frozenset(("办法", "条例"))  # they bind every year from the one of their issue on
WHOLE_YEAR: Final = None  # the month of what has none
IN_FORCE: Final[Mapping[int, Status]] = MappingProxyType({})

_PERIOD_ENDS: Final = {
    Fraction(2): "半年的最后一个月",
    Fraction(4): "季末月",
    Fraction(6): "双月",
    Fraction(12): "每个月",
}
_WEEKLY: Final = 52  # what comes oftener (每天) is no date to be kept
_TIMES: Final = frozenset(TIMES.split("|"))
_BOUND_NAMES: Final = {"≥": "至少", "≤": "至多", "": ""}
_CONDITION: Final = re.compile("以上|以下|以内|以外|超过|满")  # 五百万元以上的项目: tells which, not how much
_EVERY_YEAR: Final = "--"  # begins a date that comes every year, in the grammar of values
_AND: Final = "；"  # between what one sentence asks for in a month
_NO_MONTH: Final = "原文没有写明月份"


@dataclass(frozen=True, slots=True)
class Entry:
    """A requirement in one month of the calendar."""

    placed: Placed[Requirement]
    due: str  # what is due in that month, in Chinese: 9月30日前
    why: str  # why it stands there, in Chinese
    day: date | None = None  # the last day, where the text names one


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a year asks for, month by month."""

    year: int
    unit: str  # "" for all
    months: tuple[tuple[Entry, ...], ...]  # twelve, each ordered by the day
    whole_year: tuple[Entry, ...]  # without a month
    ended: tuple[Document, ...] = ()  # ask for something in that year, but are no longer in force

    def pages(self) -> Iterator[tuple[int | None, tuple[Entry, ...]]]:
        """(month, entries), at the end those of the whole year under WHOLE_YEAR."""
        yield from zip(MONTHS, self.months, strict=True)
        yield WHOLE_YEAR, self.whole_year


def calendar_of(
    requirements: Sequence[Placed[Requirement]], year: int, unit: str = "", forces: Mapping[int, Status] = IN_FORCE
) -> Calendar:
    """Lay out a year.

    Args:
        requirements (Sequence[Placed[Requirement]]): Of any years and tenses; only plans that are counted or dated
            count. What recurs counts in the year that its document plans for, or every year from then on in 办法 and
            条例; a date counts in its own year.
        year (int): 2025.
        unit (str): Only what this unit leads, is the subject of or is responsible for; "" for all.
        forces (Mapping[int, Status]): The force of the documents that are not in force, by their ids.

    Returns:
        Calendar: In each month, what has a day before what has none, otherwise in the order given; one sentence of a
            document once.
    """
    found: dict[int | None, list[Entry]] = {month: [] for month in (*MONTHS, WHOLE_YEAR)}
    ended: dict[int, Document] = {}
    for placed in requirements:
        if placed.what.tense == "plan" and placed.what.strength == "counted" and concerns(placed.what, unit):
            for month, entry in _entries(placed, year):
                if _has_ended(forces.get(placed.document.id), year):
                    ended[placed.document.id] = placed.document
                else:
                    found[month].append(entry)
    months = tuple(tuple(sorted(_once(found[month]), key=_order)) for month in MONTHS)
    return Calendar(year, unit, months, _once(found[WHOLE_YEAR]), tuple(ended.values()))


def _has_ended(status: Status | None, year: int) -> bool:
    """Whether a document had lost its force before a year ended; one that tells no year has lost it for all years."""
    return status is not None and status.force != "in_force" and status.since[:4] <= str(year)


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries, those of one sentence of a document as one."""
    found: dict[tuple[int, str], Entry] = {}
    for entry in entries:
        key = entry.placed.document.id, entry.placed.what.quote
        known = found.get(key)
        dues_told = dict.fromkeys([*(known.due.split(_AND) if known else ()), *entry.due.split(_AND)])
        days = [day for day in (known and known.day, entry.day) if day]
        found[key] = replace(known or entry, due=_AND.join(dues_told), day=min(days, default=None))
    return tuple(found.values())


def concerns(requirement: Requirement, unit: str) -> bool:
    """Whether a unit leads it, is its subject or is responsible for it; any requirement concerns the unit ""."""
    return any(unit in named for named in (requirement.subject, *requirement.responsible))


def _entries(placed: Placed[Requirement], year: int) -> Iterator[tuple[int | None, Entry]]:
    """Where a requirement stands: by its dates, else by its frequency, else, counted, under the whole year."""
    what = placed.what
    days = dues(what.deadline_normalised, year)
    dated = [due for due in days if not _is_whole(due, year)]
    if dated and (_binds(placed, year) or _EVERY_YEAR not in what.deadline_normalised):
        yield from _dated(placed, dated, year)
    elif dated or not _binds(placed, year):
        return
    elif what.frequency_normalised:
        yield from _recurrent(placed) if not _counts_a_day(what) else ()
    elif not _is_to_do(what):
        return
    elif days or (not what.deadline_normalised and placed.document.kind not in STANDING):
        yield WHOLE_YEAR, Entry(placed, f"年内{what.quantity}", _quoted(what.deadline) or _NO_MONTH)


def _counts_a_day(what: Requirement) -> bool:
    """Whether it tells what a day counts for (每天计8学时)."""
    times, counted = per_year(what.frequency_normalised), amount(what.quantity_normalised)
    return times is not None and times.number > _WEEKLY and counted is not None and counted.measure not in _TIMES


def _is_to_do(what: Requirement) -> bool:
    """Whether its amount is one to be done: neither a length of time nor a condition."""
    counted = amount(what.quantity_normalised)
    if counted is not None and within_hours(f"≤{float(counted.number):g}{counted.measure}") is not None:
        return False
    return not (_CONDITION.search(what.quantity) and f"{what.quantity}的" in what.quote)


def _binds(placed: Placed[Requirement], year: int) -> bool:
    """Whether an item asks for something in a year: a plan in its own, what has no year in each."""
    document = placed.document
    meant = year_meant(document.kind, document.title, document.year, placed.item.headings)
    if meant is None or document.kind in STANDING:
        return (meant or year) <= year
    return meant == year


# --- dated ------------------------------------------------------------------------------------------------------------


def _dated(placed: Placed[Requirement], days: Sequence[Due], year: int) -> Iterator[tuple[int | None, Entry]]:
    why = _quoted(placed.what.deadline)
    for due in days:
        if due.first is None and due.last.year == year:
            yield due.last.month, Entry(placed, f"{due.last.month}月{due.last.day}日前", why, due.last)
        elif due.first is not None:
            yield from _spanning(placed, due.first, due.last, year)
    if _binds(placed, year) and all((due.first or due.last).year > year for due in days):
        last = days[-1].last
        yield WHOLE_YEAR, Entry(placed, f"{last.year}年{last.month}月{last.day}日前", f"{why}，不在本年")


def _spanning(placed: Placed[Requirement], first: date, last: date, year: int) -> Iterator[tuple[int, Entry]]:
    """One entry in each month that a period touches."""
    why = _quoted(placed.what.deadline)
    for month in MONTHS:
        if (first.year, first.month) <= (year, month) <= (last.year, last.month):
            is_last = (year, month) == (last.year, last.month)
            due = f"{last.month}月{last.day}日前完成" if is_last else "期间内开展"
            yield month, Entry(placed, due, why, last if is_last else None)


def _is_whole(due: Due, year: int) -> bool:
    """Whether a period takes up the year and so names no month: 全年, 年内, 两年内."""
    return due.first is not None and due.first <= date(year, 1, 1) and due.last >= date(year, 12, 31)


# --- recurrent --------------------------------------------------------------------------------------------------------


def _recurrent(placed: Placed[Requirement]) -> Iterator[tuple[int | None, Entry]]:
    """In the last month of each period that the text names, or, where it names the year only, spread over the year."""
    times = per_year(placed.what.frequency_normalised)
    if times is None:
        raise ValueError(f"no frequency: {placed.what.frequency_normalised}")
    quoted = _quoted(placed.what.frequency)
    named = frequency_in(placed.what.frequency)
    periods = (named and named.per_year) or Fraction(1)
    if 1 < periods <= _WEEKLY:
        a_period = _due(placed.what, Bounded(times.bound, times.number / periods))
        due = a_period if periods <= len(MONTHS) else placed.what.frequency
        why = f"{quoted}，列在{_PERIOD_ENDS.get(periods, '每个月')}"
    elif 1 < times.number <= len(MONTHS) and times.bound != "≤":
        due = f"{frequency_words(placed.what)}（均匀分摊到各月，本月1次）"
        periods, why = times.number, f"{quoted}{_shown(times)}次，没有写明月份，按全年均匀安排"
    else:
        due = (
            f"每{_shown(Bounded('', 1 / times.number))}年1次" if times.number < 1 else f"年内{_due(placed.what, times)}"
        )
        yield WHOLE_YEAR, Entry(placed, due, f"{quoted}，{_NO_MONTH}")
        return
    for month in _last_months(periods):
        yield month, Entry(placed, due, why)


def _due(what: Requirement, times: Bounded) -> str:
    """How much at a time: 不少于3条 where something else than the times is counted."""
    counted = amount(what.quantity_normalised)
    is_thing = counted is not None and counted.measure not in _TIMES
    return what.quantity if is_thing else f"{_shown(times)}次"


def _last_months(periods: Fraction) -> list[int]:
    """The last months of so many equal periods of a year: 4 gives 3, 6, 9, 12; more than twelve give every month."""
    count = min(ceil(periods), len(MONTHS))
    return [ceil(Fraction(len(MONTHS) * period, count)) for period in range(1, count + 1)]


def _shown(times: Bounded) -> str:
    number = times.number
    figure = str(number.numerator) if number.denominator == 1 else f"{float(number):.3g}"
    return _BOUND_NAMES[times.bound] + figure


def _quoted(raw: str) -> str:
    return f"原文“{raw}”" if raw else ""


def _order(entry: Entry) -> tuple[bool, date]:
    return entry.day is None, entry.day or date.max


# --- for programs -----------------------------------------------------------------------------------------------------


def as_json(calendar: Calendar, documents: int) -> dict[str, Any]:
    """The calendar as programs see it.

    Args:
        calendar (Calendar): Any.
        documents (int): How many documents were examined for it.

    Returns:
        dict[str, Any]: {"year", "unit", "examined", "ended", "months": [{"month", "rows"}]}; the last "month" is null:
            no month. "ended" names the files that are no longer in force.
    """
    return {
        "year": calendar.year,
        "unit": calendar.unit,
        "examined": {"documents": documents},
        "ended": [document.file for document in calendar.ended],
        "months": [{"month": month, "rows": [_row(entry) for entry in entries]} for month, entries in calendar.pages()],
    }


def _row(entry: Entry) -> dict[str, Any]:
    what = entry.placed.what
    return {
        "file": entry.placed.document.file,
        "address": entry.placed.item.address,
        "due": entry.due,
        "why": entry.why,
        "subject": what.subject,
        "responsible": list(what.responsible),
        "action": what.action,
        "object": what.object,
        "frequency": what.frequency,
        "quantity": what.quantity,
        "deadline": what.deadline,
        "quote": what.quote,
    }


# --- for people -------------------------------------------------------------------------------------------------------


def as_text(calendar: Calendar, documents: Sequence[Document]) -> Iterator[str]:
    """The calendar line by line.

    Args:
        calendar (Calendar): Any.
        documents (Sequence[Document]): Those that were examined for it.

    Yields:
        str: How much of how many, then month by month; months without anything are left out.
    """
    count = len({id(entry.placed) for _, entries in calendar.pages() for entry in entries})
    whose = f"{calendar.unit}，" if calendar.unit else ""
    yield f"{calendar.year}年，{whose}共 {count} 项，检查了 {examined(documents)}"
    if calendar.ended:
        yield f"已失效，未列入：{'、'.join(f'《{document.title}》' for document in calendar.ended)}"
    for month, entries in calendar.pages():
        if entries:
            yield f"{month}月" if month else "全年（没有写明月份）"
        for entry in entries:
            what = entry.placed.what
            who = f"{what.subject}：" if what.subject else ""
            yield f"  · {entry.due}　{who}{what.quote}　《{entry.placed.document.title}》{entry.placed.item.address}"
