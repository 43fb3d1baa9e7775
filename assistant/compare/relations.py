"""How paired blocks lie: merged, split, moved. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compare.records import Relation
from assistant.compare.ties import Run, Ties


@dataclass(frozen=True, slots=True)
class Relations:
    """Tells of the pairs of one comparison how they lie."""

    ties: Ties
    overtaken: frozenset[tuple[int, int]]  # pairs of headings that changed their place among the others

    @classmethod
    def of(cls, ties: Ties) -> Relations:
        """Look at the order of the headings once."""
        pairs = [(a, b) for a, news in sorted(ties.new_blocks_of.items()) for b in news if ties.old.blocks[a].heading]
        return cls(ties, frozenset(pairs) - frozenset(_longest_rise(pairs)))

    def of_blocks(self, a: int, b: int) -> tuple[Relation, ...]:
        """How a pair of blocks lies.

        Args:
            a (int): Index of the old block.
            b (int): Index of the new one.

        Returns:
            tuple[Relation, ...]: 合并 where the new block answers several, 拆分 where several answer the old one, 移动
                where its section is not the one that answers its old section.
        """
        merged = len(self.ties.old_blocks_of[b]) > 1
        split = len(self.ties.new_blocks_of[a]) > 1
        found: list[tuple[bool, Relation]] = [(merged, "合并"), (split, "拆分"), (self._is_moved(a, b), "移动")]
        return tuple(relation for holds, relation in found if holds)

    def of_run(self, run: Run) -> tuple[Relation, ...]:
        """Where clauses came from that stand in a block which does not answer their old one.

        Args:
            run (Run): Of clauses that answer each other.

        Returns:
            tuple[Relation, ...]: 合并 where their old block went nowhere else, 拆分 where the new one comes from
                nowhere else, 移动 where both have other partners; none within paired blocks.
        """
        if not run.old or not run.new:
            return ()
        a, b = self.ties.old.parts[run.old[0]].block, self.ties.new.parts[run.new[0]].block
        if b in self.ties.new_blocks_of.get(a, ()):
            return ()
        if a in self.ties.new_blocks_of and b in self.ties.old_blocks_of:
            return ("移动",)
        return ("合并",) if b in self.ties.old_blocks_of else ("拆分",) if a in self.ties.new_blocks_of else ()

    def _is_moved(self, a: int, b: int) -> bool:
        old, new = self.ties.old.blocks[a], self.ties.new.blocks[b]
        if old.heading:
            return (a, b) in self.overtaken
        depth = min(len(old.above), len(new.above))
        return depth > 0 and new.above[depth - 1] not in self.ties.new_blocks_of.get(old.above[depth - 1], ())


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many pairs as can be kept so that left and right sides both ascend; the left sides do already."""
    chains: list[list[tuple[int, int]]] = []  # by length, the one that ends lowest
    for pair in pairs:
        place = bisect_left([chain[-1][1] for chain in chains], pair[1])
        chains[place : place + 1] = [[*(chains[place - 1] if place else []), pair]]
    return chains[-1] if chains else []
