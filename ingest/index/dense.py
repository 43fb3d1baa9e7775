"""The dense part of a generation: cosine similarity in Chroma over vectors that the library made.

Everyone's passages and private ones are two collections. A metadata filter on every query would cost far more than the
query: Chroma 1.5.9 first collects the ids that a `where` allows, 108 ms of 50,000 passages against 1.8 ms without one.
Filters choose documents here, and Chroma finds the passages of these.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

import numpy as np

from ingest.errors import BrokenIndex
from ingest.index import Batch
from ingest.index.facts import Facts, allows, load, save
from ingest.index.sharing import SharedLock
from ingest.records import EVERYONE, DocumentId, Filters, FloatMatrix, FloatVector, IndexedPassage, PassageHit

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as Chromas
    from chromadb.types import Where

M_PERTURB: Final = -6  # glibc's malloc.h
PUBLIC: Final = "public"
PRIVATE: Final = "private"

# Candidates that a query keeps. Recall@10 over 40,000 law articles (random projections of their bigrams) is 0.77 with
# Chroma's 100 and 0.99 with 2,000, at 7 ms (p95) a query; a library of fewer passages is searched exhaustively.
EF_SEARCH: Final = 2000
# Passages that Chroma adds again from its log when it opens, at most; 1,000 (its default) take 0.2 s. Bulk adding is
# no slower, since it saves once a batch anyway.
SYNC_THRESHOLD: Final = 100
ADD_BATCH: Final = 1000  # queries wait for a batch, 0.5 s; Chroma's limit is 5,461
DELETE_BATCH: Final = 500  # documents in one condition
QUERY_BATCH: Final = 10_000  # likewise; 30,000 are "too many SQL variables"


class DensePart:
    """A Chroma database in a folder of its own. Reads may go on while it writes; one writer at a time.

    Args:
        folder (Path): Exists; empty for a new index, else known to be sound: a damaged one aborts the process.

    Raises:
        BrokenIndex: Chroma cannot open the folder.
    """

    def __init__(self, folder: Path) -> None:
        _wipe_memory()
        self._folder = folder
        self._opening = SharedLock()
        self._open()

    def apply(self, documents: Collection[DocumentId], batches: Iterable[Batch]) -> int:
        """Forget some documents' passages and add others.

        Args:
            documents (Collection[DocumentId]): Whose passages to forget; unknown ones do no harm.
            batches (Iterable[Batch]): What to add.

        Returns:
            int: How many passages were forgotten; their vectors stay in Chroma's files.

        Raises:
            BrokenIndex: Chroma cannot write.
        """
        forgotten = self._delete(sorted(self._facts.keys() & set(documents)))
        facts = {document: self._facts[document] for document in self._facts.keys() - set(documents)}
        for passages, matrix in batches:
            facts.update((passage.document, Facts.of(passage)) for passage in passages)
            for start in range(0, len(passages), ADD_BATCH):
                self._add(passages[start : start + ADD_BATCH], matrix[start : start + ADD_BATCH])
        save(self._folder, facts)
        with self._opening.exclusive():
            self._client.close()
            self._open()
        return forgotten

    def count(self) -> int:
        """How many passages it holds."""
        with self._opening.shared(), _chroma_errors(self._folder):
            return sum(collection.count() for collection in self._collections.values())

    def search(self, vector: FloatVector, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank passages by cosine similarity.

        Args:
            vector (FloatVector): Shape (d,).
            limit (int): How many at most.
            filters (Filters): Who asks, and for what.

        Returns:
            list[PassageHit]: Best first.

        Raises:
            BrokenIndex: Chroma cannot read.
        """
        with self._opening.shared(), _chroma_errors(self._folder):
            hits = [*self._query(PUBLIC, vector, limit, filters)]
            if filters.reader != EVERYONE:
                hits += self._query(PRIVATE, vector, limit, filters)
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def close(self) -> None:
        """Give files and memory back."""
        with self._opening.exclusive():
            self._client.close()

    def _open(self) -> None:
        """Open, and go on until the files are at rest.

        Chroma leaves work behind: a write ends before its log is trimmed, opening inserts a row into its SQLite, and
        the first query loads a collection, adding again from the log what was not saved, and trims the log. After that,
        reading changes no file (tests/ingest/index/test_local.py).
        """
        import chromadb
        from chromadb.config import Settings

        with _chroma_errors(self._folder):
            client = chromadb.PersistentClient(self._folder, Settings(anonymized_telemetry=False))
            self._client = cast("Client", client)  # typed as a base class that lacks close()
            self._collections = {name: _collection(self._client, name) for name in (PUBLIC, PRIVATE)}
            for collection in self._collections.values():
                collection.count()
        self._facts = load(self._folder)

    def _delete(self, documents: Sequence[DocumentId]) -> int:
        with _chroma_errors(self._folder):
            return sum(
                collection.delete(where=_among(documents[start : start + DELETE_BATCH]))["deleted"]
                for collection in self._collections.values()
                for start in range(0, len(documents), DELETE_BATCH)
            )

    def _add(self, passages: Collection[IndexedPassage], matrix: FloatMatrix) -> None:
        homes = np.array([_collection_of(passage) for passage in passages])
        for name, collection in self._collections.items():
            chosen = homes == name
            members = [passage for passage, wanted in zip(passages, chosen, strict=True) if wanted]
            if members:
                with _chroma_errors(self._folder):
                    collection.add(
                        ids=[str(passage.id) for passage in members],
                        embeddings=matrix[chosen],
                        metadatas=[{"document": passage.document} for passage in members],
                    )

    def _query(self, name: str, vector: FloatVector, limit: int, filters: Filters) -> Iterator[PassageHit]:
        for where in self._wheres(name, filters):
            found = self._collections[name].query(
                query_embeddings=vector.tolist(), n_results=limit, where=where, include=["distances"]
            )
            for id_, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True):
                # The one place where a distance becomes a similarity: Chroma's cosine distance is 1 - cos.
                yield PassageHit(int(id_), 1.0 - distance)

    def _wheres(self, name: str, filters: Filters) -> Iterator[Where | None]:
        """Conditions that together let through what the filters do in one collection; None is no condition."""
        if name == PUBLIC and filters == Filters(filters.reader):
            yield None
            return
        members = ((document, facts) for document, facts in self._facts.items() if _collection_of(facts) == name)
        chosen = [document for document, facts in members if allows(filters, facts)]
        for start in range(0, len(chosen), QUERY_BATCH):
            yield _among(chosen[start : start + QUERY_BATCH])


def _wipe_memory() -> None:
    """Have malloc overwrite what it hands out and what it gets back; only glibc's can.

    Chroma saves the room of a collection's first 100 vectors as it finds it in memory, so that a new index may hold
    pieces of what this process has worked on, such as a purged document (tests/crash/test_traces.py). Adding and
    querying take no measurably longer.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_PERTURB, 0xFF)


def _collection(client: Client, name: str) -> Chromas:
    return client.get_or_create_collection(
        name,
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH, "sync_threshold": SYNC_THRESHOLD}},
    )


def _collection_of(described: Facts | IndexedPassage) -> str:
    return PUBLIC if described.scope == EVERYONE else PRIVATE


def _among(documents: Sequence[DocumentId]) -> Where:
    condition: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": [*documents]}
    return {"document": condition}


@contextmanager
def _chroma_errors(folder: Path) -> Iterator[None]:
    """Turn Chroma's errors into ours."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError) as error:
        raise BrokenIndex(f"向量索引出错：{folder}（{error}）。请重建索引") from error
