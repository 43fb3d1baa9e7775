"""The register of a library: every requirement that a query means, and how many documents were examined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.lookup.grouping import Conflict, Group, groups_of
from assistant.lookup.query import Query, matching
from ingest.extraction import extract_missing
from ingest.library import Library
from ingest.progress import Progress, unwatched
from ingest.records import Document, Placed, Requirement

GROUPED: Final = 20_000  # rows up to which the same obligations are put together; a library of laws has more


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of the register."""

    placed: Placed[Requirement]
    group: int  # rows of one number are about one thing
    conflicts: tuple[Conflict, ...] = ()  # in which it has a side


@dataclass(frozen=True, slots=True)
class Register:
    """What a query found, and in how many documents it looked."""

    documents: tuple[Document, ...]  # examined
    rows: tuple[Row, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Each one once."""
        return tuple(dict.fromkeys(conflict for row in self.rows for conflict in row.conflicts))


def look_up(library: Library, query: Query, progress: Progress = unwatched) -> Register:
    """Go through all requirements of a library.

    Args:
        library (Library): Any process may read it; what an older extractor read is read anew first.
        query (Query): What is asked.
        progress (Progress): Told while documents are read anew.

    Returns:
        Register: Rows about one thing stand together, the strictest first, where the first of them stands.
    """
    extract_missing(library, progress)
    documents = library.documents(query.filters)
    found = matching(library.requirements(query.filters), query, library.profile().abbreviations)
    groups = groups_of(found) if len(found) <= GROUPED else [Group((row,), ()) for row in found]
    return Register(
        tuple(documents), tuple(row for number, group in enumerate(groups, 1) for row in _rows(number, group))
    )


def _rows(number: int, group: Group) -> list[Row]:
    return [Row(row, number, tuple(c for c in group.conflicts if row in (c.one, c.other))) for row in group.rows]
