"""Whether two documents speak to the same people of the same year, so that they can contradict each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from ingest.library.profile import Profile
from ingest.obligations.values import dues
from ingest.obligations.years import year_meant
from ingest.records import Document, Kind, Placed, Requirement
from ingest.tokens import telling_tokens

Side = Placed[Requirement]
Relation = Literal["same", "above", "below"]  # of one unit; the one binds the other's unit; the other way round

STANDING: Final[frozenset[Kind]] = frozenset(("办法", "条例"))  # speak of every year from their own on
SPECIAL: Final[frozenset[Kind]] = frozenset(("办法", "条例", "通知"))  # speak of one matter, which their title names
# What binds other units than its own; of two, the higher binds the lower.
_RANKS: Final[Mapping[Kind, int]] = {"条例": 3, "意见": 2, "办法": 1, "通知": 1}
_DEPARTMENT: Final = re.compile(r"[党纪团工]?委(?:员会)?|工会|.{1,12}(?:部|处|室|科|办|组)")
_FORM: Final = re.compile(r"关于|印发|开展|进一步|加强|做好|实施|管理|工作|办法|条例|规定|细则|通知|试行|的|\d+年?")
_CARRIED_OVER: Final = 3  # months of the next year in which work of this one may end: 次年1月底前


class Relations:
    """How documents stand to each other, each pair looked at once.

    Args:
        documents (Sequence[Document]): They are known by their index.
        profile (Profile): Knows the own unit's names and its superior.
    """

    def __init__(self, documents: Sequence[Document], profile: Profile) -> None:
        self._documents = documents
        self._profile = profile
        self._known: dict[tuple[int, int], Relation | None] = {}

    def between(self, one: int, other: int) -> Relation | None:
        """How a document stands to another one; None where they cannot contradict each other."""
        if (one, other) not in self._known:
            self._known[one, other] = relation_of(self._documents[one], self._documents[other], self._profile)
        return self._known[one, other]


def relation_of(one: Document, other: Document, profile: Profile) -> Relation | None:
    """How two documents stand to each other.

    Args:
        one (Document): A document.
        other (Document): Another one.
        profile (Profile): Knows the own unit's names and its superior; where it names none, the kinds tell.

    Returns:
        Relation | None: None where neither binds the other, or where their units are not known: plans of two units do
            not contradict each other, and neither do rules on two matters.
    """
    if not (one.unit or other.unit):
        return None
    if {one.kind, other.kind} <= SPECIAL and not telling_tokens(matter_of(one)) & telling_tokens(matter_of(other)):
        return None
    if _are_of_one_unit(one, other, profile):
        return "same"
    first, second = _rank(one, profile), _rank(other, profile)
    if first == second:
        return None
    return "above" if first > second else "below"


def matter_of(document: Document) -> str:
    """What a title names besides the unit and the kind.

    Args:
        document (Document): A document.

    Returns:
        str: 党务公开 of 云岭集团党务公开工作办法.
    """
    return _FORM.sub(" ", document.title.replace(document.unit, " ")).strip()


def _are_of_one_unit(one: Document, other: Document, profile: Profile) -> bool:
    if not (one.unit and other.unit):
        return False
    own = {profile.unit, *profile.aliases}
    return _is_within(one, other) or _is_within(other, one) or {one.unit, other.unit} <= own


def _is_within(one: Document, other: Document) -> bool:
    """Whether a document is of the other's unit, or of a department of it."""
    if not one.unit.startswith(other.unit):
        return False
    rest = one.unit.removeprefix(other.unit)
    return not rest or _DEPARTMENT.fullmatch(rest) is not None


def _rank(document: Document, profile: Profile) -> int:
    """How far a document reaches; without a unit, only what is made for everyone does."""
    if document.unit and document.unit == profile.superior:
        return max(_RANKS["意见"], _RANKS.get(document.kind, 0))
    if not document.unit and document.kind != "条例":
        return 0
    return _RANKS.get(document.kind, 0)


def may_be_of_one_year(one: Document, other: Document) -> bool:
    """Whether documents may hold rows that speak of one year: a report speaks of the next year, too.

    Args:
        one (Document): A document.
        other (Document): Another one.

    Returns:
        bool: True also where the year of one is not known.
    """
    if one.year is None or other.year is None or abs(one.year - other.year) <= 1:
        return True
    return (one if one.year < other.year else other).kind in STANDING


def are_of_one_year(one: Side, other: Side) -> bool:
    """Whether two rows speak of one year; a regulation speaks of its own and of all later ones.

    Args:
        one (Side): A row.
        other (Side): Another one.

    Returns:
        bool: False also where the year of one is not known.
    """
    first, second = _year_of(one), _year_of(other)
    if first is None or second is None:
        return False
    if first == second:
        return True
    earlier = one if first < second else other
    return earlier.document.kind in STANDING


def _year_of(side: Side) -> int | None:
    """The year that a row is for: the one that its deadline names, or else the one that its document plans."""
    document = side.document
    year = year_meant(document.kind, document.title, document.year, side.item.headings)
    if year is None or document.kind in STANDING:
        return year
    last = max((due.last for due in dues(side.what.deadline_normalised, year)), default=None)
    if last is None or (last.year == year + 1 and last.month <= _CARRIED_OVER):
        return year
    return last.year
