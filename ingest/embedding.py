"""Texts -> matrix (n, d). The only module that knows an embedding library; `load_embedding` is the door.

The built-in embedding is a hashed bag of character n-grams: it needs no weights, no network and no torch, and says so
in its name. It knows spelling, not meaning. A sentence-transformers model named in the settings takes its place.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, Protocol, runtime_checkable

import numpy as np

from ingest.errors import BadRequest
from ingest.records import FloatMatrix, FloatVector
from ingest.tokens import tokens_of

HASHED_DIMENSIONS: Final = 256
HASHED_NAME: Final = f"hashed-ngrams-{HASHED_DIMENSIONS}"


@runtime_checkable
class Embedding(Protocol):
    """Turns texts into rows of unit length; rows of two embeddings of different names must never be compared."""

    name: str
    dimensions: int

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed passages: (len(texts), dimensions)."""
        ...

    def query(self, text: str) -> FloatVector:
        """Embed a question: (dimensions,)."""
        ...


def load_embedding(name: str) -> Embedding:
    """Load the embedding that the settings name.

    Args:
        name (str): "builtin", a local folder, or the name of a sentence-transformers model on this machine.

    Returns:
        Embedding: Ready to use.
    """
    return HashedNgrams() if name == "builtin" else SentenceTransformerEmbedding(name)


class HashedNgrams:
    """Character uni- and bigrams hashed with signs into a fixed width (the hashing trick, Weinberger et al. 2009)."""

    name = HASHED_NAME
    dimensions = HASHED_DIMENSIONS

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed passages: (len(texts), dimensions)."""
        tokens = [tokens_of(text) for text in texts]
        places = np.fromiter(map(_place, chain.from_iterable(tokens)), np.int64)
        rows = np.repeat(np.arange(len(texts)), [len(row) for row in tokens])
        cells = rows * self.dimensions + places // 2 % self.dimensions
        signs = 1 - 2 * (places % 2)  # the hash's parity
        sums = np.bincount(cells, signs, len(texts) * self.dimensions)
        matrix = sums.reshape(-1, self.dimensions).astype(np.float32)
        return _unit_rows(np.sign(matrix) * np.sqrt(np.abs(matrix)))

    def query(self, text: str) -> FloatVector:
        """Embed a question: (dimensions,)."""
        vector: FloatVector = self.documents([text])[0]
        return vector


class SentenceTransformerEmbedding:
    """Any sentence-transformers model; imports torch."""

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise BadRequest(f"没有安装 sentence-transformers，无法使用模型：{model}。请运行 make models") from error
        try:
            self._model = SentenceTransformer(
                model, device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
            )
        except (OSError, ValueError) as error:
            raise BadRequest(
                f"无法加载向量模型：{model}。请检查 YAODIAN_EMBEDDING 是模型目录或本机已有的模型名"
            ) from error
        self.name = model
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed passages: (len(texts), dimensions)."""
        rows = self._model.encode_document(list(texts), show_progress_bar=False)
        return _unit_rows(np.asarray(rows, np.float32))

    def query(self, text: str) -> FloatVector:
        """Embed a question with the model's query prompt: (dimensions,)."""
        vector: FloatVector = _unit_rows(np.asarray(self._model.encode_query([text]), np.float32))[0]
        return vector


@lru_cache(maxsize=2**17)
def _place(token: str) -> int:
    return zlib.crc32(token.encode())


def _unit_rows(matrix: FloatMatrix) -> FloatMatrix:
    """Scale rows to unit length; a row of zeros (a text without words) stays zero."""
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: FloatMatrix = np.divide(matrix, norms, out=np.zeros_like(matrix), where=norms > 0)
    return scaled
