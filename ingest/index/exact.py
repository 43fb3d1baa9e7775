"""Exact nearest neighbours over the library's own vectors: what stands in while the dense part is being rebuilt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.index import Batch, Source
from ingest.index.facts import allows
from ingest.records import DocumentId, Filters, FloatMatrix, FloatVector, IndexedPassage, PassageHit


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Vectors of one document; its passages differ in nothing that a filter looks at."""

    sample: IndexedPassage
    ids: NDArray[np.int64]  # (n,)
    matrix: FloatMatrix  # (n, d)


class ExactSearch:
    """All vectors of a library in memory, n * d * 4 bytes, read at the first search and level with it at every other.

    Args:
        source (Source): The library.
        model (str): Whose vectors.
    """

    def __init__(self, source: Source, model: str) -> None:
        self._source, self._model = source, model
        self._loading = Lock()
        self._sequence: int | None = None
        self._documents: dict[DocumentId, list[_Vectors]] = {}  # a large document comes in several batches

    def search(self, vector: FloatVector, limit: int, filters: Filters) -> list[PassageHit]:
        """Compare a vector with that of every passage which the filters allow.

        Args:
            vector (FloatVector): Shape (d,), unit length.
            limit (int): How many at most.
            filters (Filters): Who asks, and for what.

        Returns:
            list[PassageHit]: Best first; the score is the cosine similarity.
        """
        with self._loading:
            self._follow()
            allowed = [held for parts in self._documents.values() for held in parts if allows(filters, held.sample)]
        if not allowed:
            return []
        ids = np.concatenate([held.ids for held in allowed])
        scores = np.concatenate([held.matrix @ vector for held in allowed])
        return [PassageHit(int(ids[place]), float(scores[place])) for place in np.argsort(-scores)[:limit]]

    def _follow(self) -> None:
        newest = self._source.last_sequence()
        if newest == self._sequence:
            return
        changed = None if self._sequence is None else {c.document for c in self._source.changes(self._sequence)}
        loaded: dict[DocumentId, list[_Vectors]] = defaultdict(list)
        for batch in self._source.indexed(changed, self._model):
            for held in _by_document(batch):
                loaded[held.sample.document].append(held)
        for document in changed or ():
            self._documents.pop(document, None)
        self._documents.update(loaded)
        self._sequence = newest


def _by_document(batch: Batch) -> Iterator[_Vectors]:
    passages, matrix = batch
    for _, group in groupby(range(len(passages)), key=lambda row: passages[row].document):
        rows = list(group)
        ids = np.array([passages[row].id for row in rows], np.int64)
        yield _Vectors(passages[rows[0]], ids, matrix[rows[0] : rows[-1] + 1])
