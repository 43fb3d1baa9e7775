"""The systems that are compared. All read the same texts and use the same embedding, this project's built-in one.

yaodian               this project: a fresh home, `ingest`, and the search behind `yaodian search -k 20`.
langchain-chroma      LangChain's usual pipeline: RecursiveCharacterTextSplitter, and similarity search in Chroma.
langchain-ensemble    its hybrid: EnsembleRetriever (weighted reciprocal ranks) over BM25Retriever (BM25 Okapi of
                      rank-bm25) and the same Chroma.
haystack-hybrid       Haystack's hybrid: RecursiveDocumentSplitter, the in-memory store with BM25L and exact cosine,
                      DocumentJoiner with weighted reciprocal ranks.

The peers are given what a careful user would give them: Chinese punctuation to split at, a tenth of overlap, words that
are Chinese (their default tokenizers split at spaces or into single characters), cosine distance, vectors in batches,
telemetry off. A system imports and loads what it needs when it is made; index time and latency do not include that.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import product
from pathlib import Path
from pkgutil import resolve_name
from typing import Final, TypeAlias

HITS: Final = 20  # of each ranker
EMBEDDING: Final = "builtin"
SEPARATORS: Final = ("\n\n", "\n", "。", "；", "，")
OVERLAP: Final = 0.1  # of a chunk

Setting: TypeAlias = dict[str, int | float | str]  # the arguments of a system's constructor after the first
Words: TypeAlias = Callable[[str], list[str]]

SYSTEMS: Final = {
    "yaodian": "tests.bench.retrieval_yaodian:Yaodian",
    "langchain-chroma": "tests.bench.retrieval_langchain:ChromaOnly",
    "langchain-ensemble": "tests.bench.retrieval_langchain:Ensemble",
    "haystack-hybrid": "tests.bench.retrieval_haystack:Hybrid",
}

_RUN: Final = re.compile(r"\w+")


class System(ABC):
    """One way from a folder of texts to ranked passages."""

    @abstractmethod
    def index(self, folder: Path) -> None:
        """Read the .txt files of a folder and make them searchable."""

    @abstractmethod
    def search(self, question: str) -> list[str]:
        """Texts of the passages found, best first: HITS, or up to twice as many where two rankers are joined."""

    @abstractmethod
    def close(self) -> None:
        """Give back what is held open."""


def make(name: str, work: Path, setting: Setting) -> System:
    """Import and set up one of SYSTEMS.

    Args:
        name (str): Its name there.
        work (Path): A folder of its own.
        setting (Setting): One of its `settings`.

    Returns:
        System: Warm, with nothing in it yet.
    """
    system: System = resolve_name(SYSTEMS[name])(work, **setting)
    return system


def settings(name: str, chunks: tuple[int, ...]) -> list[Setting]:
    """What is tried of a system: this project has nothing to set."""
    if name == "yaodian":
        return [{}]
    if name == "langchain-chroma":
        return [{"chunk": chunk} for chunk in chunks]
    grid = product(chunks, ("jieba", "bigrams"), (0.5, 0.7))
    return [{"chunk": chunk, "words": words, "lexical": lexical} for chunk, words, lexical in grid]


def texts_of(folder: Path) -> dict[str, str]:
    """The texts of a folder by file name."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))}


def tokenizer(name: str) -> Words:
    """Words of Chinese for BM25: "jieba" segments, "bigrams" are overlapping pairs of characters."""
    return _jieba() if name == "jieba" else _bigrams


def _bigrams(text: str) -> list[str]:
    runs = _RUN.findall(text.lower())
    return [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]


def _jieba() -> Words:
    import jieba

    jieba.setLogLevel("WARNING")
    jieba.initialize()  # its dictionary would load with the first text otherwise
    return lambda text: [word for word in jieba.cut_for_search(text.lower()) if _RUN.match(word)]
