"""Which clauses of one's own document can answer a requirement of the superior. Pure but for the embedding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.compare.counts import without_values
from assistant.compare.lacking import opening
from assistant.compare.likeness import echoed, in_place, likeness
from assistant.compare.numbers import agreement
from assistant.compare.units import Cut
from ingest.embedding import Embedding
from ingest.records import FloatMatrix, Outline, Requirement

# Chosen by reading the answers to 113 requirements of two superiors' opinions.
ANSWERS: Final = 0.42  # likeness, with its place, from which on a clause can answer
TELLING: Final = 0.2  # of its own words; what only stands in the right place does not answer
ECHOED: Final = 0.11  # share of the requirement's wording that is found in the answering item
COUNTERPART: Final = 0.3  # likeness from which on the most alike item is what answers the superior's item as a whole
IN_COUNTERPART: Final = 0.24  # there a clause answers by this much of its own words alone
BESIDE: Final = 0.85  # of the best answer's likeness; what is that close answers along with it
AGREED: Final = 0.1  # what the same number adds
SAYS_ENOUGH: Final = 6  # characters of a requirement, values aside
ITEMS: Final = 3  # answers to one requirement
NO_ANSWER: Final = frozenset(("导语", "附件说明"))  # what introduces a plan or lists its attachments obliges to nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """A clause of one's own document that answers."""

    part: int  # index in Cut.parts
    likeness: float  # with its place; 1 and more for the same words in the same place
    echo: float  # share of the requirement's wording that stands in the clause's item


def answers_to(
    asked: Sequence[Requirement], superior: Outline, own: Cut, embedding: Embedding
) -> list[tuple[Answer, ...]]:
    """Look for answers to all requirements at once, since neighbouring ones are often answered by neighbours.

    Args:
        asked (Sequence[Requirement]): Requirements of the superior, in reading order.
        superior (Outline): Its document.
        own (Cut): One's own document.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[tuple[Answer, ...]]: For each requirement up to ITEMS answers in different items, best first.
    """
    parts = [part for part in range(len(own.parts)) if _can_answer(own, part)]
    if not parts or not asked:
        return [() for _ in asked]
    texts = [_matter(one, superior) for one in asked]
    blocks = [own.whole(block).text for block in range(len(own.blocks))]
    of_part = [own.parts[part].block for part in parts]
    clauses = [own.parts[part].matter for part in parts]
    alike = np.maximum(likeness(texts, clauses, embedding), likeness([*map(_core, texts)], clauses, embedding))
    around = likeness([superior.items[one.item].text for one in asked], blocks, embedding)[:, of_part]
    echo = echoed(texts, blocks)[:, of_part]
    agreed = agreement([one.quote for one in asked], [own.parts[part].text for part in parts])
    placed: FloatMatrix = in_place(alike, around) + np.where(agreed > 0, np.float32(AGREED), np.float32(0))
    can = (placed >= ANSWERS) & (alike >= TELLING) & (echo >= ECHOED)
    can |= _counterparts(placed, around, [one.item for one in asked], of_part) & (alike >= IN_COUNTERPART)
    return [_best(row, told, parts, own) for row, told in zip(placed * can, echo, strict=True)]


def _counterparts(
    placed: FloatMatrix, around: FloatMatrix, items: Sequence[int], blocks: Sequence[int]
) -> NDArray[np.bool_]:
    """Which clauses stand in the item that answers the superior's item as a whole: on average, and by its own text."""
    starts = np.flatnonzero(np.diff(blocks, prepend=-1))
    best = np.maximum.reduceat(placed, starts, axis=1)
    found = np.zeros(placed.shape, bool)
    for item in dict.fromkeys(items):
        rows = np.flatnonzero(np.equal(items, item))
        whole = (best[rows].mean(0) + around[rows[0], starts]) / 2
        if whole.max() >= COUNTERPART:
            found[np.ix_(rows, np.equal(blocks, blocks[starts[whole.argmax()]]))] = True
    return found


def _matter(requirement: Requirement, superior: Outline) -> str:
    """What a requirement is about, not who asks; with what its sentence said before where it says too little."""
    matter = without_values(requirement.quote, [requirement])
    matter = matter.replace(superior.unit, "") if superior.unit else matter
    short = len(matter) < SAYS_ENOUGH
    return opening(requirement, superior.items[requirement.item]) + matter if short else matter


def _core(matter: str) -> str:
    """What is to be done, without what it is done for (围绕安全保供，…)."""
    core = matter.rpartition("，")[2]
    return core if len(core) >= SAYS_ENOUGH else matter


def _can_answer(own: Cut, part: int) -> bool:
    block = own.block_of(part)
    return not block.heading and block.item.label not in NO_ANSWER


def _best(row: FloatMatrix, echo: FloatMatrix, parts: Sequence[int], own: Cut) -> tuple[Answer, ...]:
    """The best clause of each item, as far as it comes near the best one of all; 0 is no answer."""
    least = max(BESIDE * float(row.max()), np.finfo(np.float32).tiny)
    found: dict[int, Answer] = {}
    for place in np.argsort(-row, kind="stable").tolist():
        if row[place] < least:
            break
        answer = Answer(parts[place], float(row[place]), float(echo[place]))
        found.setdefault(own.parts[answer.part].block, answer)
    return tuple(found.values())[:ITEMS]
