"""Exact nearest neighbours over the library's own vectors: what stands in while the dense part is being rebuilt."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ingest.index import Batch
from ingest.records import EVERYONE, Filters, FloatVector, IndexedPassage, PassageHit


def nearest(batches: Iterable[Batch], vector: FloatVector, limit: int, filters: Filters) -> list[PassageHit]:
    """Compare a vector with every passage that the filters allow, one batch in memory at a time.

    Args:
        batches (Iterable[Batch]): Passages and their vectors.
        vector (FloatVector): Shape (d,), unit length.
        limit (int): How many at most.
        filters (Filters): Who asks, and for what.

    Returns:
        list[PassageHit]: Best first; the score is the cosine similarity.
    """
    best: list[PassageHit] = []
    for passages, matrix in batches:
        rows = [row for row, passage in enumerate(passages) if allows(filters, passage)]
        scores = matrix[rows] @ vector
        for place in np.argsort(-scores)[:limit]:
            best.append(PassageHit(passages[rows[place]].id, float(scores[place])))
        best = sorted(best, key=lambda hit: -hit.score)[:limit]
    return best


def allows(filters: Filters, passage: IndexedPassage) -> bool:
    """Whether the filters let a passage through."""
    wanted = (
        (passage.year, filters.years),
        (passage.kind, filters.kinds),
        (passage.unit, filters.units),
        (passage.file, filters.files),
    )
    return passage.scope in (EVERYONE, filters.reader) and all(value in among for value, among in wanted if among)
