"""The library's embedding behind LangChain's interface, for programs that are built on LangChain.

Apart from `ingest.embedding`, since LangChain's import costs more than a search does.
"""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from ingest.embedding import Embedding


class LibraryEmbeddings(Embeddings):
    """An embedding as LangChain's Embeddings: rows of unit length, so that cosine similarity is a dot product.

    Args:
        embedding (Embedding): As `ingest.embedding.load_embedding` returns it, or an opened home's.
    """

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages."""
        rows: list[list[float]] = self._embedding.documents(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, with the model's query prompt if it has one."""
        row: list[float] = self._embedding.query(text).tolist()
        return row
