"""What last year's plan changed and is now so: 由4次增加到6次 -> 6次, 新建立 -> 健全, 首次 goes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.carrying.spans import NAMED, Span, outside
from ingest.obligations.amounts import MEASURES, NUMERAL

_DONE: Final = "已生效的调整"
TURN: Final = (  # words between an old value and the new one
    "(?:增加|增|提高|提升|减少|压减|精简|压缩|压降|降低|下降|缩短|延长|调整|扩大|改|变更|变|上调|下调|提前)(?:到|至|为)"
)
# A value, and no doer (由党委办公室…): it begins with a number, a bound, a period or a point of a career.
_BEGINS: Final = r"每|全年|不[少超低高多短]|至少|至多|原|现行|任[职前]|上岗|\d|[一二两三四五六七八九十百半]"
_VALUE: Final = rf"(?:{_BEGINS})[^，。；：由从]{{0,20}}?"
_CHANGE: Final = re.compile(rf"[由从](?P<old>{_VALUE})(?P<turn>{TURN})(?P<new>[^，。；]*)")
_EVERY: Final = re.compile(r"每(?:两|[三四五六]|\d)?个?(?:半年|年|半月|季度|季|月|周)|全年")
_PERIOD: Final = re.compile("每|全年|半|[一两二三]?个?[年月季周旬]")
_SHARE: Final = re.compile(r"\d+(?:\.\d+)?[%％]")
_TAKEN: Final = re.compile(r"(?:^|(?<=[，。；：]))[把将](?=[^，。；]*$)")
# What a share or a length is said to be: 权重为25%, 期限为2个月.
_IS: Final = re.compile("(?:权重|比例|比重|占比|期限|时限|标准|系数|额度)$")
_NEW_VALUE: Final = re.compile(rf"(?:[^，。；]{{0,12}}?){NUMERAL}(?:{MEASURES}|个月|个工作日|年|天|日|小时)")
_NEWLY: Final = re.compile(r"新建立(?!的)")
_NOW: Final = re.compile(r"(?<!由)(?:改为|调整为)(?=每)")  # 改为每两年举办1期
_NOT_THEN: Final = re.compile(r"，(?:本年度?|今年|当年)不(?:再)?(?:安排|举办|开展|组织)[^，。；]{0,8}")
_FIRST: Final = re.compile(r"首(?:次(?!代|创)|届(?!毕业))")


def change_spans(text: str) -> Iterator[Span]:
    """What a change comes to once it is in force.

    Args:
        text (str): A sentence of last year's plan.

    Yields:
        Span: The old value with the word of change goes; 把 before it goes, too, and so does 本年度不安排.
    """
    for match in outside(text, _CHANGE, NAMED):
        start = match.start()
        yield Span(start, match.end("turn"), _joint(text, match), _DONE)
        if taken := _TAKEN.search(text, 0, start):
            yield Span(*taken.span(), "", _DONE)
    for match in outside(text, _NEWLY, NAMED):
        yield Span(*match.span(), "健全", "已建立")
    for match in outside(text, _NOW, NAMED):
        yield Span(*match.span(), "", _DONE)
    for match in outside(text, _NOT_THEN, NAMED):
        yield Span(*match.span(), "", "只是上年的安排")
    for match in outside(text, _FIRST, NAMED):
        yield Span(*match.span(), "", "已非首次")


def new_values(text: str) -> list[tuple[int, int]]:
    """Where the new values of changes stand: they are settled, and no targets of one year.

    Args:
        text (str): A sentence.

    Returns:
        list[tuple[int, int]]: Spans; 精简为8个 holds one.
    """
    found = (_NEW_VALUE.match(text, match.start("new")) for match in _CHANGE.finditer(text))
    return [value.span() for value in found if value]


def _joint(text: str, match: re.Match[str]) -> str:
    """What stands between the matter and the new value: the period that only the old one named, 为, 在."""
    every = _EVERY.search(match["old"])
    if every and not _PERIOD.match(match["new"]):
        return every[0]
    if match["turn"].startswith("提前"):
        return "在"
    is_said = match["new"][:1].isdecimal() and (_SHARE.match(match["new"]) or _IS.search(text, 0, match.start()))
    return "为" if is_said else ""
