"""Names of units in the task breakdown, replaced where the user has a name replaced throughout. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.records import BLANK, Task


def renamed(tasks: Sequence[Task], pattern: re.Pattern[str], new: str) -> tuple[Task, ...]:
    """Replace words in the units of tasks.

    Args:
        tasks (Sequence[Task]): Of a draft.
        pattern (re.Pattern[str]): The words.
        new (str): What stands there now.

    Returns:
        tuple[Task, ...]: Each unit once, the lead not among the others; a name of which nothing is left stays.
    """

    def unit_now(unit: str) -> str:
        return unit if unit.startswith(BLANK) else pattern.sub(lambda _: new, unit) or unit

    def task_now(task: Task) -> Task:
        if not any(pattern.search(unit) for unit in (task.lead, *task.responsible)):
            return task
        lead, others = unit_now(task.lead), dict.fromkeys(map(unit_now, task.responsible))
        return replace(task, lead=lead, responsible=tuple(unit for unit in others if unit != lead))

    return tuple(map(task_now, tasks))
