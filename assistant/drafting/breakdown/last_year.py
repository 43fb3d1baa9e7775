"""Last year's row of the task breakdown for a measure of the draft, by likeness of task and measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from assistant.compare.likeness import likeness
from assistant.drafting.breakdown.measures import Measure
from assistant.drafting.breakdown.units import Units
from assistant.drafting.records import Brief
from assistant.matrix.sides import sides_of
from ingest.embedding import Embedding
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.frequencies import frequency_in
from ingest.obligations.tables import TaskRow, task_row
from ingest.obligations.values import SEPARATOR
from ingest.records import FloatMatrix

# All pairs of the plans of 2023 to 2025 in corpus/ with the breakdown of the year before were read. From 0.5 on a pair
# of measures is of one matter (but for 共建 by a 党支部 that was set up the year before), and a pair of tasks is one
# thread; at 0.48 stand the first that are not. Of the leads found so, 41 of 42 are those of the true breakdown.
SAME_MEASURE: Final = 0.5
SAME_TASK: Final = 0.5
TITLES: Final = 0.2  # what alike tasks add: it decides between rows whose measures are alike
_EVERY_YEAR: Final = re.compile("每|全年|常年|长期|(?<!上)年度")
_WHOLE_YEAR: Final = "全年"
_MAKING: Final = re.compile("制定|制订|修订|印发|出台|编制")
_ANY_YEAR: Final = Context(None, yearly=True)
# 每半年专题研究1次、分析研判1次: of what, its task tells.
_ACTS: Final = re.compile(
    r"每(?:半|两|\d)?个?[年季月周]度?|全年|不少于|至少|[一两\d]+[次期场名项]|专题|研究|分析|研判|听取|汇报|开展|检查|督查|督促|"
    r"通报|总结|部署|调研|会议|培训|学习|组织|召开|形成|报告|[、，；\s]"
)
LITTLE: Final = 4  # signs that are left of such a measure
_OF_ONE_YEAR: Final = re.compile(r"(?:19|20)\d\d年")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an earlier breakdown."""

    year: int | None
    task: str
    measure: str
    units: Units
    due: str


@dataclass(frozen=True, slots=True)
class LastYear:
    """What last year's breakdown says of the matter of a measure."""

    units: Units
    deadline: str  # "" where the row has none, or one that was only for its year


NOT_LAST_YEAR: Final = LastYear(Units(), "")


def last_year_of(measures: Sequence[Measure], brief: Brief, embedding: Embedding) -> list[LastYear]:
    """Find the rows of last year's breakdown.

    Args:
        measures (Sequence[Measure]): Of the draft.
        brief (Brief): With the own breakdowns.
        embedding (Embedding): Knows words of like meaning.

    Returns:
        list[LastYear]: One for each measure, in order; `NOT_LAST_YEAR` where last year's breakdown does not have its
            matter.
    """
    rows = list(dict.fromkeys(_rows(brief)))
    last = [row for row in rows if row.year == brief.year - 1]
    older = [row for row in rows if row.year != brief.year - 1]
    if not measures or not last:
        return [NOT_LAST_YEAR] * len(measures)
    words = likeness([m.text for m in measures], [_matter(row) for row in last], embedding)
    tasks = likeness([m.task for m in measures], [row.task for row in last], embedding)
    before = likeness([row.measure for row in last], [row.measure for row in older], embedding)
    repeated = [_is_repeated(row, older, alike) for row, alike in zip(last, before, strict=True)]
    return [_told(measures[i], last, repeated, words[i], tasks[i]) for i in range(len(measures))]


def _matter(row: _Row) -> str:
    """What a row is about: its measure, and its task where that only says what is done and how often."""
    is_bare = len(_ACTS.sub("", row.measure)) < LITTLE
    return f"{row.task}，{row.measure}" if is_bare else row.measure


def departments_in(brief: Brief) -> frozenset[str]:
    """Units that lead a task in the own breakdowns."""
    return frozenset(row.units.lead for row in _rows(brief) if row.units.lead)


def _rows(brief: Brief) -> Iterator[_Row]:
    for reading in brief.breakdowns:
        document = replace(reading.document, kind="任务分解")  # whatever its kind, its tables assign
        for part in sides_of([(document, reading.outline)]).assigned:
            if row := task_row(part.quoted.item):
                due = row.due.text if row.due else ""
                yield _Row(document.year, part.title, row.measure.text, _units(row), due)


def _units(row: TaskRow) -> Units:
    return Units(row.lead.text if row.lead else "", row.units)


def _told(
    measure: Measure, rows: Sequence[_Row], repeated: Sequence[bool], words: FloatMatrix, tasks: FloatMatrix
) -> LastYear:
    """The row of the same measure; else who led the whole task, if it was one unit."""
    best = int(np.argmax(words + TITLES * tasks))
    if words[best] >= SAME_MEASURE:
        row = rows[best]
        comes_back = repeated[best] or _recurs(measure.text) or _recurs(row.due)
        is_due = comes_back and not _OF_ONE_YEAR.search(row.due) and _is_paced(row.due, measure.text)
        return LastYear(row.units, row.due if is_due and _makes(row.measure) == _makes(measure.text) else "")
    # 推进“党建＋项目” is like 推进“党建＋安全”, but beside a task of the same name no other one is its thread.
    threads = [row for row in rows if row.task == measure.task]
    threads = threads or [row for row, alike in zip(rows, tasks, strict=True) if alike >= SAME_TASK]
    leads = {row.units.lead for row in threads}
    return LastYear(Units(leads.pop()), "") if len(leads) == 1 else NOT_LAST_YEAR


# --- what of last year's date is this year's --------------------------------------------------------------------------


def _makes(measure: str) -> bool:
    """Whether a document is to be made; by when that was is no date for 落实 of what was made."""
    return _MAKING.search(measure) is not None


def _recurs(text: str) -> bool:
    """Whether a measure is taken, or a date comes, every year: it states how often, or speaks of the year's."""
    return _pace(text) is not None or _EVERY_YEAR.search(text) is not None


def _is_paced(due: str, measure: str) -> bool:
    """Whether dates come as often as the measure is to be taken: 每季度末 is no date for what is due every month."""
    pace = _pace(measure)
    if pace is None or _WHOLE_YEAR in due:
        return True
    dates = [date for each in deadlines_in(due, _ANY_YEAR) for date in each.normalised.split(SEPARATOR)]
    return pace == (_pace(due) or len(dates))


def _pace(text: str) -> Fraction | None:
    """Times a year; None where the text does not tell."""
    frequency = frequency_in(text)
    return frequency.per_year if frequency else None


def _is_repeated(row: _Row, older: Sequence[_Row], alike: FloatMatrix) -> bool:
    """Whether an earlier year set the same date for the same measure."""
    return any(like >= SAME_MEASURE and other.due == row.due for other, like in zip(older, alike, strict=True))
