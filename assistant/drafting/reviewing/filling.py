"""The user's figures in the place of what a report has masked or left blank: XX批次 -> 6批次. Pure.

A figure fills a mask only where its name stands in the words around it and has no figure there, its measure is the
mask's, and nothing else in all that is told could be meant. What does not is told in a sentence of its own, or stays a
【待补】.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.carrying.blanks import MASK, mask_spans
from assistant.drafting.carrying.spans import Span
from assistant.drafting.examining import SIGNING
from assistant.drafting.records import Brief, Fact
from ingest.obligations.clauses import Sentence as Cut
from ingest.obligations.clauses import sentences_of

GIVEN: Final = "用户给定"  # why a figure stands in a report's sentence
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
# What a name says beside the matter: 廉洁谈话次数.
_COUNTING: Final = re.compile(r"^(?:全年|年度|本年)|(?:总数|次数|人数|金额|比例|数量|[个项件篇份户部起条]数)$")
_PIECE: Final = 2  # characters that belong together in a name: 党委会|学习 in 党委会上学习
_OTHERS: Final = re.compile("[、和及与或]")  # parts matters: 提拔干部 does not stand in 提拔和交流干部
_LIGHT: Final = re.compile("^(?:其中|全年|累计|一共|[共已另均])*")
_COUNT: Final = re.compile(r"\d+(?:\.\d+)?(?![\d.年月日])")
_DATE: Final = re.compile("[年月日]$")
_BLANK: Final = re.compile(r"【待补：(?P<what>[^【】]*)】")
_NO_STOP: Final = "□"  # in the place of each character of a blank, whose colon ends no clause
_DATED: Final = re.compile("日期|时间|时限$")


@dataclass(frozen=True, slots=True)
class Filling:
    """A mask of a report's words that a figure of the user's fills."""

    span: Span
    fact: Fact


def fillings_of(quotes: Iterable[str], facts: Sequence[Fact]) -> dict[str, tuple[Filling, ...]]:
    """Find the masks that the user's figures fill.

    Args:
        quotes (Iterable[str]): All that is told in the words of reports of the own unit and of the whole year: what a
            part of them came to is no figure of the user's.
        facts (Sequence[Fact]): Those that have a value.

    Returns:
        dict[str, tuple[Filling, ...]]: By quote, in reading order. A figure that two masks could stand for fills none.
    """
    found = {quote: tuple(_fillings(quote, facts)) for quote in dict.fromkeys(quotes)}
    places = Counter(filling.fact for fillings in found.values() for filling in fillings)
    return {quote: tuple(each for each in fillings if places[each.fact] == 1) for quote, fillings in found.items()}


def figures_of(brief: Brief) -> list[Fact]:
    """The user's figures and dates; the day of the signature is none of the year's work."""
    return [
        fact
        for fact in (*brief.facts.of("数字"), *brief.facts.of("日期"))
        if not (fact.kind == "日期" and fact.name in SIGNING)
    ]


def _fillings(quote: str, facts: Sequence[Fact]) -> Iterator[Filling]:
    for span in _missing(quote):
        named = [fact for fact in facts if _is_meant(fact, quote, span) and _value(fact, quote, span)]
        longest = max((len(_matter(fact)) for fact in named), default=0)
        best = [fact for fact in named if len(_matter(fact)) == longest]
        if len(best) == 1:
            yield Filling(replace(span, new=_value(best[0], quote, span), reason=GIVEN), best[0])


def _missing(quote: str) -> list[Span]:
    """Masks, and blanks that a report itself has left, in reading order."""
    blanks = (Span(*match.span(), match[0], "") for match in _BLANK.finditer(quote))
    return sorted((*mask_spans(quote), *blanks), key=lambda span: span.start)


def _is_meant(fact: Fact, quote: str, span: Span) -> bool:
    """Whether the words around a mask name a figure's matter, or the blank itself does."""
    blank = _BLANK.fullmatch(quote, span.start, span.end)
    if blank and _stands_in(_matter(fact), blank["what"]):
        return True
    return not _is_stated(fact, _sentence_of(quote, span)) and _is_named(fact, *_around(quote, span))


def _sentence_of(quote: str, span: Span) -> Cut:
    """The sentence that a mask stands in, without the words of blanks."""
    words = _BLANK.sub(lambda blank: _NO_STOP * len(blank[0]), quote)
    return next(each for each in sentences_of(words, 0) if each.start <= span.start < each.end)


def _is_stated(fact: Fact, sentence: Cut) -> bool:
    """Whether a sentence has a figure of the same matter: beside 发展党员25名 the masked 女党员 are others."""
    clauses = (MASK.sub(lambda mask: _NO_STOP * len(mask[0]), clause.text) for clause in sentence.clauses)
    fronts = (words[: count.start()] for words in clauses for count in _COUNT.finditer(words))
    return any(_stands_in(_matter(fact), front) for front in fronts)


def _around(quote: str, span: Span) -> tuple[str, str]:
    """The words of the sentence before a mask's clause, and the clause as far as the mask is the only figure in it."""
    figures = [match.span() for pattern in (_NUMBER, MASK, _BLANK) for match in pattern.finditer(quote)]
    words = _BLANK.sub(lambda blank: _NO_STOP * len(blank[0]), quote)
    sentence = _sentence_of(quote, span)
    clause = next(each for each in sentence.clauses if each.start <= span.start < each.end)
    first = max((end for _, end in figures if clause.start <= end <= span.start), default=clause.start)
    last = min((start for start, _ in figures if span.end <= start <= clause.end), default=clause.end)
    return words[sentence.start : clause.start], words[first : span.start] + words[span.end : last]


def _matter(fact: Fact) -> str:
    """What a figure counts: 廉洁谈话 of 全年廉洁谈话次数."""
    return _COUNTING.sub("", fact.name)


def _is_named(fact: Fact, before: str, clause: str) -> bool:
    """Whether a figure's matter is named in a clause, or its end is all that the clause names: 中层干部…，交流."""
    matter, named = _matter(fact), _LIGHT.sub("", clause)
    ends = (at for at in range(_PIECE, len(matter) - _PIECE + 1) if named.startswith(matter[at:]))
    return _stands_in(matter, clause) or any(_stands_in(matter[:at], before) for at in ends)


def _stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text, in order and in pieces that belong together."""
    if words in text:
        return len(words) >= _PIECE
    cuts = range(_PIECE, len(words) - _PIECE + 1)
    rests = ((words[cut:], _OTHERS.split(text.partition(words[:cut])[2])[0]) for cut in cuts if words[:cut] in text)
    return any(_stands_in(rest, behind) for rest, behind in rests)


def _value(fact: Fact, quote: str, span: Span) -> str:
    """The figure in the mask's measure; "" where it has another one."""
    masked = quote[span.start : span.end]
    if blank := _BLANK.fullmatch(masked):  # it has no measure: the figure must bring its own
        fits = fact.kind == "日期" if _DATED.search(blank["what"]) else not _NUMBER.fullmatch(fact.text)
        return fact.text if fits else ""
    if _DATE.search(masked):
        return fact.text if fact.kind == "日期" and fact.text[-1] == masked[-1] else ""
    measure = MASK.sub("", masked, count=1)
    if _NUMBER.fullmatch(fact.text):
        return f"{fact.text}{measure}" if measure else ""
    return fact.text if measure and fact.text.endswith(measure) and _NUMBER.match(fact.text) else ""
