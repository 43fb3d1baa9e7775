"""A draft in, its paragraphs in reading order out, each with its kind and what its parts are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.compare.records import Operation
from assistant.drafting.records import Draft, DraftItem, Section, Sentence
from assistant.export.word.layout import Part
from ingest.labels import Rank, label_of

BREAKDOWN: Final = "重点任务分解表"
# A lead is the item's first sentence where others follow. In the genre leads have up to about 40 characters; a longer
# first sentence is part of the text.
LONGEST_LEAD: Final = 40
_STOPS: Final = tuple("。！？；：")  # a sentence of its own without one is a heading
_PLAN_NAME: Final = re.compile(r"(?:工作)?(?:要点|意见|计划|安排|方案)?(?:(?:重点)?任务分解(?:表)?)?$")
# 云岭集团关于加强2026年党建工作的意见 is on the work of a year, as 云岭集团2026年党建工作意见 is.
_ON_A_YEAR: Final = re.compile(r"^(?P<unit>.*?)关于\D{2,8}(?P<about>(?:19|20)\d\d年.*)的(?=意见$)")
_LEVELS: Final[Mapping[Rank, Part]] = {
    Rank.CHINESE: "heading 1",
    Rank.BRACKETED: "heading 2",
    Rank.ARABIC: "heading 3",
    Rank.BRACKETED_ARABIC: "heading 4",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph that looks alike and comes from one sentence."""

    text: str
    is_lead: bool = True  # has the look of its paragraph's kind; else that of the body
    sentence: Sentence | None = None  # None for labels and what the layout adds
    change: Operation = "keep"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph."""

    part: Part
    segments: tuple[Segment, ...]
    change: Operation = "keep"  # of the paragraph as such

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(segment.text for segment in self.segments)


def blocks_of(draft: Draft) -> tuple[Block, ...]:
    """The paragraphs of a draft's text, without its attachment.

    Args:
        draft (Draft): A draft.

    Returns:
        tuple[Block, ...]: Title, addressees, sections with their items, note of the attachment, signer, date; what the
            draft does not have is left out, but for the date, which is to be filled in.
    """
    return tuple(_blocks(draft))


def breakdown_title(draft: Draft) -> str:
    """The attachment's title: 云岭集团2026年党建工作要点 -> 云岭集团2026年党建重点任务分解表."""
    return _PLAN_NAME.sub("", _ON_A_YEAR.sub(r"\g<unit>\g<about>", draft.title)) + BREAKDOWN


def plain(part: Part, text: str) -> Block:
    """A paragraph of one segment."""
    return Block(part, (Segment(text),))


def _blocks(draft: Draft) -> Iterator[Block]:
    yield plain("title", draft.title)
    if draft.addressees:
        yield plain("addressees", f"{draft.addressees}：")
    for section in draft.sections:
        if section.heading.text:
            yield _heading(section)
        yield from map(_item, section.items)
    if draft.tasks:
        yield plain("note", f"附件：{breakdown_title(draft)}")
    if draft.signer:
        yield plain("signer", draft.signer)
    yield plain("date", draft.issued)


def _heading(section: Section) -> Block:
    return Block("heading 1", (Segment(section.label), Segment(section.heading.text, sentence=section.heading)))


def _item(item: DraftItem) -> Block:
    first = item.sentences[0].text
    has_lead = len(first) <= LONGEST_LEAD and (len(item.sentences) > 1 or not first.endswith(_STOPS))
    label = [Segment(item.label)] if item.label else []
    sentences = [Segment(s.text, has_lead and n == 0, s) for n, s in enumerate(item.sentences)]
    return Block(part_of(item.text) if item.label else "body", (*label, *sentences))


def part_of(text: str) -> Part:
    """The kind of a paragraph by the label that it begins with: （一）抓… -> heading 2."""
    label = label_of(text)
    return _LEVELS.get(label.rank, "body") if label else "body"
