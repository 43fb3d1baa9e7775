"""An outline against a house style -> how much it is in that style, part by part. Pure.

A number is as near as the smaller is to the larger: half as long scores one half. What differs between the prior
years is no fault: a number inside their range scores 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean, median
from typing import Final

from assistant.drafting.records import StyleScore
from assistant.drafting.style.headings import parallel, pattern_of
from assistant.drafting.style.measuring import measured
from assistant.drafting.style.records import HouseStyle, Measures
from assistant.drafting.style.wording import cosine, overlap
from ingest.records import Outline

EARLIER: Final = 0.5  # for the numbering of an earlier year that the newest one has given up
RARE: Final = 1.0  # in a thousand characters; below it one more or less is chance
TOLD_LEVELS: Final = 2  # sections and items; those below are used where they are needed, and tell nothing

Trait = Callable[[Measures], float]


def score(outline: Outline, style: HouseStyle) -> StyleScore:
    """Score a text.

    Args:
        outline (Outline): A plan or a draft.
        style (HouseStyle): Of the unit's prior plans.

    Returns:
        StyleScore: The mean of its parts, each 0 to 1.

    Raises:
        BadRequest: If the text has no items.
    """
    plan = measured(outline, whole=style.whole)
    parts = (
        ("标题", _headings(plan, style)),
        ("编号", _numbering(plan, style)),
        ("段首短句", _leads(plan, style)),
        ("篇幅", _sizes(plan, style)),
        ("数量与时限", _densities(plan, style)),
        ("虚词与语气", _tone(plan, style)),
        ("用语", _vocabulary(plan, style)),
        *(() if style.whole else (("导语", _opening(plan, style)),)),  # a summary's opening has none of its slots
    )
    return StyleScore(fmean(value for _, value in parts), parts)


def _headings(plan: Measures, style: HouseStyle) -> float:
    def chars(each: Measures) -> float:
        return median(map(len, each.headings)) if each.headings else 0

    def halves(each: Measures) -> float:
        return fmean(pattern_of(heading).halves for heading in each.headings) if each.headings else 0

    def alike(each: Measures) -> float:
        return 1 - len(parallel(each.headings)) / max(len(each.headings), 1)

    return _all_near(plan, style, lambda each: len(each.headings), chars, halves, alike)


def _numbering(plan: Measures, style: HouseStyle) -> float:
    levels = range(min(TOLD_LEVELS, max(len(plan.levels), len(style.levels))))
    return fmean(_level(plan, style, level) for level in levels) * plan.in_order if levels else 1.0


def _level(plan: Measures, style: HouseStyle, level: int) -> float:
    """How far the labels of a level are those of the newest year, or else of an earlier one."""

    def agreement(prior: Measures) -> float:
        here, there = plan.levels[level : level + 1], prior.levels[level : level + 1]
        if not (here and there):
            return float(here == there)
        return fmean((here[0].rank == there[0].rank, here == there))

    newest, *earlier = map(agreement, style.plans)
    return max([newest, *(EARLIER * each for each in earlier)])


def _leads(plan: Measures, style: HouseStyle) -> float:
    def chars(each: Measures) -> float:
        return median(each.lead_chars) if each.lead_chars else 0

    return _all_near(plan, style, lambda each: each.lead_share, chars, lambda each: each.verb_leads)


def _sizes(plan: Measures, style: HouseStyle) -> float:
    return _all_near(
        plan,
        style,
        lambda each: fmean(each.items_per_section),
        lambda each: median(each.sentences_per_item),
        lambda each: median(each.item_chars),
        lambda each: median(each.sentence_chars or (0,)),
    )


def _densities(plan: Measures, style: HouseStyle) -> float:
    def density(name: str) -> Trait:
        return lambda each: each.densities[name] + RARE

    return _all_near(plan, style, *map(density, plan.densities))


def _tone(plan: Measures, style: HouseStyle) -> float:
    return overlap(plan.words, style.words)


def _vocabulary(plan: Measures, style: HouseStyle) -> float:
    return cosine(plan.grams, style.grams)


def _opening(plan: Measures, style: HouseStyle) -> float:
    """The slots that both have, beside those that either has; of the prior year that is nearest."""
    own = {slot.name for slot in plan.slots}
    of_years = [{slot.name for slot in prior.slots} for prior in style.plans]
    return max(len(own & prior) / len(own | prior) if own | prior else 1.0 for prior in of_years)


def _all_near(plan: Measures, style: HouseStyle, *traits: Trait) -> float:
    return fmean(_near(trait(plan), [trait(prior) for prior in style.plans]) for trait in traits)


def _near(value: float, prior: Sequence[float]) -> float:
    """How near a number is to the range of the prior years."""
    bound = min(max(value, min(prior)), max(prior))
    larger = max(value, bound)
    return min(value, bound) / larger if larger else 1.0
