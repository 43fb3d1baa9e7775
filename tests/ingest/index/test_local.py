from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import BrokenIndex
from ingest.index import PARTS, Batch, Origin
from ingest.index.facts import allows
from ingest.index.local import LocalIndex
from ingest.index.manifest import faults_of, load
from ingest.records import EVERYONE, Filters, PassageHit

MakeBatch = Callable[..., Batch]
EVERYTHING = 10_000  # more than any index here holds
SHARED_WORDS = "云岭集团落实任务"  # in every passage


@pytest.fixture
def index(tmp_path: Path, origin: Origin) -> Iterator[LocalIndex]:
    index = LocalIndex.create(tmp_path / "generation-000001", origin)
    yield index
    index.close()


def ids(hits: list[PassageHit]) -> set[int]:
    return {hit.id for hit in hits}


def everything(index: LocalIndex, batch: Batch, filters: Filters) -> tuple[set[int], set[int]]:
    """What either part finds when it is asked for all that the filters allow."""
    return (
        ids(index.lexical(SHARED_WORDS, EVERYTHING, filters)),
        ids(index.dense(batch[1][0], EVERYTHING, filters)),
    )


def test_a_passage_is_found_by_its_words_and_by_its_vector(index: LocalIndex, make_batch: MakeBatch) -> None:
    passages, matrix = make_batch(40, 1)
    index.apply([1], [(passages, matrix)], 1)
    assert index.lexical("TASK1007 怎么检查", 5, Filters())[0].id == 1007
    assert index.dense(matrix[7], 5, Filters())[0].id == 1007


def test_similarity_is_the_cosine_and_higher_is_better(
    index: LocalIndex, make_batch: MakeBatch, brute_force: Callable[..., list[PassageHit]]
) -> None:
    passages, matrix = make_batch(40, 1)
    index.apply([1], [(passages, matrix)], 1)
    found = index.dense(matrix[3], 40, Filters())
    exact = brute_force([(passages, matrix)], matrix[3], 40, Filters())
    assert [hit.id for hit in found] == [hit.id for hit in exact]
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in exact], abs=1e-5)


def test_a_vector_of_zeros_does_no_harm(index: LocalIndex, make_batch: MakeBatch) -> None:
    passages, matrix = make_batch(3, 1)
    matrix[1] = 0
    index.apply([1], [(passages, matrix)], 1)
    assert index.dense(matrix[0], 3, Filters())[0].id == 1000
    assert {hit.score for hit in index.dense(matrix[1], 3, Filters())} == {0.0}


def test_words_in_text_headings_and_title_are_found(index: LocalIndex, make_batch: MakeBatch) -> None:
    for document in (1, 2):
        index.apply([document], [make_batch(2, document)], document)
    assert ids(index.lexical("task1001", 10, Filters())) == {1001}
    assert ids(index.lexical("总体要求", 10, Filters())) == {1000, 1001, 2000, 2001}
    assert ids(index.lexical("doc2", 10, Filters())) == {2000, 2001}


@pytest.mark.parametrize(
    "question", ["", "，。？", 'a AND (b OR "c', "text:落实", "*", "+-!", "量" * 5000, "\x00\ud800"]
)
def test_no_character_of_a_question_is_an_operator(index: LocalIndex, make_batch: MakeBatch, question: str) -> None:
    index.apply([1], [make_batch(2, 1)], 1)
    assert ids(index.lexical(question, 10, Filters())) <= {1000, 1001}
    assert bool(index.lexical(question, 10, Filters())) == ("落实" in question)


def test_a_repeated_word_of_a_question_counts_once(index: LocalIndex, make_batch: MakeBatch) -> None:
    index.apply([1], [make_batch(5, 1)], 1)
    assert index.lexical("检查 检查 检查", 5, Filters()) == index.lexical("检查", 5, Filters())


FILTERS = [
    Filters(),
    Filters("王"),
    Filters("李"),
    Filters("张"),
    Filters(years=(2024,)),
    Filters(years=(2023, 2025)),
    Filters(years=(1999,)),
    Filters(kinds=("意见",)),
    Filters(kinds=("意见", "总结")),
    Filters(units=("云岭物业",)),
    Filters(units=("",)),
    Filters(files=("文件1.docx", "文件4.docx")),
    Filters("王", years=(2024,), kinds=("要点",), files=("文件1.docx", "文件2.docx")),
    Filters("王", years=(2024,), units=("云岭物业",)),
]


@pytest.fixture
def mixed(index: LocalIndex, make_batch: MakeBatch) -> list[Batch]:
    batches = [
        make_batch(3, 1),
        make_batch(4, 2, scope="王"),
        make_batch(3, 3, scope="李", year=2023),
        make_batch(2, 4, year=None, kind="意见", unit=""),
        make_batch(5, 5, year=2025, kind="总结", unit="云岭物业"),
        make_batch(2, 6, scope="王", unit="云岭物业"),
    ]
    index.apply(range(1, 7), batches, 6)
    return batches


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_filters_act_inside_both_parts(index: LocalIndex, mixed: list[Batch], filters: Filters) -> None:
    allowed = {passage.id for passages, _ in mixed for passage in passages if allows(filters, passage)}
    assert everything(index, mixed[0], filters) == (allowed, allowed)


