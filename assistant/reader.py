"""Answers from items without a language model: which sentences answer, and whether the documents agree."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final, Literal

from assistant.citing import Evidence
from assistant.composing import dated
from assistant.question import Asked, years_told
from assistant.reading.listing import list_asked_for
from assistant.reading.scoring import Statement, is_heading
from assistant.reading.wanted import members_in
from ingest.passages import sentences
from ingest.records import DocumentId, Outline, VersionId
from ingest.tokens import telling_tokens

Shape = Literal["one", "list", "sides", "each"]

QUOTED_CHARS: Final = 240  # an answer is sentences to read at a glance, not paragraphs
NEARLY: Final = 0.7  # points below a side's best sentence at which the next one is given, too
MOST_CLAUSES: Final = 200  # of a sentence that are looked at: a longer one is a table without stops
SHORTEST: Final = 48  # characters that a quote may always have
STATEMENTS: Final = 3
STATED: Final = 4  # shared pairs of characters that the asked-for thing is worth where a sentence is cut
OWN_YEAR: Final = 0.5  # points that a document is ahead with in a comparison of years if it is named after the year
ENOUGH_SURE: Final = 0.6  # probability, among all candidate sentences, at which no further one is added
SHARPNESS: Final = 1.0  # of the softmax over scores
SAME_TOPIC: Final = 0.5  # share of what the best sentence shares with the question that another must share, too
ALIKE: Final = 2.5  # points below the best document's sentence at which another document's still answers
ALIKE_IN_TOPIC: Final = 2.0  # likewise where the question asks for no sort of thing in which documents could differ
SIDE: Final = 3.0  # likewise for a side that the question itself names
_COMPARES: Final = re.compile(
    r"不同|区别|差别|差异|变化|怎么变|一致吗|一样吗|是否一致|相比|对比|[比跟与和][^，。？]{1,14}(?:多多少|少多少|高多少|[比多少高低降增勤严]了?吗)|"
    r"各(?:是|为|自|安排|走|怎|有)|逐年|历年|每年的"
)
_EACH: Final = re.compile(
    r"[两二三四五六七八九十几]份(?:材料|文件|要点|报告)|各文件|各份|哪[些几]份|都怎么提|各单位|各家|历年|逐年|每年的|这几年"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What answers, in the order of the answer."""

    shape: Shape
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...] = ()  # sides of a comparison on which nothing was found: 2021年


def read(asked: Asked, statements: Sequence[Statement], outlines: Mapping[VersionId, Outline]) -> Reading:
    """Choose the sentences that answer a question.

    Args:
        asked (Asked): The question, taken apart.
        statements (Sequence[Statement]): Scored sentences, best first.
        outlines (Mapping[VersionId, Outline]): Of their documents.

    Returns:
        Reading: Without evidence where there are no sentences.
    """
    if not statements:
        return Reading("one", ())
    if sides := _sides(asked, statements):
        found = {name: _best(group, statements[0]) for name, group in sides.items()}
        chosen = [s for best in found.values() for s in best]
        if chosen:
            return Reading("sides", _evidence(asked, chosen), tuple(name for name, best in found.items() if not best))
    if members := list_asked_for(asked, statements, outlines):
        return Reading("list", _glanced_at(asked, members))
    if each := _each(asked, statements):
        return Reading("sides" if _EACH.search(asked.text) else "each", _evidence(asked, each))
    return Reading("one", _evidence(asked, _surest(statements)))


