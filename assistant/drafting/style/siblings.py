"""Headings and leads under one heading -> the forms that nearly all of them share, and who breaks them. Pure.

Only forms that nobody hits by chance count: the same first word (聚焦…, 让…), the same frame (聚焦…抓…), 以…为…, two
halves, the same number of characters. Plain 动宾 is how every plan speaks and no pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mode
from typing import Final

from assistant.drafting.style.headings import FEWEST, SHARED, pattern_of

_WORD: Final = 2  # characters of a first word; shorter ones are these:
_SHORT_WORDS: Final = "抓让在以把建强促守重用讲严"
_FRAME: Final = re.compile(r"..+?(?P<sign>[抓求促谋])")  # 聚焦队伍建设抓培养, 在监督贯通协同上求合力


@dataclass(frozen=True, slots=True)
class Break:
    """A heading that is built otherwise than its siblings."""

    index: int
    shared: str  # what the others share, as one reads it: 以“聚焦”开头


def breaks(headings: Sequence[str]) -> tuple[Break, ...]:
    """Find the headings that break a form which nearly all of them share.

    Args:
        headings (Sequence[str]): Of one parent, in order, without labels and stops.

    Returns:
        tuple[Break, ...]: In order, one for each heading at most; empty where fewer than four stand together or where
            they share no form.
    """
    if len(headings) < FEWEST:
        return ()
    broken: dict[int, Break] = {}
    for shared, keeps in _forms(headings):
        breaking = [index for index, heading in enumerate(headings) if not keeps(heading)]
        if len(breaking) <= (1 - SHARED) * len(headings):
            for index in breaking:
                broken.setdefault(index, Break(index, shared))
    return tuple(broken[index] for index in sorted(broken))


def _forms(headings: Sequence[str]) -> Iterator[tuple[str, Callable[[str], bool]]]:
    """What the headings may share; whether they do is counted."""
    word = mode(heading[:_WORD] for heading in headings)
    yield f"以“{word}”开头", lambda heading: heading.startswith(word)
    sign = mode(heading[:1] for heading in headings)
    if sign and sign in _SHORT_WORDS:
        yield f"以“{sign}”开头", lambda heading: heading.startswith(sign)
    yield "用“以…为…”的句式", lambda heading: pattern_of(heading).beginning == "以…为…"
    framed = mode(_framed(heading) for heading in headings)
    if framed:
        yield f"用“{word}…{framed}…”的句式", lambda heading: _framed(heading) == framed
    halves = mode(pattern_of(heading).halves for heading in headings)
    if halves > 1:
        yield f"分{halves}个分句", lambda heading: pattern_of(heading).halves == halves
    length = mode(map(_length, headings))
    yield f"是{length}个字", lambda heading: _length(heading) == length


def _framed(heading: str) -> str:
    match = _FRAME.match(heading)
    return match["sign"] if match else ""


def _length(heading: str) -> int:
    """Characters without marks, as one hears them: 坚决做到“两个维护” is as long as 筑牢共同思想根基."""
    return sum(sign.isalnum() for sign in heading)
