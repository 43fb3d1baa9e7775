"""Tasks for the sentences that a revision has added; the rest of the breakdown stays as it is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant.drafting.breakdown import breakdown_of
from assistant.drafting.records import Brief, Draft, DraftItem, Section, Task
from assistant.drafting.reimport.aligning import descent, pieces_of
from assistant.drafting.reimport.tasks import numbered
from ingest.embedding import Embedding
from ingest.library.profile import Profile


def with_new_tasks(before: Draft, after: Draft, brief: Brief, profile: Profile, embedding: Embedding) -> Draft:
    """Break down what a revision has added.

    Args:
        before (Draft): The draft as it was.
        after (Draft): As it is, with its addresses and the tasks of what it had.
        brief (Brief): What it rests on.
        profile (Profile): With the unit-and-duty table.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Draft: With their tasks behind those of the items before; units that nobody tells are 待补.
    """
    known = descent(pieces_of(before), pieces_of(after))
    new = {number for number, _ in enumerate(after.sentences()) if number not in known}
    added = breakdown_of(tuple(_sections(after, new)), brief, profile, embedding) if new else ()
    return replace(after, tasks=_inserted(after, added)) if added else after


def _sections(after: Draft, new: Collection[int]) -> Iterator[Section]:
    """The sections with what is new alone, behind the leads that name its tasks."""
    number = 0
    for section in after.sections:
        number += bool(section.heading.text)
        found: dict[DraftItem, DraftItem] = {}
        for item in section.items:
            fresh = [each for n, each in enumerate(item.sentences, number) if n in new]
            if fresh:
                found[item] = replace(item, sentences=tuple(dict.fromkeys((item.sentences[0], *fresh))))
            number += len(item.sentences)
        owners = {item.address.rpartition("/")[0] for item in found}
        leads = {item: replace(item, sentences=item.sentences[:1]) for item in section.items if item.address in owners}
        named = {**leads, **found}
        yield replace(section, items=tuple(named[item] for item in section.items if item in named))


def _inserted(after: Draft, added: Sequence[Task]) -> tuple[Task, ...]:
    """New tasks in the order of the items; tasks of no item stay where they are."""
    places = {item.address: place for place, item in enumerate(after.items())}
    tasks = [*after.tasks]
    for task in added:
        before = (n for n, other in enumerate(tasks) if other.address in places
                  and places[other.address] <= places[task.address])  # fmt: skip
        tasks.insert(max(before, default=-1) + 1, task)
    return tuple(numbered(tasks))
