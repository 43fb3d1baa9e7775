"""The frame of a 总结: what its three parts are called and how their items are numbered, as in the unit's last one.

Where the unit has none, or its last one is built otherwise, the genre's: 主要做法和成效, 存在的主要问题,
下一步工作打算. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.drafting.carrying.spans import Span, rewritten
from assistant.drafting.cutting import Stretch, is_content, whole
from assistant.drafting.provenance import genre_source, sentence_of
from assistant.drafting.records import Brief, Reading, Sentence
from assistant.drafting.writing.labels import printed_label, relabelled
from ingest.records import Item, Tense

_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")
_GENRE: Final[dict[Tense, str]] = {"done": "主要做法和成效", "problem": "存在的主要问题", "plan": "下一步工作打算"}
_LABEL: Final = "（一）"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a 总结."""

    label: str  # 一、
    heading: Sentence
    item_label: str  # of its first item, as printed

    def label_of(self, number: int) -> str:
        """The label of an item, from 1."""
        return relabelled(self.item_label, number)


@dataclass(frozen=True, slots=True)
class Frame:
    """The three parts."""

    done: Part
    problems: Part
    intentions: Part


def frame_of(brief: Brief) -> Frame:
    """Lay out a 总结.

    Args:
        brief (Brief): With the unit's earlier 总结, newest first.

    Returns:
        Frame: Years in headings are the draft's.
    """
    return Frame(_part(brief, "done", 1), _part(brief, "problem", 2), _part(brief, "plan", 3))


def shifted(text: str, years: int) -> tuple[Span, ...]:
    """Every year in a title or a heading, later by some years."""
    return tuple(Span(*match.span(), str(int(match[0]) + years), "年度更新") for match in _YEAR.finditer(text))


def _part(brief: Brief, tense: Tense, number: int) -> Part:
    label = relabelled("一、", number)
    model = brief.reviews[0] if brief.reviews else None
    tops = [item for item in model.outline.items if _is_top(item, tense)] if model else []
    if model is None or len(tops) != 1:
        return Part(label, sentence_of(_GENRE[tense], (genre_source(_GENRE[tense], brief.kind),)), _LABEL)
    heading = _heading(model, tops[0])
    text, edits = rewritten(heading.quote, shifted(heading.quote, brief.year - (model.outline.year or brief.year)))
    return Part(label, sentence_of(text, (heading.source("review"),), edits), _item_label(model, tops[0]) or _LABEL)


def _is_top(item: Item, tense: Tense) -> bool:
    return item.level == 1 and item.tense == tense and is_content(item) and bool(printed_label(item.text))


def _heading(reading: Reading, item: Item) -> Stretch:
    words = whole(reading, item)
    return Stretch(reading, item, words.start, words.start + len(re.split("[\n。：]", words.quote)[0]))


def _item_label(reading: Reading, top: Item) -> str:
    below = (item for item in reading.outline.items if item.address.startswith(f"{top.address}/"))
    return next(filter(None, (printed_label(item.text) for item in below)), "")
