"""The register of a library: every requirement that a query means, and how many documents were examined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final, Literal

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
from ingest.records import Document, DocumentId, Filters, Placed, Requirement, Scope

Extent = Literal["all", "listed", "none"]  # held against all that the reader may see, against one another, not at all

COMPARED: Final = 5_000  # rows up to which those that were found are held against all; it takes two seconds
GROUPED: Final = 20_000  # rows up to which the same obligations are put together; a library of laws has more


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of the register."""

    placed: Placed[Requirement]
    group: int  # rows of one number are about one thing
    conflicts: tuple[Conflict, ...] = ()  # in which it has a side
    exceeding: tuple[Conflict, ...] = ()  # the same, where a bound unit only does more than its superior asks for
    notes: tuple[str, ...] = ()  # which documents, its own or cited ones, are no longer in force, in Chinese


@dataclass(frozen=True, slots=True)
class Register:
    """What a query found, and in how many documents it looked."""

    documents: tuple[Document, ...]  # examined
    rows: tuple[Row, ...]
    compared: Extent = "all"  # with what the rows were compared; there may be conflicts beyond

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Each one once."""
        return tuple(dict.fromkeys(conflict for row in self.rows for conflict in row.conflicts))

    @property
    def exceeding(self) -> tuple[Conflict, ...]:
        """Where a unit does more than its superior asks for, each one once."""
        return tuple(dict.fromkeys(conflict for row in self.rows for conflict in row.exceeding))


def rows_of(library: Library, filters: Filters, progress: Progress = unwatched) -> list[Placed[Requirement]]:
    """All requirements of some documents, never those of an older extractor or from before a correction.

    Args:
        library (Library): Any process may read it.
        filters (Filters): Which documents, and who asks.
        progress (Progress): Told while documents are read anew.

    Returns:
        list[Placed[Requirement]]: Document by document, in reading order.
    """
    extract_missing(library, progress)
    return library.requirements(filters)


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
    rows = rows_of(library, query.filters, progress)
    documents, profile = library.documents(query.filters), library.profile()
    found = matching(rows, query, profile.abbreviations)
    among = _among(library, query.filters, rows) if found else []
    groups, compared = _groups(found, among, embedding, profile)
    cited = citations(library, query.filters.reader)
    told = [row for number, group in enumerate(groups, 1) for row in _rows(number, group, cited)]
    return Register(tuple(documents), tuple(told), compared)


def _among(
    library: Library, filters: Filters, rows: Sequence[Placed[Requirement]]
) -> Sequence[Placed[Requirement]] | None:
    """All rows that the reader may see: what contradicts a plan stands in others. None where they are too many to read.

    An item makes about one row, so that more items than COMPARED are not read only to be left out.
    """
    seen = Filters(filters.reader)
    if filters == seen:
        return rows
    return None if items_seen(library, filters.reader) > COMPARED else library.requirements(seen)


def items_seen(library: Library, reader: Scope) -> int:
    """How many items the documents have that a reader may see."""
    return sum(document.items for document in library.documents(Filters(reader)))


def _groups(
    found: Sequence[Placed[Requirement]],
    among: Sequence[Placed[Requirement]] | None,
    embedding: Embedding,
    profile: Profile,
) -> tuple[list[Group], Extent]:
    """The groups of what was found: among all rows, since a row whose partner was not found would get a wrong one.

    Beside them with what the rows were compared.
    """
    if among is not None and len(among) <= COMPARED:
        wanted = set(found)
        groups = groups_of(among, embedding, profile)
        kept = [replace(group, rows=tuple(row for row in group.rows if row in wanted)) for group in groups]
        return [group for group in kept if group.rows], "all"
    if len(found) <= GROUPED:
        are_all = among is not None and len(among) == len(found)
        return groups_of(found, embedding, profile), "all" if are_all else "listed"
    return [Group((row,), ()) for row in found], "none"


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
    """A group's rows: what is planned, what is done, then what is no longer in force, which contradicts nothing."""
    sides = [side for each in (*group.conflicts, *group.exceeding) for side in (each.one, each.other)]
    documents = {row.document.id: row.document for row in (*group.rows, *sides)}  # a side may not have been found
    ended = {i for i, document in documents.items() if cited.status_of(document).force != "in_force"}
    rows = sorted(group.rows, key=lambda row: (row.document.id in ended, row.what.tense != "plan"))
    return [
        Row(
            row,
            number,
            _of_row(row, group.conflicts, ended),
            _of_row(row, group.exceeding, ended),
            tuple(notes_on(row, cited)),
        )
        for row in rows
    ]


def _of_row(row: Placed[Requirement], conflicts: Iterable[Conflict], ended: Set[DocumentId]) -> tuple[Conflict, ...]:
    """Those in which a row has a side, both in force."""
    return tuple(
        conflict
        for conflict in conflicts
        if row in (sides := (conflict.one, conflict.other)) and not any(side.document.id in ended for side in sides)
    )


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
