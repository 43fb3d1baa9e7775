"""Which parts answer which items, by likeness of sentences, clauses and titles. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from assistant.matrix.likeness import feature_rows
from assistant.matrix.parts import Part, pieces_of, words_of
from ingest.embedding import Embedding
from ingest.obligations.clauses import Sentence
from ingest.records import FloatMatrix, FloatVector

# Read and judged were all parts of the loops of 2023 and 2024 in corpus/ (tests/assistant/test_matrix_corpus.py): what
# answers an item is at least 0.31 like it, what answers none at most 0.29, but for one that names what no item names.
ANSWERS: Final = 0.3
# A clause says too little to leave its sentence for less: 随机走访党支部12个 is 0.46 like an item on meetings of the
# 党支部, and those that are about another item than their sentence (警示教育大会, then 抽查) are 0.7 like it and more.
CLAUSE_ANSWERS: Final = 0.5
TITLES: Final = (
    0.2  # what alike titles add: decides between items that share their words; at 0.5 it overrules sentences
)

Features = Mapping[str, FloatVector]


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


def features_of(parts: Sequence[Part], embedding: Embedding) -> Features:
    """Every title, sentence and clause of some parts as a vector.

    Args:
        parts (Sequence[Part]): All that will be compared.
        embedding (Embedding): For their meaning.

    Returns:
        Features: The dot product of two texts' vectors is their likeness.
    """
    sides = [Side.of(part) for part in parts]
    texts = list(dict.fromkeys(text for side in sides for text in (side.title, *side.texts)))
    return dict(zip(texts, feature_rows(texts, embedding), strict=True))


def answered(items: Sequence[Side], parts: Sequence[Part], features: Features) -> list[list[Part]]:
    """What answers each item.

    Args:
        items (Sequence[Side]): None without texts.
        parts (Sequence[Part]): Each answers the item that it is most like, if it is like any; a clause of it that is
            clearly about another item answers that one.
        features (Features): Of all their texts.

    Returns:
        list[list[Part]]: By item, in the order given.
    """
    found: list[list[Part]] = [[] for _ in items]
    own = _most_alike(items, parts, features, ANSWERS)
    clauses = [(index, clause) for index, part in enumerate(parts) for clause in part.clauses()]
    others = _most_alike(items, [clause for _, clause in clauses], features, CLAUSE_ANSWERS)
    for item, part in zip(own, parts, strict=True):
        if item is not None:
            found[item].append(part)
    for item, (index, clause) in zip(others, clauses, strict=True):
        if item is not None and item != own[index]:
            found[item].append(clause)
    return found


def _most_alike(items: Sequence[Side], parts: Sequence[Part], features: Features, least: float) -> list[int | None]:
    """The index of the item that each part is most like; None where it is less like any than asked for."""
    scores = likeness(items, [Side.whole(part) for part in parts], features)
    if not scores.size:
        return [None] * len(parts)
    return [
        int(best) if column[best] >= least else None
        for best, column in zip(scores.argmax(axis=0), scores.T, strict=True)
    ]


def likeness(ones: Sequence[Side], others: Sequence[Side], features: Features) -> FloatMatrix:
    """How much each of some sides is like each of others: their most alike texts, and their titles.

    Args:
        ones (Sequence[Side]): None without texts.
        others (Sequence[Side]): None without texts.
        features (Features): Of all their texts.

    Returns:
        FloatMatrix: (len(ones), len(others)), from 0 to 1 + TITLES.
    """
    if not ones or not others:
        return np.zeros((len(ones), len(others)), np.float32)
    titles = _stacked([side.title for side in ones], features) @ _stacked([s.title for s in others], features).T
    pairs = _stacked(_texts(ones), features) @ _stacked(_texts(others), features).T
    best = np.maximum.reduceat(np.maximum.reduceat(pairs, _starts(ones), axis=0), _starts(others), axis=1)
    return np.asarray(best + TITLES * titles, np.float32)


def _texts(sides: Sequence[Side]) -> list[str]:
    return [text for side in sides for text in side.texts]


def _starts(sides: Sequence[Side]) -> list[int]:
    return list(accumulate((len(side.texts) for side in sides[:-1]), initial=0))


def _stacked(texts: Sequence[str], features: Features) -> FloatMatrix:
    return np.stack([features[text] for text in texts])
