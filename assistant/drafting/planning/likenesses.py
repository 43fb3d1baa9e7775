"""Which of one's own items a text of another document is about. Pure but for the embedding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.compare.likeness import echoed, likeness
from ingest.embedding import Embedding
from ingest.records import FloatMatrix

# Read were all items of the superior's three opinions and of the summaries in corpus/, against the plans of their year.
ABOUT: Final = 0.3  # from here on two items are about one thing,
MUTUAL: Final = 0.2  # or from here on where neither is more like another one, or none other is nearly as much.
CLEAR: Final = 1.4  # times the likeness of the next one
SAID: Final = 0.5  # from here on one says what the other says
TITLES: Final = 0.3  # what alike titles add to the likeness of two items


def saying(ones: Sequence[str], others: Sequence[str], embedding: Embedding) -> FloatMatrix:
    """How surely other texts say what texts say: they are alike, and hold their wording.

    Args:
        ones (Sequence[str]): Texts.
        others (Sequence[str]): Texts, perhaps longer ones.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        FloatMatrix: (len(ones), len(others)); from SAID on it is said.
    """
    return np.minimum(echoed(ones, others), likeness(ones, others, embedding))


def homes(
    ones: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], embedding: Embedding
) -> tuple[list[int | None], FloatMatrix]:
    """Which item each item is about.

    Args:
        ones (Sequence[tuple[str, str]]): Titles and texts.
        others (Sequence[tuple[str, str]]): Titles and texts.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        tuple[list[int | None], FloatMatrix]: The index of the other item, None where it is about none; and how much
            each pair is alike, titles included.
    """
    if not ones or not others:
        return [None] * len(ones), np.zeros((len(ones), len(others)), np.float32)
    texts = likeness([text for _, text in ones], [text for _, text in others], embedding)
    titles = likeness([title for title, _ in ones], [title for title, _ in others], embedding)
    score: FloatMatrix = texts + TITLES * titles
    best = score.argmax(1)
    is_mutual = score.argmax(0)[best] == np.arange(len(ones))
    found = texts[np.arange(len(ones)), best]
    sure = (found >= ABOUT) | ((is_mutual | _is_clear(score)) & (found >= MUTUAL))
    return [int(home) if is_sure else None for home, is_sure in zip(best, sure, strict=True)], score


def _is_clear(score: FloatMatrix) -> NDArray[np.bool_]:
    """Whether the best of each row is far ahead of the next one."""
    if score.shape[1] == 1:
        return np.ones(len(score), bool)
    ordered = np.sort(score, axis=1)
    clear: NDArray[np.bool_] = ordered[:, -1] >= CLEAR * ordered[:, -2]
    return clear
