"""Which clauses of two documents answer each other, and from them which blocks. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.compare.likeness import in_place, likeness
from assistant.compare.matching import OWN, Pair, matched
from assistant.compare.numbers import agreement
from assistant.compare.units import Block, Cut
from ingest.embedding import Embedding
from ingest.records import FloatMatrix

# Blocks answer each other where enough of them, in characters, is found in the other one: a good part of one of them,
# and of the two together more than a half. Of others only the clauses that they share are told.
HELD: Final = 0.3
HELD_TOGETHER: Final = 0.55
NEAR: Final = 0.75  # of the likeness of the most alike; clauses of others are paired only for their own words
TITLED: Final = 0.1  # what it costs that only one of two clauses is a title
AGREED: Final = 0.1  # what the same number adds and another one takes away; a changed target keeps its words
HEADED: Final = 0.2  # headings answer each other where this share of what stands below one of them went to the other
JOINED: Final = 0.5  # what a heading without a partner needs to join one that has a better one: sections were merged


@dataclass(frozen=True, slots=True)
class Alignment:
    """What answers what: pairs of indices (old, new), ascending. A clause or a block can have several partners."""

    parts: tuple[Pair, ...]
    blocks: tuple[Pair, ...]


def align(old: Cut, new: Cut, embedding: Embedding) -> Alignment:
    """Pair the clauses of two documents, and the blocks that share them.

    Args:
        old (Cut): The older document.
        new (Cut): The newer one.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Alignment: Clauses that are paired only for their context stand in paired blocks.
    """
    alike = likeness([part.matter for part in old.parts], [part.matter for part in new.parts], embedding)
    alike *= _comparable(old, new)
    around = likeness(_blocks(old), _blocks(new), embedding)
    places = np.ix_([part.block for part in old.parts], [part.block for part in new.parts])
    counted = agreement([part.text for part in old.parts], [part.text for part in new.parts])
    titles = np.equal.outer(_titles(old), _titles(new))
    placed = in_place(alike, around[places]) + (AGREED * counted + TITLED * (titles - 1.0)) * (alike > 0)
    pairs = matched(alike, placed * ((alike >= OWN) | _near(around)[places]), counted < 0)
    blocks = _sharing(old, new, pairs)
    headings = _headings(old, new, blocks)
    parts = [(i, j) for i, j in pairs if alike[i, j] >= OWN or (old.parts[i].block, new.parts[j].block) in blocks]
    parts += [(old.blocks[a].parts[0], new.blocks[b].parts[0]) for a, b in headings]
    return Alignment(tuple(sorted(parts)), tuple(sorted(blocks | headings)))


def _comparable(old: Cut, new: Cut) -> NDArray[np.bool_]:
    """Which clauses may be paired: no headings, and what is planned only with what is planned.

    A task of one year that the next year's review reports as done is no task that goes on. Where a document's sections
    all look back, or none does, its voice tells nothing.
    """
    mask = ~(_flags(old, lambda block: block.heading)[:, None] | _flags(new, lambda block: block.heading)[None, :])
    back_old, back_new = (_flags(document, lambda block: block.looks_back) for document in (old, new))
    if len({*back_old}) == len({*back_new}) == 2:
        mask &= back_old[:, None] == back_new[None, :]
    return mask


def _flags(document: Cut, flag: Callable[[Block], bool]) -> NDArray[np.bool_]:
    return np.array([flag(document.blocks[part.block]) for part in document.parts], bool)


def _titles(document: Cut) -> NDArray[np.bool_]:
    titles = {block.parts[0] for block in document.blocks if block.titled}
    return np.array([part in titles for part in range(len(document.parts))], bool)


def _blocks(document: Cut) -> list[str]:
    return [document.whole(block).text for block in range(len(document.blocks))]


def _near(around: FloatMatrix) -> NDArray[np.bool_]:
    """Which blocks are to each other, or one to the other, nearly the most alike there is."""
    most = np.minimum(around.max(1, keepdims=True, initial=0), around.max(0, keepdims=True, initial=0))
    near: NDArray[np.bool_] = around >= NEAR * most
    return near


def _sharing(old: Cut, new: Cut, parts: Iterable[Pair]) -> set[Pair]:
    """Blocks that share enough of their clauses."""
    shared: defaultdict[Pair, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for i, j in parts:
        of_old, of_new = shared[old.parts[i].block, new.parts[j].block]
        of_old.add(i)
        of_new.add(j)
    return {
        (a, b)
        for (a, b), (of_old, of_new) in shared.items()
        if _are_held(_share(old, a, of_old), _share(new, b, of_new))
    }


def _share(document: Cut, block: int, parts: Iterable[int]) -> float:
    return document.length(parts) / document.length(document.blocks[block].parts)


def _are_held(*shares: float) -> bool:
    return max(shares) >= HELD and sum(shares) >= HELD_TOGETHER


def _headings(old: Cut, new: Cut, blocks: Iterable[Pair]) -> set[Pair]:
    """Headings answer each other by what stands below them, whatever they are called."""
    votes: Counter[Pair] = Counter()
    for a, b in blocks:
        weight = min(old.length(old.blocks[a].parts), new.length(new.blocks[b].parts))
        for upper, lower in zip(old.blocks[a].above, new.blocks[b].above, strict=False):
            votes[upper, lower] += weight
    pairs: dict[int, int] = {}
    for (a, b), weight in votes.most_common():
        if a not in pairs and b not in pairs.values() and weight >= HEADED * min(_below(old)[a], _below(new)[b]):
            pairs[a] = b
    joined = {
        (a, b)
        for (a, b), weight in votes.items()
        if (a not in pairs and weight >= JOINED * _below(old)[a])
        or (b not in pairs.values() and weight >= JOINED * _below(new)[b])
    }
    return joined.union(pairs.items())


def _below(document: Cut) -> Counter[int]:
    """Characters of what stands below each heading."""
    return Counter(
        {
            heading: sum(document.length(block.parts) for block in document.blocks if heading in block.above)
            for heading in {above for block in document.blocks for above in block.above}
        }
    )
