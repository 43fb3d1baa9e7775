"""One thread: what last year's item becomes, or a new item -> the row of the table and what it takes to write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.compare.likeness import likeness
from assistant.drafting.carrying import is_one_off
from assistant.drafting.carrying.blanks import mask_spans
from assistant.drafting.cutting import Stretch, leaf_items, segments
from assistant.drafting.keys import key_of
from assistant.drafting.leads import lead_of, split_lead
from assistant.drafting.pieces import clauses_of
from assistant.drafting.planning.fates import Fate, finished, overtaken, response_to, still_answering, without_repeats
from assistant.drafting.planning.intents import ANSWERS, Intent, Problem, is_own
from assistant.drafting.planning.reasons import (
    evidence_of,
    own_sources,
    taken_sources,
    unfinished_of,
    why_continued,
    why_new,
)
from assistant.drafting.planning.records import Addition, Change, Cut, Thread
from assistant.drafting.planning.roots import Root
from assistant.drafting.planning.sorting import Inputs
from assistant.drafting.provenance import fact_source
from assistant.drafting.records import MEASURE_BLANK, Brief, Decision, Dropped, Reading, Role, Row, Source
from assistant.drafting.voice import to_measure
from ingest.embedding import Embedding

CAMPAIGN: Final = re.compile(
    r"^(?:深入|扎实|认真|全面|组织|集中)*开展(?P<name>[^，。；]{2,40}?(?:学习教育|主题教育|教育实践活动|专项教育))$"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What all threads of a plan share."""

    brief: Brief
    said: tuple[str, ...]  # what the superior asks for and last year's plan goes on saying
    issued: frozenset[str]  # documents that last year's plan set out to make and that are there now
    embedding: Embedding


def continued(root: Root, fates: Sequence[Fate], inputs: Inputs, context: Context, heading: str) -> Thread:
    """Decide what becomes of an item of last year's plan.

    Args:
        root (Root): The item.
        fates (Sequence[Fate]): Of its parts.
        inputs (Inputs): What it takes up.
        context (Context): Of the plan.
        heading (str): Of its section.

    Returns:
        Thread: Dropped where nothing of it is left.
    """
    year = context.brief.base_year
    cuts = [*finished(fates, year, context.issued), *_ended(root, fates, context)]
    changes: list[Change] = []
    additions: list[Addition] = []
    for ask in inputs.asks:
        response = response_to(ask, fates, [cut.stretch for cut in cuts])
        changes += response.changes
        additions += response.additions
        cuts += [Cut(p, "由上级新要求的新表述取代", a.sources) for p in response.superseded for a in response.additions]
    left = _left(fates, cuts)
    answered = _answered(inputs, [*additions, *_others(inputs, context)], left, context)
    additions = answered.additions
    standing = {fate.piece for ask in inputs.asks for fate in still_answering(ask, left)}
    cuts += overtaken([fate for fate in left if fate.piece not in standing], additions, context.embedding)
    cuts = list({cut.stretch: cut for cut in reversed(cuts)}.values())[::-1]
    left = _left(fates, cuts)
    lead = _new_lead(root, inputs, left, context)
    is_gone = bool(fates) and not left and not additions
    decision: Decision = "drop" if is_gone else "update" if cuts or changes or additions or lead else "keep"
    row = Row(
        key=key_of(root.item.address, root.text),
        decision=decision,
        title=lead.text if lead else root.title,
        target="" if is_gone else heading,
        reason=why_continued(year, fates, inputs, cuts, changes, additions),
        sources=tuple(dict.fromkeys((*own_sources(root), *taken_sources(inputs, context.brief)))),
        evidence=evidence_of(fates),
        dropped=(*(Dropped(c.stretch.source("prior"), c.reason, c.evidence) for c in cuts), *_left_out(additions)),
        unfinished=tuple(unfinished_of(left)),
    )
    return Thread(row, root.section, root, lead, tuple(cuts), tuple(changes), tuple(additions), answered.by_old)


