"""Sections that the superior's document demands and last year's plan has not. Pure.

Most of what a superior newly asks for finds a section of last year's plan to go to. Where a whole section of its
document is about something that no section of the plan is about, its items would be strewn among sections that have
nothing to do with them: such a section is opened, under the superior's own heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.compare.likeness import echoed
from assistant.drafting.planning.asks import Ask
from assistant.drafting.planning.roots import Section, Skeleton, skeleton_of
from assistant.drafting.records import Reading

MEMBERS: Final = 2  # new items that a section takes: one alone is an item of another section
# Share of the heading's wording in a section's heading and leads from which on that section is about it. Read were the
# 21 sections of the superior's three opinions in corpus/: of those whose items are mostly new, the ones that have a
# counterpart lie at 0.5 and above, those that have none below 0.25.
THEME: Final = 0.35
# What is studied first stands first: the genre's order in every plan read.
FIRST: Final = re.compile(r"学习贯彻.{0,20}(?:全会|大会|精神|思想)")


@dataclass(frozen=True, slots=True)
class _Demand:
    """A section of the superior's document, and what becomes of its items."""

    section: Section
    new: int  # items of which something has no place in last year's plan
    items: int
    homes: Counter[int]  # how often each section of last year's plan is where an ask of it belongs

    @property
    def is_mostly_new(self) -> bool:
        """Whether its items make a section of their own."""
        return self.new >= MEMBERS and 2 * self.new >= self.items


def with_themes(base: Skeleton, superiors: Sequence[Reading], asks: Sequence[Ask]) -> Skeleton:
    """Open a section for each theme of a superior that last year's plan has none for.

    Args:
        base (Skeleton): Last year's plan.
        superiors (Sequence[Reading]): The superior's documents for the new year.
        asks (Sequence[Ask]): What they ask for, laid against that plan.

    Returns:
        Skeleton: With the new sections, which hold no root yet: before the section that the superior's next one
            belongs to, a theme of study at the head; the same where the plan has no items below headings.
    """
    if all(root.item.level == 1 for root in base.roots) or any(section.heading is None for section in base.sections):
        return base
    for superior in superiors:
        demands = _demands(superior, asks, base)
        for index, is_strange in enumerate(_strange(demands, base)):
            if is_strange and demands[index].is_mostly_new:
                place = _place(demands[index:], base)
                base = _opened(base, demands[index].section, place)
                demands = _demands(superior, asks, base)
    return base


def _demands(superior: Reading, asks: Sequence[Ask], base: Skeleton) -> list[_Demand]:
    """The headed sections of a document, in order."""
    own = [ask for ask in asks if ask.root.reading is superior]
    return [_demand(section, own, base) for section in skeleton_of(superior).sections if section.heading]


def _demand(section: Section, asks: Sequence[Ask], base: Skeleton) -> _Demand:
    top = section.item.address if section.item else ""
    inside = [ask for ask in asks if ask.root.item.address.startswith(f"{top}/")]
    new = {ask.root.item.address for ask in inside if ask.home is None}
    homes = Counter(base.roots[ask.home].section for ask in inside if ask.home is not None)
    return _Demand(section, len(new), len({ask.root.item.address for ask in inside}), homes)


def _strange(demands: Sequence[_Demand], base: Skeleton) -> list[bool]:
    """Which sections of the superior no section of the plan is about."""
    headings = [demand.section.heading.quote for demand in demands if demand.section.heading]
    told = ["，".join((section.heading.quote if section.heading else "", *_titles(base, index)))
            for index, section in enumerate(base.sections)]  # fmt: skip
    return [bool(row.max(initial=0) < THEME) for row in echoed(headings, told)]


def _titles(base: Skeleton, section: int) -> list[str]:
    return [root.title for root in base.roots if root.section == section]


def _place(demands: Sequence[_Demand], base: Skeleton) -> int:
    """Where the first of some sections goes: before the one that belongs to the next of the superior's sections."""
    heading = demands[0].section.heading
    if heading and FIRST.search(heading.quote):
        return 0
    following = (demand.homes.most_common(1)[0][0] for demand in demands[1:] if demand.homes)
    return next(following, len(base.sections))


def _opened(base: Skeleton, section: Section, place: int) -> Skeleton:
    roots = (replace(root, section=root.section + (root.section >= place)) for root in base.roots)
    return Skeleton((*base.sections[:place], section, *base.sections[place:]), tuple(roots))
