"""The same obligation in several documents: rows about one thing, the strictest first, and what contradicts. Pure.

Documents that speak of different years succeed one another and do not contradict; nor do plans of different units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.lookup.binding import Relations, Side
from assistant.lookup.conflicts import POSSIBLE, Conflict, conflicts_in
from assistant.lookup.likeness import Pair, alike
from assistant.lookup.partners import Match, partners
from assistant.lookup.points import Point, are_other_people, points_of
from assistant.lookup.strictness import strictness
from ingest.embedding import Embedding
from ingest.library.profile import Profile

__all__ = ["Conflict", "Group", "groups_of"]

SAME: Final = 0.95  # likeness from which partners are about one thing, whatever they state


@dataclass(frozen=True, slots=True)
class Group:
    """Rows about one thing, the strictest first."""

    rows: tuple[Side, ...]
    conflicts: tuple[Conflict, ...]
    exceeding: tuple[Conflict, ...] = ()  # where one only does more than its superior asks for


def groups_of(rows: Sequence[Side], embedding: Embedding, profile: Profile | None = None) -> list[Group]:
    """Put rows together that are about one thing.

    Args:
        rows (Sequence[Side]): Requirements, in reading order.
        embedding (Embedding): Knows words of like meaning.
        profile (Profile | None): Tells whom a document binds; without it, the kinds of documents do.

    Returns:
        list[Group]: Every row stands in one of them; they are in the order of their first rows.
    """
    by_id = {row.document.id: row.document for row in rows}
    documents = [by_id[number] for number in sorted(by_id)]
    points = points_of(rows, {document.id: index for index, document in enumerate(documents)})
    relations = Relations(documents, profile or Profile())
    pairs = [
        pair if points[pair[0]].document < points[pair[1]].document else (pair[1], pair[0], pair[2])
        for pair in alike(points, embedding, _Bounds(len(documents), relations))
        if not are_other_people(points[pair[0]], points[pair[1]])
    ]
    conflicts = conflicts_in(rows, points, pairs, relations)
    group = _group_of_rows(rows, points, [*_same(points, pairs), *conflicts])
    grouped: dict[int, list[Side]] = defaultdict(list)
    for number, row in zip(group, rows, strict=True):
        grouped[number].append(row)
    contradicting: dict[int, dict[Conflict, None]] = defaultdict(dict)
    for (i, j), conflict in conflicts.items():
        for point in (i, j):
            contradicting[group[points[point].row]][conflict] = None
    return [_group(same, contradicting[number]) for number, same in grouped.items()]


def _group(rows: Iterable[Side], conflicts: Iterable[Conflict]) -> Group:
    return Group(
        tuple(sorted(rows, key=strictness)),
        tuple(conflict for conflict in conflicts if not conflict.exceeds),
        tuple(conflict for conflict in conflicts if conflict.exceeds),
    )


class _Bounds:
    """How alike points of two documents must be to be looked at: less where the documents can contradict each other."""

    def __init__(self, documents: int, relations: Relations) -> None:
        self._documents = documents
        self._relations = relations
        self._known: dict[int, NDArray[np.float64]] = {}

    def __call__(self, document: int) -> NDArray[np.float64]:
        if document not in self._known:
            related = [self._relations.between(document, other) is not None for other in range(self._documents)]
            self._known[document] = np.where(related, POSSIBLE, SAME)
        return self._known[document]


def _same(points: Sequence[Point], pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """Points that are each other's best match in two documents."""
    matches = [Match(i, j, (points[i].document, points[j].document), "", likeness) for i, j, likeness in pairs]
    return [(match.one, match.other) for match in partners(matches) if match.likeness >= SAME]


def _group_of_rows(rows: Sequence[Side], points: Sequence[Point], joined: Iterable[tuple[int, int]]) -> list[int]:
    """For each row the number of its group: that of the point that counts, where a table row makes several."""
    member = list(range(len(points)))
    for i, j in joined:
        first, second = sorted((_root(member, i), _root(member, j)))
        member[second] = first
    group = [-1 - row for row in range(len(rows))]  # a row without points stands alone
    for i, point in enumerate(points):
        if group[point.row] < 0 or _counts(rows[point.row], point):
            group[point.row] = _root(member, i)
    return group


def _counts(row: Side, point: Point) -> bool:
    return any(raw and raw in point.says for raw in (row.what.frequency, row.what.quantity))


def _root(member: list[int], i: int) -> int:
    while member[i] != i:
        member[i] = member[member[i]]
        i = member[i]
    return i
