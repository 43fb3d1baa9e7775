"""The rows of a returned task table -> the draft's tasks as they are now. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.drafting.plan_edits import REMOVED
from assistant.drafting.records import Draft, Plan, Task, blank
from assistant.drafting.reimport.aligning import Piece, descent, is_part
from assistant.drafting.reimport.cutting import folded
from assistant.drafting.unit_names import units_listed
from assistant.export.word.table import COLUMNS, OF_LAST_YEAR
from ingest.outline import title_of
from ingest.records import Item

_, TASK, MEASURE, LEAD, RESPONSIBLE, DEADLINE, _ = (column.header for column in COLUMNS)

Moved = Mapping[str, str]  # address of an item of the draft -> its address now; a deleted one has no entry


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the returned table; what a cell does not say is 待补."""

    task: str
    measure: str
    lead: str
    responsible: tuple[str, ...]
    deadline: str
    from_last_year: bool

    @classmethod
    def of(cls, cells: Mapping[str, str]) -> _Row:
        told = cells.get(RESPONSIBLE, "").replace(blank(RESPONSIBLE), "")
        lead, deadline = cells.get(LEAD, ""), cells.get(DEADLINE, "") or blank(DEADLINE)
        named = lead.removesuffix(OF_LAST_YEAR).strip() or blank(LEAD)
        task = "".join(cells[TASK].splitlines())  # a name, however it was broken into lines
        # Whoever takes the mark away has confirmed the units.
        return cls(task, cells[MEASURE], named, units_listed(told), deadline, lead.endswith(OF_LAST_YEAR))


def tasks_after(draft: Draft, after: Draft, moved: Moved, items: Sequence[Item]) -> tuple[Task, ...]:
    """Take the task table over.

    Args:
        draft (Draft): As it was, with its tasks.
        after (Draft): Its text as it is now.
        moved (Moved): Where its items are now.
        items (Sequence[Item]): Table rows of the document.

    Returns:
        tuple[Task, ...]: The rows of the table, each with the basis of the task that it was; rows whose item was
            deleted, now or before, go with it. Where the document has no task table, it came back without its
            attachment: the tasks of the items that are left.
    """
    rows = [_Row.of(cells) for item in items if {TASK, MEASURE} <= (cells := dict(item.cells)).keys()]
    tasks = list(_of_table(draft, after, moved, rows)) if rows else _moved(draft.tasks, moved)
    return tuple(numbered(tasks))


def changed_tasks(old: Sequence[Task], new: Sequence[Task]) -> int:
    """How many rows were changed, added or deleted, wherever they stand now."""
    before, now = (
        Counter((t.task, t.measure, t.lead, t.responsible, t.deadline) for t in tasks) for tasks in (old, new)
    )
    return max((before - now).total(), (now - before).total())


def _moved(tasks: Sequence[Task], moved: Moved) -> list[Task]:
    """Those of the items that are left, and those that the user has given no item."""
    placed = {"": "", **moved}
    return [replace(task, address=placed[task.address]) for task in tasks if task.address in placed]


def _of_table(draft: Draft, after: Draft, moved: Moved, rows: Sequence[_Row]) -> Iterator[Task]:
    came_from = descent(
        [Piece(task.measure, folded(task.task), task.number, 0) for task in draft.tasks],
        [Piece(row.measure, folded(row.task), number, 0) for number, row in enumerate(rows)],
    )
    leads = {folded(title_of(item.sentences[0].text)): item.address for item in after.items() if item.sentences}
    deleted = _Deleted.of(draft.plan, after)
    for number, row in enumerate(rows):
        if number not in came_from:
            if not deleted.has(row):
                yield _new(row, leads.get(folded(row.task), ""))
            continue
        task = draft.tasks[came_from[number][0]]
        if not task.address:
            yield replace(_changed(task, row), address=leads.get(folded(row.task), ""))
        elif task.address in moved:
            leads.setdefault(folded(row.task), moved[task.address])
            yield replace(_changed(task, row), address=moved[task.address])


@dataclass(frozen=True, slots=True)
class _Deleted:
    """What the user deleted before: a table that was left as it was may still have the rows of it."""

    titles: frozenset[str]  # of items, folded
    quotes: tuple[str, ...]  # that sentences rested on
    text: tuple[str, ...]  # sentences that are there

    @classmethod
    def of(cls, plan: Plan, after: Draft) -> _Deleted:
        rows = [row for row in plan.rows if row.decision == "drop" and row.reason == REMOVED]
        dropped = (each.source for row in plan.rows for each in row.dropped if each.reason == REMOVED)
        sources = (*(source for row in rows for source in row.sources), *dropped)
        there = {folded(title_of(item.sentences[0].text)) for item in after.items() if item.sentences}
        return cls(
            frozenset(folded(row.title) for row in rows) - there,
            tuple(source.quote for source in sources),
            tuple(sentence.text for sentence in after.sentences()),
        )

    def has(self, row: _Row) -> bool:
        """Whether a row is of an item, or of a sentence, that is in the text no more."""
        if folded(row.task) in self.titles:
            return True
        was, stands = (any(is_part(row.measure, each) for each in texts) for texts in (self.quotes, self.text))
        return was and not stands


def _new(row: _Row, address: str) -> Task:
    return Task(0, row.task, row.measure, row.lead, row.responsible, row.deadline, address, ())


def _changed(task: Task, row: _Row) -> Task:
    """The task with what the row says now; units that the user has changed or confirmed are not last year's."""
    is_same = (task.lead, task.responsible) == (row.lead, row.responsible)
    return replace(
        task,
        task=row.task,
        measure=row.measure,
        lead=row.lead,
        responsible=row.responsible,
        deadline=row.deadline,
        from_last_year=task.from_last_year and row.from_last_year and is_same,
    )


def numbered(tasks: Sequence[Task]) -> Iterator[Task]:
    """Number tasks anew: rows of one task, which stand below one another, share a number.

    Args:
        tasks (Sequence[Task]): In order.

    Returns:
        Iterator[Task]: The same, from 1 on.
    """
    groups = groupby(tasks, key=lambda task: task.task)
    return (replace(task, number=number) for number, (_, rows) in enumerate(groups, 1) for task in rows)
