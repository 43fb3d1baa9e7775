"""The task breakdown of a draft: who leads, who answers, by when, on what ground. Units and dates are never made up.

sections -> measures -> units as written, else by duty, as last year, by an own regulation -> rows
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from assistant.drafting.breakdown.last_year import LastYear, departments_in, last_year_of
from assistant.drafting.breakdown.measures import Measure, measures_of, part_of, parts_of
from assistant.drafting.breakdown.stated_duties import StatedDuty, duty_of, stated_duties
from assistant.drafting.breakdown.units import Units, departments_of, is_unit, units_by_duty, units_in
from assistant.drafting.records import Brief, Role, Section, Source, Task, blank
from ingest.embedding import Embedding
from ingest.library.profile import Profile
from ingest.obligations.reading import Read

NO_LEAD: Final = blank("牵头单位")
NO_DEADLINE: Final = blank("完成时限")
# Two measures with the same units and date share a row up to here; the longest measure of the sample breakdowns has 42.
ROW_CHARS: Final = 60
_WHOLE_YEAR: Final = frozenset(("全年", "年内"))
_LENGTH: Final = "≤"  # 3个工作日内: counted from an event
_GROUNDS: Final[Mapping[Role, int]] = {"superior": 0, "problem": 1, "prior": 2, "earlier": 3}
_OTHERS: Final = 4  # what else a measure rests on stands behind


def breakdown_of(sections: Sequence[Section], brief: Brief, profile: Profile, embedding: Embedding) -> tuple[Task, ...]:
    """Break a draft down into tasks.

    Args:
        sections (Sequence[Section]): Of the draft.
        brief (Brief): What it is written from: last year's breakdown is looked up in it.
        profile (Profile): With the unit-and-duty table.
        embedding (Embedding): Knows words of like meaning.

    Returns:
        tuple[Task, ...]: In the draft's order, numbered by task.
    """
    departments = departments_of(profile) | departments_in(brief)
    known = _Known(departments, profile, stated_duties(brief, departments))
    measures = list(measures_of(sections, brief.year))
    told = last_year_of(measures, brief, embedding)
    parted = list(_parted(list(zip(measures, told, strict=True)), known, brief, embedding))
    return tuple(_numbered([measure for measure, _ in parted], [_task(each, last, known) for each, last in parted]))


def _task(measure: Measure, last: LastYear, known: _Known) -> Task:
    units, as_last_year = _units(measure, last, known)
    deadline = _deadline(measure.reads)
    duty = None if units.lead else _stated(measure, known)
    ground = (duty.source,) if duty else ()
    return Task(
        number=0,  # given when all are known
        task=measure.task,
        measure=measure.text,
        lead=units.lead or (duty.department if duty else NO_LEAD),
        responsible=tuple(unit for unit in units.responsible if duty is None or unit != duty.department),
        deadline=deadline or last.deadline or NO_DEADLINE,
        address=measure.address,
        basis=_basis((*measure.sentence.sources, *ground)),
        from_last_year=as_last_year or bool(last.deadline and not deadline),
    )


# --- units ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    """What tells who leads, beside the draft and last year's breakdown."""

    departments: frozenset[str]
    profile: Profile
    duties: Sequence[StatedDuty]  # of the own regulations


def _parted(
    measures: Sequence[tuple[Measure, LastYear]], known: _Known, brief: Brief, embedding: Embedding
) -> Iterator[tuple[Measure, LastYear]]:
    """Measures that nobody is known to lead as a whole, cut where somebody is known to lead a part."""
    open_ = [i for i, (measure, last) in enumerate(measures) if not _lead(measure, last, known)]
    parts = [(i, part) for i in open_ for part in parts_of(measures[i][0])]
    # What a part begins with is its matter: behind 揭榜攻关课题保持8个 stands what they are to be about.
    told = last_year_of([replace(part, text=part.reads[0].clause.text) for _, part in parts], brief, embedding)
    found: dict[int, list[tuple[Measure, LastYear]]] = {}
    for (i, part), last in zip(parts, told, strict=True):
        found.setdefault(i, []).append((part, last))
    for i, (measure, last) in enumerate(measures):
        leads = [_lead(part, own, known) for part, own in found.get(i, ())]
        if not any(leads):
            yield measure, last
            continue
        led = zip(leads, found[i], strict=True)
        runs = [[each for _, each in run] for _, run in groupby(led, itemgetter(0))]
        for run in runs:
            joined = part_of(measure, [read for part, _ in run for read in part.reads])
            yield joined, run[0][1] if len(run) == 1 else replace(run[0][1], deadline="")


