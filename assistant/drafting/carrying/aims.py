"""A report's aims of one year: 城镇新增就业1100万人以上 -> 城镇新增就业【待补：人数】. Pure.

In a yearly report of a government every figure is of its year: bounds and shares are aims, too. Years, dates, spans of
time and what stands in names are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from assistant.drafting.carrying.spans import NAMED, Span, outside
from assistant.drafting.records import blank

_NUMBER: Final = r"\d+(?:\.\d+)?"
_MEASURE: Final = (
    r"个百分点|[%％‰]|(?:万亿|亿|万|千|百)*(?:美元|元|人次|人|户|套|辆|台|亩|斤|吨|公里|米|千瓦时|千瓦|平方米|立方米|件|家|个|名|"
    r"项|部|省份|省|市|县|村|倍|批|所|处|座|次|期|岁|万|亿)"
)
_FIGURE: Final = re.compile(
    rf"(?:不少于|不低于|不超过|超过|至少|达到|约|近)?(?:{_NUMBER}(?:[万亿]?[-—~至到])?)?{_NUMBER}(?P<measure>{_MEASURE})"
    r"(?:以上|左右|以下|以内|多)?"
)
_PEOPLE: Final = re.compile("人次|人|名|户")
_KINDS: Final = (
    (re.compile("元"), "金额"),
    (_PEOPLE, "人数"),
    (re.compile("[%％‰]|百分点"), "比例"),
    (re.compile("岁"), "年龄"),
)


def aim_spans(text: str, standing: Collection[str]) -> Iterator[Span]:
    """What becomes of a report's figures.

    Args:
        text (str): A sentence of last year's report.
        standing (Collection[str]): Figures that stand, as written.

    Yields:
        Span: The figure with its bound becomes a blank.
    """
    for match in outside(text, _FIGURE, NAMED):
        if match[0] not in standing:
            yield Span(*match.span(), blank(_label(match["measure"])), "年度目标待补")


def _label(measure: str) -> str:
    return next((name for pattern, name in _KINDS if pattern.search(measure)), "数量")
