"""LangChain, as two systems of tests.bench.retrieval."""

from __future__ import annotations

from pathlib import Path

from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from ingest.embedding import load_embedding
from tests.bench.retrieval_systems import EMBEDDING, HITS, OVERLAP, SEPARATORS, System, texts_of, tokenizer


class ChromaOnly(System):
    """RecursiveCharacterTextSplitter + Chroma."""

    def __init__(self, work: Path, chunk: int) -> None:
        self._splitter = RecursiveCharacterTextSplitter(
            separators=[*SEPARATORS, ""],
            keep_separator="end",
            chunk_size=chunk,
            chunk_overlap=int(chunk * OVERLAP),
        )
        self._store = Chroma(
            "bench",
            SameEmbedding(),
            persist_directory=str(work / "chroma"),
            client_settings=Settings(anonymized_telemetry=False),
            collection_configuration={"hnsw": {"space": "cosine"}},
        )

    def index(self, folder: Path) -> None:
        self._store.add_documents(self._chunks(folder))

    def search(self, question: str) -> list[str]:
        return [document.page_content for document in self._store.similarity_search(question, HITS)]

    def close(self) -> None:
        """Chroma's client is closed with its process."""

    def _chunks(self, folder: Path) -> list[Document]:
        texts = texts_of(folder)
        return self._splitter.create_documents(list(texts.values()), [{"file": name} for name in texts])


class Ensemble(ChromaOnly):
    """The same, and a BM25Retriever beside it."""

    def __init__(self, work: Path, chunk: int, words: str, lexical: float) -> None:
        super().__init__(work, chunk)
        self._words = tokenizer(words)
        self._weights = [lexical, 1 - lexical]

    def index(self, folder: Path) -> None:
        chunks = self._chunks(folder)
        self._store.add_documents(chunks)
        lexical = BM25Retriever.from_documents(chunks, preprocess_func=self._words, k=HITS)
        dense = self._store.as_retriever(search_kwargs={"k": HITS})
        self._ensemble = EnsembleRetriever(retrievers=[lexical, dense], weights=self._weights)

    def search(self, question: str) -> list[str]:
        return [document.page_content for document in self._ensemble.invoke(question)]


class SameEmbedding(Embeddings):
    """This project's embedding behind LangChain's interface."""

    def __init__(self) -> None:
        self._embedding = load_embedding(EMBEDDING)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedding.documents(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self._embedding.query(text).tolist()
        return row
