"""What the user has deleted, added and moved in the text -> the plan as it is now. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.drafting.plan_edits import REMOVED, removed
from assistant.drafting.records import Draft, DraftItem, Dropped, Plan, Row, Source
from assistant.drafting.reimport.aligning import Descent
from ingest.outline import title_of

ADDED: Final = "用户在修改稿中增加"


def rows_of(draft: Draft) -> list[str]:
    """The keys of the rows that the draft's sentences carry out, in the order of `Draft.sentences`."""
    rows = []
    for section in draft.sections:
        rows += [""] if section.heading.text else []
        rows += [item.row for item in section.items for _ in item.sentences]
    return rows


def plan_after(draft: Draft, after: Draft, came_from: Descent) -> Plan:
    """Bring the plan up to the text.

    Args:
        draft (Draft): As it was, with its plan.
        after (Draft): Its text as it is now.
        came_from (Descent): Which sentences of the draft its sentences descend from.

    Returns:
        Plan: A row of which nothing is left is dropped by the user; of others the deleted sentences are noted. What the
            user has added has rows of its own. Rows stand in the order of the text, then those that are not written.
    """
    olds, keys = list(draft.sentences()), rows_of(draft)
    kept = {i for ancestors in came_from.values() for i in ancestors}
    alive = {keys[i] for i in kept}
    in_text = {source.place for sentence in after.sentences() for source in sentence.sources}
    targets, leads, new_leads = _targets(draft, after, came_from), _leads(draft), _leads(after)
    rows = []
    for row in draft.plan.rows:
        lost = [olds[i] for i, key in enumerate(keys) if key == row.key and i not in kept]
        sources = [source for sentence in lost for source in sentence.sources if source.place not in in_text]
        if row.key in alive:
            title = new_leads.get(row.key, row.title) if row.title == leads[row.key] else row.title
            written = replace(row, title=title, target=targets[row.key] or row.target)
            rows.append(_with_losses(written, sources))
        else:
            rows.append(removed(row) if lost else row)
    rows += _added(after, {row.key for row in rows})
    headings = tuple(section.heading.text for section in after.sections if section.heading.text)
    return replace(draft.plan, sections=headings, rows=_in_order(rows, list(targets)))


def _in_order(rows: Sequence[Row], written: Sequence[str]) -> tuple[Row, ...]:
    """Rows as their items follow one another; one without an item stays behind the row that it stood behind."""
    at, places = -1, []
    for row in rows:
        at = written.index(row.key) if row.key in written else len(written) if row.reason == REMOVED else at
        places.append(at)
    return tuple(row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0]))


def _targets(draft: Draft, after: Draft, came_from: Descent) -> dict[str, str]:
    """Where the rows are written now: the heading above their first sentence, in the order of the text."""
    keys = rows_of(draft)
    targets: dict[str, str] = {}
    number = 0
    for section in after.sections:
        number += bool(section.heading.text)
        for item in section.items:
            for _ in item.sentences:
                for key in (*(keys[i] for i in came_from.get(number, ())), item.row):
                    if key:
                        targets.setdefault(key, section.heading.text)
                number += 1
    return targets


def _leads(draft: Draft) -> dict[str, str]:
    """The titles of the items that carry the rows out; of several items of a row, the first's."""
    return {item.row: title_of(item.sentences[0].text) for item in reversed(list(draft.items())) if item.sentences}


def _with_losses(row: Row, lost: list[Source]) -> Row:
    known = {dropped.source.place for dropped in row.dropped}
    new = {source.place: Dropped(source, REMOVED) for source in lost if source.place not in known}
    return replace(row, dropped=(*row.dropped, *new.values()))


def _added(after: Draft, known: set[str]) -> Iterator[Row]:
    """A row for every item that no row of the plan led to."""
    for section in after.sections:
        for item in section.items:
            if item.row and item.row not in known:
                known.add(item.row)
                yield _own(item, section.heading.text)


def _own(item: DraftItem, target: str) -> Row:
    sources = tuple(source for sentence in item.sentences for source in sentence.sources)
    return Row(item.row, "new", title_of(item.sentences[0].text), target, ADDED, sources, by_user=True)
