"""The sentences of one thread: what is carried from last year, and what is taken from other documents. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.carrying import carry
from assistant.drafting.carrying.blanks import foreign_spans
from assistant.drafting.carrying.spans import Span, rewritten
from assistant.drafting.cutting import Stretch
from assistant.drafting.known import Known
from assistant.drafting.pieces import pieces, without
from assistant.drafting.planning.records import Addition, Change, Thread
from assistant.drafting.planning.roots import Block
from assistant.drafting.provenance import sentence_of
from assistant.drafting.records import Brief, Edit, Sentence
from assistant.drafting.voice import as_plan
from assistant.drafting.writing.labels import printed_label
from ingest.labels import label_of

_STOPPED: Final = tuple("。！？；：")
_COUNT: Final = re.compile(r"(?P<before>以下|下列|下面)(?P<n>[两二三四五六七八九十])(?=[件项个条点方])")
_NUMERALS: Final = "零一二三四五六七八九十"


def carried(stretch: Stretch, thread: Thread, known: Known) -> Sentence | None:
    """A sentence of last year's plan in the new year.

    Args:
        stretch (Stretch): The sentence.
        thread (Thread): With what is cut and changed in it.
        known (Known): Of the new year.

    Returns:
        Sentence | None: None where nothing of it is left.
    """
    parts = pieces(stretch)
    reasons = {cut.stretch: cut.reason for cut in thread.cuts if cut.stretch in parts}
    text, cut = without(stretch, parts, reasons) if reasons else (stretch.quote, ())
    if not text:
        return None
    text, renewed = known.renew(text)
    text, edits = carry(text, known.carrying_for(text, stretch.reading.outline.year))
    changes = [change for change in thread.changes if change.stretch == stretch]
    text, changed = _changed(text, changes)
    answers = (problem for part, problem in thread.answers if part in parts)
    text, filled = known.filled(text)
    given = known.facts_in((*edits, *filled))
    others = dict.fromkeys((*(change.source for change in changes), *answers, *given))
    sources = (stretch.source(known.role(stretch)), *others)
    return sentence_of(text, sources, (*cut, *renewed, *edits, *changed, *filled))


def _changed(text: str, changes: Sequence[Change]) -> tuple[str, tuple[Edit, ...]]:
    """The superior's values in place of one's own."""
    spans = [
        Span(text.index(change.old), text.index(change.old) + len(change.old), change.new, "按上级新要求调整")
        for change in changes
        if text.count(change.old) == 1
    ]
    return rewritten(text, sorted(spans, key=lambda span: span.start))


def taken(addition: Addition, brief: Brief) -> Sentence:
    """Words of another document as a sentence of the plan.

    Args:
        addition (Addition): The words.
        brief (Brief): What the plan is written from: whom the superior speaks to, and other units' names.

    Returns:
        Sentence: In plan voice.
    """
    text = as_plan(addition.text, addressees=_addressees(brief), own=brief.unit)
    text, _ = rewritten(text, [*foreign_spans(text, brief.foreign)])
    return sentence_of(stopped(text), addition.sources, addition.edits)


def heading_of(heading: Stretch, brief: Brief) -> Sentence:
    """A heading of the superior's document as one of the plan.

    Args:
        heading (Stretch): Its words.
        brief (Brief): What the plan is written from.

    Returns:
        Sentence: In plan voice, without a stop.
    """
    sentence = taken(Addition("superior", heading.quote, (heading.source("superior"),)), brief)
    return replace(sentence, text=sentence.text.rstrip("。"))


def _addressees(brief: Brief) -> Collection[str]:
    """Whom the superior's documents speak to."""
    named = (re.split("[、，]", reading.outline.addressees) for reading in brief.superiors)
    return [name for names in named for name in names if name]


def stopped(text: str) -> str:
    """A sentence with a stop behind it."""
    return text if text.endswith(_STOPPED) else f"{text.rstrip('，、')}。"


def _recounted(sentence: Sentence, before: int, now: int) -> Sentence:
    """A sentence that announces a list, when the list has grown or shrunk: 以下四件事.

    Args:
        sentence (Sentence): The last one before the list.
        before (int): Members that the list had.
        now (int): Members that it has.

    Returns:
        Sentence: With the new number, if it told the old one.
    """
    match = _COUNT.search(sentence.text)
    if match is None or before == now or now >= len(_NUMERALS) or _NUMERALS.find(match["n"]) != before:
        return sentence
    text, edits = rewritten(sentence.text, [Span(*match.span("n"), _NUMERALS[now], "条数随内容调整")])
    return sentence_of(text, sentence.sources, (*sentence.edits, *edits))


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph of a thread, the lead left out."""

    label: str  # as last year's plan prints it; "" for the item itself and for paragraphs without a number
    sentences: tuple[Sentence, ...]


def paragraphs(thread: Thread, known: Known) -> list[Written]:
    """What a thread says, paragraph by paragraph.

    Args:
        thread (Thread): One that is written.
        known (Known): Of the new year.

    Returns:
        list[Written]: The item's own first, perhaps empty. Additions follow what they take the place of; those that
            take the place of nothing stand at the end, as members of their own where the item is a list.
    """
    left = list(thread.additions)
    if thread.root is None:
        return [Written("", tuple(taken(addition, known.brief) for addition in left))]
    first, *others = [_paragraph(block, thread, left, known) for block in thread.root.blocks]
    kept = [each for each in others if each.sentences]
    label = next((each.label for each in kept if each.label), "")
    rest = tuple(taken(addition, known.brief) for addition in left)
    if label:
        kept += [Written(label, (sentence,)) for sentence in rest]
        had, has = (sum(_rank(each) == _rank(kept[0]) for each in members) for members in (others, kept))
        told = tuple(_recounted(each, had, has) for each in first.sentences)
        return [Written("", told), *kept]
    *before, last = first, *kept
    return [*before, Written(last.label, (*last.sentences, *rest))]


def _rank(paragraph: Written) -> float | None:
    """How deep a list's member stands; None for a paragraph without a label."""
    label = label_of(f"{paragraph.label}文")
    return label.rank if label else None


def _paragraph(block: Block, thread: Thread, left: list[Addition], known: Known) -> Written:
    """A paragraph of last year's plan; an addition that takes the place of some of its words is taken out of `left`."""
    lead = thread.root.lead if thread.root else None
    written: list[Sentence] = []
    for stretch in block.sentences:
        if stretch != lead and (sentence := carried(stretch, thread, known)):
            written.append(sentence)
        parts = set(pieces(stretch))
        replaced = {source for cut in thread.cuts if cut.stretch in parts for source in cut.evidence}
        for addition in [each for each in left if replaced.intersection(each.sources)]:
            left.remove(addition)
            written.append(taken(addition, known.brief))
    return Written(printed_label(block.item.text) if block.is_first else "", tuple(written))
