"""Amounts and dates of sentences that can be held against each other: 15 asked, 13 told. Pure.

Two figures are of one thing where they count in one measure and the words around them agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ingest.obligations.amounts import Amount, amounts_in
from ingest.obligations.clauses import Clause, Sentence
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.frequencies import Frequency, frequency_in
from ingest.obligations.values import Due, dues
from ingest.tokens import telling_tokens

# Words around two figures that must agree: half of the poorer side's pairs of characters and at least two of them.
# With less, 专题研讨 and 集体学习研讨 would be one thing; with more, 发布课题 and 发布党员揭榜攻关课题 two.
SHARED: Final = 0.5
SHARED_TOKENS: Final = 2
NAMED: Final = 0.4  # a row that names this share of a clause's words is about it: 调研成果10月底前在党委会上交流
# An amount a head or a unit says nothing of the whole.
_APIECE: Final = re.compile(r"每(?:人|名|位|个(?!月)|家|支)|人均|各(?!所属|单位|部门|级|党|基层|支)")
_PADDING: Final = re.compile(r"其中|全年|当年|年内|年底前?|共计?|累计|实际")
# A report's words for what was not reached, or too late; 尚未公开的6个党支部 names those for whom something was done.
_SHORT: Final = re.compile(
    r"未(?:能|完成|达到|按期|如期|实现)|没有(?:完成|达到|按期|出台|销号)|推迟|延至|延期|滞后|仍停留"
    r"|尚未(?![^，。；]{0,8}的)|(?:超过|低于)[^，。；]{0,8}(?:期限|时限|规定|目标|计划|要求)"
)
_SHARES: Final = frozenset(("%", ""))  # measures that do not add up over a year; "" is a fraction
_TIMES: Final = "次"
_MOST_DAYS: Final = 200  # about half a year
_ANY_YEAR: Final = Context(None, yearly=False)
_SAME_MEASURE: Final = {
    "名": "人",
    "位": "人",
    "项": "个",
    "件": "个",
    "场": "次",
    "期": "次",
    "轮": "次",
    "课时": "学时",
}

Words = frozenset[str]
Month = tuple[int, int]  # (year, month)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount a year and what it counts."""

    raw: str  # 每季度组织1次
    number: Fraction  # 4 in this example
    measure: str
    bound: str  # ≥, ≤ or ""
    is_apiece: bool
    words: Words
    periods: Fraction | None = None  # of its frequency, a year; None where it is counted without one

    def is_met_by(self, other: Figure) -> bool:
        """Whether another amount of the same thing is as much as is asked for, or as little."""
        return other.number <= self.number if self.bound == "≤" else other.number >= self.number


@dataclass(frozen=True, slots=True)
class Dated:
    """When something is due or was done."""

    raw: str
    months: frozenset[Month]  # by whose end
    begins: Month  # from which on; 下半年 begins in July
    words: Words


def figures_of(sentence: Sentence) -> Iterator[Figure]:
    """The amounts of a sentence, those of a frequency as the times of a whole year.

    Args:
        sentence (Sentence): 每季度组织1次分析研判.

    Yields:
        Figure: 4 次 in this example. An amount alone in its clause (年底前验收13个) counts what the one before does.
    """
    before: Words = frozenset()
    for clause in sentence.clauses:
        frequency = frequency_in(clause.text)
        amounts = amounts_in(clause.text, (frequency.taken,) if frequency else ())
        dates = [(date.start, date.end) for date in deadlines_in(clause.text, _ANY_YEAR)]
        taken = [(frequency.start, frequency.end)] if frequency else []
        before = _carried(_words(clause, [*dates, *taken, *((a.start, a.end) for a in amounts)]), before)
        for amount in amounts:
            yield _figure(clause, amount, frequency, before)


def _figure(clause: Clause, amount: Amount, frequency: Frequency | None, words: Words) -> Figure:
    measure = _SAME_MEASURE.get(amount.measure, amount.measure)
    is_apiece = bool(_APIECE.search(clause.text))
    number, start, end = Fraction(amount.number), amount.start, amount.end
    if frequency and frequency.per_year not in (None, 1) and measure not in _SHARES:
        number *= frequency.per_year
        start, end = min(start, frequency.start), max(end, frequency.end)
    periods = frequency.per_year if frequency else None
    return Figure(clause.text[start:end], number, measure, amount.bound, is_apiece, words, periods)


