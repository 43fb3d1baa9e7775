"""The register of a library: every requirement that a query means, and how many documents were examined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.citations.one_name import full_title
from assistant.citations.register import Register as Citations
from assistant.citations.register import register_of
from assistant.citations.views import note_on
from assistant.lookup.grouping import Conflict, Group, groups_of
from assistant.lookup.query import Query, matching
from ingest.embedding import Embedding
from ingest.extraction import extract_missing
from ingest.library import Library
from ingest.library.profile import Profile
from ingest.progress import Progress, unwatched
from ingest.records import Document, Filters, Placed, Requirement, Scope

COMPARED: Final = 5_000  # rows up to which those that were found are held against all; it takes two seconds
GROUPED: Final = 20_000  # rows up to which the same obligations are put together; a library of laws has more


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of the register."""

    placed: Placed[Requirement]
    group: int  # rows of one number are about one thing
    conflicts: tuple[Conflict, ...] = ()  # in which it has a side
    notes: tuple[str, ...] = ()  # which documents, its own or cited ones, are no longer in force, in Chinese


@dataclass(frozen=True, slots=True)
class Register:
    """What a query found, and in how many documents it looked."""

    documents: tuple[Document, ...]  # examined
    rows: tuple[Row, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Each one once."""
        return tuple(dict.fromkeys(conflict for row in self.rows for conflict in row.conflicts))


def look_up(library: Library, query: Query, embedding: Embedding, progress: Progress = unwatched) -> Register:
    """Go through all requirements of a library.

    Args:
        library (Library): Any process may read it; what an older extractor read is read anew first.
        query (Query): What is asked.
        embedding (Embedding): Tells which rows are about one thing.
        progress (Progress): Told while documents are read anew.

    Returns:
        Register: Rows about one thing stand together, the strictest first but what is in force before what is not; a
            group stands where its first row does.
    """
    extract_missing(library, progress)
    documents, profile = library.documents(query.filters), library.profile()
    rows = library.requirements(query.filters)
    found = matching(rows, query, profile.abbreviations)
    groups = _groups(rows, found, embedding, profile)
    cited = citations(library, query.filters.reader)
    return Register(
        tuple(documents), tuple(row for number, group in enumerate(groups, 1) for row in _rows(number, group, cited))
    )


def _groups(
    rows: Sequence[Placed[Requirement]], found: Sequence[Placed[Requirement]], embedding: Embedding, profile: Profile
) -> list[Group]:
    """The groups of what was found: among all rows, since a row whose partner was not found would get a wrong one."""
    if len(found) > GROUPED:
        return [Group((row,), ()) for row in found]
    if len(rows) > COMPARED:
        return groups_of(found, embedding, profile)
    wanted = set(found)
    groups = groups_of(rows, embedding, profile)
    kept = [replace(group, rows=tuple(row for row in group.rows if row in wanted)) for group in groups]
    return [group for group in kept if group.rows]


def citations(library: Library, reader: Scope, progress: Progress = unwatched) -> Citations:
    """The register of cited documents over all that a reader may see.

    Args:
        library (Library): Any process may read it.
        reader (Scope): Who asks.
        progress (Progress): Told while documents are read anew.

    Returns:
        Citations: What is cited, what is there, and what is in force.
    """
    extract_missing(library, progress)
    seen = Filters(reader)
    return register_of(library.mentions(seen), library.standings(seen), library.rulings(), library.documents(seen))


def _rows(number: int, group: Group, cited: Citations) -> list[Row]:
    """A group's rows; what is no longer in force stands last and contradicts nothing."""
    ended = {row.document.id for row in group.rows if cited.status_of(row.document).force != "in_force"}
    conflicts = [c for c in group.conflicts if not ended & {c.one.document.id, c.other.document.id}]
    rows = sorted(group.rows, key=lambda row: row.document.id in ended)
    return [
        Row(row, number, tuple(c for c in conflicts if row in (c.one, c.other)), tuple(notes_on(row, cited)))
        for row in rows
    ]


def notes_on(row: Placed[Requirement], cited: Citations) -> Iterator[str]:
    """What is no longer in force of what a requirement stands in or rests on.

    Args:
        row (Placed[Requirement]): The requirement.
        cited (Citations): Of all that the reader may see.

    Yields:
        str: In Chinese, one line each.
    """
    if own := note_on(full_title(row.document), cited, row.document.unit):
        yield f"所在文件{own}"
    yield from ended_authorities(row, cited)


def ended_authorities(row: Placed[Requirement], cited: Citations) -> Iterator[str]:
    """What is no longer in force of what a requirement rests on.

    Args:
        row (Placed[Requirement]): The requirement.
        cited (Citations): Of all that the reader may see.

    Yields:
        str: In Chinese, one line each.
    """
    for name in row.what.cited:
        if note := note_on(name, cited, row.document.unit):
            yield f"《{name}》{note}"