def _lead(measure: Measure, last: LastYear, known: _Known) -> str:
    """Who leads a measure, "" where nothing says so."""
    duty = _stated(measure, known)
    return _units(measure, last, known)[0].lead or (duty.department if duty else "")


def _stated(measure: Measure, known: _Known) -> StatedDuty | None:
    """What an own regulation says of a measure's matter; of its task's, where its sentence names no matter at all."""
    is_named = any(duty.matter in measure.sentence.text for duty in known.duties)
    return duty_of(measure.text if is_named else measure.task, known.duties)


def _units(measure: Measure, last: LastYear, known: _Known) -> tuple[Units, bool]:
    """The units, and whether last year's breakdown has told any.

    Who answers is taken from last year where the same unit led: another lead would have chosen others.
    """
    written = units_in(measure.reads, known.departments)
    lead = written.lead or units_in(measure.head, known.departments).lead
    by_duty = units_by_duty(known.profile.duties, measure.text, measure.task)
    told = (
        Units(lead, written.responsible) if lead else Units(by_duty.lead, (*written.responsible, *by_duty.responsible))
    )
    alone = _tidied(told, known.departments)
    if not last.units.lead or told.lead not in ("", last.units.lead):
        return alone, False
    joined = _tidied(Units(last.units.lead, (*told.responsible, *last.units.responsible)), known.departments)
    return joined, joined != alone


def _tidied(units: Units, departments: Collection[str]) -> Units:
    """Each unit once, and nobody who is none: persons and roles do the work, but no office answers through them."""
    others = (unit for unit in units.responsible if unit in departments or is_unit(unit))
    return Units(units.lead, tuple(dict.fromkeys(unit for unit in others if unit != units.lead)))


# --- when, and on what ground -----------------------------------------------------------------------------------------


def _deadline(reads: Sequence[Read]) -> str:
    """The dates as written; lengths of time only where there is no date, 全年 only where there is neither."""
    stated = [(read.clause.text[due.start : due.end], due) for read in reads for due in read.deadlines]
    dates = [raw for raw, due in stated if due.normalised and not due.whole_year and _LENGTH not in due.normalised]
    lengths = [raw for raw, due in stated if _LENGTH in due.normalised and raw.endswith("内")]
    periods = [read.clause.text[read.frequency.start : read.frequency.end] for read in reads if read.frequency]
    whole = [raw for raw in (*(raw for raw, _ in stated), *periods) if raw in _WHOLE_YEAR]
    return "、".join(dict.fromkeys(dates or lengths or whole))


def _basis(sources: Sequence[Source]) -> tuple[Source, ...]:
    """The superior's requirement first, then the problem, then the unit's own plans."""
    return tuple(sorted(sources, key=lambda source: _GROUNDS.get(source.role, _OTHERS)))


# --- rows -------------------------------------------------------------------------------------------------------------


def _numbered(measures: Sequence[Measure], tasks: Sequence[Task]) -> Iterator[Task]:
    """Rows of one task have one number; neighbours with the same units and date share a row while it stays short."""
    numbers: dict[str, int] = {}
    pairs = zip(measures, tasks, strict=True)
    return joined_rows(
        [replace(task, number=numbers.setdefault(each.task_address, len(numbers) + 1)) for each, task in pairs]
    )


def joined_rows(tasks: Sequence[Task]) -> Iterator[Task]:
    """Let neighbours share a row.

    Args:
        tasks (Sequence[Task]): In order.

    Yields:
        Task: Those that differ in measure and basis alone are one, up to `ROW_CHARS`.
    """
    row: Task | None = None
    for task in tasks:
        joined = _joined(row, task) if row else None
        if row and joined is None:
            yield row
        row = joined or task
    if row:
        yield row


def _joined(one: Task, other: Task) -> Task | None:
    """Two rows as one; None where they do not belong together."""
    measure = f"{one.measure}；{other.measure}"
    basis = tuple(dict.fromkeys((*one.basis, *other.basis)))
    joined = replace(one, measure=measure, basis=_basis(basis))
    is_alike = joined == replace(other, measure=measure, basis=joined.basis)
    return joined if is_alike and len(measure) <= ROW_CHARS else None