@pytest.mark.usefixtures("mixed")
def test_filters_do_not_change_a_score(index: LocalIndex) -> None:
    narrow = index.lexical("安全生产", 3, Filters(files=("文件1.docx",), years=(2024,)))
    wide = {hit.id: hit.score for hit in index.lexical("安全生产", EVERYTHING, Filters())}
    assert narrow
    assert all(hit.score == pytest.approx(wide[hit.id]) for hit in narrow)


def test_numbers_of_any_size_and_sign_are_kept(index: LocalIndex, make_batch: MakeBatch) -> None:
    """HAZARDS.md: an int passed to an unsigned field kills tantivy's writer."""
    document = 2**40
    passages, matrix = make_batch(2, document, year=-221)
    index.apply([document], [(passages, matrix)], 1)
    found = {passage.id for passage in passages}
    assert everything(index, (passages, matrix), Filters(years=(-221,))) == (found, found)
    index.apply([document], [], 2)
    assert everything(index, (passages, matrix), Filters()) == (set(), set())


def test_a_part_that_is_not_open_says_so(tmp_path: Path, origin: Origin, make_batch: MakeBatch) -> None:
    generation = tmp_path / "generation-000001"
    LocalIndex.create(generation, origin).close()
    manifest = load(generation)
    assert manifest is not None
    index = LocalIndex(generation, manifest, ["lexical"])
    with pytest.raises(BrokenIndex, match="向量索引"):
        index.dense(make_batch(1, 1)[1][0], 1, Filters())
    index.close()


def test_a_write_that_fails_gives_up_the_part_only(tmp_path: Path, origin: Origin, make_batch: MakeBatch) -> None:
    generation = tmp_path / "generation-000001"
    index = LocalIndex.create(generation, origin)
    index.apply([1], [make_batch(3, 1)], 1)
    passages, matrix = make_batch(3, 2)
    with pytest.raises(BrokenIndex, match="向量索引"):
        index.apply([2], [(passages, matrix[:, :9])], 2)  # another width than the collection's
    assert index.parts == ("lexical",)
    assert faults_of(generation, load(generation), origin) == {"dense": "上次写入没有完成"}
    index.close()


@pytest.mark.parametrize("documents", [1, 3, 12])
def test_reading_changes_no_file(tmp_path: Path, origin: Origin, make_batch: MakeBatch, documents: int) -> None:
    """So a process killed while it only reads leaves a sound generation. 12 documents make Chroma save its HNSW."""
    generation = tmp_path / "generation-000001"
    index = LocalIndex.create(generation, origin)
    for number in range(documents):
        index.apply([number], [make_batch(25, number, scope=EVERYONE if number % 3 else "王")], number)
        index.apply([number - 1], [], number)
    for reopened in range(3):
        for filters in (Filters(), Filters("王", years=(2024,))):
            everything(index, make_batch(1, 0), filters)
        assert faults_of(generation, load(generation), origin) == {}, reopened
        index.close()
        assert faults_of(generation, load(generation), origin) == {}, reopened
        manifest = load(generation)
        assert manifest is not None
        index = LocalIndex(generation, manifest, PARTS)
    index.close()


steps = st.lists(
    st.tuples(
        st.integers(1, 4),  # document
        st.integers(0, 30),  # its passages; 0 removes it
        st.sampled_from([EVERYONE, "王", "李"]),
        st.sampled_from([None, 2023, 2024]),
    ),
    max_size=5,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, reader=st.sampled_from([EVERYONE, "王", "李", "赵"]), years=st.sampled_from([(), (2024,)]))
def test_an_index_holds_what_was_put_last(
    make_batch: MakeBatch,
    origin: Origin,
    steps: list[tuple[int, int, str, int | None]],
    reader: str,
    years: tuple[int, ...],
) -> None:
    filters = Filters(reader, years)
    current: dict[int, Batch] = {}
    with tempfile.TemporaryDirectory() as folder:
        index = LocalIndex.create(Path(folder) / "generation-000001", origin)
        for sequence, (document, count, scope, year) in enumerate(steps, start=1):
            current[document] = make_batch(count, document, scope=scope, year=year)
            index.apply([document], [current[document]], sequence)
        wanted = {p.id for passages, _ in current.values() for p in passages if allows(filters, p)}
        assert index.sequence == len(steps)
        assert everything(index, make_batch(1, 1), filters) == (wanted, wanted)
        index.close()


def test_recall_on_random_vectors(
    index: LocalIndex, make_batch: MakeBatch, recall_of: Callable[..., float], vectors: Callable[..., np.ndarray]
) -> None:
    batches = [make_batch(100, document) for document in range(8)]
    index.apply([], batches, 1)
    index.apply([2, 5], [], 2)
    del batches[5], batches[2]
    assert recall_of(index.dense, batches, vectors(40, 99), Filters()) >= 0.99
