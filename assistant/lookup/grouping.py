"""The same obligation in several documents: which rows are about one thing, which is strictest, which contradict. Pure.

Two rows are about one thing where most of what their predicates say, weighed by rarity, is the same, with a little help
from the titles above them. Documents that speak of different years succeed one another and do not contradict; a
regulation speaks of every year from its own on.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from ingest.obligations.amounts import CHANGED, TIMES
from ingest.obligations.values import Bounded, Due, amount, dues, per_year, within_hours
from ingest.obligations.years import year_meant
from ingest.records import STRENGTHS, Placed, Requirement
from ingest.tokens import telling_tokens

Side = Placed[Requirement]
Matter = Literal["频次", "数量", "时限"]

# Of the rows' weight that is shared. All 120 disagreeing pairs of the sample library between 0.44 and 0.8 were read: above
# 0.57 nine of ten are about one thing; a breakdown's rows are so to begin with, and 0.45 will do for them.
ALIKE: Final = 0.57
ALIKE_IN_BREAKDOWN: Final = 0.45
TITLE: Final = 0.35  # what a word of the title above counts beside one of the predicate
FREQUENT: Final = 200  # rows that share a token; a more common one proposes no pairs
_REGULATIONS: Final = frozenset(("办法", "条例"))
_FIGURES: Final = re.compile(
    r"\d+|[〇零一二三四五六七八九十百两]+(?=[次个名项篇条份家场期])|至少|不少于|不低于|不超过|必须|应当|每[年月周]|每半年|每季度|全年"
)


_AND_ALSO: Final = re.compile(r"，(?:并|且|报)[^，]*$")  # 并报党委备案 is said of many things


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows about one thing that cannot both hold."""

    matter: Matter
    one: Side
    other: Side
    one_says: str  # as written
    other_says: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows about one thing, the strictest first."""

    rows: tuple[Side, ...]
    conflicts: tuple[Conflict, ...]


def groups_of(rows: Sequence[Side]) -> list[Group]:
    """Put rows together that are about one thing.

    Args:
        rows (Sequence[Side]): In reading order.

    Returns:
        list[Group]: Every row stands in one of them; they are in the order of their first rows.
    """
    member = list(range(len(rows)))
    conflicts: dict[int, list[Conflict]] = defaultdict(list)
    pairs = [(i, j) for i, j in _alike(rows) if rows[i].document.id != rows[j].document.id]
    for i, j in pairs:
        _join(member, i, j)
    for i, j in pairs:
        if conflict := conflict_of(rows[i], rows[j]):
            conflicts[_root(member, i)].append(conflict)
    grouped: dict[int, list[Side]] = defaultdict(list)
    for i, row in enumerate(rows):
        grouped[_root(member, i)].append(row)
    return [Group(tuple(sorted(group, key=strictness)), tuple(conflicts[root])) for root, group in grouped.items()]


def strictness(row: Side) -> tuple[int, Fraction, Fraction, str]:
    """A key that sorts the strictest first: oftener, more, earlier; then by how much it binds."""
    what = row.what
    often, much = per_year(what.frequency_normalised), amount(what.quantity_normalised)
    return (
        STRENGTHS.index(what.strength),
        -(often.number if often else Fraction(0)),
        -(much.number if much and much.bound != "≤" else Fraction(0)),
        what.deadline_normalised or "~",
    )


def conflict_of(one: Side, other: Side) -> Conflict | None:
    """What two rows about one thing disagree in, where both speak of the same time.

    Args:
        one (Side): A row.
        other (Side): A row of another document.

    Returns:
        Conflict | None: None where both can hold: at least 2 a year, and once a quarter.
    """
    if not (_is_whole(one) and _is_whole(other) and _same_time(one, other)):
        return None
    for matter, differs, says in _COMPARED:
        if differs(one, other):
            return Conflict(matter, one, other, says(one.what), says(other.what))
    return None


def _is_whole(side: Side) -> bool:
    """Whether a row plans, and not a part of what another one plans (其中1次…)."""
    return side.what.tense == "plan" and not side.what.quote.startswith("其中")


def _same_time(one: Side, other: Side) -> bool:
    """Whether both speak of one year: a regulation speaks of its own and all later ones."""
    first, second = _year_of(one), _year_of(other)
    if first is None or second is None:
        return False
    earlier, later = sorted(((first, one), (second, other)), key=lambda pair: pair[0])
    return earlier[0] == later[0] or earlier[1].document.kind in _REGULATIONS


def _year_of(side: Side) -> int | None:
    document = side.document
    return year_meant(document.kind, document.title, document.year, side.item.headings)


# --- disagreement -----------------------------------------------------------------------------------------------------


def _frequencies_differ(one: Side, other: Side) -> bool:
    return _differ(_rate(one), _rate(other))


def _rate(side: Side) -> Bounded | None:
    """How often a year; a plan's 召开2次 without a period is for its year."""
    stated = per_year(side.what.frequency_normalised)
    much = amount(side.what.quantity_normalised)
    return stated or (Bounded(much.bound, much.number) if much and much.measure in TIMES.split("|") else None)


