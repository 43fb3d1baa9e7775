"""Likeness -> which clauses answer each other. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ingest.records import FloatMatrix

PAIR: Final = 0.46  # of the pairs judged (see likeness) three in five are right here, one in two at 0.44
OWN: Final = 0.55  # of its own words: for a clause whose place speaks against it, or that is taken already

Pair = tuple[int, int]


def matched(alike: FloatMatrix, placed: FloatMatrix, contradictory: NDArray[np.bool_]) -> list[Pair]:
    """Pair the strongest first, each clause once; then let what is left join a clause that is taken already.

    Over two reports, pairing the strongest first weighs 0.5 % less than the heaviest matching and keeps better pairs:
    the heaviest gives up a clause that stayed as it was for two that are half alike. It is also far faster.

    Args:
        alike (FloatMatrix): What the clauses themselves say, (old, new).
        placed (FloatMatrix): The same with what their places say.
        contradictory (NDArray[np.bool_]): Whether two clauses name different numbers of the same thing, so that none of
            them joins the other where that has a closer partner.

    Returns:
        list[Pair]: Indices (old, new), ascending.
    """
    olds: set[int] = set()
    news: set[int] = set()
    pairs: list[Pair] = []
    likely = placed >= PAIR
    for once, among in ((True, likely), (False, likely & (alike >= OWN) & ~contradictory)):
        for i, j in _strongest_first(placed, among):
            taken = (i in olds) + (j in news)
            if taken == 0 or (taken == 1 and not once):
                pairs.append((i, j))
                olds.add(i)
                news.add(j)
    return sorted(pairs)


def _strongest_first(weights: FloatMatrix, among: NDArray[np.bool_]) -> Iterator[Pair]:
    rows, columns = np.nonzero(among)
    order = np.argsort(-weights[rows, columns], kind="stable")
    yield from zip(rows[order].tolist(), columns[order].tolist(), strict=True)
