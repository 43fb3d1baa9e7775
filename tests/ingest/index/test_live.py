from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import BrokenIndex, LibraryError
from ingest.index import PARTS
from ingest.index.live import LiveIndex
from ingest.library import Library
from ingest.records import EVERYONE, Filters, FloatMatrix

DIMENSIONS, MODEL = 256, "random-256"  # as in conftest.py
Put = Callable[..., int]
Vectors = Callable[[int, int], FloatMatrix]


def open_index(folder: Path, library: Library, *, model: str = MODEL, wait: bool = True) -> LiveIndex:
    return LiveIndex.open(folder / "index", library, url_of(folder), model, DIMENSIONS, wait=wait)


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'library.sqlite'}"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(url_of(tmp_path))
    yield library
    library.close()


@pytest.fixture
def index(tmp_path: Path, library: Library) -> Iterator[LiveIndex]:
    index = open_index(tmp_path, library)
    yield index
    index.close()


def found(index: LiveIndex, vector: np.ndarray, filters: Filters) -> tuple[set[int], set[int]]:
    """What either part finds when it is asked for all that the filters allow."""
    lexical = index.lexical("云岭集团落实任务", 10_000, filters)
    return {hit.id for hit in lexical}, {hit.id for hit in index.dense(vector, 10_000, filters)}


def current(library: Library) -> dict[int, str]:
    """Scope by passage."""
    return {p.id: p.scope for passages, _ in library.indexed(None, MODEL) for p in passages}


def test_it_follows_the_library(index: LiveIndex, library: Library, put: Put, vectors: Vectors) -> None:
    first, second = put(library, 1, 4), put(library, 2, 3)
    assert found(index, vectors(1, 1)[0], Filters()) == (set(), set())
    index.catch_up()
    assert found(index, vectors(1, 1)[0], Filters()) == (set(range(1, 8)),) * 2
    library.edit(first, year=1999)
    library.remove(second)
    index.catch_up()
    assert found(index, vectors(1, 1)[0], Filters(years=(1999,))) == ({1, 2, 3, 4},) * 2
    assert found(index, vectors(1, 1)[0], Filters()) == ({1, 2, 3, 4},) * 2
    assert index.state().sequence == library.last_sequence()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["put", "remove", "catch up"]), st.integers(1, 3), st.sampled_from(["", "王"])),
        max_size=8,
    )
)
def test_it_holds_what_the_library_holds(steps: list[tuple[str, int, str]], put: Put, vectors: Vectors) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = Library.open(url_of(folder))
        index = open_index(folder, library)
        for place, (step, number, scope) in enumerate(steps):
            if step == "put":
                put(library, number, place + number, scope=scope)
            elif step == "catch up":
                index.catch_up()
            elif documents := library.documents(Filters(scope)):
                library.remove(documents[0].id)
        index.catch_up()
        for reader in (EVERYONE, "王"):
            visible = {passage for passage, scope in current(library).items() if scope in (EVERYONE, reader)}
            assert found(index, vectors(1, 1)[0], Filters(reader)) == (visible, visible)
        index.close()
        library.close()


def test_progress_is_told_for_each_part(index: LiveIndex, library: Library, put: Put) -> None:
    put(library, 1, 5)
    told: list[int] = []
    index.catch_up(told.append)
    assert told == [5, 5]


def test_searches_go_on_while_another_thread_writes(
    index: LiveIndex, library: Library, put: Put, vectors: Vectors
) -> None:
    put(library, 1, 5)
    index.catch_up()
    put(library, 2, 5)
    writing, go_on = Event(), Event()

    def pause(_: int) -> None:
        writing.set()
        go_on.wait(60)

    writer = Thread(target=index.catch_up, args=(pause,))
    writer.start()
    assert writing.wait(60)
    index.catch_up(wait=False)
    assert found(index, vectors(1, 1)[0], Filters()) == ({1, 2, 3, 4, 5},) * 2
    go_on.set()
    writer.join()
    assert found(index, vectors(1, 1)[0], Filters()) == (set(range(1, 11)),) * 2


def test_searches_go_on_through_a_rebuild(
    tmp_path: Path, index: LiveIndex, library: Library, put: Put, vectors: Vectors
) -> None:
    put(library, 1, 20)
    index.catch_up()
    before = (tmp_path / "index" / "CURRENT").read_text()
    seen: set[tuple[int, int]] = set()
    done = Event()

    def search() -> None:
        while not done.is_set():
            seen.add(tuple(map(len, found(index, vectors(1, 1)[0], Filters()))))  # type: ignore[arg-type]

    readers = [Thread(target=search) for _ in range(2)]
    for reader in readers:
        reader.start()
    index.rebuild(wait=True)
    done.set()
    for reader in readers:
        reader.join()
    assert seen == {(20, 20)}
    assert (tmp_path / "index" / "CURRENT").read_text() != before


