"""How much speaks for each pair of clauses of two documents: their words, their places, their numbers. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.compare.likeness import in_place, likeness
from assistant.compare.matching import OWN
from assistant.compare.numbers import agreement
from assistant.compare.units import Cut
from ingest.embedding import Embedding
from ingest.records import FloatMatrix

NEAR: Final = 0.75  # of the likeness of the most alike block; in others clauses are paired only for their own words
TITLED: Final = 0.1  # what it costs that only one of two clauses is an item's title
AGREED: Final = 0.1  # what the same number adds and another one takes away; a changed target keeps its words


@dataclass(frozen=True, slots=True)
class Weights:
    """All of them (old clauses, new clauses)."""

    own: FloatMatrix  # what their words say
    placed: FloatMatrix  # the same with their places, numbers and titles; 0 where they cannot be a pair
    contradictory: NDArray[np.bool_]  # they name different numbers of the same thing


def weigh(old: Cut, new: Cut, embedding: Embedding) -> Weights:
    """Weigh all pairs.

    Args:
        old (Cut): The older document.
        new (Cut): The newer one.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Weights: Of clauses that cannot be compared all are 0.
    """
    own = likeness([part.matter for part in old.parts], [part.matter for part in new.parts], embedding)
    own *= _comparable(old, new)
    around = likeness(_blocks(old), _blocks(new), embedding)
    at_parts = np.ix_([part.block for part in old.parts], [part.block for part in new.parts])
    counted = agreement([part.text for part in old.parts], [part.text for part in new.parts])
    placed = in_place(own, around[at_parts]) + (AGREED * counted - TITLED * _one_titled(old, new)) * (own > 0)
    return Weights(own, placed * ((own >= OWN) | _near(around)[at_parts]), counted < 0)


def _comparable(old: Cut, new: Cut) -> NDArray[np.bool_]:
    """Which clauses may be paired: no headings, and what is planned only with what is planned.

    A task of one year that the next year's review reports as done is no task that goes on. Where a document's sections
    all look back, or none does, its voice tells nothing.
    """
    mask = ~np.logical_or.outer(_flags(old, old.is_heading), _flags(new, new.is_heading))
    back_old, back_new = _flags(old, old.looks_back), _flags(new, new.looks_back)
    if len({*back_old.tolist()}) == len({*back_new.tolist()}) == 2:
        mask &= np.equal.outer(back_old, back_new)
    comparable: NDArray[np.bool_] = mask
    return comparable


def _one_titled(old: Cut, new: Cut) -> FloatMatrix:
    """1 for clauses of which one is an item's title and the other is not."""
    titles = _flags(old, old.is_title), _flags(new, new.is_title)
    differ: FloatMatrix = np.not_equal.outer(*titles).astype(np.float32)
    return differ


def _flags(document: Cut, flag: Callable[[int], bool]) -> NDArray[np.bool_]:
    """A flag of every clause, by its index."""
    return np.array([flag(part) for part in range(len(document.parts))], bool)


def _blocks(document: Cut) -> list[str]:
    return [document.whole(block).text for block in range(len(document.blocks))]


def _near(around: FloatMatrix) -> NDArray[np.bool_]:
    """Which blocks are to each other, or one to the other, nearly the most alike there is."""
    most = np.minimum(around.max(1, keepdims=True, initial=0), around.max(0, keepdims=True, initial=0))
    near: NDArray[np.bool_] = around >= NEAR * most
    return near
