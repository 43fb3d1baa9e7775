"""What last year's summaries tell of what last year's plan set out to do once. Pure but for the embedding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from assistant.compare.likeness import likeness
from assistant.drafting.cutting import Stretch, leaf_items, whole
from assistant.drafting.pieces import pieces
from assistant.drafting.records import Reading, Source
from ingest.embedding import Embedding

State = Literal["done", "open", "unknown"]
# As in assistant.matrix.matching: what tells of an item is at least 0.28 like it; a piece of a sentence says less.
TELLS: Final = 0.32
NEAR: Final = 0.9  # of the likeness of what is most like it; what is that close tells of it, too
_OPEN: Final = re.compile(
    r"没有|未能|尚未|仍未|未按|未完成|未达|推迟|延至|延期|延后|滞后|正在|筹备|另有|仍有|不够|偏少|没能|搁置|受阻"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task."""

    state: State
    evidence: Source | None = None


UNKNOWN: Final = Outcome("unknown")


def outcomes_of(tasks: Sequence[str], summaries: Sequence[Reading], embedding: Embedding) -> list[Outcome]:
    """Look up what the summaries say of parts of a plan.

    Args:
        tasks (Sequence[str]): What was to be done.
        summaries (Sequence[Reading]): Of the year of the plan.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[Outcome]: One for each task; what a summary says is undone wins over what it says is done.
    """
    told = [
        stretch
        for reading in summaries
        for item in leaf_items(reading)
        if item.tense in ("done", "problem")
        for stretch in pieces(whole(reading, item))
    ]
    pairs = likeness(tasks, [stretch.quote for stretch in told], embedding)
    return [_outcome([told[i] for i in np.flatnonzero(row >= max(TELLS, NEAR * row.max(initial=0)))]) for row in pairs]


def _outcome(told: Sequence[Stretch]) -> Outcome:
    for stretch in told:
        if stretch.item.tense == "problem" or _OPEN.search(stretch.quote):
            return Outcome("open", stretch.source("problem" if stretch.item.tense == "problem" else "progress"))
    return Outcome("done", told[0].source("progress")) if told else UNKNOWN
