"""The table on which a draft is prepared: a preparation in, its sources and its plan with the person's edits out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from assistant.drafting.facts import facts_from
from assistant.drafting.keys import OWN
from assistant.drafting.making import Order, brief_for
from assistant.drafting.plan_edits import Edited, EditedRow, with_edits
from assistant.drafting.planning import Planned
from assistant.drafting.reading import reading_of
from assistant.drafting.records import DECISION_NAMES, Brief, DraftKind, Facts, Plan, Row
from assistant.drafting.story import plan_of
from assistant.workspace.jobs import FACTS_NAME, DraftRequest
from assistant.workspace.preparations import Cells, Preparation, RowKey
from ingest.home import Home
from ingest.records import DocumentId, Filters, Scope

TABLE: Final = "计划表"  # as errors name the plan on the page
KEPT: Final = 4  # of the sources and plans worked out last: a person's next step needs them again


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What sources and plan depend on; `state` changes with the library and the unit's profile."""

    owner: Scope
    kind: DraftKind
    year: int
    unit: str
    given: tuple[DocumentId, ...]
    without: tuple[DocumentId, ...]
    facts: str
    state: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Laid:
    """A plan as the person sees it; rows with the keys by which the page names them."""

    fresh: Plan
    plan: Plan
    rows: tuple[tuple[RowKey, Row], ...]


class Bench:
    """Works out sources and plans, which takes seconds, and keeps the last few. Safe to share between threads.

    Args:
        home (Home): With the library.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._working = Lock()  # so that nothing is worked out twice at once
        self._brief = lru_cache(KEPT)(self._new_brief)
        self._planned = lru_cache(KEPT)(self._new_plan)

    def brief(self, owner: Scope, preparation: Preparation) -> Brief:
        """What a draft will be written from.

        Args:
            owner (Scope): Whose eyes the library is read with.
            preparation (Preparation): Theirs.

        Returns:
            Brief: The sources; a BadRequest where there is nothing to go on from, or a fact is malformed.
        """
        with self._working:
            return self._brief(self._wanted(owner, preparation))

    def laid(self, owner: Scope, preparation: Preparation) -> Laid:
        """The plan with the person's edits; arguments and errors as of `brief`, and BadRequest for a senseless edit."""
        with self._working:
            fresh = self._planned(self._wanted(owner, preparation)).plan
        return laid_out(fresh, preparation)

    def request(self, owner: Scope, preparation: Preparation) -> DraftRequest:
        """What the job that writes the draft is asked for."""
        laid, wanted = self.laid(owner, preparation), self._wanted(owner, preparation)
        without = tuple(map(str, wanted.without))
        table = as_table(laid, preparation)
        return DraftRequest(wanted.year, wanted.unit, wanted.given, without, wanted.facts, table, wanted.kind)

    def _wanted(self, owner: Scope, preparation: Preparation) -> _Wanted:
        """Documents that are gone since are no longer asked for."""
        library = self._home.library
        there = {document.id for document in library.documents(Filters(owner))}
        given = tuple(each for each in preparation.given if each in there)
        without = tuple(each for each in preparation.without if each in there)
        state = (library.last_sequence(), library.profile().to_json())
        return _Wanted(
            owner, preparation.kind, preparation.year, preparation.unit, given, without, preparation.facts, state
        )

    def _new_brief(self, wanted: _Wanted) -> Brief:
        library = self._home.library
        given = tuple(reading_of(library, library.document(each, wanted.owner), wanted.owner) for each in wanted.given)
        without = tuple(map(str, wanted.without))
        order = Order(wanted.year, wanted.unit, given, without, facts_of_text(wanted.facts), wanted.kind)
        return brief_for(library, order, wanted.owner)

    def _new_plan(self, wanted: _Wanted) -> Planned:
        return plan_of(self._brief(wanted), self._home.embedding)


def facts_of_text(text: str) -> Facts:
    """What was typed as facts; a BadRequest for a line that is none."""
    return facts_from(text.splitlines(), FACTS_NAME)


# --- edits ------------------------------------------------------------------------------------------------------------


