"""Plenums and meetings by number: kept, brought up to what is confirmed for the year, or marked as missing. Pure.

confirmed 党的二十届四中全会    党的二十大和二十届二中、三中全会 -> 党的二十大和二十届二中、三中、四中全会
                                党的二十届三中全会               -> 党的二十届四中全会
confirmed 党的二十届历次全会    党的二十大和二十届二中、三中全会 -> 党的二十大和二十届历次全会
nothing confirmed               党的二十届三中全会精神           -> 【待补：最新中央全会精神】

Congresses themselves (党的十九大) stay, and so does whatever stands inside 《》.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.drafting.carrying.spans import DOCUMENT, Span, outside
from assistant.drafting.records import blank
from ingest.numerals import value_of
from ingest.readers.counting import counted

_N: Final = "[一二三四五六七八九十]{1,3}"
_PLENUM: Final = re.compile(
    rf"(?P<head>(?:党的)?(?P<before>{_N})大(?:和|、|及|以及))?(?P<party>党的)?(?P<congress>{_N})届"
    rf"(?:(?P<all>历次)|(?P<members>{_N}中(?:(?:、|和|及|以及){_N}中)*))(?:全会|全体会议)(?P<spirit>精神)?"
)
_MEMBER: Final = re.compile(rf"({_N})中")
_CONGRESS: Final = re.compile(rf"(?:党的|中共)({_N})大(?!会)")
# 省委十二届六次全会, 十九届中央纪委四次全会.
_NUMBER: Final = rf"(?:(?:{_N}|[Xx]+)届)?"
_PLACE: Final = r"[省市县区州旗]"
_BODY: Final = re.compile(
    rf"(?P<first>{_NUMBER})(?P<body>中央纪委|(?:自治)?{_PLACE}(?:党?委|纪委监委|纪委))(?P<second>{_NUMBER})第?(?:{_N}|[Xx]+|\d+)次"
    r"(?:全会|全体会议|全体(?:\(扩大\)|（扩大）)会议)(?P<spirit>精神)?"
)
_DATED: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?P<name>(?:全国|全省|全市|全县|全区|全州|中央|行业|系统|省|市)[^，。；、《》“”]{0,16}?(?:工作会议|座谈会|推进会))(?P<spirit>精神)?"
)
_RENEWED: Final = "会议更新"
_UNCONFIRMED: Final = "最新会议待确认"


@dataclass(frozen=True, slots=True)
class _Confirmed:
    """The plenums of the newest congress that is confirmed."""

    congress: int
    newest: int  # 4: 四中全会; 0 where only the congress, or all its plenums, are confirmed
    is_all: bool  # 历次全会


def meeting_spans(text: str, meetings: Collection[str], old_year: int, new_year: int) -> Iterator[Span]:
    """What becomes of meetings that come round again with a new number.

    Args:
        text (str): A sentence of last year's plan.
        meetings (Collection[str]): Those confirmed for the new year, as they are written.
        old_year (int): The year that the sentence is written for.
        new_year (int): The year that it is carried into.

    Yields:
        Span: None for a meeting that stays.
    """
    confirmed = _confirmed(meetings)
    for match in outside(text, _PLENUM, DOCUMENT):
        new = _plenum(match, confirmed)
        if new != match[0]:
            yield _least(match, new)
    for match in outside(text, _BODY, DOCUMENT):
        yield from _of_body(match, meetings)
    for match in outside(text, _DATED, DOCUMENT):
        if match["year"] == str(old_year) and not any(f"{new_year}年{match['name']}" in one for one in meetings):
            missing = blank(f"最新{match['name']}{match['spirit'] or ''}")
            yield Span(*match.span(), missing, _UNCONFIRMED)


def _least(match: re.Match[str], new: str) -> Span:
    """The change without what both begin with, the congress at most, and without a common 精神."""
    head = min(_shared(match[0], new), match.end("congress") + 1 - match.start())
    if "【" in new:
        return Span(
            match.start() + len(match["head"] or ""), match.end(), new[len(match["head"] or "") :], _UNCONFIRMED
        )
    tail = len(match["spirit"] or "")
    return Span(match.start() + head, match.end() - tail, new[head : len(new) - tail], _RENEWED)


def _confirmed(meetings: Collection[str]) -> _Confirmed | None:
    plenums = [match for meeting in meetings for match in _PLENUM.finditer(meeting)]
    congresses = [value_of(number) for meeting in meetings for number in _CONGRESS.findall(meeting)]
    congresses += [value_of(match["congress"]) for match in plenums]
    if not congresses:
        return None
    newest = [match for match in plenums if value_of(match["congress"]) == max(congresses)]
    numbers = [number for match in newest for number in _members(match)]
    return _Confirmed(max(congresses), max(numbers, default=0), any(match["all"] for match in newest))


def _plenum(match: re.Match[str], confirmed: _Confirmed | None) -> str:
    """What stands in place of a plenum, with the congress before it."""
    congress, numbers, spirit = value_of(match["congress"]), _members(match), match["spirit"] or ""
    head = match["head"] or ""
    if confirmed is None or confirmed.congress < congress:
        return match[0] if match["all"] else f"{head}{blank(f'最新中央全会{spirit}')}"
    if confirmed.congress > congress:
        return _of_congress(confirmed, is_list=bool(head)) + spirit
    prefix = f"{head}{match['party'] or ''}{match['congress']}届"
    is_list = bool(head) or len(numbers) > 1
    if match["all"] or (confirmed.newest and confirmed.newest == max(numbers) and not (confirmed.is_all and is_list)):
        return match[0]
    if confirmed.is_all and (is_list or not confirmed.newest):
        if head or numbers == [] or not match["party"]:
            return f"{prefix}历次全会{spirit}"
        return f"党的{match['congress']}大和{match['congress']}届历次全会{spirit}"
    if confirmed.newest > max(numbers):
        numbers = [*numbers, *range(max(numbers) + 1, confirmed.newest + 1)] if is_list else [confirmed.newest]
        return f"{prefix}{_listed(numbers)}全会{spirit}"
    return f"{head}{blank(f'最新中央全会{spirit}')}"


def _of_congress(confirmed: _Confirmed, *, is_list: bool) -> str:
    """The newer congress: 党的二十大和二十届二中全会, or its one plenum alone."""
    number = _chinese(confirmed.congress)
    if not confirmed.newest and not confirmed.is_all:
        return f"党的{number}大"
    # The first plenum elects and is not named in such lists.
    numbers = [*range(2, confirmed.newest + 1)] or [1]
    plenums = "历次" if confirmed.is_all else _listed(numbers if is_list else [confirmed.newest])
    return (f"党的{number}大和" if is_list or confirmed.is_all else "党的") + f"{number}届{plenums}全会"


def _of_body(match: re.Match[str], meetings: Collection[str]) -> Iterator[Span]:
    known = [one for meeting in meetings for one in _BODY.finditer(meeting) if one["body"] == match["body"]]
    spirit = match["spirit"] or ""
    bare = match[0].removesuffix("精神")
    if any(one[0].removesuffix("精神") == bare for one in known):
        return
    if known:
        yield Span(*match.span(), known[-1][0].removesuffix("精神") + spirit, _RENEWED)
    else:
        yield Span(*match.span(), blank(f"最新{match['body']}全会{spirit}"), _UNCONFIRMED)


def _members(match: re.Match[str]) -> list[int]:
    return [value_of(number) for number in _MEMBER.findall(match["members"] or "")]


def _listed(numbers: Collection[int]) -> str:
    return "、".join(f"{_chinese(number)}中" for number in numbers)


def _chinese(number: int) -> str:
    return counted(number, "chineseCounting")


def _shared(old: str, new: str) -> int:
    """Characters that both begin with."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
