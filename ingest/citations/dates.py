"""From when something is so: 自2023年7月1日起施行 -> 2023-07-01. Pure; a leaf but for numerals."""

from __future__ import annotations

import re
from typing import Final

from ingest.numerals import value_of

_CN: Final = "〇零○一二三四五六七八九十"
_GAP: Final = r"\s{0,3}"  # bounded, since several stand side by side
_DATE: Final = (
    rf"(?P<year>(?:19|20)\d\d|[一二][{_CN}]{{3}}){_GAP}年{_GAP}"
    rf"(?:(?P<month>\d{{1,2}}|[{_CN}]{{1,3}}){_GAP}月{_GAP}(?:(?P<day>\d{{1,2}}|[{_CN}]{{1,3}}){_GAP}日)?)?"
)
_WRITTEN: Final = re.compile(_DATE)
_FROM: Final = re.compile(
    rf"[自从于]{_GAP}{_DATE}{_GAP}(?:起|开始)?{_GAP}(?:正式)?(?:施行|实施|执行|生效|启用|废止|停止|失效)(?!的)"
)
_FROM_ISSUE: Final = re.compile(r"自(?:发布|印发|公布|颁布|下发)之日起|自印发起|自发布起")


def iso(written: str) -> str:
    """The first date of a text as ISO: 2023年7月1日 -> 2023-07-01, 二〇二三年七月 -> 2023-07; "" without one."""
    date = _WRITTEN.search(written)
    return _iso(date) if date else ""


def in_force_from(text: str, issued: str) -> str:
    """The date from which a text says that something is in force, or no longer is.

    Args:
        text (str): A sentence, or an item.
        issued (str): The document's date of issue as written, or "".

    Returns:
        str: ISO date; "" where the text does not tell.
    """
    date = _FROM.search(text)
    if date:
        return _iso(date)
    return iso(issued) if _FROM_ISSUE.search(text) else ""


def _iso(date: re.Match[str]) -> str:
    values = [value_of(part.replace("○", "〇")) for part in date.group("year", "month", "day") if part]
    return "-".join([f"{values[0]:04}", *(f"{value:02}" for value in values[1:])])
