"""What earlier years had again and again, and last year's plan has not: the user may want it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.compare.likeness import likeness
from assistant.compare.units import is_prose
from assistant.drafting.keys import key_of
from assistant.drafting.planning.reasons import own_sources
from assistant.drafting.planning.records import Thread
from assistant.drafting.planning.roots import Root, skeleton_of
from assistant.drafting.records import Brief, Row
from ingest.embedding import Embedding

# Read were all items of the sample plans of 2021–2024 that no item of the next year is like.
ABSENT: Final = 0.25  # likeness to last year's items below which a matter is not in its plan
SAME: Final = 0.35  # likeness from which on two years' items are about one matter
YEARS: Final = 2  # earlier years that must have had it
BACK: Final = 4  # earlier plans that are looked at


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item of an earlier plan, the newest of its matter, and the years that had it."""

    root: Root
    years: tuple[int, ...]  # newest first


def skipped(brief: Brief, roots: Sequence[Root], new: Sequence[str], embedding: Embedding) -> list[Skipped]:
    """Look for standing matters that last year's plan left out and that nobody asks for again.

    Args:
        brief (Brief): With the earlier plans.
        roots (Sequence[Root]): Of last year's plan.
        new (Sequence[str]): What the draft takes up beside it: a matter that is among that needs no offer.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[Skipped]: Each matter once; none in a series of reports, whose sentences come and go.
    """
    if not roots or is_prose(brief.base.outline):
        return []
    earlier = [root for reading in brief.prior[1 : 1 + BACK] for root in skeleton_of(reading).roots]
    present = [*_texts(roots), *new]
    gone = [root for root, row in zip(earlier, likeness(_texts(earlier), present, embedding), strict=True)
            if row.max(initial=0) < ABSENT]  # fmt: skip
    pairs = likeness(_texts(gone), _texts(gone), embedding)
    found: list[Skipped] = []
    told: set[int] = set()
    for index, root in enumerate(gone):
        same = {other for other in range(len(gone)) if pairs[index, other] >= SAME}
        years = {year for other in same if (year := gone[other].reading.outline.year)}
        if index not in told and len(years) >= YEARS:
            found.append(Skipped(root, tuple(sorted(years, reverse=True))))
        told |= same
    return found


def _texts(roots: Sequence[Root]) -> list[str]:
    return [root.text for root in roots]


def set_aside(each: Skipped, year: int) -> Thread:
    """A row that is not written unless the user decides so.

    Args:
        each (Skipped): The matter.
        year (int): Of last year's plan.

    Returns:
        Thread: With the row.
    """
    years = "、".join(f"{each_year}年" for each_year in each.years)
    row = Row(
        key=key_of(each.root.item.address, each.root.text),
        decision="drop",
        title=each.root.title,
        target="",
        reason=f"{years}有安排，{year}年未列；如要恢复，请把决定改为“新增”并填写章节。",
        sources=tuple(own_sources(each.root, "earlier")),
    )
    return Thread(row, 0, each.root)
