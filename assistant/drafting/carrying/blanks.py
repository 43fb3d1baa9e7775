"""What a text must not hold: masks (XX, X次, 1X家, ***) and other units' names become 【待补：…】. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.drafting.carrying.spans import MISSING, Span, outside
from assistant.drafting.records import blank

# Letters that stand for what was masked: XX, xx, 1X, X.X, ***; no part of a word of letters, no 3×4.
_STARS: Final = r"\*{2,}|＊{2,}|×{2,}|(?<!\d)×(?!\d)|[○〇]{2,}(?![年一二三四五六七八九])"
_LETTERS: Final = r"(?:(?<!\d)\d{1,3})?(?:[.．]?[XxＸｘ])+(?:\d{1,2}(?!\d))?(?:[.．]\d+)?"  # 1X, XX.5; 2025 is no part
_X: Final = rf"(?:(?<![A-Za-z]){_LETTERS}(?![A-Za-z])|{_STARS})"
_MASK: Final = re.compile(_X)
MASK: Final = re.compile(rf"(?:{_X})(?:(?:年(?!度)|月(?!度)|日(?![报常志]))(?:{_X}|\d{{1,2}})?(?:月|日)?)*")
# What a mask counts; 部 of XX部门 and 人 of XX人民政府 are no measures.
_COUNTED: Final = (
    "学时|课时|个(?=[^月]|$)|[项件篇条份支户对本部套册张块处台节讲批场期起家亩](?![员队位门组委书分市局型电])"
)
_MEASURE: Final = re.compile(
    "(?P<times>余?(?:人次|批次|场次|次))|(?P<people>余?[名人位](?![员才大民事]))|(?P<share>[%％]|个百分点)"
    f"|(?P<money>余?[百千]?[万亿]{{0,2}}余?元(?![素旦]))|(?P<year>(?=年度))|余?(?P<other>{_COUNTED})"
)
_NAMES: Final = {"times": "次数", "people": "人数", "money": "金额", "share": "比例", "year": "年份"}
_DATED: Final = re.compile("[年月日]$")


def mask_spans(text: str) -> Iterator[Span]:
    """What masks become.

    Args:
        text (str): A sentence.

    Yields:
        Span: X次 -> 【待补：次数】, X新区 -> 【待补：名称】新区.
    """
    for match in outside(text, MASK, MISSING):
        if _DATED.search(match[0]):
            yield Span(*match.span(), blank("日期"), "隐去内容待补")
            continue
        mask = _MASK.match(text, match.start()) or match
        measure = _MEASURE.match(text, mask.end())
        end = measure.end() if measure else mask.end()
        yield Span(mask.start(), end, blank(_name_of(measure)), "隐去内容待补")


def without_masks(text: str) -> str:
    """A text in which every mask is a fact to be given.

    Args:
        text (str): Some sentences.

    Returns:
        str: Unchanged where it holds no mask.
    """
    while spans := list(mask_spans(text)):
        for span in reversed(spans):
            text = text[: span.start] + span.new + text[span.end :]
    return text


def foreign_spans(text: str, foreign: Sequence[str]) -> Iterator[Span]:
    """What other units' names become.

    Args:
        text (str): A sentence.
        foreign (Sequence[str]): Their names.

    Yields:
        Span: 【待补：单位名称】 for the longest name at its place.
    """
    names = sorted(filter(None, foreign), key=len, reverse=True)
    if names:
        for match in outside(text, re.compile("|".join(map(re.escape, names))), MISSING):
            yield Span(*match.span(), blank("单位名称"), "外单位名称待补")


def _name_of(measure: re.Match[str] | None) -> str:
    if measure is None:
        return "名称"
    return _NAMES.get(measure.lastgroup or "") or f"{measure['other']}数"
