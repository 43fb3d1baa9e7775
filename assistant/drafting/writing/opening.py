"""The opening paragraph: last year's, its slots refilled from this year's sources. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.drafting.carrying import carry
from assistant.drafting.carrying.spans import Span, rewritten
from assistant.drafting.cutting import Stretch, sentences
from assistant.drafting.known import Known
from assistant.drafting.planning.intents import Problem, problems_of
from assistant.drafting.provenance import fact_source, sentence_of
from assistant.drafting.records import OPENING, Brief, Sentence, Source, blank
from assistant.drafting.style.opening import slots_of

_LAST_YEAR: Final = re.compile(r"[^，。；]*(?:上年|去年|迎接|喜迎)[^，。；]*(?:，|(?=。))")
TITLES: Final = 3  # problems that an opening names


def opening_of(known: Known) -> tuple[Sentence, ...]:
    """Write the opening paragraph.

    Args:
        known (Known): Of the new year.

    Returns:
        tuple[Sentence, ...]: None where last year's plan has no opening paragraph.
    """
    base = known.brief.base
    item = next((item for item in base.outline.items if item.label == OPENING), None)
    if item is None or item.tense != "plan":
        return ()
    problems = problems_of(known.brief)[:TITLES]
    return tuple(_sentence(stretch, known, problems) for stretch in sentences(base, item))


def _sentence(stretch: Stretch, known: Known, problems: Sequence[Problem]) -> Sentence:
    brief = known.brief
    if any(slot.name == "定位" for slot in slots_of(stretch.quote)):
        return _characterised(stretch, brief)
    text, renewed = known.renew(stretch.quote)
    spans = sorted(_problem_spans(text, problems), key=lambda span: span.start)
    known_here = known.carrying_for(text)
    text, updated = rewritten(text, spans)
    text, edits = carry(text, known_here)
    named = [problem.stretch.source("problem") for problem in problems if spans]
    return sentence_of(text, (stretch.source("prior"), *named, *known.facts_in(edits)), (*renewed, *updated, *edits))


def _characterised(stretch: Stretch, brief: Brief) -> Sentence:
    """What year it is: as the user says, else as the superior's documents open, else to be given."""
    for fact in brief.facts.of("定位"):
        text = fact.text or fact.name
        text = text if str(brief.year) in text else f"{brief.year}年是{text}"
        return sentence_of(text if text.endswith("。") else f"{text}。", (fact_source(fact, brief),))
    found = next(_said_of_the_year(brief), None)
    if found:
        return sentence_of(f"{found.quote}。", (found,))
    return sentence_of(f"{brief.year}年是{blank(f'{brief.year}年的年度定位')}。", (stretch.source("prior"),))


def _said_of_the_year(brief: Brief) -> Iterator[Source]:
    """The first clause of a superior's document that says what year it is."""
    for reading in brief.superiors:
        for item in reading.outline.items:
            match = re.search(rf"{brief.year}年是[^，。；]+", item.text) if item.label == OPENING else None
            if match:
                start = item.start + match.start()
                yield Stretch(reading, item, start, start + len(match[0])).source("superior")


def _problem_spans(text: str, problems: Sequence[Problem]) -> Iterator[Span]:
    """The problems that last year's plan names give way to the newest ones; what else tells of its year goes."""
    titles = [re.split("[，。；]", problem.title)[0] for problem in problems]
    named = [slot for slot in slots_of(text) if slot.name == "问题"]
    if titles:
        told = f"针对上年总结查摆的{'、'.join(titles)}等问题"
        yield from (Span(slot.start, slot.end, told, "按最近一次总结更新") for slot in named[:1])
    for match in _LAST_YEAR.finditer(text):
        if not titles or not any(match.start() <= slot.start < match.end() for slot in named[:1]):
            yield Span(match.start(), match.end(), "", "上年情况不再适用")
