"""What the register adds to an answer: what contradicts it, and that what has ended gives way to what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from assistant.citations.one_name import full_title
from assistant.citations.views import note_on
from assistant.citing import Evidence
from assistant.composing import Paragraph, dated, named
from assistant.lookup.binding import relation_of
from assistant.lookup.grouping import Conflict, groups_of
from assistant.lookup.register import citations, ended_authorities
from assistant.question import Asked
from assistant.reader import Reading
from assistant.reading.wanted import Sort
from ingest.home import Home
from ingest.library import Profile
from ingest.records import DocumentId, Filters, Placed, Requirement
from ingest.tokens import telling_tokens

# Sort of thing asked for -> the fields that state it, and their names.
_FIELDS: Final[Mapping[Sort, tuple[str, ...]]] = {
    "frequency": ("frequency", "quantity"),
    "date": ("deadline", "frequency"),
    "duration": ("deadline", "quantity"),
    "who": ("subject", "responsible"),
}
MOST_ITEMS: Final = 50_000  # a library of laws has more; its rows are not searched through for every question
NEAR: Final = 0.3  # share of a row's pairs of characters that another must hold to be compared with it
TOLD: Final = 3  # contradictions that an answer points out; the register shows all


def in_force(home: Home, asked: Asked, reading: Reading, filters: Filters) -> tuple[Reading, list[Paragraph]]:
    """Leave out what documents say that are no longer in force, where one that is says something.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart; a document or a year that it names is answered from, ended or not.
        reading (Reading): What answers.
        filters (Filters): What to search in, and who asks.

    Returns:
        tuple[Reading, list[Paragraph]]: The reading, and a line for each document that has ended, left out or quoted.
    """
    if not reading.evidence or _is_vast(home, filters):
        return reading, []
    cited = citations(home.library, filters.reader)
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


def _is_vast(home: Home, filters: Filters) -> bool:
    return sum(document.items for document in home.library.documents(filters)) > MOST_ITEMS


def from_register(home: Home, asked: Asked, evidence: Sequence[Evidence], filters: Filters) -> list[Paragraph]:
    """What the register says of the requirements that an answer quotes.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        evidence (Sequence[Evidence]): What the answer quotes.
        filters (Filters): What to search in, and who asks.

    Returns:
        list[Paragraph]: Contradictions with their other sides, and what the requirements rest on that has ended; empty
            where the question asks for none of the register's fields or the quotes state none.
    """
    fields = _FIELDS.get(asked.wanted.sort) if asked.wanted else None
    if fields is None or _is_vast(home, filters):
        return []
    rows = home.library.requirements(filters)
    quoted = [row for row in rows if _states(row.what, fields) and any(_is_in(row, place) for place in evidence)]
    if not quoted:
        return []
    cited = citations(home.library, filters.reader)
    notes = dict.fromkeys(note for row in quoted for note in ended_authorities(row, cited))
    return [*_contradictions(home, quoted, rows, evidence), *(Paragraph(f"注意：{note}。") for note in notes)]


def _states(what: Requirement, fields: Sequence[str]) -> bool:
    return any(getattr(what, field) for field in fields)


def _is_in(row: Placed[Requirement], place: Evidence) -> bool:
    """Whether an answer's quote holds a requirement, or is cut out of it."""
    same = row.document.version == place.document.version
    return same and place.start < row.what.end and row.what.start < place.end


def _contradictions(
    home: Home, quoted: Sequence[Placed[Requirement]], rows: Sequence[Placed[Requirement]], evidence: Sequence[Evidence]
) -> Iterator[Paragraph]:
    """Other documents that say otherwise of the same thing, where the answer does not quote them already."""
    near = [row for row in rows if any(row == one or _is_near(one, row) for one in quoted)]
    profile = home.library.profile()
    groups = groups_of(near, home.embedding, profile)
    found = dict.fromkeys(c for group in groups for c in group.conflicts if _is_certain(c, profile))
    told = [(conflict, other) for conflict in found if (other := _other(conflict, quoted, evidence))]
    for conflict, other in told[:TOLD]:
        place = Evidence(other.document, other.item, *_span(other))
        yield Paragraph(f"注意，{dated(other.document)}写的{conflict.matter}与此不一致：", (place,))


def _is_certain(conflict: Conflict, profile: Profile) -> bool:
    """Whether one of the two surely binds the other: of one unit, or of the superior that the profile names.

    The register also shows what a stranger's 意见 asks for; in an answer that would be another unit's business.
    """
    one, other = conflict.one.document, conflict.other.document
    is_superiors = bool(profile.superior) and profile.superior in (one.unit, other.unit)
    return is_superiors or relation_of(one, other, profile) == "same"


def _other(
    conflict: Conflict, quoted: Sequence[Placed[Requirement]], evidence: Sequence[Evidence]
) -> Placed[Requirement] | None:
    """The side that the answer does not quote, of a contradiction with one that it does."""
    sides = (conflict.one, conflict.other)
    silent = [side for side in sides if not any(_is_in(side, place) for place in evidence)]
    return silent[0] if len(silent) == 1 and any(side in quoted for side in sides) else None


def _span(row: Placed[Requirement]) -> tuple[int, int]:
    """The quote; of a table the whole row, which names its units and its date."""
    return (row.item.start, row.item.end) if row.item.cells else (row.what.start, row.what.end)


def _is_near(one: Placed[Requirement], other: Placed[Requirement]) -> bool:
    words, others = telling_tokens(one.what.quote), telling_tokens(f"{other.item.title}{other.what.quote}")
    return len(words & others) >= NEAR * len(words)
