"""The shape and the voice of a 意见 where the unit has none of its own to go on from. Pure.

The content is that of next year's 要点: the opening becomes 总体要求, the sections parts of 重点任务, the last one,
where it is about responsibility, 保障措施. Sentences that begin with what is to be done get the 要 of the genre. Whom
they bind stands in them only where a source says so: a subject is never made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from assistant.drafting.belonging import topic_of
from assistant.drafting.carrying.spans import Span, rewritten
from assistant.drafting.provenance import genre_source, sentence_of
from assistant.drafting.records import OPENING, Brief, DraftItem, Section, Sentence, blank
from assistant.drafting.style import slots_of
from assistant.drafting.writing.labels import relabelled

_GUIDANCE: Final = "总体要求"
_TASKS: Final = "重点任务"
_GUARANTEES: Final = "保障措施"
_RESPONSIBLE: Final = re.compile(r"责任|保障|组织领导|考核")  # in the heading of a section that is no task of its own
_SECTION: Final = "一、"
_OUTER: Final = "（一）"
_INNER: Final = "1."
_MEMBER: Final = "（1）"
# What a sentence without a subject begins with; 组织人事部, 学习情况 are subjects.
_ACTS: Final = re.compile(
    "坚持|落实|贯彻|执行|深化|巩固|加强|强化|推进|推动|健全|完善|抓好|做好|严格|压实|压紧|统筹|围绕|聚焦|按照|突出|优化|规范|提升|"
    "提高|增强|发挥|建立|制定|修订|举办|选派|开展|深入|结合|[把将对]"
)
_MUST: Final = "要"
_WISH: Final = "做好"  # what a unit wants of the work of the year, where its superior has no word of its own for it
# 云岭集团2026年党建工作要点, 省能源行业党委关于加强2026年企业党建工作的意见
_PLAN_TITLE: Final = re.compile(
    r"(?P<unit>[^年]*?)(?P<year>(?:19|20)\d\d年)度?(?P<matter>.*?)(?:工作)?(?:要点|计划|安排)(?:及.*)?"
)
_ORDER_TITLE: Final = re.compile(r"关于(?P<wish>[^\d，。；、《》]{2,8}?)(?:19|20)\d\d年.*意见$")


def opinion_title(title: str, brief: Brief) -> str:
    """The title of a 意见 whose content is that of a 要点, worded as the superior words its own.

    Args:
        title (str): Of the 要点, with the new year: 云岭集团2026年党建工作要点.
        brief (Brief): With the superior's documents for the year.

    Returns:
        str: 云岭集团关于加强2026年党建工作的意见 in this example; the same title where no year stands in it.
    """
    match = _PLAN_TITLE.fullmatch(title)
    return f"{match['unit']}关于{_wish(brief)}{match['year']}{match['matter']}工作的意见" if match else title


def _wish(brief: Brief) -> str:
    found = (_ORDER_TITLE.search(reading.outline.title) for reading in brief.superiors)
    return next((match["wish"] for match in found if match), _WISH)


def _matter(brief: Brief) -> str:
    """What the work is about, as the title of the plan names it."""
    title = brief.base.outline.title
    match = _PLAN_TITLE.fullmatch(title)
    return match["matter"] if match else topic_of(title, brief.names)


def as_opinion(sections: Sequence[Section], brief: Brief) -> tuple[Section, ...]:
    """Give what was written as a 要点 the shape of a 意见.

    Args:
        sections (Sequence[Section]): The opening paragraph first, where there is one.
        brief (Brief): What it was written from.

    Returns:
        tuple[Section, ...]: Opening, 总体要求, 重点任务, 保障措施.
    """
    opening = [s for section in sections if not section.heading.text for item in section.items for s in item.sentences]
    parts = [section for section in sections if section.heading.text]
    tasks, guarantees = _parted(parts)
    at = next((n for n, sentence in enumerate(opening) if _guides(sentence)), len(opening))
    formula = f"现就{_wish(brief)}{brief.year}年{_matter(brief)}工作提出如下意见。"
    first = (*opening[:at], sentence_of(formula, (genre_source(formula, "意见"),)))
    return (
        Section("", Sentence("", "沿用", ()), (DraftItem("", OPENING, first),)),
        _section(1, _GUIDANCE, [DraftItem("", "", tuple(opening[at:]) or (_blank(_GUIDANCE),))]),
        _section(2, _TASKS, [item for number, part in enumerate(tasks, 1) for item in _group(part, number)]),
        _section(3, _GUARANTEES, _items(guarantees, _OUTER, _INNER) or [DraftItem("", "", (_blank(_GUARANTEES),))]),
    )


def _parted(parts: Sequence[Section]) -> tuple[Sequence[Section], tuple[DraftItem, ...]]:
    """The sections that hold tasks, and the items of the last one where it says who answers for them."""
    if len(parts) > 1 and _RESPONSIBLE.search(parts[-1].heading.text):
        return parts[:-1], parts[-1].items
    return parts, ()


def _guides(sentence: Sentence) -> bool:
    return any(slot.name == "总要求" for slot in slots_of(sentence.text)) or "指导" in sentence.text


def _section(number: int, heading: str, items: Iterable[DraftItem]) -> Section:
    return Section(relabelled(_SECTION, number), sentence_of(heading, (genre_source(heading, "意见"),)), tuple(items))


def _group(part: Section, number: int) -> Iterator[DraftItem]:
    """A section as a part of 重点任务: its heading, and its items one level further in."""
    yield DraftItem(relabelled(_OUTER, number), "", (part.heading,))
    yield from _items(part.items, _INNER, _MEMBER)


def _items(items: Sequence[DraftItem], label: str, member: str) -> list[DraftItem]:
    """Items numbered anew, the members of their lists one level below them."""
    found: list[DraftItem] = []
    number = 0
    for _, group in groupby(items, key=lambda item: item.row):
        first, *others = group
        number += bool(first.label)
        found.append(replace(first, label=_label(first, label, number), sentences=tuple(_voiced(first.sentences))))
        listed = 0
        for each in others:
            listed += bool(each.label)
            found.append(replace(each, label=_label(each, member, listed)))
    return found


def _label(item: DraftItem, form: str, number: int) -> str:
    return relabelled(form, number) if item.label else ""


def _voiced(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The first sentence behind the lead says that it must be done."""
    for number, sentence in enumerate(sentences):
        yield _binding(sentence) if number == 1 and _ACTS.match(sentence.text) else sentence


def _binding(sentence: Sentence) -> Sentence:
    text, edits = rewritten(sentence.text, [Span(0, 0, _MUST, "意见的语气")])
    return sentence_of(text, sentence.sources, (*sentence.edits, *edits))


def _blank(what: str) -> Sentence:
    return sentence_of(f"{blank(what)}。", ())
