from __future__ import annotations

import numpy as np
import pytest

from assistant.compare.matching import matched

NONE = np.zeros((2, 2), bool)


def pairs(weights: list[list[float]], own: list[list[float]] | None = None) -> list[tuple[int, int]]:
    placed = np.array(weights, np.float32)
    return matched(placed if own is None else np.array(own, np.float32), placed, np.zeros(placed.shape, bool))


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([[0.9, 0.5], [0.5, 0.2]], [(0, 0)]),
        ([[0.9, 0.8], [0.8, 0.7]], [(0, 0), (1, 1)]),
        ([[0.9, 0.3], [0.8, 0.3]], [(0, 0), (1, 0)]),  # what is left joins one that is taken
        ([[0.9, 0.8]], [(0, 0), (0, 1)]),
        ([[0.9, 0.5]], [(0, 0)]),  # too little by its own words to join
        ([[0.4]], []),
    ],
)
def test_the_strongest_first(weights: list[list[float]], expected: list[tuple[int, int]]) -> None:
    assert pairs(weights) == expected


def test_context_makes_a_pair_but_no_second_one() -> None:
    assert pairs([[0.6]], own=[[0.3]]) == [(0, 0)]
    assert pairs([[0.9, 0.8]], own=[[0.9, 0.3]]) == [(0, 0)]


def test_what_names_another_number_does_not_join() -> None:
    weights = np.array([[0.9, 0.8]], np.float32)
    assert matched(weights, weights, np.array([[False, True]])) == [(0, 0)]
    assert matched(weights, weights, np.array([[True, False]])) == [(0, 0), (0, 1)]
    assert matched(np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32), NONE[:0, :0]) == []
