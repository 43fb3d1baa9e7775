"""The row of the table: what it accounts for, and why it was decided so, in a few short Chinese sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.drafting.cutting import Stretch
from assistant.drafting.planning.fates import Fate
from assistant.drafting.planning.intents import Problem
from assistant.drafting.planning.records import Addition, Change, Cut
from assistant.drafting.planning.roots import Root
from assistant.drafting.planning.sorting import Inputs
from assistant.drafting.provenance import fact_source
from assistant.drafting.records import Brief, Role, Source, Unfinished

_DATED: Final = re.compile(r"\d{1,2}月|[上下]半年|季度|年底|年内")  # what was to be done by a day can be asked after


def own_sources(root: Root, role: Role = "prior") -> Iterator[Source]:
    """The items of a plan that a row is about.

    Args:
        root (Root): Of last year's plan, or of an earlier one.
        role (Role): Which of them.

    Yields:
        Source: One for each item, with all of its words.
    """
    for item in dict.fromkeys(block.item for block in root.blocks):
        inside = [sentence for block in root.blocks if block.item == item for sentence in block.sentences]
        yield Stretch(inside[0].reading, item, inside[0].start, inside[-1].end).source(role)


def taken_sources(inputs: Inputs, brief: Brief) -> Iterator[Source]:
    """The superior's requirements, the intentions, problems and facts that a row takes up, each once.

    Args:
        inputs (Inputs): Of the row.
        brief (Brief): With the facts' file.

    Yields:
        Source: In that order.
    """
    yield from (asked.stretch.source("superior") for ask in inputs.asks for asked in ask.asked)
    for intent in inputs.intents:
        first, last = intent.root.blocks[0].sentences[0], intent.root.blocks[-1].sentences[-1]
        yield Stretch(first.reading, first.item, first.start, max(first.end, last.end)).source("intention")
    yield from (problem.stretch.source("problem") for problem in _problems(inputs))
    yield from (fact_source(fact, brief) for fact in inputs.facts)


def evidence_of(fates: Sequence[Fate]) -> tuple[Source, ...]:
    """What shows that parts recur, or what became of them."""
    found = [fate.earlier for fate in fates if fate.earlier]
    found += [fate.outcome.evidence for fate in fates if fate.outcome.evidence]
    return tuple(dict.fromkeys(found))


def unfinished_of(fates: Sequence[Fate]) -> Iterator[Unfinished]:
    """The parts that were to be done once and of which a report tells that they are not done, or not all.

    Args:
        fates (Sequence[Fate]): Of what stays of an item.

    Yields:
        Unfinished: With what the report tells.
    """
    for fate in fates:
        if fate.is_one_off and not fate.recurs and fate.outcome.state == "open" and fate.outcome.evidence:
            yield Unfinished(fate.piece.source("prior"), fate.outcome.evidence)


def why_new(inputs: Inputs) -> str:
    """Why a row is there that last year's plan did not have."""
    asked = [f"{items}要求，上年要点没有对应条目" for items in _items(inputs)]
    return "；".join([*asked, *_answered(inputs), *_intended(inputs), *_given(inputs)]) + "。"


def _intended(inputs: Inputs) -> list[str]:
    return [f"上年总结提出的打算“{each.root.title}”" for each in inputs.intents if not each.problems]


def _given(inputs: Inputs) -> list[str]:
    return [f"用户给定：{fact.name}" for fact in inputs.facts]


def why_continued(
    year: int,
    fates: Sequence[Fate],
    inputs: Inputs,
    cuts: Sequence[Cut],
    changes: Sequence[Change],
    additions: Sequence[Addition],
) -> str:
    """Why an item of last year's plan goes on, changes or goes.

    Args:
        year (int): Of that plan.
        fates (Sequence[Fate]): Of its parts.
        inputs (Inputs): What it takes up.
        cuts (Sequence[Cut]): What is left out of it.
        changes (Sequence[Change]): The superior's values in it.
        additions (Sequence[Addition]): New words in it.

    Returns:
        str: At least one sentence.
    """
    is_new = bool(changes) or any(each.origin == "superior" for each in additions)
    asked = [f"{items}{'有新要求' if is_new else '的要求已写明'}" for items in _items(inputs)]
    given = [*_intended(inputs), *_given(inputs)]
    told = [*_recurring(fates), *asked, *_answered(inputs), *given, *_left_out(cuts), *_open(year, fates, cuts)]
    return "；".join(told or ["上年安排，继续执行"]) + "。"


def _items(inputs: Inputs) -> list[str]:
    """The superior's items, together as one phrase; none where there are none."""
    found = dict.fromkeys(f"《{ask.root.reading.outline.title}》{ask.root.item.address}" for ask in inputs.asks)
    return ["、".join(found)] if found else []


def _problems(inputs: Inputs) -> list[Problem]:
    return [*(problem for intent in inputs.intents for problem in intent.problems), *inputs.problems]


def _answered(inputs: Inputs) -> list[str]:
    return [f"回应上年问题“{problem.title.rstrip('。；')}”" for problem in _problems(inputs)]


def _recurring(fates: Sequence[Fate]) -> list[str]:
    years = sorted({fate.earlier.year for fate in fates if fate.earlier and fate.earlier.year}, reverse=True)
    told = "、".join(f"{year}年" for year in years)
    return [f"长期性工作，{told}{'均' if years[1:] else '也'}有安排"] if years else []


def _left_out(cuts: Sequence[Cut]) -> Iterator[str]:
    for reason in dict.fromkeys(cut.reason for cut in cuts):
        yield f"{reason}：{'、'.join(f'“{cut.stretch.quote}”' for cut in cuts if cut.reason == reason)}"


def _open(year: int, fates: Sequence[Fate], cuts: Sequence[Cut]) -> Iterator[str]:
    """Tasks that were to be done once, and that stay since nothing says that they are done."""
    gone = {cut.stretch for cut in cuts}
    for fate in fates:
        if not fate.is_one_off or fate.recurs or fate.piece in gone:
            continue
        if fate.outcome.state == "open":
            yield f"{year}年未完成，继续推进：“{fate.piece.quote}”"
        if fate.outcome.state == "unknown" and _DATED.search(fate.piece.quote):
            yield f"{year}年是否已完成无从得知，请核实：“{fate.piece.quote}”"