def _sides(asked: Asked, statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """The sides that a comparison names: years, or documents."""
    if len(asked.years) > 1 and (_COMPARES.search(asked.text) or len(asked.years) > 2):
        return {
            f"{year}年": _own_year_first(
                year, [s for s in statements if year in years_told(s.hit.document, s.hit.item)]
            )
            for year in sorted(asked.years)
        }
    if len(asked.documents) > 1 and _COMPARES.search(asked.text):
        return {
            dated(s.hit.document): [t for t in statements if t.hit.document.id == s.hit.document.id]
            for s in statements
            if s.hit.document.id in asked.documents
        }
    return {}


def _own_year_first(year: int, statements: Sequence[Statement]) -> list[Statement]:
    """A year's own plan speaks for it before the next year's review does."""
    return sorted(statements, key=lambda s: -s.score - (OWN_YEAR if s.hit.document.year == year else 0.0))


def _best(group: Sequence[Statement], top: Statement) -> list[Statement]:
    """The side's best sentence, and the next one if it is nearly as good."""
    return [s for s in group[:2] if s.score >= max(top.score - SIDE, group[0].score - NEARLY)]


def _each(asked: Asked, statements: Sequence[Statement]) -> list[Statement]:
    """The best sentence of each document, where the question means no single one and several answer alike."""
    asks_each = _EACH.search(asked.text) is not None
    if (asked.years and not asks_each) or (asked.documents and len(asked.documents) < 2):
        return []
    if asks_each and (naming := [s for s in statements if asked.quoted and all(q in s.text for q in asked.quoted)]):
        return list(_best_of_documents(naming).values())
    top = statements[0]
    margin = SIDE if asks_each else ALIKE if asked.wanted else ALIKE_IN_TOPIC
    near = [s for s in statements if s.score >= top.score - margin and _same_topic(asked, s, top)]
    alike = list(_best_of_documents(_said_alike(near, top)).values())
    return alike if len(alike) > 1 else []


def _said_alike(statements: Sequence[Statement], top: Statement) -> list[Statement]:
    """Without what a unit did of that which it has planned, or planned of what it did, as the best sentence has it."""
    tense = top.hit.item.tense
    units = {s.hit.document.unit for s in statements if s.hit.item.tense == tense} - {""}
    return [s for s in statements if s.hit.item.tense == tense or s.hit.document.unit not in units]


def _best_of_documents(statements: Sequence[Statement]) -> dict[DocumentId, Statement]:
    best: dict[DocumentId, Statement] = {}
    for statement in statements:
        best.setdefault(statement.hit.document.id, statement)
    return best


def _same_topic(asked: Asked, statement: Statement, top: Statement) -> bool:
    """Whether a sentence shares with the question what the best one shares with it."""
    words = telling_tokens(asked.words)
    shared = words & telling_tokens(top.text)
    return len(shared & telling_tokens(statement.text)) >= SAME_TOPIC * len(shared)


def _surest(statements: Sequence[Statement]) -> list[Statement]:
    """The best sentences until one of them is the answer more likely than not."""
    weights = [math.exp(SHARPNESS * (s.score - statements[0].score)) for s in statements]
    total, sure = sum(weights), 0.0
    kept: list[Statement] = []
    for statement, weight in zip(statements, weights, strict=True):
        if kept and (
            sure >= ENOUGH_SURE or len(kept) == STATEMENTS or _chars(kept) + len(statement.text) > QUOTED_CHARS
        ):
            break
        kept.append(statement)
        sure += weight / total
    return kept


def _chars(statements: Sequence[Statement]) -> int:
    return sum(len(s.text) for s in statements)


def _glanced_at(asked: Asked, members: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """All members; each only up to its first comma where together they are too long to read at a glance."""
    if len(members) == 1:
        return (_cut(asked, members[0], QUOTED_CHARS),)
    if sum(m.end - m.start for m in members) <= QUOTED_CHARS:
        return tuple(members)
    return tuple(replace(m, end=m.start + _first_clause(m)) for m in members)


def _first_clause(member: Evidence) -> int:
    text = member.item.text[member.start - member.item.start : member.end - member.item.start]
    comma = re.search(r"(?<=.{6})[，；。：]", text)
    return comma.start() if comma else len(text)


def _evidence(asked: Asked, statements: Sequence[Statement]) -> tuple[Evidence, ...]:
    """The sentences, each cut to the clauses that matter where together they are too long to read at a glance."""
    places = [_said_on(statement) for statement in statements]
    if sum(place.end - place.start for place in places) <= QUOTED_CHARS:
        return tuple(places)
    allowance = max(QUOTED_CHARS // len(places), SHORTEST)
    return tuple(_cut(asked, place, allowance) for place in places)


def _said_on(statement: Statement) -> Evidence:
    """A heading says little: what is said under it comes along."""
    place = statement.evidence
    following = [last for first, last in sentences(place.item.text) if place.item.start + first >= place.end]
    if not is_heading(statement) or not following:
        return place
    return replace(place, end=place.item.start + following[0])


def _cut(asked: Asked, place: Evidence, allowance: int) -> Evidence:
    """The run of clauses, within the allowance, that shares most with the question; a first clause may be longer."""
    text = place.item.text[place.start - place.item.start : place.end - place.item.start]
    if len(text) <= allowance:
        return place
    words = telling_tokens(asked.words)
    ends = [match.end() for match in re.finditer(r"[，；。：！？]|$", text)]
    starts = [0, *ends[:-1]]
    runs = [
        (start, end)
        for place_of_first, start in enumerate(starts[:MOST_CLAUSES])
        for end in _ends_within(ends[place_of_first:], start + allowance)
    ]
    first, last = max(runs, key=lambda run: (_worth(asked, words, text[slice(*run)]), run[1] - run[0]))
    told = len(text[first:last].rstrip("，；：、"))
    return replace(place, start=place.start + first, end=place.start + first + told)


def _ends_within(ends: Sequence[int], limit: int) -> list[int]:
    """The first clause's end, however long it is, and those of the next ones up to the limit."""
    return [ends[0], *takewhile(lambda end: end <= limit, ends[1:])]


def _worth(asked: Asked, words: frozenset[str], text: str) -> float:
    wanted = asked.wanted
    stated = wanted is not None and bool(wanted.stated_in(text))
    members = members_in(text, wanted.key) if wanted is not None and wanted.sort == "members" else 0
    return len(words & telling_tokens(text)) + STATED * stated + members
