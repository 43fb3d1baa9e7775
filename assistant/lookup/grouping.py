"""The same obligation in several documents: rows about one thing, the strictest first, and what contradicts. Pure.

Documents that speak of different years succeed one another and do not contradict; nor do plans of different units.
"""

from __future__ import annotations

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

Joint = tuple[float, int, int]  # how alike two points are

# Likeness from which partners are about one thing, whatever they state. In the sample library, groups begin to hold two
# obligations of one topic (32 and 56 学时) below 0.85; above 0.95 one that is worded anew stands apart.
SAME: Final = 0.88


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
    pairs = _pairs(points, embedding, _Bounds(len(documents), relations))
    conflicts = conflicts_in(rows, points, pairs, relations)
    joints = [(likeness, i, j) for i, j, likeness in pairs if (i, j) in conflicts] + _same(points, pairs)
    number = _group_of_rows(rows, points, joints)
    grouped: dict[int, list[Side]] = {each: [] for each in number}
    contradicting: dict[int, dict[Conflict, None]] = {each: {} for each in number}
    for each, row in zip(number, rows, strict=True):
        grouped[each].append(row)
    for (i, j), conflict in conflicts.items():
        for point in (i, j):
            contradicting[number[points[point].row]][conflict] = None
    return [_group(same, contradicting[each]) for each, same in grouped.items()]


def _pairs(points: Sequence[Point], embedding: Embedding, bounds: _Bounds) -> list[Pair]:
    """Alike points, that of the earlier document first."""
    return [
        (i, j, likeness) if points[i].document < points[j].document else (j, i, likeness)
        for i, j, likeness in alike(points, embedding, bounds)
        if not are_other_people(points[i], points[j])
    ]


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


def _same(points: Sequence[Point], pairs: Iterable[Pair]) -> list[Joint]:
    """Points that are each other's best match in two documents."""
    matches = [Match(i, j, (points[i].document, points[j].document), "", likeness) for i, j, likeness in pairs]
    return [(match.likeness, match.one, match.other) for match in partners(matches) if match.likeness >= SAME]


def _group_of_rows(rows: Sequence[Side], points: Sequence[Point], joints: Iterable[Joint]) -> list[int]:
    """For each row the number of its group: that of the point that counts, where a row makes several."""
    clusters = _Clusters(points)
    for _, i, j in sorted(joints, key=lambda joint: _rank(joint, rows, points)):
        clusters.join(i, j)
    group = [-1 - row for row in range(len(rows))]  # a row without points stands alone
    for i, point in enumerate(points):
        if group[point.row] < 0 or _counts(rows[point.row], point):
            group[point.row] = clusters.root(i)
    return group


def _rank(joint: Joint, rows: Sequence[Side], points: Sequence[Point]) -> tuple[float, ...]:
    """The most alike first; among equals those that stand first."""
    likeness, *ends = joint
    places = (place for i in ends for place in (points[i].document, rows[points[i].row].what.start))
    return (-round(likeness, 4), *places)


class _Clusters:
    """Points that are about one thing, the most alike joined first.

    A document asks for one thing once: clusters that both hold a point of one document are two things, however alike
    some of their points are. Otherwise things that are somewhat like each other would grow together through others.
    """

    def __init__(self, points: Sequence[Point]) -> None:
        self._member = list(range(len(points)))
        self._documents = [{point.document} for point in points]

    def join(self, i: int, j: int) -> None:
        """Make two clusters one, where they can be."""
        first, second = sorted((self.root(i), self.root(j)))
        if first != second and not self._documents[first] & self._documents[second]:
            self._member[second] = first
            self._documents[first] |= self._documents[second]

    def root(self, i: int) -> int:
        """The number of a point's cluster."""
        while self._member[i] != i:
            self._member[i] = self._member[self._member[i]]
            i = self._member[i]
        return i


def _counts(row: Side, point: Point) -> bool:
    return any(raw and raw in point.says for raw in (row.what.frequency, row.what.quantity))
