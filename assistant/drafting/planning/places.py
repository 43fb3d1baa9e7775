"""Where a new thread goes: in which section, and behind which item. Pure but for the embedding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.compare.likeness import likeness
from assistant.drafting.planning.likenesses import MUTUAL, homes
from assistant.drafting.planning.roots import Skeleton
from assistant.drafting.planning.sorting import Inputs
from assistant.drafting.planning.themes import FIRST
from ingest.embedding import Embedding

HEADINGS: Final = 1.0  # what the superior's section heading adds: it says more than the words of one item


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the plan."""

    section: int
    behind: int  # index of the root that it stands behind; -1 for the head of the section


def places_of(new: Sequence[Inputs], base: Skeleton, embedding: Embedding) -> list[Place]:
    """Find a place for each new thread.

    Args:
        new (Sequence[Inputs]): What they take up.
        base (Skeleton): Last year's plan, with at least one section.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[Place]: One for each.
    """
    if not new:
        return []
    titled = [(root.title, root.text) for root in base.roots]
    _, score = homes([(each.title, each.text) for each in new], titled, embedding)
    headings = [section.heading.quote if section.heading else "" for section in base.sections]
    named = likeness([_heading(each) for each in new], headings, embedding)
    return [_place(each, row, near, base) for each, row, near in zip(new, score, named, strict=True)]


def _heading(each: Inputs) -> str:
    """The heading that it stands under in the superior's document, or what the user says of its place."""
    asked = next((ask.root.item.headings[0] for ask in each.asks if ask.root.item.headings), "")
    return asked or next((fact.section for fact in each.facts if fact.section), "") or each.title


def _place(each: Inputs, row: np.ndarray, named: np.ndarray, base: Skeleton) -> Place:
    sections = [root.section for root in base.roots]
    best = [max((row[i] for i, s in enumerate(sections) if s == number), default=0) for number in range(len(named))]
    section = int(np.argmax(np.array(best) + HEADINGS * named))
    inside = [i for i, number in enumerate(sections) if number == section]
    if FIRST.search(each.title) or not inside:
        return Place(section, -1)
    likest = max(inside, key=lambda i: row[i])
    return Place(section, likest if row[likest] >= MUTUAL else inside[-1])
