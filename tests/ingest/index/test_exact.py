from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import pytest

from ingest.index import Batch
from ingest.index.exact import ExactSearch
from ingest.records import Change, DocumentId, Filters, FloatMatrix, FloatVector, PassageHit

MakeBatch = Callable[..., Batch]
BruteForce = Callable[..., list[PassageHit]]
ROWS = 4  # in a batch of Memory; the documents here have more


class Memory:
    """A source without a database."""

    def __init__(self) -> None:
        self.documents: dict[DocumentId, Batch] = {}
        self.log: list[DocumentId] = []

    def put(self, document: DocumentId, batch: Batch) -> None:
        self.documents[document] = batch
        self.log.append(document)

    def remove(self, document: DocumentId) -> None:
        del self.documents[document]
        self.log.append(document)

    def identity(self) -> str:
        return "memory"

    def last_sequence(self) -> int:
        return len(self.log)

    def changes(self, after: int) -> list[Change]:
        return [Change(n, document, 1, "put") for n, document in enumerate(self.log, start=1) if n > after]

    def indexed(self, documents: Collection[DocumentId] | None, model: str) -> Iterator[Batch]:
        assert model == "random-256"
        for document, (passages, matrix) in self.documents.items():
            if documents is None or document in documents:
                for start in range(0, len(passages), ROWS):
                    yield passages[start : start + ROWS], matrix[start : start + ROWS]


@pytest.fixture
def source(make_batch: MakeBatch) -> Memory:
    source = Memory()
    source.put(1, make_batch(9, 1))
    source.put(2, make_batch(6, 2, scope="王", year=2023))
    source.put(3, make_batch(5, 3, kind="意见", year=None))
    return source


def agree(search: ExactSearch, source: Memory, vector: FloatVector, filters: Filters, brute_force: BruteForce) -> bool:
    found = search.search(vector, 8, filters)
    exact = brute_force(source.documents.values(), vector, 8, filters)
    return [hit.id for hit in found] == [hit.id for hit in exact] and [hit.score for hit in found] == pytest.approx(
        [hit.score for hit in exact], abs=1e-6
    )


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters("王"),
        Filters("李"),
        Filters("王", years=(2023,)),
        Filters(kinds=("意见",)),
        Filters(units=("无",)),
    ],
    ids=str,
)
def test_it_is_brute_force(
    source: Memory, filters: Filters, vectors: Callable[[int, int], FloatMatrix], brute_force: BruteForce
) -> None:
    search = ExactSearch(source, "random-256")
    for vector in vectors(5, 50):
        assert agree(search, source, vector, filters, brute_force)


def test_it_is_level_with_the_library_at_every_search(
    source: Memory, make_batch: MakeBatch, vectors: Callable[[int, int], FloatMatrix], brute_force: BruteForce
) -> None:
    search = ExactSearch(source, "random-256")
    vector = vectors(1, 50)[0]
    assert agree(search, source, vector, Filters("王"), brute_force)
    for change in (
        lambda: source.put(4, make_batch(7, 4)),
        lambda: source.put(1, make_batch(2, 1, scope="李")),
        lambda: source.remove(2),
        lambda: (source.remove(4), source.remove(3)),
    ):
        change()
        assert agree(search, source, vector, Filters("王"), brute_force)
    assert search.search(vector, 8, Filters("王")) == []


def test_an_empty_library_has_no_neighbours(vectors: Callable[[int, int], FloatMatrix]) -> None:
    assert ExactSearch(Memory(), "random-256").search(vectors(1, 1)[0], 5, Filters()) == []
