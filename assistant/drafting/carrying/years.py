"""Where last year's sentence names its year: 2025年, 二〇二五年, 2026年1月底前 of the year after, 成立75周年. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.carrying.spans import DOCUMENT, Span, outside
from assistant.drafting.records import blank
from ingest.numerals import value_of
from ingest.readers.counting import counted

_DASH: Final = r"[－—–\-~～至到]"
# A year of its own: no part of a longer number, of 2023－2025年 or of a reference number.
_YEAR: Final = re.compile(
    rf"(?<![\d〇零○一二三四五六七八九第])(?<!\d{_DASH})(?<!年{_DASH})"
    rf"(?P<year>(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{{2}})年(?!{_DASH}(?:19|20)?\d\d年)"
)
_DUE: Final = re.compile(r"度?(?:\d{1,2}月|[一二三四五六七八九十]{1,2}月|[上下]半年|第?[一二三四]季度|年?[底初末])")
# 2025年是“十四五”规划收官之年，也是…之年: what the year is must be said anew every year.
_CHARACTER: Final = re.compile(
    r"是[^。；，]*?(?:之年|一年|周年)(?:[，,]也?是[^。；，]*?(?:之年|一年|周年))*(?=[，。；])"
)
# A speech at such a meeting (建党100周年大会) keeps its date.
_ANNIVERSARY: Final = re.compile(
    r"(?<=成立|建党|建国|建军|建团|诞辰|胜利|开放|逝世|发表|建厂|建企|建局|建司)(?P<n>\d{2,3})(?=周年(?!纪念|大会|座谈))"
)
_THIS_YEAR: Final = re.compile("(?:^|(?<=[，。；]))(?:今年|本年度?)")


def year_spans(text: str, old_year: int, new_year: int) -> Iterator[Span]:
    """What the new year changes.

    Args:
        text (str): A sentence of last year's plan.
        old_year (int): The year it is written for.
        new_year (int): The year that it is carried into.

    Yields:
        Span: Years before the old one stay; a date in the year behind it moves along.
    """
    later = new_year - old_year
    for match in outside(text, _YEAR, DOCUMENT):
        year = value_of(match["year"])
        if year == old_year:
            yield _moved(match, year + later)
            if character := _CHARACTER.match(text, match.end()):
                yield Span(character.start() + 1, character.end(), blank("年度定位"), "年度定位须重写")
        elif year == old_year + 1 and _DUE.match(text, match.end()):
            yield _moved(match, year + later)
    for match in outside(text, _THIS_YEAR, DOCUMENT):
        if character := _CHARACTER.match(text, match.end()):
            yield Span(character.start() + 1, character.end(), blank("年度定位"), "年度定位须重写")
    for match in outside(text, _ANNIVERSARY, DOCUMENT):
        yield Span(*match.span("n"), str(int(match["n"]) + later), "周年更新")


def _moved(match: re.Match[str], year: int) -> Span:
    written = counted(year, "decimal" if match["year"].isdecimal() else "ideographDigital")
    return Span(match.start(), match.end(), f"{written}年", "年度更新")