def started(inputs: Inputs, section: int, heading: str, context: Context) -> Thread:
    """A thread that last year's plan did not have.

    Args:
        inputs (Inputs): What it takes up.
        section (int): Index of the section that it goes to.
        heading (str): Of that section.
        context (Context): Of the plan.

    Returns:
        Thread: With a lead of its own.
    """
    asked = [addition for ask in inputs.asks for addition in response_to(ask, (), ()).additions]
    additions = tuple(_answered(inputs, [*asked, *_others(inputs, context)], (), context).additions)
    lead = _lead_from(inputs, context.brief)
    row = Row(
        key=key_of("", inputs.text),
        decision="new",
        title=lead.text,
        target=heading,
        reason=why_new(inputs),
        sources=tuple(dict.fromkeys(taken_sources(inputs, context.brief))),
        dropped=tuple(_left_out(additions)),
        by_user=bool(inputs.facts),
    )
    return Thread(row, section, None, lead, (), (), additions)


def _left_out(additions: Iterable[Addition]) -> Iterator[Dropped]:
    """What intentions lose, since the draft says it elsewhere."""
    for addition in additions:
        yield from (Dropped(cut.stretch.source("intention"), cut.reason) for cut in addition.left_out)


# --- what is taken up -------------------------------------------------------------------------------------------------


def _left(fates: Sequence[Fate], cuts: Sequence[Cut]) -> list[Fate]:
    """The parts that nothing cuts."""
    gone = {cut.stretch for cut in cuts}
    return [fate for fate in fates if fate.piece not in gone]


def _others(inputs: Inputs, context: Context) -> Iterator[Addition]:
    """The summary's intentions and the user's themes, as sentences."""
    told: list[str] = []
    for intent in inputs.intents:
        for addition in _intended(intent, context, told):
            told += clauses_of(addition.text)
            yield addition
    for fact in inputs.facts:
        text = fact.text or MEASURE_BLANK
        yield Addition("fact", text, (fact_source(fact, context.brief),))


def _intended(intent: Intent, context: Context, told: Sequence[str]) -> Iterator[Addition]:
    """An intention's sentences that say something new; words that were masked cannot be taken over."""
    sentences = intent.root.body or intent.root.blocks[0].sentences[:1]
    said = [*context.said, *told]
    found = [
        kept
        for sentence in sentences
        if not _is_masked(sentence.quote)
        if (kept := without_repeats(_intention(sentence), sentence, said, context.embedding))
    ]
    if not found and not told:
        yield from (_measure(problem, is_new=False) for problem in intent.problems)
    answering = _answering(found, intent.problems, context.embedding)
    own = is_own(intent.root.reading, context.brief)
    yield from (addition for addition in answering if own or addition.origin == "problem")


def _intention(sentence: Stretch) -> Addition:
    return Addition("intention", sentence.quote, (sentence.source("intention"),))


def _answering(additions: Sequence[Addition], problems: Sequence[Problem], embedding: Embedding) -> Iterator[Addition]:
    """Sentences of an intention with the problems that each of them is about: at least the one that is most alike."""
    pairs = likeness([addition.text for addition in additions], [each.stretch.quote for each in problems], embedding)
    best = pairs.max(0, initial=0)
    for addition, row in zip(additions, pairs, strict=True):
        about = [each for each, value, most in zip(problems, row, best, strict=True) if value >= min(most, ANSWERS)]
        sources = (*addition.sources, *(problem.stretch.source("problem") for problem in about))
        yield replace(addition, origin="problem" if about else "intention", sources=sources)


@dataclass(frozen=True, slots=True)
class _Answered:
    """A thread's additions, when every problem has its answer, and the old words that answer some of them."""

    additions: list[Addition]
    by_old: tuple[tuple[Stretch, Source], ...]


