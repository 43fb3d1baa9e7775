"""Disposable search structures behind one small Protocol; the library can rebuild them at any time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, get_args

from ingest.records import Change, DocumentId, Filters, FloatMatrix, FloatVector, IndexedPassage, PassageHit

PartName = Literal["lexical", "dense"]
PARTS: Final[tuple[PartName, ...]] = get_args(PartName)

Batch = tuple[Sequence[IndexedPassage], FloatMatrix]  # passages, and their vectors as rows


class Source(Protocol):
    """What an index needs of the library. Safe to share between threads."""

    def identity(self) -> str:
        """Name of this library's history; a restored backup has another one."""
        ...

    def last_sequence(self) -> int:
        """Number of the newest change; 0 before the first."""
        ...

    def changes(self, after: int) -> list[Change]:
        """The changes behind a sequence number, oldest first."""
        ...

    def indexed(self, documents: Collection[DocumentId] | None, model: str) -> Iterator[Batch]:
        """Stream the current passages of some documents, or of all, with their vectors of a model."""
        ...


class Index(Protocol):
    """Search structures over the passages of a library."""

    def apply(self, documents: Sequence[DocumentId], batches: Iterable[Batch], sequence: int) -> None:
        """Forget some documents' passages, add others, and remember how far the library's log has been followed."""
        ...

    def lexical(self, text: str, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank by BM25 over the tokens of a text; at most `limit` hits, best first."""
        ...

    def dense(self, vector: FloatVector, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank by cosine similarity to a vector, shape (d,), in [-1, 1]; at most `limit` hits, best first."""
        ...

    def close(self) -> None:
        """Give files and memory back."""
        ...


@dataclass(frozen=True, slots=True)
class Origin:
    """What an index is made from; one that is made from anything else is not to be used."""

    library: str  # Source.identity()
    model: str  # name of the embedding
    dimensions: int


@dataclass(frozen=True, slots=True)
class Current:
    """The current passages of some documents, or of all; read from the library anew each time it is iterated over."""

    source: Source
    documents: Collection[DocumentId] | None
    model: str

    def __iter__(self) -> Iterator[Batch]:
        return self.source.indexed(self.documents, self.model)
