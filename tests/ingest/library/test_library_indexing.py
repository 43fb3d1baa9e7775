"""What an index lives on: the log, the stream of passages and vectors, and re-embedding."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ingest.errors import LibraryError
from ingest.library import Library, Reading
from ingest.library.indexing import title_words
from ingest.passages import to_embed
from ingest.records import DocumentId, FloatMatrix, IndexedPassage

MakeReading = Callable[..., Reading]


def streamed(library: Library, batch: int = 5000) -> tuple[list[IndexedPassage], FloatMatrix]:
    batches = list(library.indexed(None, "test", batch))
    assert all(0 < len(passages) == len(vectors) <= batch for passages, vectors in batches)
    return [p for passages, _ in batches for p in passages], np.concatenate([vectors for _, vectors in batches])


@pytest.mark.parametrize("batch", [1, 2, 3, 5000])
def test_every_passage_comes_once_with_its_vector(library: Library, make_reading: MakeReading, batch: int) -> None:
    readings = [make_reading(f"/{n}", *(f"第{n}份第{i}条。" for i in range(n))) for n in range(5)]
    for reading in readings:
        library.put(reading)
    passages, vectors = streamed(library, batch)
    assert [p.text for p in passages] == [p.text for reading in readings for p in reading.passages]
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors, np.concatenate([reading.vectors for reading in readings]))


def test_a_passage_carries_all_that_is_ranked_and_filtered(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/集团要点.docx", "抓好安全。", scope="甲"))
    library.edit(stored.document, unit="云岭集团", year=2025)
    [(passages, _)] = library.indexed(None, "test")
    assert passages == [
        IndexedPassage(
            id=passages[0].id,
            document=stored.document,
            text="抓好安全。",
            headings="一、云岭集团2024年党建工作要点 抓好安全。",
            title="云岭集团2024年党建工作要点 集团要点 云岭集团 2025年 要点",
            file="集团要点.docx",
            year=2025,
            kind="要点",
            unit="云岭集团",
            scope="甲",
        )
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("题目", "a.b.docx", "", None, "其他"), "题目 a.b"),
        (("题目", "总结.pdf", "工会", 2020, "总结"), "题目 总结 工会 2020年 总结"),
    ],
)
def test_title_words(given: tuple[str, str, str, int | None, str], words: str) -> None:
    assert title_words(*given) == words


def test_only_current_versions_of_chosen_documents(library: Library, make_reading: MakeReading) -> None:
    first = library.put(make_reading("/a", "旧。")).document
    library.put(make_reading("/a", "新。"))
    second = library.put(make_reading("/b", "别的。")).document
    library.remove(library.put(make_reading("/c", "移除。")).document)
    assert [p.text for p in streamed(library)[0]] == ["新。", "别的。"]
    chosen = [p.text for passages, _ in library.indexed([first, 999], "test") for p in passages]
    assert chosen == ["新。"]
    assert [p.document for passages, _ in library.indexed({second}, "test") for p in passages] == [second]


@pytest.mark.parametrize("act", [Library.remove, Library.purge])
def test_a_stream_goes_on_without_what_goes_meanwhile(
    library: Library, make_reading: MakeReading, act: Callable[[Library, DocumentId], None]
) -> None:
    library.put(make_reading("/a", "甲。"))
    doomed = library.put(make_reading("/b", "乙。")).document
    stream = library.indexed(None, "test", batch=1)
    assert [p.text for p in next(stream)[0]] == ["甲。"]
    act(library, doomed)
    assert list(stream) == []


def test_another_model_embeds_what_it_lacks(library: Library, make_reading: MakeReading) -> None:
    library.put(make_reading("/a", "甲。", "乙。"))
    library.put(make_reading("/b", "丙。", model="other", dimensions=3))
    library.remove(library.put(make_reading("/c", "移除。")).document)
    lacking = library.unembedded("other")
    expected = [to_embed("云岭集团2024年党建工作要点", text) for text in ("甲。", "乙。", "移除。")]
    assert [text for _, text in lacking] == expected  # a removed document may come back
    with pytest.raises(LibraryError, match="有 2 段文字还没有模型 other 的向量"):
        list(library.indexed(None, "other"))
    library.put_vectors("other", [lacking[0][0]], np.ones((1, 3), np.float32))
    assert library.unembedded("other") == lacking[1:]
    library.put_vectors("other", [p for p, _ in lacking], np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]], np.float32))
    vectors = np.concatenate([vectors for _, vectors in library.indexed(None, "other")])
    np.testing.assert_array_equal(vectors[:2], [[1, 2, 3], [4, 5, 6]])
    assert library.check() == []


def test_vectors_of_a_purged_passage_are_passed_over(library: Library, make_reading: MakeReading) -> None:
    document = library.put(make_reading("/a", "甲。")).document
    lacking = [passage for passage, _ in library.unembedded("other")]
    library.purge(document)
    library.put_vectors("other", lacking, np.ones((1, 3), np.float32))
    library.put_vectors("other", [], np.ones((0, 3), np.float32))
    assert library.check() == []


def test_the_log_names_what_an_index_must_follow(library: Library, make_reading: MakeReading) -> None:
    assert library.last_sequence() == 0
    first = library.put(make_reading("/a", "甲。"))
    library.put(make_reading("/b", "甲。"))  # linked: nothing that an index holds has changed
    library.edit(first.document, year=2020)
    fork = library.put(make_reading("/a", "乙。"))  # the first document's file is /b from now on
    library.put(make_reading("/b", "乙。"))  # and now it has none
    library.purge(fork.document)
    log = library.changes(0)
    assert [(c.document, c.version, c.operation) for c in log] == [
        (first.document, first.version, "put"),
        (first.document, first.version, "put"),
        (first.document, first.version, "put"),
        (fork.document, fork.version, "put"),
        (first.document, first.version, "delete"),
        (fork.document, fork.version, "delete"),
    ]
    assert [c.sequence for c in log] == [1, 2, 3, 4, 5, 6]
    assert library.last_sequence() == 6
    assert library.changes(4) == log[4:]


def test_a_removed_document_that_loses_a_path_is_not_logged_again(library: Library, make_reading: MakeReading) -> None:
    document = library.put(make_reading("/a", "甲。")).document
    library.put(make_reading("/b", "甲。"))
    library.remove(document)
    for path in ("/a", "/b"):
        library.put(make_reading(path, "乙。"))
    assert [c.operation for c in library.changes(0) if c.document == document] == ["put", "delete"]


def test_ids_are_never_used_again(library: Library, make_reading: MakeReading) -> None:
    def ids() -> tuple[int, int, int]:
        stored = library.put(make_reading("/a", "甲。"))
        [(passages, _)] = library.indexed([stored.document], "test")
        library.purge(stored.document)
        return stored.document, stored.version, passages[0].id

    first, second = ids(), ids()
    assert all(later > earlier for earlier, later in zip(first, second, strict=True))
