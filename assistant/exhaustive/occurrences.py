"""Every place in the whole text of documents where something is said, as the clause of an item around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.citing import Evidence
from assistant.exhaustive.cited import mentions_of, name_meant, written_as
from assistant.exhaustive.mentions import MentionQuestion, Term
from ingest.citations.names import same_document
from ingest.home import Home
from ingest.library import Occurrence
from ingest.records import Document, Filters, Item, Outline, VersionId

CLAUSE_CHARS: Final = 40  # of a clause on either side of what is looked for

_CLAUSE_EDGE: Final = re.compile(r"[，。；！？：\t]|(?<!\d)\n")  # a PDF's line may end inside 1 次
_SOFT_EDGE: Final = "、》）"
_CLOSING: Final = "”’」』）》) "
_FREQUENCY: Final = re.compile(
    r"每(半?年|个?季度?|半?个?月|周|日|天|学期)|(至少|不少于|不低于)[^，。；]{0,6}次|一年[^，。；]{0,6}次"
)

Hits = Mapping[VersionId, Sequence[tuple[Occurrence, Term]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A clause of an item in which something is said, once or several times."""

    document: Document
    item: Item
    start: int  # of the clause, as an offset in the document's content
    end: int
    said: Occurrence  # what stands in it first
    terms: frozenset[Term]
    times: int = 1

    @property
    def clause(self) -> Evidence:
        """The clause around it."""
        return Evidence(self.document, self.item, self.start, self.end)

    @property
    def bare(self) -> Evidence:
        """The words alone."""
        return Evidence(self.document, self.item, self.said.start, self.said.end)


def hits_of(home: Home, question: MentionQuestion, documents: Sequence[Document], filters: Filters) -> Hits:
    """Search whole texts for the terms of a question.

    Args:
        home (Home): The opened home.
        question (MentionQuestion): Its terms; a rule is also found under its short names.
        documents (Sequence[Document]): Those to search; a rule does not cite itself.
        filters (Filters): Who asks.

    Returns:
        Hits: By version, with the term that each one is of; only versions with all terms where all are asked for.
    """
    hits: dict[VersionId, list[tuple[Occurrence, Term]]] = {}
    for term in question.terms:
        pattern = mentions_of(term.text) if term.is_rule else written_as(term.text)
        others = [d.version for d in documents if not (term.is_rule and same_document(d.title, term.text))]
        found = home.library.occurrences(pattern, others, filters)
        for version, occurrences in found.items():
            meant = [(o, term) for o in occurrences if not term.is_rule or name_meant(o.text, term.text)]
            if meant:
                hits.setdefault(version, []).extend(meant)
    if question.together:
        return {v: found for v, found in hits.items() if len({term for _, term in found}) == len(question.terms)}
    return hits


def places_of(document: Document, outline: Outline, hits: Sequence[tuple[Occurrence, Term]]) -> list[Place]:
    """The clauses in which hits stand.

    Args:
        document (Document): The document.
        outline (Outline): Its outline.
        hits (Sequence[tuple[Occurrence, Term]]): In its text, in any order.

    Returns:
        list[Place]: In reading order; what stands in no item (a title) has no place.
    """
    items = sorted(outline.items, key=lambda item: item.start)
    starts = [item.start for item in items]
    places: list[Place] = []
    for said, term in sorted(hits, key=lambda hit: hit[0].start):
        index = bisect_right(starts, said.start) - 1
        if index < 0 or said.end > items[index].end:
            continue
        item = items[index]
        start, end = _clause(item, said)
        last = places[-1] if places else None
        if last and last.item is item and said.end <= last.end:
            places[-1] = replace(last, times=last.times + 1, terms=last.terms | {term})
        else:
            start = max(start, last.end) if last and last.item is item else start
            places.append(Place(document, item, min(start, said.start), end, said, frozenset({term})))
    return places


def _clause(item: Item, said: Occurrence) -> tuple[int, int]:
    """Offsets of the clause around an occurrence, as far as it is short."""
    first, last = said.start - item.start, said.end - item.start
    low, high = max(0, first - CLAUSE_CHARS), min(len(item.text), last + CLAUSE_CHARS)
    before = [edge.end() for edge in _CLAUSE_EDGE.finditer(item.text, low, first)]
    behind = _CLAUSE_EDGE.search(item.text, last, high)
    start = before[-1] if before else _cut(item.text, low, first)
    end = behind.start() if behind else high
    while start < first and item.text[start] in _CLOSING:
        start += 1
    return item.start + start, item.start + end


def _cut(text: str, low: int, first: int) -> int:
    """Where a clause that is too long begins: behind a name or a member of a list, if there is any, not inside it."""
    if low == 0:
        return 0
    return next((i + 1 for i in range(low, first) if text[i] in _SOFT_EDGE), low)


def frequency_behind(place: Place) -> Evidence | None:
    """The clauses behind a place, in its sentence, that say how often."""
    item = place.item
    end = item.text.find("。", place.end - item.start)
    sentence = item.text[: end if end >= 0 else len(item.text)]
    clauses = list(re.compile(r"[^，；：。]+").finditer(sentence, place.end - item.start))
    stating = [c for c in clauses if _FREQUENCY.search(c[0])]
    if not stating:
        return None
    return Evidence(place.document, item, item.start + stating[0].start(), item.start + stating[-1].end())
