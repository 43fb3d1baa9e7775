"""Marks -> the numbering scheme of each level, and a label of a scheme. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from assistant.drafting.style.shape import Mark
from ingest.errors import BadRequest
from ingest.labels import Rank
from ingest.readers.counting import counted

_NUMERAL: Final = re.compile(r"\d+|[一二三四五六七八九十百零〇]+|[⑴-⒇①-⑳]")
_ENCLOSED: Final = re.compile("[⑴-⒇]")
_FULL_WIDTH: Final = str.maketrans("()", "（）")  # brackets as official documents print them
LAST_CIRCLED: Final = 20  # ⑳; fonts of official documents have no more
_GAP: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of a level are numbered."""

    rank: Rank
    form: str  # {}、 or （{}） or {}. or {}是
    runs_on: bool  # over the sections, instead of beginning with 1 in each

    def label(self, number: int) -> str:
        """A label as printed.

        Args:
            number (int): From 1.

        Returns:
            str: 三、 or （十二） or 12.

        Raises:
            BadRequest: If the level has no such number: circled ones end at 20.
        """
        return self.form.replace("{}", self._numeral(number))

    def __str__(self) -> str:
        return f"{self.label(1)}{self.label(2)}…" + ("（跨部分连续编号）" if self.runs_on else "")

    def _numeral(self, number: int) -> str:
        if number < 1:
            raise BadRequest(f"编号必须从1开始：{number}。请检查条目的顺序号")
        if self.rank == Rank.CIRCLED:
            if number > LAST_CIRCLED:
                raise BadRequest(f"带圈编号只到{LAST_CIRCLED}：{number}。请减少条目，或者换用其他编号")
            return counted(number, "decimalEnclosedCircle")
        is_arabic = self.rank in (Rank.ARABIC, Rank.BRACKETED_ARABIC, Rank.HALF_BRACKETED, Rank.DECIMAL)
        return str(number) if is_arabic else counted(number, "chineseCountingThousand")


def levels_of(marks: Sequence[Mark]) -> tuple[Level, ...]:
    """The schemes of a document, outermost first.

    Args:
        marks (Sequence[Mark]): Its labels in reading order.

    Returns:
        tuple[Level, ...]: The most common form of each level.
    """
    depths = sorted({mark.level for mark in marks})
    return tuple(_level([mark for mark in marks if mark.level == depth]) for depth in depths)


def _level(marks: Sequence[Mark]) -> Level:
    (rank, form), _ = Counter((mark.label.rank, _form(mark)) for mark in marks).most_common(1)[0]
    firsts = [next(run).label.value for _, run in groupby(marks, key=lambda mark: mark.above)][1:]
    going_on = sum(value > 1 for value in firsts)
    return Level(rank, form, runs_on=2 * going_on > len(firsts))


def _form(mark: Mark) -> str:
    """The label with a gap for its number; ⑴ is printed as （1）, which goes on beyond twenty."""
    if _ENCLOSED.match(mark.printed):
        return "（{}）"
    return _NUMERAL.sub("{}", _GAP.sub("", mark.printed), count=1).translate(_FULL_WIDTH)


def in_order(marks: Sequence[Mark]) -> float:
    """How much of the numbering goes on without gap or repetition.

    Args:
        marks (Sequence[Mark]): Labels in reading order.

    Returns:
        float: Share of the labels that are 1 or one more than the last of their level; the first of a level may be any,
            since a plan can be the last part of a report. 1.0 where there are none.
    """
    last: dict[int, Mark] = {}
    good = 0
    for mark in marks:
        before = last.get(mark.level)
        good += before is None or _follows(mark, before)
        last[mark.level] = mark
    return good / len(marks) if marks else 1.0


def _follows(mark: Mark, before: Mark) -> bool:
    begins_anew = mark.label.value == 1 and before.above != mark.above
    return begins_anew or mark.label.value == before.label.value + 1
