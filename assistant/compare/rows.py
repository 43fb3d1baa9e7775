"""Ties -> rows in reading order. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.compare.difference import difference
from assistant.compare.matching import Pair
from assistant.compare.records import FieldChange, Meeting, Row, Status
from assistant.compare.relations import Relations
from assistant.compare.ties import Run, Ties
from assistant.compare.units import Cut

KEPT: Final = 0.8  # a block goes on where clauses that make up this share of it do, and none of its values changed
FRONT: Final = -1  # the place of what stood before everything that was kept

Changes = Callable[[Meeting], tuple[FieldChange, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Lays the rows of one comparison out."""

    ties: Ties
    relations: Relations
    changes: Changes  # of two stretches that answer each other

    def rows(self) -> Iterator[Row]:
        """All rows, in reading order of the new document; what was dropped follows what it followed in the old one."""
        dropped = self._dropped()
        yield from dropped[FRONT]
        for block in range(len(self.ties.new.blocks)):
            answers = block in self.ties.old_blocks_of
            yield from self._answered(block) if answers else map(self._row, self.ties.runs(block))
            yield from dropped[block]

    def _dropped(self) -> defaultdict[int, list[Row]]:
        """Rows of the old blocks without a partner, by the new block behind which they are shown."""
        found: defaultdict[int, list[Row]] = defaultdict(list)
        place = FRONT
        for a in range(len(self.ties.old.blocks)):
            if a in self.ties.new_blocks_of:
                place = self.ties.new_blocks_of[a][0]
            else:
                found[place] += map(self._row, self.ties.dropped(a))
        return found

    def _answered(self, b: int) -> Iterator[Row]:
        """A row for each partner, then the clauses, unless those rows have told all."""
        olds = self.ties.old_blocks_of[b]
        wholes = [self._whole(a, b) for a in olds]
        yield from wholes
        dropped = (run for a in olds for run in self.ties.dropped(a) if self._followed(a, run) == b)
        runs = [*self.ties.runs(b), *dropped]
        if len(olds) > 1 or len(runs) > 1:
            told = [(row.old, row.new) for row in wholes]
            parts = (self._row(run, part=True) for run in runs)
            yield from (row for row in parts if (row.old, row.new) not in told)

    def _followed(self, a: int, run: Run) -> int:
        """The partner of an old block that answers what stood before its dropped clauses, or else its first one."""
        partners = self.ties.new_blocks_of[a]
        before = range(run.old[0] - 1, self.ties.old.blocks[a].parts[0] - 1, -1)
        found = (self.ties.new.parts[j].block for i in before for j in self.ties.news_of.get(i, ()))
        return next((block for block in found if block in partners), partners[0])

    def _whole(self, a: int, b: int) -> Row:
        """A pair of blocks; of one that has several partners, the stretch that this pair is about."""
        pairs = [
            (i, j) for i in self.ties.old.blocks[a].parts for j in self.ties.news_of.get(i, ()) if self._is_in(b, j)
        ]
        is_merged, is_split = len(self.ties.old_blocks_of[b]) > 1, len(self.ties.new_blocks_of[a]) > 1
        olds = _span(i for i, _ in pairs) if is_split else self.ties.old.blocks[a].parts
        news = _span(j for _, j in pairs) if is_merged else self.ties.new.blocks[b].parts
        old, new = self.ties.old.unit(olds[0], olds[-1]), self.ties.new.unit(news[0], news[-1])
        changes = self.changes(self._meeting(olds, news, pairs))
        status: Status = "改写" if changes or self._kept(olds, news, pairs) < KEPT else "延续"
        return Row(status, old, new, self.relations.of_blocks(a, b), changes, difference(old.text, new.text))

    def _is_in(self, block: int, part: int) -> bool:
        return self.ties.new.parts[part].block == block

    def _kept(self, olds: range, news: range, pairs: Iterable[Pair]) -> float:
        """The smaller share of two stretches that goes on; titles oblige to nothing."""
        kept = [pair for pair in pairs if self.ties.same[pair]]
        of_old = _share(self.ties.old, {i for i, _ in kept}, olds)
        of_new = _share(self.ties.new, {j for _, j in kept}, news)
        return min(of_old, of_new)

    def _row(self, run: Run, *, part: bool = False) -> Row:
        old = self.ties.old.unit(run.old[0], run.old[-1]) if run.old else None
        new = self.ties.new.unit(run.new[0], run.new[-1]) if run.new else None
        if old is None or new is None:
            return Row(run.status, old, new, part=part)
        changes = self.changes(self._meeting(run.old, run.new, [*zip(run.old, run.new, strict=True)]))
        status: Status = "改写" if changes else run.status
        return Row(status, old, new, self.relations.of_run(run), changes, difference(old.text, new.text), part)

    def _meeting(self, olds: Sequence[int], news: Sequence[int], pairs: Iterable[Pair]) -> Meeting:
        """Two stretches, as the values see them."""
        old, new = self.ties.old, self.ties.new
        return Meeting(
            old.unit(olds[0], olds[-1]),
            new.unit(news[0], news[-1]),
            tuple((old.clause(i), new.clause(j)) for i, j in pairs),
            tuple(old.clause(i) for i in olds if i not in self.ties.news_of),
            tuple(new.clause(j) for j in news if j not in self.ties.olds_of),
        )


def _share(document: Cut, kept: Collection[int], parts: Iterable[int]) -> float:
    """How much of a stretch is kept, its title left out where it says more."""
    parts = [*parts]
    telling = [part for part in parts if not document.is_title(part)] or parts
    return document.length(part for part in telling if part in kept) / document.length(telling)


def _span(parts: Iterable[int]) -> range:
    """From the first to the last of some parts."""
    found = sorted(parts)
    return range(found[0], found[-1] + 1)
