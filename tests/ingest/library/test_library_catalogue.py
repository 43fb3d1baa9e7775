"""Documents are kept in memory between searches; whatever anyone commits is seen at the next call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest

from ingest.library import Library, Reading
from ingest.records import EVERYONE, Filters

MakeReading = Callable[..., Reading]
Commit = Callable[[Library, Reading], object]

COMMITS: Final[dict[str, Commit]] = {
    "a new document": lambda library, reading: library.put(reading),
    "a correction": lambda library, _: library.edit(1, title="更正的题"),
    "a removal": lambda library, _: library.remove(1),
    "a purge": lambda library, _: library.purge(1),
    "a second path": lambda library, _: library.recognise("/乙", EVERYONE, library.versions(1)[0].sha256, 1),
}


@pytest.fixture
def other(url: str) -> Iterator[Library]:
    """The same library, as another program has it open."""
    other = Library.open(url)
    yield other
    other.close()


@pytest.fixture(params=["this program", "another program"])
def writer(request: pytest.FixtureRequest, library: Library, other: Library) -> Library:
    return library if request.param == "this program" else other


def test_documents_are_read_once_while_nobody_commits(library: Library, make_reading: MakeReading) -> None:
    library.put(make_reading("/甲", "第一条。"))
    before = library.documents()[0]
    library.recognise("/甲", EVERYONE, library.versions(1)[0].sha256, 1)  # unchanged: nothing is written
    assert library.documents()[0] is before


@pytest.mark.parametrize("commit", COMMITS.values(), ids=COMMITS)
def test_a_commit_is_seen_at_once(
    library: Library, writer: Library, url: str, make_reading: MakeReading, commit: Commit
) -> None:
    library.put(make_reading("/甲", "第一条。"))
    before = library.documents()
    commit(writer, make_reading("/丙", "另一条。"))
    fresh = Library.open(url)
    assert library.documents() == fresh.documents() != before
    fresh.close()


def test_each_set_of_filters_has_its_own_documents(library: Library, make_reading: MakeReading) -> None:
    library.put(make_reading("/甲", "公开的一条。"))
    library.put(make_reading("/乙", "王某自己的一条。", scope="王", year=2023))
    for filters, paths in ((Filters(), ["/甲"]), (Filters("王"), ["/甲", "/乙"]), (Filters("王", (2023,)), ["/乙"])):
        for _ in range(2):
            assert [document.paths[0] for document in library.documents(filters)] == paths


def test_a_caller_may_change_the_list_that_it_got(library: Library, make_reading: MakeReading) -> None:
    library.put(make_reading("/甲", "第一条。"))
    library.documents().clear()
    assert len(library.documents()) == 1
