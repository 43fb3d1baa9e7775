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
# Words that any plan's items begin with, and lengths, are shared by three of four by chance.
_EVERYDAY: Final = "加强|加快|推进|推动|落实|做好|抓好|提升|提高|深化|强化|完善|健全|开展|坚持|严格|严肃|规范|优化"
CERTAIN: Final = 4
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
    for form in _forms(headings):
        breaking = [index for index, heading in enumerate(headings) if not form.keeps(heading)]
        keeping = len(headings) - len(breaking)
        if keeping >= SHARED * len(headings) and (form.is_rare or keeping >= CERTAIN):
            for index in breaking:
                broken.setdefault(index, Break(index, form.shared))
    return tuple(broken[index] for index in sorted(broken))


@dataclass(frozen=True, slots=True)
class _Form:
    """What headings may share."""

    shared: str
    keeps: Callable[[str], bool]
    is_rare: bool = True  # three do not share it by chance


def _forms(headings: Sequence[str]) -> Iterator[_Form]:
    """What the headings may share; whether they do is counted."""
    word = mode(heading[:_WORD] for heading in headings)
    yield _Form(f"以“{word}”开头", lambda heading: heading.startswith(word), not re.fullmatch(_EVERYDAY, word))
    sign = mode(heading[:1] for heading in headings)
    if sign in _SHORT_WORDS:
        yield _Form(f"以“{sign}”开头", lambda heading: heading.startswith(sign))
    yield _Form("用“以…为…”的句式", lambda heading: pattern_of(heading).beginning == "以…为…")
    if framed := mode(_framed(heading) for heading in headings):
        yield _Form(f"用“{word}…{framed}…”的句式", lambda heading: _framed(heading) == framed)
    halves = mode(pattern_of(heading).halves for heading in headings)
    if halves > 1:
        yield _Form(f"分{halves}个分句", lambda heading: pattern_of(heading).halves == halves)
    length = mode(map(_length, headings))
    yield _Form(f"是{length}个字", lambda heading: _length(heading) == length, is_rare=False)


def _framed(heading: str) -> str:
    match = _FRAME.match(heading)
    return match["sign"] if match else ""


def _length(heading: str) -> int:
    """Characters without marks, as one hears them: 坚决做到“两个维护” is as long as 筑牢共同思想根基."""
    return sum(sign.isalnum() for sign in heading)
