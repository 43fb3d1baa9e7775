"""A bare measure put in place of words that hold one: 讲党课不少于1次, 2次 -> 讲党课不少于2次. Pure.

The rest of the old words only says where. What the new words do not tell (不少于, 每年) stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.errors import BadRequest
from ingest.obligations.amounts import MEASURES

_NUMERAL: Final = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百半]+)"
BOUND: Final = r"(?:不少于|不低于|不超过|不高于|不多于|至少|至多)"
_PERIOD: Final = rf"每(?:{_NUMERAL}?个?(?:半年|年|季度|月|周|天|日))"
_UNIT: Final = rf"(?:人次|小时|分钟|个月|个?工作日|年(?![底内度初轻])|天|{MEASURES})"
_AMOUNT: Final = rf"(?<![\d第.]){_NUMERAL}{_UNIT}"
_BEHIND: Final = r"(?:以上|以下|以内|左右)"
_MEASURE: Final = re.compile(
    rf"(?P<period>{_PERIOD})?(?:(?P<bound>{BOUND})?(?P<amount>{_AMOUNT})(?P<behind>{_BEHIND})?)?"
)
_PERIODS: Final = re.compile(_PERIOD)
_AMOUNTS: Final = re.compile(
    rf"(?:{_PERIOD})|(?P<bound>{BOUND})?(?P<amount>{_AMOUNT})(?P<behind>{_BEHIND})?"  # 每两个月 is no amount
)
_DEADLINE: Final = re.compile(
    r"(?:\d{1,2}月(?:\d{1,2}日|底|初|[上中下]旬)?|年底|[上下]半年|[一二三四]季度)(?:之?前|以前)?"
)
_BLANKS: Final = re.compile("【[^】]*】")
_FIGURE: Final = re.compile(_NUMERAL)

Change = tuple[int, int, str]  # from where to where in the old words, and what stands there then


def is_measure(words: str) -> bool:
    """Whether words are a number with its unit, how often, or both: 2次, 不少于8人, 每半年1次, 每季度."""
    return bool(words) and _MEASURE.fullmatch(words) is not None


def unit_of(amount: str) -> str:
    """What an amount counts in: 次 of 3次; "" where it has no unit."""
    return _FIGURE.sub("", amount, count=1).replace("％", "%")


def in_place_of(old: str, new: str) -> str:
    """What words are to read when others are put in their place.

    Args:
        old (str): As they stand.
        new (str): As typed.

    Returns:
        str: The new words; where these are a bare measure or deadline, the old ones with their like part changed.
            A blank goes as a whole.

    Raises:
        BadRequest: The new words are a bare measure, and the old ones have none that is like it, or several.
    """
    dates = list(_DEADLINE.finditer(old))
    if _DEADLINE.fullmatch(new) and len(dates) == 1:
        return old[: dates[0].start()] + new + old[dates[0].end() :]
    if not is_measure(new) or _BLANKS.fullmatch(old):
        return new
    changes = _changes(old, new)
    if changes is None and not is_measure(old):
        raise BadRequest(
            f"不能确定“{new}”要替换“{old}”里的哪几个字，草稿没有改动。请只写数目和单位，或把改后的话写全，"
            f"例如“把‘{old}’改为‘…’”"
        )
    text = old
    for start, end, words in sorted(changes or [(0, len(old), new)], reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _changes(old: str, new: str) -> list[Change] | None:
    """What of the old words gives way to each part of a measure; None where that is not clear."""
    said = _MEASURE.fullmatch(new)
    if said is None:
        return None
    period = _period_change(old, said["period"]) if said["period"] else []
    amount = _amount_change(old, said) if said["amount"] else []
    is_clear = bool(period) == bool(said["period"]) and bool(amount) == bool(said["amount"])
    return [*period, *amount] if is_clear else None


def _period_change(old: str, period: str) -> list[Change]:
    spans = [match.span() for match in _PERIODS.finditer(old)]
    return [(*spans[0], period)] if len(spans) == 1 else []


def _amount_change(old: str, said: re.Match[str]) -> list[Change]:
    """The only amount with such a unit, or the one at the end; its bound stays where the new one has none."""
    unit = unit_of(said["amount"])
    alike = [match for match in _AMOUNTS.finditer(old) if match["amount"] and unit_of(match["amount"]) == unit]
    last = _at_end(old, alike)
    if last is None:
        return []
    is_bound = said["bound"] or said["behind"]
    start, end = last.span() if is_bound else last.span("amount")
    return [(start, end, f"{said['bound'] or ''}{said['amount']}{said['behind'] or ''}")]


def _at_end(old: str, alike: Sequence[re.Match[str]]) -> re.Match[str] | None:
    is_clear = len(alike) == 1 or (alike and alike[-1].end() == len(old))
    return alike[-1] if is_clear else None
