"""What the register adds to an answer: what contradicts it, and that what has ended gives way to what is in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from assistant.citations.one_name import full_title
from assistant.citations.register import Register as Citations
from assistant.citations.views import note_on
from assistant.citing import Evidence
from assistant.composing import Paragraph, dated, named
from assistant.lookup.binding import may_be_of_one_year, relation_of
from assistant.lookup.grouping import Conflict, groups_of
from assistant.lookup.nearest import nearest
from assistant.lookup.register import citations, ended_authorities, items_seen, rows_of
from assistant.lookup.showing import evidence_of
from assistant.question import Asked
from assistant.reader import Reading
from assistant.reading.wanted import Sort
from ingest.home import Home
from ingest.library import Library, Profile
from ingest.records import Document, DocumentId, Filters, Placed, Requirement, Scope

# Sort of thing asked for -> the fields that state it, and their names.
_FIELDS: Final[Mapping[Sort, tuple[str, ...]]] = {
    "frequency": ("frequency", "quantity"),
    "date": ("deadline", "frequency"),
    "duration": ("deadline", "quantity"),
    "who": ("subject", "responsible"),
}
MOST_ITEMS: Final = 50_000  # a library of laws has more; its citations are not gone through for every question
MANY: Final = 8  # documents; an answer that quotes more shows itself how they differ, and is not held against others
TOLD: Final = 3  # contradictions that an answer points out; the register shows all


def with_register(home: Home, asked: Asked, reading: Reading, filters: Filters) -> tuple[Reading, list[Paragraph]]:
    """Add to a reading what the register knows.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart; a document or a year that it names is answered from, ended or not.
        reading (Reading): What answers.
        filters (Filters): What to search in, and who asks.

    Returns:
        tuple[Reading, list[Paragraph]]: The reading, without what documents say that are no longer in force where one
            says something that is; and what contradicts it, what it rests on that has ended, and a line for each
            document of it that has ended, left out or quoted.
    """
    if not reading.evidence or is_vast(home.library, filters.reader):
        return reading, []
    cited = citations(home.library, filters.reader)
    reading, ended = _in_force(asked, reading, cited)
    return reading, [*_from_register(home, asked, reading.evidence, filters, cited), *ended]


def is_vast(library: Library, reader: Scope) -> bool:
    """Whether a reader may see so much that going through its citations would hold up an answer.

    Args:
        library (Library): The truth.
        reader (Scope): Who asks; citations are gone through whatever a question is narrowed to.

    Returns:
        bool: True above MOST_ITEMS.
    """
    return items_seen(library, reader) > MOST_ITEMS


def _in_force(asked: Asked, reading: Reading, cited: Citations) -> tuple[Reading, list[Paragraph]]:
    """Leave out what has ended where something is in force, and say so."""
    documents = {place.document.id: place.document for place in reading.evidence}
    notes = {d.id: note for d in documents.values() if (note := note_on(full_title(d), cited, d.unit))}
    passed_over = {i for i in notes if i not in asked.documents and documents[i].year not in asked.years}
    kept = tuple(place for place in reading.evidence if place.document.id not in passed_over)
    if kept and passed_over:
        one_left = reading.shape == "each" and len({place.document.id for place in kept}) == 1
        reading = replace(reading, evidence=kept, shape="one" if one_left else reading.shape)
    told = [f"注意：{named(documents[i])}{note}{_left_out(i, kept)}。" for i, note in notes.items()]
    return reading, [Paragraph(line) for line in told]


def _left_out(document: DocumentId, kept: Sequence[Evidence]) -> str:
    return "" if not kept or any(place.document.id == document for place in kept) else "，它的说法没有列出"


def _from_register(
    home: Home, asked: Asked, evidence: Sequence[Evidence], filters: Filters, cited: Citations
) -> list[Paragraph]:
    """Contradictions with their other sides, and what the quoted requirements rest on that has ended."""
    fields = _FIELDS.get(asked.wanted.sort) if asked.wanted else None
    if fields is None:
        return []
    documents = {place.document.id: place.document for place in evidence}
    rows = _rows_in(home.library, filters, documents.values())
    quoted = [row for row in rows if _states(row.what, fields) and any(_is_in(row, place) for place in evidence)]
    notes = dict.fromkeys(note for row in quoted for note in ended_authorities(row, cited))
    told = _contradictions(home, quoted, evidence, filters) if quoted and len(documents) <= MANY else ()
    return [*told, *(Paragraph(f"注意：{note}。") for note in notes)]


def _rows_in(library: Library, filters: Filters, documents: Iterable[Document]) -> list[Placed[Requirement]]:
    """The rows of some documents: to read those of all would take seconds."""
    return rows_of(library, replace(filters, files=tuple(sorted({document.file for document in documents}))))


def _states(what: Requirement, fields: Sequence[str]) -> bool:
    return any(getattr(what, field) for field in fields)


def _is_in(row: Placed[Requirement], place: Evidence) -> bool:
    """Whether an answer's quote holds a requirement, or is cut out of it."""
    same = row.document.version == place.document.version
    return same and place.start < row.what.end and row.what.start < place.end


def _contradictions(
    home: Home, quoted: Sequence[Placed[Requirement]], evidence: Sequence[Evidence], filters: Filters
) -> Iterator[Paragraph]:
    """Other documents that say otherwise of the same thing, where the answer does not quote them already."""
    profile = home.library.profile()
    documents = _bound(home.library.documents(filters), {row.document.id: row.document for row in quoted}, profile)
    near = nearest(quoted, _rows_in(home.library, filters, documents))
    groups = groups_of(near, home.embedding, profile)
    found = (c for group in groups for c in group.conflicts if _is_certain(c, profile))
    others = ((conflict.matter, other) for conflict in found if (other := _other(conflict, quoted, evidence)))
    for matter, other in list(dict.fromkeys(others))[:TOLD]:  # one side may contradict several quotes
        yield Paragraph(f"注意，{dated(other.document)}写的{matter}与此不一致：", (evidence_of(other),))


def _bound(documents: Iterable[Document], quoted: Mapping[DocumentId, Document], profile: Profile) -> list[Document]:
    """The quoted documents, and those that can surely contradict one of them."""
    return [
        document
        for document in documents
        if document.id in quoted
        or any(may_be_of_one_year(document, one) and _surely_binds(document, one, profile) for one in quoted.values())
    ]


def _is_certain(conflict: Conflict, profile: Profile) -> bool:
    return _surely_binds(conflict.one.document, conflict.other.document, profile)


def _surely_binds(one: Document, other: Document, profile: Profile) -> bool:
    """Whether one of the two surely binds the other: of one unit, or of the superior that the profile names.

    The register also shows what a stranger's 意见 asks for; in an answer that would be another unit's business.
    """
    is_superiors = bool(profile.superior) and profile.superior in (one.unit, other.unit)
    return is_superiors or relation_of(one, other, profile) == "same"


def _other(
    conflict: Conflict, quoted: Sequence[Placed[Requirement]], evidence: Sequence[Evidence]
) -> Placed[Requirement] | None:
    """The side that the answer does not quote, of a contradiction with one that it does."""
    sides = (conflict.one, conflict.other)
    silent = [side for side in sides if not any(_is_in(side, place) for place in evidence)]
    return silent[0] if len(silent) == 1 and any(side in quoted for side in sides) else None
