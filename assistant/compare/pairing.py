"""Which clauses of two documents answer each other, and from them which blocks. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.compare.matching import OWN, Pair, matched
from assistant.compare.units import Cut
from assistant.compare.weighing import weigh
from ingest.embedding import Embedding

# Blocks answer each other where enough of them, in characters, is found in the other one: a good part of one of them,
# and of the two together more than a half. Of others only the clauses that they share are told.
HELD: Final = 0.3
HELD_TOGETHER: Final = 0.55
HEADED: Final = 0.2  # headings answer each other where this share of what stands below one of them went to the other
_NAME: Final = re.compile("“[^“”]{2,}”")
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
    weights = weigh(old, new, embedding)
    pairs = matched(weights.own, weights.placed, weights.contradictory)
    blocks = _sharing(old, new, pairs)
    named = {*_of_one_name(old, new, blocks)}
    blocks |= named
    headings = _headings(old, new, blocks)
    held = [(i, j) for i, j in pairs if weights.own[i, j] >= OWN or (old.parts[i].block, new.parts[j].block) in blocks]
    titles = [(old.blocks[a].parts[0], new.blocks[b].parts[0]) for a, b in headings | named]
    return Alignment(tuple(sorted([*held, *titles])), tuple(sorted(blocks | headings)))


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


def _of_one_name(old: Cut, new: Cut, blocks: Iterable[Pair]) -> Iterator[Pair]:
    """Items without a partner whose titles name one thing in quotation marks (“第一议题”) that no other title names."""
    taken = [*blocks]
    olds, news = _names(old), _names(new)
    for name in olds.keys() & news.keys():
        a, b = olds[name], news[name]
        if all(a != one and b != other for one, other in taken):
            yield a, b


def _names(document: Cut) -> dict[str, int]:
    """The names in quotation marks that a single title has, with its block."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        for name in _NAME.findall(document.clause(block.parts[0]).text) if block.titled else ():
            found[name].append(index)
    return {name: indices[0] for name, indices in found.items() if len(indices) == 1}


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
    for a, b in _same_headings(old, new):
        if a not in pairs and b not in pairs.values():
            pairs[a] = b
    joined = {
        (a, b)
        for (a, b), weight in votes.items()
        if (a not in pairs and weight >= JOINED * _below(old)[a])
        or (b not in pairs.values() and weight >= JOINED * _below(new)[b])
    }
    return joined.union(pairs.items())


def _same_headings(old: Cut, new: Cut) -> Iterator[Pair]:
    """Headings in the same words: what stands below them may be nothing, or all new."""
    words = [
        [(index, document.clause(block.parts[0]).text) for index, block in enumerate(document.blocks) if block.heading]
        for document in (old, new)
    ]
    yield from ((a, b) for a, text in words[0] for b, other in words[1] if text == other)


def _below(document: Cut) -> Counter[int]:
    """Characters of what stands below each heading."""
    return Counter(
        {
            heading: sum(document.length(block.parts) for block in document.blocks if heading in block.above)
            for heading in {above for block in document.blocks for above in block.above}
        }
    )
