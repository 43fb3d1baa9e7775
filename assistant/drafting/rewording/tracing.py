"""What a model proposes for an item -> sentences with their provenance, found by code as for an edited draft. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.drafting.provenance import INSTRUCTED, sentence_of
from assistant.drafting.records import Sentence, SentenceClass, Source
from assistant.drafting.reimport import traced
from assistant.drafting.reimport.aligning import Descent, Piece, descent
from assistant.drafting.rewording.records import Material, Proposal
from assistant.wording.claims import grams, share
from assistant.wording.facts import comparable

HELD: Final = 0.7  # share of a new sentence's pairs of characters that its source holds
REASON: Final = "语言模型改写"  # of an edit
# Classes that tell what a sentence answers; the others tell how like its source it is.
_ANSWERING: Final[tuple[SentenceClass, ...]] = ("依据上级", "对应问题")


def descent_of(material: Material, proposal: Proposal) -> Descent:
    """Which sentences of the item each proposed one descends from."""
    address = material.item.address
    old = [Piece(sentence.text, address, 0, 0) for sentence in material.body]
    return descent(old, [Piece(each.text, address, 0, 0) for each in proposal])


def sentences_of(material: Material, proposal: Proposal, model: str) -> tuple[Sentence, ...]:
    """Give what is proposed its provenance.

    Args:
        material (Material): The item.
        proposal (Proposal): What is proposed for its body.
        model (str): Whose words it is.

    Returns:
        tuple[Sentence, ...]: 用户给定 is one that is not like what it should descend from, and that no user gave.
    """
    came_from = descent_of(material, proposal)
    olds = ([material.body[i] for i in came_from.get(j, ())] for j in range(len(proposal)))
    return tuple(
        _told(each.text, of, model) if of else _composed(each.text, material, model)
        for each, of in zip(proposal, olds, strict=True)
    )


def _composed(text: str, material: Material, model: str) -> Sentence:
    """A sentence that descends from none of the item: it rests on the source that holds most of it."""
    said = grams(comparable(text))
    wished = _wished(material)
    offered = (*material.sources, wished) if wished else material.sources
    held = [(share(said, grams(comparable(source.quote))), source) for source in offered]
    best = max((each for each in held if each[0] >= HELD), key=lambda each: each[0], default=None)
    return replace(sentence_of(text, best[1:] if best else ()), model=model)


def _wished(material: Material) -> Source | None:
    """What the user wants, as a source."""
    wish, address = material.wish, material.item.address
    return Source("fact", INSTRUCTED, 0, "", None, address, wish, 0, len(wish)) if wish else None


def _told(text: str, olds: Sequence[Sentence], model: str) -> Sentence:
    made = traced(sentence_of(text, ()), olds, REASON)
    if made in olds:
        return made
    answering = (old.kind for old in olds if made.kind == "用户给定" and old.kind in _ANSWERING)
    return replace(made, kind=next(answering, made.kind), model=model)