def _amounts_differ(one: Side, other: Side) -> bool:
    a, b = amount(one.what.quantity_normalised), amount(other.what.quantity_normalised)
    if a is None or b is None or a.measure != b.measure or a.measure in TIMES.split("|"):
        return False
    return _differ(a, b)


def _deadlines_differ(one: Side, other: Side) -> bool:
    hours = within_hours(one.what.deadline_normalised), within_hours(other.what.deadline_normalised)
    if all(hours):
        return hours[0] != hours[1]
    year = max(one.document.year or 0, other.document.year or 0)
    first, second = (dues(side.what.deadline_normalised, year) for side in (one, other))
    return bool(first and second) and not any(_compatible(a, b) for a in first for b in second)


def _compatible(one: Due, other: Due) -> bool:
    """Whether two dates can be of one plan: in one month, or the one within the other's period."""
    for date, period in ((one, other), (other, one)):
        if period.first and period.first <= date.last <= period.last:
            return True
    return (one.last.year, one.last.month) == (other.last.year, other.last.month)


def _differ(one: Bounded | None, other: Bounded | None) -> bool:
    """Whether no number satisfies both, or both ask for at least, or at most, another number."""
    if one is None or other is None:
        return False
    if one.bound and one.bound == other.bound:
        return one.number != other.number
    low = max((x.number for x in (one, other) if x.bound != "≤"), default=Fraction(0))
    highs = [x.number for x in (one, other) if x.bound != "≥"]
    return bool(highs) and low > min(highs)


_COMPARED: Final = (
    ("频次", _frequencies_differ, lambda what: what.frequency),
    ("时限", _deadlines_differ, lambda what: what.deadline),
    ("数量", _amounts_differ, lambda what: what.quantity),
)


# --- likeness ---------------------------------------------------------------------------------------------------------


def _alike(rows: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Pairs of rows about one thing; only those are held against each other that share a rare enough token."""
    bodies = [telling_tokens(_FIGURES.sub(" ", _body(row.what))) for row in rows]
    titles = [telling_tokens(row.item.title) - body for row, body in zip(rows, bodies, strict=True)]
    counts = Counter(token for body, title in zip(bodies, titles, strict=True) for token in body | title)
    weight = {token: math.log(1 + len(rows) / count) for token, count in counts.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for i, body in enumerate(bodies):
        for token in body:
            holders[token].append(i)
    seen: set[tuple[int, int]] = set()
    for token, found in holders.items():
        if len(found) <= FREQUENT:
            seen |= {(i, j) for n, i in enumerate(found) for j in found[n + 1 :]}
    for i, j in sorted(seen):
        bound = ALIKE_IN_BREAKDOWN if _breaks_down(rows[i], rows[j]) else ALIKE
        if _likeness(bodies[i], bodies[j], titles[i], titles[j], weight) >= bound:
            yield i, j


def _breaks_down(one: Side, other: Side) -> bool:
    """Whether one document breaks down the other's tasks: of one year and unit, a table and a plan."""
    a, b = one.document, other.document
    return (a.year, a.unit) == (b.year, b.unit) and (a.kind == "任务分解") != (b.kind == "任务分解")


def _body(what: Requirement) -> str:
    """The predicate's words, without who and when."""
    text = CHANGED.sub(" ", _AND_ALSO.sub("", what.quote))
    for piece in (what.subject, what.frequency, what.quantity, what.deadline, what.modality):
        if piece and not what.subject_inherited:
            text = text.replace(piece, " ")
    return text


def _likeness(
    one: frozenset[str],
    other: frozenset[str],
    one_title: frozenset[str],
    other_title: frozenset[str],
    weight: Mapping[str, float],
) -> float:
    """The mean of how much of both is shared and how much of the shorter one, titles counted at TITLE."""

    def total(body: frozenset[str], title: frozenset[str]) -> float:
        return sum(weight[t] for t in body) + TITLE * sum(weight[t] for t in title)

    both = (one | one_title) & (other | other_title)
    shared = sum(weight[t] * (1 if t in one and t in other else TITLE) for t in both)
    first, second = total(one, one_title), total(other, other_title)
    if not (first and second):
        return 0.0
    return shared / (first + second) + shared / (2 * min(first, second))


def _root(member: list[int], i: int) -> int:
    while member[i] != i:
        i = member[i]
    return i


def _join(member: list[int], i: int, j: int) -> None:
    one, other = sorted((_root(member, i), _root(member, j)))
    member[other] = one
