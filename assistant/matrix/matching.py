"""Which parts answer which items, by likeness of sentences, clauses and titles. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Final

import numpy as np

from assistant.compare.likeness import likeness
from assistant.matrix.parts import Part, pieces_of, words_of
from ingest.embedding import Embedding
from ingest.obligations.clauses import Sentence
from ingest.records import FloatMatrix

# Read and judged were all parts of the loops of 2023 and 2024 in corpus/ (tests/assistant/test_matrix_corpus.py): what
# answers an item is at least 0.28 like it, what answers none at most 0.27, but for one that names what no item names.
ANSWERS: Final = 0.28
# A clause says too little to leave its sentence for less: 33个党支部全部完成评定 is 0.44 like an item on 三会一课, and
# those that are about another item than their sentence (警示教育大会, then 抽查) are 0.68 like it and more.
CLAUSE_ANSWERS: Final = 0.5
# What alike titles add: it decides between items that share their words; at 0.5 it overrules sentences.
TITLES: Final = 0.2


@dataclass(frozen=True, slots=True)
class Side:
    """A title and texts, as they are compared."""

    title: str
    texts: tuple[str, ...]

    @classmethod
    def of(cls, part: Part, more: Iterable[Part] = ()) -> Side:
        """An item by its title, sentences and clauses, and by those of the rows that stand for it, too."""
        return cls(part.title, (part.title, *(text for each in (part, *more) for text in texts_of(each.sentences))))

    @classmethod
    def whole(cls, part: Part) -> Side:
        """What answers an item by its sentences: a clause alone may be like anything."""
        return cls(part.title, tuple(map(words_of, part.sentences)))


def texts_of(sentences: Iterable[Sentence]) -> list[str]:
    """Sentences, and the clauses of those that have several."""
    texts: list[str] = []
    for sentence in sentences:
        pieces = pieces_of(sentence)
        texts += map(words_of, (sentence, *pieces) if len(pieces) > 1 else (sentence,))
    return texts


class Alikes:
    """How much texts of items and rows are like texts of rows and reports, each pair worked out once.

    Args:
        ones (Iterable[Side]): Items and rows.
        others (Iterable[Side]): Rows and reports.
        embedding (Embedding): What knows words of like meaning.
    """

    def __init__(self, ones: Iterable[Side], others: Iterable[Side], embedding: Embedding) -> None:
        rows, columns = (
            list(dict.fromkeys(t for side in sides for t in (side.title, *side.texts))) for sides in (ones, others)
        )
        self._rows = {text: row for row, text in enumerate(rows)}
        self._columns = {text: column for column, text in enumerate(columns)}
        self._alike = likeness(rows, columns, embedding)

    def between(self, ones: Sequence[str], others: Sequence[str]) -> FloatMatrix:
        """(len(ones), len(others)), 0 for nothing in common to 1 for the same words."""
        rows, columns = [self._rows[text] for text in ones], [self._columns[text] for text in others]
        found: FloatMatrix = self._alike[np.ix_(rows, columns)]
        return found


def answered(items: Sequence[Side], parts: Sequence[Part], alikes: Alikes) -> list[list[Part]]:
    """What answers each item.

    Args:
        items (Sequence[Side]): None without texts.
        parts (Sequence[Part]): Each answers the item that it is most like, if it is like any; a clause of it that is
            clearly about another item answers that one.
        alikes (Alikes): Of all their texts.

    Returns:
        list[list[Part]]: By item, in the order given.
    """
    found: list[list[tuple[int, Part]]] = [[] for _ in items]
    own = _most_alike(items, parts, alikes, ANSWERS)
    clauses = [(index, clause) for index, part in enumerate(parts) for clause in part.clauses()]
    others = _most_alike(items, [clause for _, clause in clauses], alikes, CLAUSE_ANSWERS)
    for index, item in enumerate(own):
        if item is not None:
            found[item].append((index, parts[index]))
    for item, (index, clause) in zip(others, clauses, strict=True):
        if item is not None and item != own[index]:
            found[item].append((index, clause))
    return [[part for _, part in sorted(each, key=itemgetter(0))] for each in found]


def _most_alike(items: Sequence[Side], parts: Sequence[Part], alikes: Alikes, least: float) -> list[int | None]:
    """The index of the item that each part is most like; None where it is less like any than asked for."""
    scores = sides_alike(items, [Side.whole(part) for part in parts], alikes)
    if not scores.size:
        return [None] * len(parts)
    return [
        int(best) if column[best] >= least else None
        for best, column in zip(scores.argmax(axis=0), scores.T, strict=True)
    ]


def sides_alike(ones: Sequence[Side], others: Sequence[Side], alikes: Alikes) -> FloatMatrix:
    """How much each of some sides is like each of others: their most alike texts, and their titles.

    Args:
        ones (Sequence[Side]): None without texts.
        others (Sequence[Side]): None without texts.
        alikes (Alikes): Of all their texts.

    Returns:
        FloatMatrix: (len(ones), len(others)), from 0 to 1 + TITLES.
    """
    if not ones or not others:
        return np.zeros((len(ones), len(others)), np.float32)
    titles = alikes.between([side.title for side in ones], [side.title for side in others])
    pairs = alikes.between(_texts(ones), _texts(others))
    best = np.maximum.reduceat(np.maximum.reduceat(pairs, _starts(ones), axis=0), _starts(others), axis=1)
    return np.asarray(best + TITLES * titles, np.float32)


def _texts(sides: Sequence[Side]) -> list[str]:
    return [text for side in sides for text in side.texts]


def _starts(sides: Sequence[Side]) -> list[int]:
    return list(accumulate((len(side.texts) for side in sides[:-1]), initial=0))
