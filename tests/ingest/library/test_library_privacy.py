"""What belongs to one user gives no sign to another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.errors import BadRequest
from ingest.library import Library, Reading
from ingest.records import EVERYONE, DocumentId, Filters, VersionId

MakeReading = Callable[..., Reading]


@pytest.fixture
def private(library: Library, make_reading: MakeReading) -> Reading:
    """A file of 甲's, which lies beside one of everyone's."""
    library.put(make_reading("/共享/要点.docx", "公开的一条。"))
    reading = make_reading("/甲/要点.docx", "只给甲看的一条。", scope="甲")
    library.put(reading)
    return reading


@pytest.mark.parametrize("scope", [EVERYONE, "乙"])
def test_another_does_not_recognise_it(library: Library, private: Reading, scope: str) -> None:
    assert library.recognise("/乙/要点.docx", scope, private.sha256, 1) is None
    assert library.recognise(private.path, scope, private.sha256, 1) is None


def test_the_same_content_of_another_shows_no_path_of_the_first(
    library: Library, private: Reading, make_reading: MakeReading
) -> None:
    stored = library.put(make_reading("/乙/要点.docx", "只给甲看的一条。", scope="乙"))
    assert stored.outcome == "added"
    assert library.document(stored.document, "乙").paths == ("/乙/要点.docx",)
    assert {path for d in library.documents(Filters("甲")) for path in d.paths} == {"/共享/要点.docx", private.path}


@pytest.mark.parametrize(("reader", "count"), [(EVERYONE, 1), ("乙", 1), ("甲", 2)])
def test_lists_and_places(library: Library, private: Reading, reader: str, count: int) -> None:
    passages = [passage.id for batch, _ in library.indexed(None, private.model) for passage in batch]
    assert len(passages) == 2
    assert len(library.documents(Filters(reader))) == count
    assert len(library.locate(passages, Filters(reader))) == count


ACCESS: dict[str, Callable[[Library, DocumentId, VersionId], object]] = {
    "document": lambda library, document, _: library.document(document, "乙"),
    "versions": lambda library, document, _: library.versions(document, "乙"),
    "version_of": lambda library, _, version: library.version_of(version, "乙"),
    "content": lambda library, _, version: library.content(version, "乙"),
    "original": lambda library, _, version: library.original(version, "乙"),
    "outline": lambda library, _, version: library.outline(version, "乙"),
}


@pytest.mark.parametrize("access", ACCESS.values(), ids=ACCESS)
@pytest.mark.parametrize("state", ["private", "removed", "absent"])
def test_private_removed_and_absent_read_alike(
    library: Library,
    make_reading: MakeReading,
    state: str,
    access: Callable[[Library, DocumentId, VersionId], object],
) -> None:
    number = 1  # of document and version; nothing in the line but the number that was asked for
    if state != "absent":
        library.put(make_reading("/要点.docx", "一条。", scope="甲" if state == "private" else EVERYONE))
    if state == "removed":
        library.remove(number)
    with pytest.raises(BadRequest, match=r"^找不到编号为 1 的(文件|版本)，它可能已被移除。"):
        access(library, number, number)


def test_the_removed_of_another_are_not_listed(library: Library, private: Reading) -> None:
    library.remove(library.documents(Filters("甲"))[1].id)
    assert library.removed_documents("乙") == []
    assert [d.paths for d in library.removed_documents("甲")] == [(private.path,)]
