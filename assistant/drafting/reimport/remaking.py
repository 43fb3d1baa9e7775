"""Rows of the task breakdown for single sentences, and what stays in a row that is made anew. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, TypeVar

from assistant.drafting.breakdown import NO_DEADLINE, NO_LEAD, breakdown_of
from assistant.drafting.records import NO_FACTS, Brief, Draft, DraftItem, Section, Task
from assistant.drafting.reimport.aligning import pieces_of
from assistant.drafting.reimport.cutting import folded
from ingest.embedding import Embedding
from ingest.library.profile import Profile
from ingest.obligations.extract import LEAD_CHARS

BETWEEN: Final = "；"  # measures that share a row
Cell = TypeVar("Cell", str, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Maker:
    """Breaks single sentences of a draft down, as a whole draft is broken down."""

    brief: Brief
    profile: Profile  # with the unit-and-duty table
    embedding: Embedding

    @classmethod
    def of(cls, draft: Draft, profile: Profile, embedding: Embedding) -> Maker:
        """One that knows the draft and the profile alone.

        Args:
            draft (Draft): Which is broken down.
            profile (Profile): With the unit-and-duty table.
            embedding (Embedding): Knows words of like meaning.

        Returns:
            Maker: What last year's breakdown told stays in the rows that have it; new ones do not ask it.
        """
        basis = draft.basis
        brief = Brief(draft.unit, draft.year, basis.names, (), (), (), (), (), NO_FACTS, basis.foreign, (), ())
        return cls(brief, profile, embedding)

    def made(self, draft: Draft, number: int) -> tuple[Task, ...]:
        """Break one sentence down.

        Args:
            draft (Draft): Whose it is.
            number (int): Its place among `Draft.sentences`.

        Returns:
            tuple[Task, ...]: One row for each measure; none for a heading or the lead of an item.
        """
        words = folded(list(draft.sentences())[number].text)
        rows = breakdown_of(_alone(draft, number), self.brief, self.profile, self.embedding)
        parts = [replace(row, measure=part, number=0) for row in rows for part in row.measure.split(BETWEEN)]
        return tuple(part for part in parts if folded(part.measure) in words)


def likest(task: Task, others: Sequence[Task]) -> Task:
    """That of some rows, at least one, whose measure is the likest."""
    return max(others, key=lambda other: SequenceMatcher(None, task.measure, other.measure, autojunk=False).ratio())


def remade(task: Task, mine: Task, base: Task | None) -> Task:
    """A row made anew, with what was set by hand in the one that stood there.

    Args:
        task (Task): As the sentence gives it now.
        mine (Task): The row that stood there.
        base (Task | None): As the sentence gave it before; None where it gave none.

    Returns:
        Task: A cell that was not what its sentence gave is kept; but what last year told gives way to what the sentence
            tells.
    """
    was = base or replace(task, task="", lead=NO_LEAD, responsible=(), deadline=NO_DEADLINE)
    yields = mine.from_last_year
    lead = _cell(task.lead, mine.lead, was.lead, NO_LEAD, yields=yields)
    responsible = _responsible(task, mine, was, is_led_as_before=lead == mine.lead)
    deadline = _cell(task.deadline, mine.deadline, was.deadline, NO_DEADLINE, yields=yields)
    others = tuple(unit for unit in responsible if unit != lead)
    is_last_years = (lead, responsible, deadline) != (task.lead, task.responsible, task.deadline)
    name = _cell(task.task, mine.task, was.task, "", yields=False)
    return replace(task, task=name, lead=lead, responsible=others, deadline=deadline,
                   from_last_year=mine.from_last_year and is_last_years)  # fmt: skip


def _responsible(task: Task, mine: Task, was: Task, *, is_led_as_before: bool) -> tuple[str, ...]:
    """Who answers; those of last year answer on beside whom the sentence names, as long as the same unit leads."""
    named = _named_in_full(task, (mine.lead, *mine.responsible))
    if not mine.from_last_year:
        return _cell(named, mine.responsible, was.responsible, (), yields=False)
    others = [unit for unit in mine.responsible if unit not in was.responsible] if is_led_as_before else []
    return tuple(dict.fromkeys((*named, *others)))


def _named_in_full(task: Task, known: Sequence[str]) -> tuple[str, ...]:
    """The responsible units but for those that are a part of a known name alone: 党委 of 党委组织部."""
    words = task.measure
    longer = [name for name in known if any(unit in name and unit != name for unit in task.responsible)]
    for name in longer:
        words = words.replace(name, "")
    return tuple(unit for unit in task.responsible if unit in words or unit not in task.measure)


def _cell(now: Cell, mine: Cell, was: Cell, nothing: Cell, *, yields: bool) -> Cell:
    """What stands in a cell of a row that is made anew."""
    is_own = mine not in (was, nothing) and not (yields and now != nothing)
    return mine if is_own else now


def _alone(draft: Draft, number: int) -> tuple[Section, ...]:
    """A draft's section with one sentence alone, behind the leads that name its task."""
    piece = pieces_of(draft)[number]
    if piece.item < 0:
        return ()
    section = draft.sections[piece.section]
    item = list(draft.items())[piece.item]
    sentence = list(draft.sentences())[number]
    lead = item.sentences[0]
    names_item = len(item.sentences) > 1 and len(lead.text) <= LEAD_CHARS
    has_members = any(other.address.startswith(f"{item.address}/") for other in section.items)
    if sentence is lead and (names_item or (has_members and len(item.sentences) == 1)):
        return ()
    owner = [_head(other) for other in section.items if other.address == item.address.rpartition("/")[0]]
    own = replace(item, sentences=(sentence,) if sentence is lead else (lead, sentence))
    return (replace(section, items=(*owner, own)),)


def _head(item: DraftItem) -> DraftItem:
    """An item with what names its task: its lead, and the sentence that leads to its list."""
    last = item.sentences[-1]
    return replace(item, sentences=tuple(dict.fromkeys((item.sentences[0], last)[: 1 + last.text.endswith("：")])))
