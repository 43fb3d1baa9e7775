"""Which of many likely pairs are partners: each the other's best between two documents. Pure.

Between two plans of one unit nearly every row is somewhat like several of the other plan. Similar wording alone would
find a wrong partner wherever the right one is there, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

EVEN: Final = 1e-4  # likenesses nearer to each other than this are equal: sums of floats depend on the order of rows


@dataclass(frozen=True, slots=True)
class Match:
    """Two points that may be partners."""

    one: int
    other: int
    documents: tuple[int, int]  # of the one, of the other
    kind: str  # in what: only matches of one kind compete
    likeness: float

    @property
    def claims(self) -> tuple[tuple[int, int, str], tuple[int, int, str]]:
        """For whom they compete: a point, with a document in which it has one best partner of a kind."""
        return (self.one, self.documents[1], self.kind), (self.other, self.documents[0], self.kind)


def partners(matches: Sequence[Match]) -> list[Match]:
    """Those that are the best of both their points.

    Args:
        matches (Sequence[Match]): All that are likely enough to compete.

    Returns:
        list[Match]: In the same order; equally good ones stay together.
    """
    best: dict[tuple[int, int, str], float] = {}
    for match in matches:
        for claim in match.claims:
            best[claim] = max(match.likeness, best.get(claim, match.likeness))
    return [match for match in matches if all(match.likeness >= best[claim] - EVEN for claim in match.claims)]
