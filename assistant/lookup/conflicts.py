"""Rows of related documents that ask for different amounts, frequencies or days of one thing. Pure.

Who does more than a superior asks for, or sooner, does not contradict it; two documents of one unit do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.lookup.binding import Relation, Relations, Side, are_of_one_year
from assistant.lookup.likeness import Pair
from assistant.lookup.partners import Match, partners
from assistant.lookup.points import Point
from assistant.lookup.statements import Matter, Statement, compare, statements_of

CLOSE: Final = 0.2  # what near values add to the likeness of points: documents that differ seldom differ by far
# Of the pairs of the sample library above it that differ, nine of ten are about one thing (those are in
# tests/gold/corpus_conflicts.jsonl); of the next ten below it, one is.
ALIKE: Final = 0.65
POSSIBLE: Final = ALIKE - CLOSE  # from which points can be partners in what they state
_BOUND: Final[Mapping[Relation, int | None]] = {"same": None, "above": 1, "below": 0}  # which of two is bound


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows about one thing that ask for different things."""

    matter: Matter
    one: Side
    other: Side
    one_says: str  # as written
    other_says: str
    stricter: Side  # oftener, more, earlier, shorter; one of the two
    exceeds: bool  # the stricter one is bound by the other and only does more: no contradiction


def conflicts_in(
    rows: Sequence[Side], points: Sequence[Point], pairs: Iterable[Pair], relations: Relations
) -> dict[tuple[int, int], Conflict]:
    """Find what related documents disagree in.

    Args:
        rows (Sequence[Side]): Requirements of any documents.
        points (Sequence[Point]): What they are about.
        pairs (Iterable[Pair]): Alike points of different documents; none that are less alike than POSSIBLE matter.
        relations (Relations): Of the documents that points name.

    Returns:
        dict[tuple[int, int], Conflict]: By the points that disagree; each conflict once.
    """
    search = _Search(rows, points, relations)
    matches = [match for pair in pairs for match in search.matches(*pair)]
    alike = (match for match in partners(matches) if match.likeness >= ALIKE)
    found: dict[tuple[int, int], Conflict] = {}
    told: set[tuple[str, ...]] = set()
    for match in sorted(alike, key=search.place):
        conflict = search.conflict(match)
        if conflict and (what := _told(conflict)) not in told:
            told.add(what)
            found[match.one, match.other] = conflict
    return found


def _told(conflict: Conflict) -> tuple[str, ...]:
    """What a reader learns from a conflict; rows of one cell share its date and say it only once."""
    sides = ((side.document.file, side.item.address) for side in (conflict.one, conflict.other))
    return (*(text for side in sides for text in side), conflict.matter, conflict.one_says, conflict.other_says)


class _Search:
    """What is known of the rows, worked out once."""

    def __init__(self, rows: Sequence[Side], points: Sequence[Point], relations: Relations) -> None:
        self._rows = rows
        self._points = points
        self._relations = relations
        self._stated: dict[int, dict[str, Statement]] = {}

    def matches(self, one: int, other: int, likeness: float) -> Iterator[Match]:
        """What two points could be partners in: the kinds of statements that both make."""
        if not self._can_conflict(one, other):
            return
        stated, said = self._statements(one), self._statements(other)
        documents = self._points[one].document, self._points[other].document
        for kind in sorted(stated.keys() & said.keys()):
            closeness = compare(stated[kind], said[kind]).closeness
            yield Match(one, other, documents, kind, likeness + CLOSE * closeness)

    def conflict(self, match: Match) -> Conflict | None:
        """What partners disagree in."""
        one, other = (self._statements(i)[match.kind] for i in (match.one, match.other))
        comparison = compare(one, other)
        if not comparison.differ:
            return None
        sides = self._row(match.one), self._row(match.other)
        exceeds = comparison.stricter == _BOUND[self._relations.between(*match.documents) or "same"]
        return Conflict(one.matter, *sides, one.says, other.says, sides[comparison.stricter], exceeds)

    def place(self, match: Match) -> tuple[int, int, int, int]:
        """Where partners stand: documents, then offsets."""
        starts = self._row(match.one).what.start, self._row(match.other).what.start
        return (*match.documents, *starts)

    def _can_conflict(self, one: int, other: int) -> bool:
        if self._relations.between(self._points[one].document, self._points[other].document) is None:
            return False
        first, second = self._row(one), self._row(other)
        return first.what.tense == second.what.tense == "plan" and are_of_one_year(first, second)

    def _row(self, point: int) -> Side:
        return self._rows[self._points[point].row]

    def _statements(self, i: int) -> dict[str, Statement]:
        """What a point states: a value that stands in another clause of its row is not its own."""
        if i not in self._stated:
            says, row = self._points[i].says, self._row(i)
            self._stated[i] = {
                each.kind: each for each in statements_of(row) if each.raw in says or each.raw not in row.what.quote
            }
        return self._stated[i]
