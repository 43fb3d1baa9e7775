"""Which document a file is: a table of what happens to paths and contents, and what must be seen afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ingest.errors import BadRequest
from ingest.library import Library, Reading, Stored
from ingest.records import EVERYONE, Filters, Scope

MakeReading = Callable[..., Reading]


@dataclass(frozen=True)
class File:
    """A file with some content comes in; `outcome` is what must become of it."""

    path: str
    content: str
    outcome: str
    scope: Scope = EVERYONE
    parser: int = 1


@dataclass(frozen=True)
class Remove:
    """The document with this content is removed."""

    content: str


SCENARIOS = {  # name: (steps, {content: (paths, version number)} as everyone sees it)
    "first": ([File("/a", "X", "added")], {"X": (("/a",), 1)}),
    "again": ([File("/a", "X", "added"), File("/a", "X", "unchanged")], {"X": (("/a",), 1)}),
    "two paths": ([File("/a", "X", "added"), File("/b", "X", "linked")], {"X": (("/a", "/b"), 1)}),
    "new content": ([File("/a", "X", "added"), File("/a", "Y", "updated")], {"Y": (("/a",), 2)}),
    "content and back": (
        [File("/a", "X", "added"), File("/a", "Y", "updated"), File("/a", "X", "updated")],
        {"X": (("/a",), 3)},
    ),
    "second path forks": (
        [File("/a", "X", "added"), File("/b", "X", "linked"), File("/b", "Y", "added")],
        {"X": (("/a",), 1), "Y": (("/b",), 1)},
    ),
    "first path forks": (
        [File("/a", "X", "added"), File("/b", "X", "linked"), File("/a", "Y", "added")],
        {"X": (("/b",), 1), "Y": (("/a",), 1)},
    ),
    "contents meet": (
        [File("/a", "X", "added"), File("/b", "Y", "added"), File("/b", "X", "linked")],
        {"X": (("/a", "/b"), 1)},
    ),
    "contents meet under a newer parser": (
        [File("/a", "X", "added"), File("/b", "Y", "added"), File("/b", "X", "updated", parser=2)],
        {"X": (("/a", "/b"), 2)},
    ),
    "contents meet, the lost one returns": (
        [File("/a", "X", "added"), File("/b", "Y", "added"), File("/b", "X", "linked"), File("/c", "Y", "added")],
        {"X": (("/a", "/b"), 1), "Y": (("/c",), 1)},
    ),
    "newer parser": ([File("/a", "X", "added"), File("/a", "X", "updated", parser=2)], {"X": (("/a",), 2)}),
    "older parser": ([File("/a", "X", "added", parser=2), File("/a", "X", "unchanged")], {"X": (("/a",), 1)}),
    "removed": ([File("/a", "X", "added"), Remove("X")], {}),
    "removed and back": ([File("/a", "X", "added"), Remove("X"), File("/a", "X", "added")], {"X": (("/a",), 1)}),
    "removed and back with new content": (
        [File("/a", "X", "added"), Remove("X"), File("/a", "Y", "updated")],
        {"Y": (("/a",), 2)},
    ),
    "removed and back under another path": (
        [File("/a", "X", "added"), Remove("X"), File("/b", "X", "added")],
        {"X": (("/a", "/b"), 1)},
    ),
    "removed and back under a newer parser": (
        [File("/a", "X", "added"), Remove("X"), File("/a", "X", "updated", parser=2)],
        {"X": (("/a",), 2)},
    ),
    "removed, its path gets a known content": (
        [File("/a", "X", "added"), File("/b", "Y", "added"), Remove("X"), File("/a", "Y", "linked")],
        {"Y": (("/b", "/a"), 1)},
    ),
    "another's file is another's": (
        [File("/a", "X", "added", scope="甲"), File("/a", "X", "added"), File("/a", "X", "added", scope="乙")],
        {"X": (("/a",), 1)},
    ),
}


@pytest.fixture(params=["recognise", "put"])
def ingest(request: pytest.FixtureRequest, library: Library, make_reading: MakeReading) -> Callable[[File], Stored]:
    """Both ways in: the pipeline asks `recognise` first; `put` alone must come to the same end."""

    def recognise_or_put(file: File) -> Stored:
        reading = make_reading(file.path, f"{file.content}。", scope=file.scope, parser=file.parser)
        if request.param == "recognise":
            known = library.recognise(file.path, file.scope, reading.sha256, file.parser)
            return known or library.put(reading)
        return library.put(reading)

    return recognise_or_put


def by_content(library: Library) -> dict[str, tuple[tuple[str, ...], int]]:
    return {
        library.content(document.version).splitlines()[1].rstrip("。"): (document.paths, document.number)
        for document in library.documents()
    }


@pytest.mark.parametrize(("steps", "seen"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenarios(
    library: Library,
    ingest: Callable[[File], Stored],
    steps: list[File | Remove],
    seen: dict[str, tuple[tuple[str, ...], int]],
) -> None:
    stored: dict[str, Stored] = {}
    for step in steps:
        if isinstance(step, Remove):
            library.remove(stored[step.content].document)
        else:
            stored[step.content] = ingest(step)
            assert stored[step.content].outcome == step.outcome
    assert by_content(library) == seen
    assert library.check() == []


def test_a_new_version_keeps_the_document(library: Library, make_reading: MakeReading) -> None:
    first = library.put(make_reading("/a", "甲。"))
    second = library.put(make_reading("/a", "乙。"))
    assert second.document == first.document
    assert [(v.version, v.number, v.current) for v in library.versions(first.document)] == [
        (first.version, 1, False),
        (second.version, 2, True),
    ]


def test_corrections_hold_for_later_versions_and_are_inherited_by_a_fork(
    library: Library, make_reading: MakeReading
) -> None:
    shared = library.put(make_reading("/a", "甲。")).document
    library.put(make_reading("/b", "甲。"))
    library.edit(shared, unit="云岭集团机关", year=2023)
    reread = library.put(make_reading("/a", "甲。", parser=2))
    fork = library.put(make_reading("/b", "乙。"))
    assert [(library.document(s.document).unit, library.document(s.document).year) for s in (reread, fork)] == [
        ("云岭集团机关", 2023)
    ] * 2
    library.edit(fork.document, unit="云岭集团工会")
    assert library.document(shared).unit == "云岭集团机关"


@pytest.mark.parametrize(
    ("values", "message"),
    [({}, "没有要更正的内容"), ({"kind": "诗歌"}, "没有这个文种：诗歌")],
)
def test_senseless_corrections_are_named(
    library: Library, make_reading: MakeReading, values: dict[str, str], message: str
) -> None:
    document = library.put(make_reading("/a", "甲。")).document
    with pytest.raises(BadRequest, match=message):
        library.edit(document, **values)  # type: ignore[arg-type]  # what a user may type


ACTS: dict[str, Callable[[Library], object]] = {
    "edit": lambda library: library.edit(7, year=2024),
    "remove": lambda library: library.remove(7),
    "purge": lambda library: library.purge(7),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_unknown_documents_are_named(library: Library, act: Callable[[Library], object]) -> None:
    with pytest.raises(BadRequest, match="没有编号为 7 的文件"):
        act(library)


def test_removed_documents_can_be_listed_but_not_removed_again(library: Library, make_reading: MakeReading) -> None:
    document = library.put(make_reading("/要点.docx", "甲。")).document
    library.put(make_reading("/别的.docx", "乙。"))
    library.put(make_reading("/别的.docx", "甲。"))  # its own document is left without a path
    library.remove(document)
    assert library.documents(Filters()) == []
    assert [(d.file, d.paths) for d in library.removed_documents()] == [
        ("要点.docx", ("/要点.docx", "/别的.docx")),
        ("别的.docx", ()),
    ]
    with pytest.raises(BadRequest, match="没有编号为"):
        library.remove(document)
