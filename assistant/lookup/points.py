"""What a requirement is about, apart from how often, how much and by when: the points in which rows are compared. Pure.

A row makes one point, and where it stands in a table one more for each clause of its date's cell that says what is due
(4月启动，9月底前交流成果).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.lookup.binding import SPECIAL, STANDING, Side, matter_of
from ingest.labels import label_of
from ingest.obligations.amounts import CHANGED
from ingest.obligations.clauses import Clause, sentences_of
from ingest.records import DocumentId, Requirement
from ingest.tokens import telling_tokens

# How much words count by where they stand: in the clause; in front of it in its sentence, where no other requirement
# says them; as the subject, or, where it has none of its own, in the requirements in front of it.
OWN: Final = 1.0
BEFORE: Final = 0.6
ASIDE: Final = 0.3
_FEWEST: Final = 2  # words of a requirement; one with fewer (每季度不少于1条) says again what stands before it

# Figures, bounds and periods, and verbs that go with anything.
_COMMON: Final = re.compile(
    r"\d+|[〇零一二两三四五六七八九十百]+(?=[次个名项篇条份家场期对件支])|至少|不少于|不低于|不得超过|不超过|不得少于|不得低于|"
    r"必须|应当|一般|原则上|每[年月周日]|每半年|每两个月|每季度|按季度|全年|底前|年底|月底|工作日|个月|小时|以[上内]|由|负责|组织|开展|进行"
)
_DATES: Final = re.compile(r"[启完]动|完成|前|底|月|日|\d+")
_ALSO: Final = re.compile(r"，(?:并|且|报)[^，]*$")  # 并报党委备案 is said of many things
_OF_ITSELF: Final = re.compile(r"本(?:办法|条例|规定|细则|通知|意见)|废止")  # of no other document's force
_PEOPLE: Final = re.compile(r"书记|党员|委员|干部|成员|职工|团员|人员|负责人")
_AND: Final = re.compile(r"[、和及与]")

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a row asks for."""

    row: int  # index of the row
    document: int  # index of its document
    says: str  # its clause as written
    words: Mapping[str, float]  # telling tokens, and how much each counts
    text: str  # the same in reading order, for its meaning
    title: str  # what stands above it
    people: tuple[str, ...]  # who it names itself, where they are persons: 党支部书记, 支部委员


def points_of(rows: Sequence[Side], documents: Mapping[DocumentId, int]) -> list[Point]:
    """Take rows apart.

    Args:
        rows (Sequence[Side]): Requirements with their documents and items.
        documents (Mapping[DocumentId, int]): The index of each of their documents.

    Returns:
        list[Point]: In the order of the rows; none of a row that speaks of its own document (本办法自…起施行) or has no
            words besides its figures.
    """
    spans: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        spans[row.document.id, row.item.start].append((row.what.start, row.what.end))
    return [
        point
        for index, row in enumerate(rows)
        if not _OF_ITSELF.search(row.what.quote)
        for point in _points(index, documents[row.document.id], row, spans[row.document.id, row.item.start])
        if point.words
    ]


def are_other_people(one: Point, other: Point) -> bool:
    """Whether two points name different persons: 党员 and 党支部书记.

    Args:
        one (Point): A point.
        other (Point): Another one.

    Returns:
        bool: False where one of them names none.
    """
    if not (one.people and other.people):
        return False
    return not any(a in b or b in a for a in one.people for b in other.people)


def _people(what: Requirement) -> tuple[str, ...]:
    if what.subject_inherited or not _PEOPLE.search(what.subject):
        return ()
    return tuple(filter(None, _AND.split(what.subject)))


def _points(index: int, document: int, row: Side, spans: Spans) -> Iterator[Point]:
    what, title = row.what, _title(row)
    own = _without_values(row, _ALSO.sub("", what.quote))
    subject = "" if what.subject_inherited else _plain(what.subject)
    free, taken = _before(row, spans)
    if len(telling_tokens(own)) < _FEWEST:
        own = " ".join((*(taken or free)[-1:], own))
    words: dict[str, float] = {}
    aside = subject or " ".join(taken)  # who names a subject begins anew
    for share, text in ((ASIDE, aside), (BEFORE, " ".join(free)), (OWN, own)):
        words |= dict.fromkeys(telling_tokens(text), share)
    yield Point(index, document, what.quote, words, " ".join((*free, subject, own)), title, _people(what))
    if row.item.cells:
        for clause in _clauses(what.deadline):
            due = _plain(_DATES.sub("  ", clause.text))
            yield Point(index, document, clause.text, dict.fromkeys(telling_tokens(due), OWN), due, title, ())


def _clauses(text: str, start: int = 0) -> Iterator[Clause]:
    for sentence in sentences_of(text, start):
        yield from sentence.clauses


def _before(row: Side, spans: Spans) -> tuple[list[str], list[str]]:
    """The clauses in front of a row in its sentence: those that no requirement holds, and those that one does."""
    item, start = row.item, row.what.start
    label = label_of(item.text)
    skipped = label.length if label else 0
    free: list[str] = []
    taken: list[str] = []
    for sentence in sentences_of(item.text[skipped:], item.start + skipped):
        if sentence.start <= start <= sentence.end:
            for clause in sentence.clauses:
                if clause.end <= start:
                    is_taken = any(first < clause.end and clause.start < last for first, last in spans)
                    (taken if is_taken else free).append(_plain(clause.text))
    return free, taken


def _title(row: Side) -> str:
    """The title above a row; a regulation's own title and chapters tell more than those of its articles."""
    if row.document.kind not in SPECIAL:
        return _plain(row.item.title)
    inner = row.item.title if row.document.kind not in STANDING or "/（" in row.item.address else ""
    return _plain(" ".join((matter_of(row.document), *row.item.headings[1:], inner)))


def _without_values(row: Side, text: str) -> str:
    what = row.what
    subject = "" if what.subject_inherited else what.subject
    for piece in (what.frequency, what.quantity, what.deadline, what.modality, subject):
        if piece:
            text = text.replace(piece, " ")
    return _plain(text)


def _plain(text: str) -> str:
    """The words that tell what a text is about."""
    return _COMMON.sub(" ", CHANGED.sub(" ", text))