def is_frequency(one: Figure, other: Figure) -> bool:
    """Whether two figures of one thing differ in how often: in times, or in their periods (每月1条, 每季度1条)."""
    if one.measure == _TIMES:
        return _recurs(one) or _recurs(other)
    return bool(one.periods and other.periods and one.periods != other.periods)


def _recurs(figure: Figure) -> bool:
    """每月1次, 全年12次; what is one of a number of things (全年4场) does not."""
    return figure.periods is not None and (figure.periods != 1 or figure.raw.endswith(_TIMES))


def dates_of(sentence: Sentence, year: int) -> Iterator[Dated]:
    """The deadlines of a sentence.

    Args:
        sentence (Sentence): 10月底前完成首次评定.
        year (int): Of its document.

    Yields:
        Dated: Of October in this example; what names no month (全年, 3个月内) is left out.
    """
    before: Words = frozenset()
    for clause in sentence.clauses:
        dates = deadlines_in(clause.text, Context(year, yearly=False))
        before = _carried(_words(clause, [(date.start, date.end) for date in dates]), before)
        for date in dates:
            if named := _named(date.normalised, year):
                yield Dated(clause.text[date.start : date.end], _ends(named), _begins(named), before)


def months_in(cell: str, year: int) -> frozenset[Month]:
    """The months that a table's column of deadlines names; 全年 names none.

    Args:
        cell (str): 3月底前发布，12月底前验收.
        year (int): Of its document.

    Returns:
        frozenset[Month]: Those of each deadline's last day.
    """
    dates = deadlines_in(cell, Context(year, yearly=False))
    return _ends(due for date in dates for due in _named(date.normalised, year))


def shortfall_words(text: str) -> str:
    """The words by which a report says outright that something was not reached; "" where it does not."""
    match = _SHORT.search(text)
    return match[0] if match else ""


def of_one_thing(one: Words, other: Words) -> bool:
    """Whether the words around two figures agree."""
    shared = len(one & other)
    return shared >= SHARED_TOKENS and shared >= SHARED * min(len(one), len(other))


def is_about(words: Words, text: Words) -> bool:
    """Whether a longer text speaks of the thing that some words name."""
    shared = len(words & text)
    return shared >= SHARED_TOKENS and shared >= NAMED * len(words)


def counterpart(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The amount that answers another one best.

    Args:
        figure (Figure): What is asked for.
        others (Sequence[Figure]): What one passage states.

    Returns:
        Figure | None: Of those of the same thing the largest, or, under a limit, the smallest; None without any.
    """
    of_it = [
        other
        for other in others
        if (other.measure, other.is_apiece) == (figure.measure, figure.is_apiece)
        and of_one_thing(figure.words, other.words)
    ]
    best = max((len(other.words & figure.words) for other in of_it), default=0)
    nearest = [other for other in of_it if len(other.words & figure.words) == best]
    pick = min if figure.bound == "≤" else max
    return pick(nearest, key=lambda other: other.number, default=None)


def _named(normalised: str, year: int) -> list[Due]:
    """What names months; a period longer than about half a year (全年) names none."""
    return [due for due in dues(normalised, year) if due.first is None or (due.last - due.first).days < _MOST_DAYS]


def _ends(named: Iterable[Due]) -> frozenset[Month]:
    return frozenset((due.last.year, due.last.month) for due in named)


def _begins(named: Iterable[Due]) -> Month:
    first = min(due.first or due.last for due in named)
    return first.year, first.month


def _carried(words: Words, before: Words) -> Words:
    """What a clause is about: its own words, with those of the clause before it where it says next to nothing."""
    return words if len(words) >= SHARED_TOKENS else words | before


def _words(clause: Clause, spans: Sequence[tuple[int, int]]) -> Words:
    """Pairs of characters of a clause outside of some spans."""
    bare = list(clause.text)
    for start, end in spans:
        bare[start:end] = "，" * (end - start)
    return telling_tokens(_PADDING.sub("，", "".join(bare)))
