"""What several reports tell alike is told once; nothing is lost, since what is left out says where it is told.

In: stretches of reports with the items that they tell of. Out: those to write, and the others, each with the stretch
that tells the same. A report of the whole year comes before one of a part of it, what gives more figures before what
gives fewer. Pure but for the embedding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.compare.likeness import likeness
from assistant.drafting.belonging import same_unit
from assistant.drafting.carrying.blanks import mask_spans
from assistant.drafting.cutting import Stretch
from assistant.drafting.pieces import pieces
from assistant.drafting.records import Reading
from assistant.drafting.reviewing.sources import part_of_year
from ingest.embedding import Embedding
from ingest.records import FloatMatrix

UNASKED: Final = -1  # in place of an item's index: what no item asked for
# Likeness from which on one report says what another one says, read over both reports of 2024 in corpus/: of any item,
SAME: Final = 0.5
SAME_ITEM: Final = 0.4  # of one item,
SAME_END: Final = 0.45  # or the last part of a sentence, which tells the same figures.
PART: Final = 0.35  # Likeness that each part has to what tells the whole.
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")

Run = tuple[int, Stretch]  # a stretch of a report with the item that it tells of, or UNASKED


@dataclass(frozen=True, slots=True)
class Repeat:
    """Words of a report that are left out."""

    stretch: Stretch
    teller: Stretch  # of another report: it tells the same, or more


def told_once(runs: Sequence[Run], embedding: Embedding) -> tuple[list[Run], list[Repeat]]:
    """Leave out what another report tells, too.

    Args:
        runs (Sequence[Run]): In the order of the reports, what counts most first.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        tuple[list[Run], list[Repeat]]: What is to be written, in the same order, and what is not.
    """
    alikes = _Alikes.of(runs, embedding)
    kept: list[Run] = []
    repeats: list[Repeat] = []
    for run in sorted(runs, key=lambda run: _fullness(run[1])):
        teller = next((other for other in kept if alikes.tells(other, run)), None)
        if teller:
            repeats.append(Repeat(run[1], teller[1]))
        else:
            kept.append(run)
    written, ends = _without_repeated_ends([run for run in runs if run in kept], alikes)
    return written, [*repeats, *ends]


def _fullness(stretch: Stretch) -> tuple[bool, int, int]:
    """What sorts the fuller one first."""
    return bool(part_of_year(stretch.reading.document)), -len(_figures(stretch.quote)), -len(stretch.quote)


def _figures(text: str) -> set[str]:
    """Figures of a text; one that was masked is like no other."""
    masked = {f"{span.start}{text}" for span in mask_spans(text)}
    return masked | set(_FIGURE.findall(text))


@dataclass(frozen=True, slots=True)
class _Alikes:
    """How much runs, and parts of them, are alike: all at once, since rare wording counts more."""

    wholes: FloatMatrix  # runs × runs
    parts: FloatMatrix  # parts × runs
    ends: FloatMatrix  # parts × parts
    of_run: dict[Stretch, int]
    of_part: dict[Stretch, int]

    @classmethod
    def of(cls, runs: Sequence[Run], embedding: Embedding) -> _Alikes:
        """Compare all runs."""
        wholes = list(dict.fromkeys(stretch for _, stretch in runs))
        parts = list(dict.fromkeys(part for stretch in wholes for part in pieces(stretch)))
        long, short = ([stretch.quote for stretch in each] for each in (wholes, parts))
        return cls(
            likeness(long, long, embedding),
            likeness(short, long, embedding),
            likeness(short, short, embedding),
            {stretch: index for index, stretch in enumerate(wholes)},
            {stretch: index for index, stretch in enumerate(parts)},
        )

    def tells(self, teller: Run, told: Run) -> bool:
        """Whether a stretch says what another report's says: all of its parts, and no fewer figures.

        What a part of the year came to, the whole year's report has counted.
        """
        (root, full), (other, less) = teller, told
        column = self.of_run[full]
        alike = self.wholes[self.of_run[less], column]
        if alike < SAME_ITEM or not _are_of_one_unit(full.reading, less.reading):
            return False  # of most pairs, so that the rest is looked at of few
        is_later = bool(part_of_year(less.reading.document)) and not part_of_year(full.reading.document)
        is_fuller = _figures(less.quote) <= _figures(full.quote)
        enough = SAME_ITEM if is_fuller and root == other != UNASKED else SAME
        rows = [self.of_part[part] for part in pieces(less)]
        return bool((is_later or is_fuller) and alike >= enough and self.parts[rows, column].min() >= PART)

    def end_teller(self, part: Stretch, told: Sequence[Stretch]) -> Stretch | None:
        """The part of another report that tells the figures of a part in like words."""
        figures = _figures(part.quote)
        same = [each for each in told if figures and figures <= _figures(each.quote)]
        row = self.ends[self.of_part[part]]
        best = max(same, key=lambda each: row[self.of_part[each]], default=None)
        return best if best and row[self.of_part[best]] >= SAME_END else None


def _are_of_one_unit(one: Reading, other: Reading) -> bool:
    """Whether two reports, not one and the same, tell of one unit."""
    units = one.document.unit, other.document.unit
    return one is not other and (not all(units) or same_unit(*units))


def _without_repeated_ends(runs: Sequence[Run], alikes: _Alikes) -> tuple[list[Run], list[Repeat]]:
    """A sentence loses its last parts, down to the first, where another report's words on the item hold them."""
    left = {stretch: pieces(stretch) for _, stretch in runs}
    repeats: list[Repeat] = []
    for root, stretch in (run for run in runs if run[0] != UNASKED):
        others = [
            part
            for other, each in runs
            if other == root and _are_of_one_unit(each.reading, stretch.reading)
            for part in left[each]
        ]
        while len(left[stretch]) > 1 and (teller := alikes.end_teller(left[stretch][-1], others)):
            repeats.append(Repeat(left[stretch].pop(), teller))
    return [(root, _down_to(stretch, left[stretch][-1])) for root, stretch in runs], repeats


def _down_to(stretch: Stretch, last: Stretch) -> Stretch:
    """A stretch without what stands behind a part of it; its stop stays where nothing does."""
    is_whole = last == pieces(stretch)[-1]
    return stretch if is_whole else Stretch(stretch.reading, stretch.item, stretch.start, last.end)
