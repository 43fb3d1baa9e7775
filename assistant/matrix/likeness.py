"""How alike texts are in words and meaning: rows whose dot products are the likeness. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from ingest.embedding import Embedding
from ingest.records import FloatMatrix
from ingest.tokens import telling_tokens

# Of the likeness, the share of meaning; the rest is shared words. With 0.3 every row and every report sentence of the
# hand-made loop of 2024 (tests/assistant/test_matrix_corpus.py) is most like its own item; with 0.5 and 0.7 one to
# three go astray, since the static embedding finds any two sentences on 党支部 alike.
MEANING: Final = 0.4
_NUMBER: Final = re.compile(r"[\dx.]+")  # amounts and masks are alike everywhere


def feature_rows(texts: Sequence[str], embedding: Embedding) -> FloatMatrix:
    """Texts as rows of at most unit length.

    Args:
        texts (Sequence[str]): All that are compared with each other: what is rare among them tells most.
        embedding (Embedding): For the meaning.

    Returns:
        FloatMatrix: (len(texts), d). The dot product of two rows is their likeness, 1 for equal texts.
    """
    meaning = embedding.documents(texts)
    return np.hstack([math.sqrt(MEANING) * meaning, math.sqrt(1 - MEANING) * _word_rows(texts)]).astype(np.float32)


def _word_rows(texts: Sequence[str]) -> FloatMatrix:
    """Rows whose dot product is the shared weight of two texts' pairs of characters over the mean of both weights."""
    tokens = [_tokens(text) for text in texts]
    spread = Counter(token for each in tokens for token in each)
    columns = {token: column for column, token in enumerate(spread)}
    rows = np.zeros((len(texts), len(columns)), np.float32)
    for row, each in zip(rows, tokens, strict=True):
        weights = {token: math.log((len(texts) + 1) / (spread[token] + 0.5)) for token in each}
        whole = sum(weights.values())
        for token, weight in weights.items():
            row[columns[token]] = math.sqrt(weight / whole)
    return rows


def _tokens(text: str) -> frozenset[str]:
    return frozenset(token for token in telling_tokens(text) if not _NUMBER.fullmatch(token))