def _answered(inputs: Inputs, additions: Sequence[Addition], left: Sequence[Fate], context: Context) -> _Answered:
    """Give each problem its answer: the task that was left undone, an addition, or a measure to fill in."""
    found, by_old = list(additions), []
    is_new = not left and not additions
    for problem in inputs.problems:
        source = problem.stretch.source("problem")
        undone = next((fate for fate in left if _left_undone(fate, problem)), None)
        near = likeness([problem.stretch.quote], [each.text for each in found], context.embedding)[0]
        if undone:
            by_old.append((undone.piece, source))
        elif near.max(initial=0) >= ANSWERS:
            best = int(near.argmax())
            found[best] = replace(found[best], sources=(*found[best].sources, source))
        else:
            found.append(_measure(problem, is_new=is_new))
    return _Answered(found, tuple(by_old))


def _left_undone(fate: Fate, problem: Problem) -> bool:
    """Whether a problem is that this very task was left undone."""
    source = fate.outcome.evidence
    if fate.outcome.state != "open" or source is None or source.role != "problem":
        return False
    return (source.file, source.address) == (problem.reading.document.file, problem.item.address)


def _measure(problem: Problem, *, is_new: bool) -> Addition:
    """A problem that nothing answers becomes a measure that the user must fill in; a new item's lead names it."""
    text = MEASURE_BLANK if is_new else f"{to_measure(problem.title)}，{MEASURE_BLANK}"
    return Addition("problem", text, (problem.stretch.source("problem"),))


def _is_masked(text: str) -> bool:
    """Whether a text has words that someone has blotted out: XX, 1X家."""
    return any(True for _ in mask_spans(text))


def _lead_from(inputs: Inputs, brief: Brief) -> Addition:
    """The lead of a new item: the superior's, else the intention's, else the measure against the problem."""
    if inputs.asks:
        ask = inputs.asks[0]
        first = ask.root.lead or ask.root.blocks[0].sentences[0]
        named = f"落实《{ask.root.reading.outline.title}》要求"  # where the superior's own item has no title
        lead = lead_of(ask.root.title) if ask.root.is_titled else named
        return Addition("superior", lead, (first.source("superior"),))
    if inputs.intents:
        intent = inputs.intents[0]
        first = intent.root.blocks[0].sentences[0]
        sources = (first.source("intention"), *(problem.stretch.source("problem") for problem in intent.problems))
        return Addition("problem" if intent.problems else "intention", lead_of(intent.root.title), sources)
    if inputs.problems:
        problem = inputs.problems[0]
        return Addition("problem", lead_of(to_measure(problem.title)), (problem.stretch.source("problem"),))
    fact = inputs.facts[0]
    return Addition("fact", fact.name, (fact_source(fact, brief),))


# --- what is left of last year's item ---------------------------------------------------------------------------------


def _ended(root: Root, fates: Sequence[Fate], context: Context) -> Iterator[Cut]:
    """All parts of an item about a campaign that has ended, as this year's superior or last year's summary says."""
    campaign = CAMPAIGN.match(root.title)
    proof = _proof(campaign["name"], context.brief) if campaign else None
    if proof:
        yield from (Cut(fate.piece, "集中开展的活动已结束", (proof,)) for fate in fates)


def _proof(name: str, brief: Brief) -> Source | None:
    """Where a source speaks of a campaign's results, which there are only afterwards."""
    results = re.compile(rf"巩固.*{re.escape(name)}.*成果")
    readings: list[tuple[Reading, Role]] = [(reading, "superior") for reading in brief.superiors]
    readings += [(reading, "progress") for reading in brief.summaries]
    found = (
        stretch.source(role)
        for reading, role in readings
        for item in leaf_items(reading)
        for stretch in segments(reading, item)
        if results.search(stretch.quote) or (name in stretch.quote and item.tense == "done")
    )
    return next(found, None)


def _new_lead(root: Root, inputs: Inputs, left: Sequence[Fate], context: Context) -> Addition | None:
    """Another lead where last year's names what is over: a campaign, a task that is done."""
    if root.lead is None or not (inputs.asks or inputs.intents):
        return None
    title = split_lead(root.lead.quote)[0]
    is_over = bool(CAMPAIGN.match(title)) or (is_one_off(title) and not left)
    return _lead_from(inputs, context.brief) if is_over else None
