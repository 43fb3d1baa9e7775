"""Paired clauses -> runs: neighbouring clauses that share one fate. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.compare.pairing import Alignment
from assistant.compare.records import Status, Unit
from assistant.compare.units import Cut

Partners = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring clauses of one block and those that answer them; one side is empty where it is 新增 or 取消."""

    status: Status
    old: tuple[int, ...]  # indices in Cut.parts
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """Two documents and what answers what in them; all indices ascend."""

    old: Cut
    new: Cut
    same: Mapping[tuple[int, int], bool]  # of each pair of clauses, whether nothing but wording changed
    olds_of: Partners  # of a new clause
    news_of: Partners  # of an old clause
    old_blocks_of: Partners  # of a new block
    new_blocks_of: Partners  # of an old block

    @classmethod
    def of(cls, old: Cut, new: Cut, alignment: Alignment, is_same: Callable[[Unit, Unit], bool]) -> Ties:
        """Look at each pair of clauses, and at the pairs from either side.

        Args:
            old (Cut): The older document.
            new (Cut): The newer one.
            alignment (Alignment): What answers what.
            is_same (Callable[[Unit, Unit], bool]): Whether nothing but wording changed.

        Returns:
            Ties: All there is to tell.
        """
        same = {(i, j): is_same(old.clause(i), new.clause(j)) for i, j in alignment.parts}
        return cls(old, new, same, *_partners(alignment.parts), *_partners(alignment.blocks))

    def runs(self, block: int) -> list[Run]:
        """What became of a new block's clauses, or where they are from.

        Args:
            block (int): Index of a new block.

        Returns:
            list[Run]: In reading order; each clause of the block is in at least one of them.
        """
        runs: list[Run] = []
        for fate in (fate for j in self.new.blocks[block].parts for fate in self._fates(j)):
            if runs and self._goes_on(runs[-1], fate):
                last = runs.pop()
                fate = Run(fate.status, (*last.old, *fate.old), (*last.new, *fate.new))
            runs.append(fate)
        return runs

    def dropped(self, block: int) -> list[Run]:
        """The clauses of an old block that nothing answers.

        Args:
            block (int): Index of an old block.

        Returns:
            list[Run]: In reading order, neighbours together.
        """
        runs: list[Run] = []
        for i in self.old.blocks[block].parts:
            if i in self.news_of:
                continue
            before = runs.pop().old if runs and runs[-1].old[-1] == i - 1 else ()
            runs.append(Run("取消", (*before, i), ()))
        return runs

    def _fates(self, j: int) -> Iterator[Run]:
        for i in self.olds_of.get(j, ()):
            yield Run("延续" if self.same[i, j] else "改写", (i,), (j,))
        if j not in self.olds_of:
            yield Run("新增", (), (j,))

    def _goes_on(self, run: Run, fate: Run) -> bool:
        """Whether a clause follows on the ones before it, on both sides, with the same fate."""
        if run.status != fate.status or fate.new[0] != run.new[-1] + 1:
            return False
        return not fate.old or (
            fate.old[0] == run.old[-1] + 1 and self.old.parts[fate.old[0]].block == self.old.parts[run.old[-1]].block
        )


def _partners(pairs: Iterable[tuple[int, int]]) -> tuple[Partners, Partners]:
    """Left partners of each right index, and right partners of each left one."""
    lefts: defaultdict[int, list[int]] = defaultdict(list)
    rights: defaultdict[int, list[int]] = defaultdict(list)
    for left, right in sorted(pairs):
        lefts[right].append(left)
        rights[left].append(right)
    return (
        {right: tuple(found) for right, found in lefts.items()},
        {left: tuple(found) for left, found in rights.items()},
    )
