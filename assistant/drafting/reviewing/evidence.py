"""What the year's reports tell of each item of the plan, as the year's matrix has matched them.

In: the brief and the items of the plan. Out: for each item the stretches of reports that tell what was done, those that
name a problem of it, and its own sentences of which no report speaks; then what was done without an item asking for it.
A stretch of a report goes to one item only, and what two reports tell in like words is told once (`repeats`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.compare.likeness import likeness
from assistant.drafting.cutting import Stretch, sentences
from assistant.drafting.planning.roots import Root
from assistant.drafting.records import Brief, Reading
from assistant.drafting.reviewing.homes import Place, runs_of
from assistant.drafting.reviewing.repeats import UNASKED, Repeat, Run, told_once
from assistant.matrix.loop import matrix_of
from assistant.matrix.matching import ANSWERS
from assistant.matrix.parts import Quoted
from assistant.matrix.rows import Row
from ingest.embedding import Embedding

_LISTED: Final = 3  # level of 一是 below （一）, whose short title says what the rest is about
_BARE: Final = re.compile(r"\d{1,2}月|按|[上下]半年|年底|全年(?=[^，]*次)")


@dataclass(slots=True)
class Told:
    """What is known of one item of the plan."""

    is_task: bool = False  # whether anything in it is to be done; what guides the year is not
    heard: list[Stretch] = field(default_factory=list)  # what may tell of it, though it may be told of another item
    done: list[Stretch] = field(default_factory=list)  # what is told of it alone
    problems: list[Stretch] = field(default_factory=list)
    silent: list[Stretch] = field(
        default_factory=list
    )  # its sentences of which no report speaks, where one speaks of it


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the reports tell."""

    of_roots: tuple[Told, ...]
    unasked: tuple[tuple[int, Stretch], ...]  # what no item asked for, with the item that the report told of before it
    repeats: tuple[Repeat, ...] = ()  # what is left out, since another report tells it


def evidence_of(brief: Brief, roots: Sequence[Root], embedding: Embedding) -> Evidence:
    """Look up what was reported of each item.

    Args:
        brief (Brief): With the plan, the breakdown and the reports of the year.
        roots (Sequence[Root]): The items of the plan.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Evidence: Of every root.
    """
    told = [Told() for _ in roots]
    places: dict[Reading, list[Place]] = {reading: [] for reading in brief.summaries}
    for row, of_row in _rows(brief, embedding):
        root = _root_of(row, roots)
        if root != UNASKED:
            told[root].is_task = True
            told[root].silent += [Stretch(brief.base, q.item, q.start, q.end) for q in row.unrecorded]
        for reading, quoted in of_row:
            if quoted.item.tense == "problem" and root != UNASKED:
                told[root].problems.append(Stretch(reading, quoted.item, quoted.start, quoted.end))
            elif quoted.item.tense == "done":
                places[reading].append(Place(quoted.start, quoted.end, root))
                if root != UNASKED:
                    told[root].heard.append(Stretch(reading, quoted.item, quoted.start, quoted.end))
    every = [run for reading, found in places.items() for run in runs_of(reading, found, roots, embedding)]
    runs, repeats = told_once(every, embedding)
    unasked: list[tuple[int, Stretch]] = []
    for behind, root, stretch in _followed(runs):
        if root == UNASKED:
            unasked.append((behind, stretch))
        else:
            told[root].done += _with_subject(stretch)
    _drop_told(told, [stretch for _, stretch in every], embedding)
    return Evidence(tuple(told), tuple(unasked), tuple(repeats))


def _rows(brief: Brief, embedding: Embedding) -> Iterator[tuple[Row, list[tuple[Reading, Quoted]]]]:
    """The rows of the year's matrix, with the readings behind what reports tell.

    The matrix holds documents of one unit against each other; those below the own one are to count as its own here, and
    the plan of the year as a 要点 whatever it is called.
    """
    asked = replace(brief.base.document, kind="要点", unit=brief.unit)
    readings = {replace(each.document, unit=brief.unit): each for each in (*brief.breakdowns, *brief.summaries)}
    reads = [(asked, brief.base.outline), *((document, each.outline) for document, each in readings.items())]
    for row in matrix_of(brief.year, reads, embedding).rows:
        yield row, [(readings[quoted.document], quoted) for quoted in row.done]


def _root_of(row: Row, roots: Sequence[Root]) -> int:
    if row.item is None:
        return UNASKED
    start, end = row.item.start, row.item.end
    return next((index for index, root in enumerate(roots) if root.holds(start, end)), UNASKED)


def _with_subject(stretch: Stretch) -> list[Stretch]:
    """A sentence that begins with a day or a measure, behind the short title of its 一是 that says what it is about."""
    if stretch.item.level < _LISTED or not _BARE.match(stretch.quote):
        return [stretch]
    title, *others = sentences(stretch.reading, stretch.item)
    is_behind = bool(others) and others[0].start == stretch.start and title.quote.rstrip("。") == stretch.item.title
    return [title, stretch] if is_behind else [stretch]


def _followed(runs: Sequence[Run]) -> Iterator[tuple[int, int, Stretch]]:
    """Each run, with the item that is told of nearest to it: in the same paragraph of the report, else before it."""
    asked = [(at, other, run) for at, (other, run) in enumerate(runs) if other != UNASKED]
    for index, (root, stretch) in enumerate(runs):
        near = [(run.item is not stretch.item, at > index, abs(at - index), other) for at, other, run in asked]
        yield min(near, default=(True, True, 0, 0))[-1], root, stretch


def _drop_told(told: Sequence[Told], runs: Sequence[Stretch], embedding: Embedding) -> None:
    """A sentence of the plan of which a report speaks at another item's place is not left without a record."""
    texts = [run.quote for run in runs]
    for each in told:
        pairs = likeness([stretch.quote for stretch in each.silent], texts, embedding)
        each.silent = [s for s, row in zip(each.silent, pairs, strict=True) if row.max(initial=0) < ANSWERS]