def laid_out(fresh: Plan, preparation: Preparation) -> Laid:
    """Lay a person's edits over a plan. Pure.

    Args:
        fresh (Plan): Newly worked out.
        preparation (Preparation): With the edits; those of rows that the plan no longer has are passed over.

    Returns:
        Laid: The plan as edited; a BadRequest where an edit makes no sense.
    """
    cells = _cells(fresh, preparation)
    rows = tuple(
        EditedRow(f"“{each.title}”", "" if key.startswith(OWN) else key, *_values(each)) for key, each in cells.items()
    )
    plan = with_edits(fresh, Edited(TABLE, rows, preparation.sections))
    return Laid(fresh, plan, tuple(zip(cells, plan.rows, strict=True)))


def _cells(fresh: Plan, preparation: Preparation) -> dict[RowKey, Cells]:
    """All rows in the person's order; rows that the plan has got since stand behind."""
    there = {row.key: cells_of(row) for row in fresh.rows}
    there |= {key: each for key, each in preparation.edits.items() if key in there or key.startswith(OWN)}
    order = dict.fromkeys(key for key in (*preparation.order, *there) if key in there)
    return {key: there[key] for key in order}


def cells_of(row: Row) -> Cells:
    """A row as it stands in the table."""
    return Cells(DECISION_NAMES[row.decision], row.title, row.target, row.reason)


def _values(cells: Cells) -> tuple[str, str, str, str]:
    return cells.decision, cells.title, cells.target, cells.reason


def taken_over(preparation: Preparation, fresh: Plan, edited: Plan) -> Preparation:
    """A preparation with the plan that came back as a file. Pure.

    Args:
        preparation (Preparation): Its edits, order and sections give way.
        fresh (Plan): Newly worked out from the same sources.
        edited (Plan): The same with the edits of the file.

    Returns:
        Preparation: Changed.
    """
    known = {row.key: cells_of(row) for row in fresh.rows}
    edits = {row.key: cells_of(row) for row in edited.rows if cells_of(row) != known.get(row.key)}
    order = tuple(row.key for row in edited.rows)
    return replace(preparation, edits=edits, order=order, sections=edited.sections)


def as_table(laid: Laid, preparation: Preparation) -> Mapping[str, Any]:
    """An edited plan as the job takes it (see `plan_file`).

    Args:
        laid (Laid): As the person sees it.
        preparation (Preparation): Theirs.

    Returns:
        Mapping[str, Any]: JSON; without quotes of the documents.
    """
    rows = [_json("" if key.startswith(OWN) else key, row) for key, row in laid.rows]
    listed = preparation.sections is not None
    return {"plan": rows} | ({"sections": [{"heading": each} for each in laid.plan.sections]} if listed else {})


def _json(key: RowKey, row: Row) -> dict[str, str]:
    return {
        "key": key, "decision": row.decision, "title": row.title, "target": row.target, "reason": row.reason,
    }  # fmt: skip


def moved(rows: Sequence[tuple[RowKey, Row]], key: RowKey, up: bool) -> tuple[RowKey, ...]:
    """The order of rows after one was moved past its neighbour of the same section. Pure.

    Args:
        rows (Sequence[tuple[RowKey, Row]]): As they stand.
        key (RowKey): Of the row.
        up (bool): Whether it goes to the front.

    Returns:
        tuple[RowKey, ...]: The same as before where it has no such neighbour, or is not there.
    """
    keys = [each for each, _ in rows]
    beside = list(_written_beside(rows, key))
    at = beside.index(key) + (-1 if up else 1) if key in beside else -1
    if not 0 <= at < len(beside):
        return tuple(keys)
    one, other = keys.index(key), keys.index(beside[at])
    keys[one], keys[other] = keys[other], keys[one]
    return tuple(keys)


def _written_beside(rows: Sequence[tuple[RowKey, Row]], key: RowKey) -> Iterator[RowKey]:
    target = next((row.target for each, row in rows if each == key), None)
    return (each for each, row in rows if row.decision != "drop" and row.target == target)


def changed_cells(laid: Laid, preparation: Preparation, key: RowKey, cells: Cells) -> Preparation:
    """A preparation with one row edited; what stands as the plan has it is no edit.

    Args:
        laid (Laid): Before the edit.
        preparation (Preparation): Before the edit.
        key (RowKey): Of the row.
        cells (Cells): As the person has left them.

    Returns:
        Preparation: Not yet tried.
    """
    plain = next((cells_of(row) for row in laid.fresh.rows if row.key == key), None)
    edits = {each: value for each, value in preparation.edits.items() if each != key}
    return replace(preparation, edits=edits if cells == plain else edits | {key: cells})
