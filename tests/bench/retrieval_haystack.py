"""Haystack, as a system of tests.bench.retrieval."""

from __future__ import annotations

from pathlib import Path

from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import RecursiveDocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from ingest.embedding import load_embedding
from tests.bench.retrieval_systems import EMBEDDING, HITS, OVERLAP, SEPARATORS, System, texts_of, tokenizer


class Hybrid(System):
    """RecursiveDocumentSplitter + InMemoryDocumentStore (BM25 and vectors) + DocumentJoiner.

    The store tokenizes by a regular expression, which cannot segment Chinese: its content is the tokens with spaces
    between them, and the chunk's text is kept as metadata.
    """

    def __init__(self, work: Path, chunk: int, words: str, lexical: float) -> None:
        del work  # all is in memory
        self._words = tokenizer(words)
        self._embedding = load_embedding(EMBEDDING)
        self._splitter = RecursiveDocumentSplitter(
            split_length=chunk, split_overlap=int(chunk * OVERLAP), split_unit="char", separators=list(SEPARATORS)
        )
        self._store = InMemoryDocumentStore(
            bm25_tokenization_regex=r"\S+", embedding_similarity_function="cosine", shared=False, return_embedding=False
        )
        self._lexical = InMemoryBM25Retriever(self._store, top_k=HITS)
        self._dense = InMemoryEmbeddingRetriever(self._store, top_k=HITS)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", weights=[lexical, 1 - lexical])

    def index(self, folder: Path) -> None:
        whole = [Document(content=text, meta={"file": name}) for name, text in texts_of(folder).items()]
        chunks = self._splitter.run(whole)["documents"]
        texts = [chunk.content or "" for chunk in chunks]
        vectors = self._embedding.documents(texts).tolist()
        self._store.write_documents(
            [
                Document(content=self._spaced(text), meta={**chunk.meta, "text": text}, embedding=vector)
                for chunk, text, vector in zip(chunks, texts, vectors, strict=True)
            ]
        )

    def search(self, question: str) -> list[str]:
        lexical = self._lexical.run(query=self._spaced(question))["documents"]
        dense = self._dense.run(query_embedding=self._embedding.query(question).tolist())["documents"]
        return [document.meta["text"] for document in self._joiner.run([lexical, dense])["documents"]]

    def close(self) -> None:
        """Its store dies with its process."""

    def _spaced(self, text: str) -> str:
        return " ".join(self._words(text))
