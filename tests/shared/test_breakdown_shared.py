"""Task breakdowns of real documents: they name no department, so none may lead; every word is theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.drafting.breakdown import NO_DEADLINE, NO_LEAD, breakdown_of
from assistant.drafting.breakdown.units import is_unit
from assistant.drafting.records import Task
from ingest.library.profile import Profile
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Outline, Text
from ingest.settings import Settings
from tests.assistant.compare.samples import embedding
from tests.assistant.drafting.breakdown_samples import brief, drafted

pytestmark = pytest.mark.shared

DOCUMENTS = ("企业", "县局", "国企", "机关", "集团")
PERSON = re.compile("[员记人]$|干部$|同志|领导|职工")
REPORTS = (2008, 2014, 2020, 2021, 2022)


def outline_in(folder: Path, name: str) -> Outline:
    path = next(folder.glob(f"*{name}*"))
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        return outline_of(Text.of(sandbox.read(path)), path.name)


def tasks_of(outline: Outline) -> tuple[Task, ...]:
    return breakdown_of(drafted(outline), brief((outline.year or 2020) + 1, [], []), Profile(), embedding())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_lead_is_made_up_from_a_real_document(shared: Path, name: str) -> None:
    outline = outline_in(shared / "data" / "documents", name)
    tasks = tasks_of(outline)
    assert len(tasks) > 20
    assert {task.lead for task in tasks} == {NO_LEAD}
    assert not [unit for task in tasks for unit in task.responsible if PERSON.search(unit)]
    items = {item.address: item.text for item in outline.items}
    for task in tasks:
        text = items[task.address]
        assert all(piece in text for piece in task.measure.split("；"))
        assert all(unit in text and is_unit(unit) for unit in task.responsible)
        assert task.deadline == NO_DEADLINE or all(date in text for date in task.deadline.split("、"))


@pytest.mark.parametrize("year", REPORTS)
def test_no_lead_is_made_up_from_a_report(shared: Path, year: int) -> None:
    tasks = tasks_of(outline_in(shared / "data" / "reports", str(year)))
    assert len(tasks) > 100
    assert {task.lead for task in tasks} == {NO_LEAD}
    assert not [unit for task in tasks for unit in task.responsible if PERSON.search(unit)]
