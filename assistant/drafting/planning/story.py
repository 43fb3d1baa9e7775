"""The story of a plan: last year's items, what the superior asks, what the summary found -> a table of decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting.known import issued_by
from assistant.drafting.pieces import pieces
from assistant.drafting.planning.asks import Ask, asks_of
from assistant.drafting.planning.fates import Fate, fates_of
from assistant.drafting.planning.intents import intents_of, is_own, problems_of
from assistant.drafting.planning.places import Place, places_of
from assistant.drafting.planning.records import Planned, Thread
from assistant.drafting.planning.roots import skeleton_of
from assistant.drafting.planning.skipped import set_aside, skipped
from assistant.drafting.planning.sorting import sort_inputs
from assistant.drafting.planning.themes import with_themes
from assistant.drafting.planning.threads import Context, continued, started
from assistant.drafting.records import Brief, Plan
from ingest.embedding import Embedding


def plan_of(brief: Brief, embedding: Embedding) -> Planned:
    """Decide what becomes of everything that the draft must account for.

    Args:
        brief (Brief): The sources.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Planned: Every item of last year's plan, every problem and every requirement of the superior is in exactly one
            thread; threads in the order of the draft, those that are not written last.
    """
    base = skeleton_of(brief.base)
    earlier = [root for reading in brief.prior[1:] for root in skeleton_of(reading).roots]
    fates = fates_of(base.roots, brief, earlier, embedding)
    asks = [ask for each in brief.superiors for ask in asks_of(each, brief.base, base.roots, embedding)]
    base = with_themes(base, brief.superiors, asks)
    problems = problems_of(brief)
    themes = (*brief.facts.of("主题"), *brief.facts.of("活动"))
    inputs = sort_inputs(base.roots, asks, intents_of(brief, problems, embedding), problems, themes, embedding)
    context = Context(brief, tuple(_said(asks, fates)), frozenset(issued_by(brief)), embedding)
    headings = tuple(section.heading.quote if section.heading else "" for section in base.sections)
    old = [
        continued(root, each, given, context, headings[root.section])
        for root, each, given in zip(base.roots, fates, inputs.of_roots, strict=True)
    ]
    places = places_of(inputs.new, base, embedding)
    new = [started(each, place.section, headings[place.section], context)
           for each, place in zip(inputs.new, places, strict=True)]  # fmt: skip
    offered = skipped(brief, base.roots, [each.text for each in inputs.new], embedding)
    aside = [set_aside(each, brief.base_year) for each in offered]
    threads = [*_ordered(old, new, places), *aside]
    missing = (*brief.missing, *_of_others(brief))
    plan = Plan(brief.unit, brief.year, headings, tuple(thread.row for thread in threads), missing, brief.kind)
    return Planned(plan, base.sections, {thread.row.key: thread for thread in threads})


def _of_others(brief: Brief) -> Iterator[str]:
    """What is told of a summary that is not the own unit's."""
    for reading in brief.summaries:
        if not is_own(reading, brief):
            yield f"《{reading.outline.title}》未见是本单位的文件，只用其中的问题和针对问题的打算"


def _said(asks: Sequence[Ask], fates: Sequence[Sequence[Fate]]) -> list[str]:
    """What the draft will say whatever the summary intends."""
    asked = [piece.quote for ask in asks for piece in pieces(ask.stretch)]
    return asked + [fate.piece.quote for each in fates for fate in each if not fate.is_one_off]


def _ordered(old: Sequence[Thread], new: Sequence[Thread], places: Sequence[Place]) -> list[Thread]:
    """Section by section, new threads behind the items that they are most like; what is not written stands last."""
    placed = [((thread.section, index, 0, 0), thread) for index, thread in enumerate(old)]
    placed += [((p.section, p.behind, 1, i), t) for i, (p, t) in enumerate(zip(places, new, strict=True))]
    in_order = [thread for _, thread in sorted(placed, key=lambda pair: pair[0])]
    return sorted(in_order, key=lambda thread: thread.row.decision == "drop")
