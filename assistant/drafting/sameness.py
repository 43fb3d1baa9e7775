"""Whether two clauses ask for the same in other words, and how a list takes in the members of another one. Pure.

Likeness of wording and meaning is measured elsewhere (`assistant.compare.likeness`); here is what no measure sees: the
same day said otherwise (上半年, 6月底前), and two lists that share members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.obligations.clauses import sentences_of
from ingest.obligations.deadlines import Context, deadlines_in

_A_YEAR: Final = Context(2000, yearly=False)  # any one: 上半年 and 6月底前 end on the same day of it
# Words that say nothing of the matter, and words that one may stand for another.
_LIGHT: Final = re.compile("应当|必须|需要|继续|完成|开展|组织|进行|实现|集中|全部|各|对|将|把|要|应|须|的")
_SET_UP: Final = re.compile("成立|组建|建立|设立|组成")
_SIGN: Final = re.compile(r"\d+(?:\.\d+)?|\w")  # a number is one sign: 5次 is not said by 15次
LEAST: Final = 4  # signs of a matter; 中层轮训
MOST_TIMES: Final = 2.5  # a clause that is longer than the other one by more says more; a subject may stand in it
AROUND: Final = 20  # dated clauses before one that it may repeat
MEMBERS: Final = range(2, 9)  # signs of a list's member


def repeats(clause: str, said: str) -> bool:
    """Whether one clause, due on the same day, says the whole matter of another one.

    Args:
        clause (str): What may be superfluous: 上半年完成中层干部轮训.
        said (str): What stands beside it: 6月底前对中层以上干部集中轮训1遍.

    Returns:
        bool: False where the clause has no date, another one, or a word of its matter that the other lacks.
    """
    return _Dated.of(clause).is_said_by(_Dated.of(said))


def repeating(clauses: Sequence[str], said: Sequence[str]) -> list[bool]:
    """Whether each clause's whole matter is said by one of other texts: `repeats`, each text read once."""
    texts = [text for text in map(_Dated.of, said) if text.days]
    return [any(clause.is_said_by(text) for text in texts) for clause in map(_Dated.of, clauses)]


def repeated(clauses: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find clauses that say one matter by one day in two wordings.

    Args:
        clauses (Sequence[str]): In reading order; only those that stand near each other are compared, so that a
            paragraph of any length costs no more than its length.

    Yields:
        tuple[str, str]: The first one and the later one.
    """
    dated = [each for each in map(_Dated.of, clauses) if each.days]
    for index, again in enumerate(dated):
        before = dated[max(0, index - AROUND) : index]
        first = next((each for each in before if each.is_said_by(again) or again.is_said_by(each)), None)
        if first and first.matter != again.matter:
            yield first.clause, again.clause


@dataclass(frozen=True, slots=True)
class _Dated:
    """A clause, the days on which it is due, and what it is about."""

    clause: str
    days: frozenset[str]  # lengths of time are none
    matter: tuple[str, ...]  # its signs, without dates, light words and marks

    @classmethod
    def of(cls, clause: str) -> _Dated:
        """Read a clause."""
        dates = deadlines_in(clause, _A_YEAR)
        due = (date.normalised for date in dates if not date.whole_year and not date.normalised.startswith("≤"))
        words = clause
        for date in sorted(dates, key=lambda date: date.start, reverse=True):
            words = words[: date.start] + words[date.end :]
        days = frozenset(day.rpartition("/")[2] for day in due)
        return cls(clause, days, tuple(_SIGN.findall(_LIGHT.sub("", words))))

    def is_said_by(self, other: _Dated) -> bool:
        """Whether another one, due on the same days, says all of this one's matter and not much more."""
        if not self.days or self.days != other.days:
            return False
        if not LEAST <= len(self.matter) <= len(other.matter) <= MOST_TIMES * len(self.matter):
            return False
        signs = iter(other.matter)
        return all(sign in signs for sign in self.matter)


# --- lists ------------------------------------------------------------------------------------------------------------


def widened(own: str, asked: str) -> tuple[str, str] | None:
    """A list in one's own words that takes in what another text lists beside it.

    Args:
        own (str): 迎峰度夏、防洪度汛期间成立党员突击队，做到….
        asked (str): 迎峰度夏、迎峰度冬期间应当组建党员突击队.

    Returns:
        tuple[str, str] | None: The list as it stands in `own`, and with the members that it lacked; None where the
            texts differ in more than that, or in nothing.
    """
    lists = [clause.text for sentence in sentences_of(own, 0) for clause in sentence.clauses if "、" in clause.text]
    if "、" not in asked:
        return None
    found = (_joined(mine, asked, length) for mine in lists for length in MEMBERS)
    return next((pair for pair in found if pair), None)


def _joined(own: str, asked: str, length: int) -> tuple[str, str] | None:
    """Two clauses read as lists whose members have so many signs."""
    mine, theirs = _listed(own, length), _listed(asked, length)
    if mine is None or theirs is None:
        return None
    (before, members, behind), (front, others, rest) = mine, theirs
    lacking = [member for member in others if member not in members]
    is_one = _bare(before) == _bare(front) and _bare(behind) == _bare(rest) != ""
    if not is_one or not lacking or len(lacking) == len(others):
        return None
    return "、".join(members), "、".join((*members, *lacking))


def _listed(clause: str, length: int) -> tuple[str, list[str], str] | None:
    """What stands before a list, its members, what stands behind it; None where it has no members of that length."""
    first, *others = clause.split("、")
    last = others.pop()
    if len(first) < length or len(last) < length or any(len(member) != length for member in others):
        return None
    return first[:-length], [first[-length:], *others, last[:length]], last[length:]


def _bare(words: str) -> str:
    return _SET_UP.sub("建", _LIGHT.sub("", words))
