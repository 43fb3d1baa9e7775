"""How alike points are: words that both hold, weighed by rarity, and what an embedding makes of words and titles.

Points are held against those that share a word which is not in every other row; the work grows with the number of such
pairs, not with the square of the rows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.lookup.points import Point
from ingest.embedding import Embedding

FREQUENT: Final = 400  # points that share a word; a more common one tells nothing
# Beside shared words, which count up to 1. Of 120 settings of these and of the bounds in `conflicts`, these find most
# true conflicts of the sample library for the fewest false ones; neighbouring ones find up to three fewer.
MEANING: Final = 0.25
TITLES: Final = 0.4
# Weight that is added to what a point holds, as if it had one more rare word that no other has: 4月底前印发 and
# 6月底前印发 share all their words, and tell nothing.
UNKNOWN: Final = 1.2
FEWEST: Final = 0.09  # likeness in words without which titles and meaning tell nothing

Pair = tuple[int, int, float]
Ids = NDArray[np.int64]
Numbers = NDArray[np.float64]


def alike(points: Sequence[Point], embedding: Embedding, least: Callable[[int], Numbers]) -> Iterator[Pair]:
    """Pairs of points of different documents that are alike.

    Args:
        points (Sequence[Point]): What rows are about.
        embedding (Embedding): Knows words and titles of like meaning.
        least (Callable[[int], Numbers]): For a document, the likeness from which a pair with each document is told;
            documents are counted from 0.

    Yields:
        Pair: Two indices, the lower first, and their likeness, from 0 to 1 + MEANING + TITLES.
    """
    words = _Words(points)
    meaning = embedding.documents([point.text for point in points])
    titles = embedding.documents([point.title for point in points])
    documents = np.array([point.document for point in points], np.int64)
    for i, point in enumerate(points):
        others, likeness = words.shared_with(i)
        enough = least(point.document)[documents[others]]
        kept = (likeness >= np.maximum(enough - MEANING - TITLES, FEWEST)) & (documents[others] != point.document)
        others, likeness, enough = others[kept], likeness[kept], enough[kept]
        likeness = likeness + MEANING * (meaning[others] @ meaning[i]) + TITLES * (titles[others] @ titles[i])
        told = likeness >= enough
        yield from ((i, int(j), float(how)) for j, how in zip(others[told], likeness[told], strict=True))


@dataclass(frozen=True, slots=True)
class _Held:
    """The points that hold a word, ascending, and how much it weighs in each."""

    points: Ids
    weights: Numbers


class _Words:
    """Which points hold which words."""

    def __init__(self, points: Sequence[Point]) -> None:
        holders: dict[str, list[int]] = defaultdict(list)
        for i, point in enumerate(points):
            for word in point.words:
                holders[word].append(i)
        self._totals = np.zeros(len(points))
        self._places: list[list[tuple[_Held, int]]] = [[] for _ in points]  # of each point's words among their holders
        for word, held in sorted(holders.items()):
            if len(held) <= FREQUENT:
                self._place(word, held, points)

    def _place(self, word: str, holders: Sequence[int], points: Sequence[Point]) -> None:
        """The rarer a word, the more it weighs, up to 1."""
        weight = math.log1p(len(points) / len(holders)) / math.log1p(len(points))
        held = _Held(np.array(holders), np.array([weight * points[i].words[word] for i in holders]))
        self._totals[held.points] += held.weights
        if len(holders) > 1:
            for place, i in enumerate(holders):
                self._places[i].append((held, place))

    def shared_with(self, i: int) -> tuple[Ids, Numbers]:
        """The later points that share words with one, and how alike they are in words, up to 1.

        It is the mean of the share of both that is shared, and of the share of the lesser.
        """
        found, weights = [np.zeros(0, np.int64)], [np.zeros(0)]
        for held, place in self._places[i]:
            found.append(held.points[place + 1 :])
            weights.append(np.minimum(held.weights[place + 1 :], held.weights[place]))
        shared = np.bincount(np.concatenate(found), np.concatenate(weights), len(self._totals))
        others = np.flatnonzero(shared)
        shared, one, other = shared[others], self._totals[i] + UNKNOWN, self._totals[others] + UNKNOWN
        return others, shared / (one + other) + shared / (2 * np.minimum(one, other))