def test_what_is_put_during_a_rebuild_is_there_after_it(
    index: LiveIndex, library: Library, put: Put, vectors: Vectors
) -> None:
    put(library, 1, 5)
    index.catch_up()
    index.rebuild(wait=False)
    put(library, 2, 5)
    index.rebuild(wait=True)  # takes the place of the first
    assert not index.state().rebuilding
    put(library, 3, 5)
    index.catch_up()
    assert found(index, vectors(1, 1)[0], Filters()) == (set(range(1, 16)),) * 2


def test_a_worn_index_is_rebuilt(
    tmp_path: Path, index: LiveIndex, library: Library, put: Put, vectors: Vectors
) -> None:
    put(library, 1, 800)
    index.catch_up()
    before = (tmp_path / "index" / "CURRENT").read_text()
    generations = set()
    for count in (801, 802):  # each a new version of the document
        put(library, 1, count)
        index.catch_up()
        generations.add((tmp_path / "index" / "CURRENT").read_text())
    assert len(generations | {before}) == 2
    assert before in generations
    assert found(index, vectors(1, 1)[0], Filters()) == (set(current(library)),) * 2


def test_a_library_without_an_index_gets_one(tmp_path: Path, library: Library, put: Put, vectors: Vectors) -> None:
    put(library, 1, 5)
    index = open_index(tmp_path, library, wait=False)
    assert set(index.state().faults) == set(PARTS)
    assert index.lexical("检查", 5, Filters()) == []
    assert index.dense(vectors(5, 1)[2], 1, Filters())[0].id == 3
    index.rebuild(wait=True)
    assert index.state().faults == {}
    assert found(index, vectors(1, 1)[0], Filters()) == ({1, 2, 3, 4, 5},) * 2
    index.close()


def test_another_model_needs_other_vectors(tmp_path: Path, library: Library, put: Put, vectors: Vectors) -> None:
    index = open_index(tmp_path, library)
    put(library, 1, 5)
    index.catch_up()
    index.close()
    index = open_index(tmp_path, library, model="other", wait=False)
    assert index.state().faults == {"dense": "向量模型已更换"}
    assert index.lexical("task1003", 1, Filters())[0].id == 4
    with pytest.raises(LibraryError, match="模型 other 的向量"):
        index.dense(vectors(5, 1)[2], 1, Filters())
    index.close()
    library.put_vectors("other", [1, 2, 3, 4, 5], vectors(5, 7))
    index = open_index(tmp_path, library, model="other")
    assert index.state().faults == {}
    assert index.dense(vectors(5, 7)[2], 1, Filters())[0].id == 3
    index.close()


def test_a_restored_library_does_not_keep_the_index(tmp_path: Path, put: Put) -> None:
    library = Library.open(url_of(tmp_path))
    index = open_index(tmp_path, library)
    put(library, 1, 5)
    library.backup(tmp_path / "backup.sqlite")
    put(library, 2, 5)
    index.catch_up()
    index.close()
    library.close()
    Library.restore(tmp_path / "backup.sqlite", url_of(tmp_path))
    library = Library.open(url_of(tmp_path))
    put(library, 3, 5)  # the log is as long as before
    index = open_index(tmp_path, library, wait=False)
    assert index.state().faults == dict.fromkeys(PARTS, "索引属于另一个资料库")
    assert index.state().rebuilding
    index.close()
    library.close()


def test_a_rebuild_that_fails_leaves_the_index_as_it_is(
    tmp_path: Path, library: Library, put: Put, vectors: Vectors
) -> None:
    elsewhere = f"sqlite:///{tmp_path}/missing/library.sqlite"
    index = LiveIndex.open(tmp_path / "index", library, elsewhere, MODEL, DIMENSIONS, wait=True)
    put(library, 1, 5)
    index.catch_up()
    with pytest.raises(BrokenIndex, match="索引重建失败"):
        index.rebuild(wait=True)
    assert index.state().failure
    assert not index.state().degraded
    assert found(index, vectors(1, 1)[0], Filters()) == ({1, 2, 3, 4, 5},) * 2
    index.close()
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def test_forget_leaves_no_byte(tmp_path: Path, index: LiveIndex, library: Library, put: Put, vectors: Vectors) -> None:
    kept, purged = put(library, 1, 120), put(library, 2, 120, scope="王")
    index.catch_up()
    traces = [vector.tobytes() for vector in vectors(120, 2)[::40]] + ["文件2.txt".encode()]

    def left() -> list[bool]:
        files = [path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file()]
        return [any(trace in content for content in files) for trace in traces]

    assert left() == [True] * len(traces)
    library.purge(purged)
    index.catch_up()
    assert any(left())  # what a mere delete leaves behind
    index.forget()
    assert left() == [False] * len(traces)
    assert {p.document for passages, _ in library.indexed(None, MODEL) for p in passages} == {kept}
    assert found(index, vectors(1, 1)[0], Filters("王")) == (set(current(library)),) * 2
