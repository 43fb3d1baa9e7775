"""How much two clauses say the same: a matrix over all clauses of two documents. Pure but for the embedding.

Three views are weighed: how much of the rarer wording is shared, whether one clause contains the other, and what the
embedding makes of their meaning. Two more speak of the place: what the blocks around the clauses have in common, and
whether their neighbours are surely pairs, which follows a moved section wherever it went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log1p, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embedding
from ingest.records import FloatMatrix
from ingest.tokens import tokens_of

# Weights of the views; they sum to 1, so that identical clauses come out at 1.
SHARED: Final = 0.55
CONTAINED: Final = 0.15
MEANING: Final = 0.3

# How much the place weighs beside the words, and from where on a pair is more likely right than wrong (PAIR in
# matching), comes from a logistic regression of 352 doubtful pairs, of four plans' and six reports' steps, all read.
AROUND: Final = 0.3  # the blocks; the words keep the rest
CONTEXT: Final = 0.23  # what neighbours can add
SURE: Final = 0.45  # the best of their row and column that are at least this like each other count as neighbours
REACH: Final = 12  # clauses to either side; 16 is not better


def likeness(old: Sequence[str], new: Sequence[str], embedding: Embedding) -> FloatMatrix:
    """Compare all clauses of one document with all of another.

    Args:
        old (Sequence[str]): Clauses of one document.
        new (Sequence[str]): Clauses of the other.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        FloatMatrix: (len(old), len(new)), 0 for nothing in common to 1 for the same words.
    """
    if not old or not new:
        return np.zeros((len(old), len(new)), np.float32)
    of_old, of_new = _coverage([_tokens(text) for text in old], [_tokens(text) for text in new])
    both = of_old + of_new
    shared = np.divide(2 * of_old * of_new, both, out=np.zeros_like(both), where=both > 0)
    meaning = np.maximum(embedding.documents(old) @ embedding.documents(new).T, 0)
    mixed = SHARED * shared + CONTAINED * np.maximum(of_old, of_new) + MEANING * meaning
    alike: FloatMatrix = np.where(_same(old, new), np.float32(1), mixed)
    return alike


def echoed(asked: Sequence[str], answering: Sequence[str]) -> FloatMatrix:
    """How much of each text's wording stands in other texts.

    Args:
        asked (Sequence[str]): Texts.
        answering (Sequence[str]): Texts that may hold more.

    Returns:
        FloatMatrix: (len(asked), len(answering)), 0 to 1; rare wording weighs more.
    """
    return _coverage([_tokens(text) for text in asked], [_tokens(text) for text in answering])[0]


def in_place(alike: FloatMatrix, around: FloatMatrix) -> FloatMatrix:
    """Add what the place of the clauses says.

    Args:
        alike (FloatMatrix): As `likeness` returns it; rows and columns in reading order.
        around (FloatMatrix): Likeness of the blocks that the clauses stand in, of the same shape.

    Returns:
        FloatMatrix: From 0 to 1 + CONTEXT; 0 where `alike` is 0.
    """
    of_row, of_column = (alike.max(axis, keepdims=True, initial=0) for axis in (1, 0))
    best = (alike >= of_row) & (alike >= of_column) & (alike >= SURE)
    sure = np.where(best, alike, np.float32(0))
    near = _spread(_spread(sure).T).T - sure
    placed: FloatMatrix = ((1 - AROUND) * alike + AROUND * around + CONTEXT * near / (1 + near)) * (alike > 0)
    return placed


def _same(old: Sequence[str], new: Sequence[str]) -> NDArray[np.bool_]:
    """Which texts are the same, even such as have no token that tells anything."""
    numbers = {text: number for number, text in enumerate((*old, *new))}
    same: NDArray[np.bool_] = np.equal.outer([numbers[text] for text in old], [numbers[text] for text in new])
    return same


def _tokens(text: str) -> frozenset[str]:
    """Pairs of characters, and words: a single character or digit tells nothing."""
    return frozenset(token for token in tokens_of(text) if len(token) > 1)


def _coverage(old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> tuple[FloatMatrix, FloatMatrix]:
    """The share of each clause's weight that the other one holds too; rare tokens weigh more."""
    counts = Counter(token for tokens in (*old, *new) for token in tokens)
    weights = {token: log1p((len(old) + len(new)) / count) for token, count in counts.items()}
    common = frozenset[str]().union(*old) & frozenset[str]().union(*new)
    columns = {token: column for column, token in enumerate(sorted(common))}
    overlap = _incidence(old, columns, weights) @ _incidence(new, columns, weights).T
    return overlap / _total(old, weights)[:, None], overlap / _total(new, weights)[None, :]


def _incidence(texts: Sequence[frozenset[str]], columns: dict[str, int], weights: dict[str, float]) -> FloatMatrix:
    """Roots of the weights, so that a product of two rows sums the weights of what both hold."""
    matrix = np.zeros((len(texts), len(columns)), np.float32)
    for row, tokens in enumerate(texts):
        for token in tokens & columns.keys():
            matrix[row, columns[token]] = sqrt(weights[token])
    return matrix


def _total(texts: Iterable[frozenset[str]], weights: dict[str, float]) -> FloatMatrix:
    return np.array([sum(weights[token] for token in tokens) or 1 for tokens in texts], np.float32)


def _spread(matrix: FloatMatrix) -> FloatMatrix:
    """Let every row reach its neighbours, less the farther they are."""
    spread = matrix.copy()
    for step in range(1, min(REACH, len(matrix) - 1) + 1):
        weight = np.float32(1 - step / (REACH + 1))
        spread[step:] += weight * matrix[:-step]
        spread[:-step] += weight * matrix[step:]
    return spread
