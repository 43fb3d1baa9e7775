"""Answers from items without a language model: the sentences that share the most with the question, verbatim."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.citing import Evidence
from assistant.question import Asked
from ingest.passages import sentences
from ingest.records import ItemHit
from ingest.tokens import tokens_of

QUOTED_CHARS: Final = 240  # an answer is sentences to read at a glance, not paragraphs
STATEMENTS: Final = 4
CLOSE_TO_BEST: Final = 0.8  # a further sentence must be nearly as good as the best one
CONTEXT_WEIGHT: Final = 0.5  # a question's word that stands in the item's title or the document's, not in the sentence
# Share of the question's weighted word pairs that its best sentence must hold with its context. Between the gold
# questions that have an answer (median 0.75) and questions from outside the genre (below 0.3).
ENOUGH: Final = 0.45


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that answers, and how much of the question it covers: 0 to 1."""

    evidence: Evidence
    text: str
    coverage: float


def pick(asked: Asked, hits: Sequence[ItemHit]) -> list[Statement]:
    """Pick the sentences that answer a question.

    Args:
        asked (Asked): The question, taken apart.
        hits (Sequence[ItemHit]): Ranked items, best first.

    Returns:
        list[Statement]: Best first, at most QUOTED_CHARS together; empty where no sentence covers ENOUGH.
    """
    words = _pairs(asked.words)
    statements = [statement for hit in hits for statement in _statements(hit)]
    weights = _weights(words, statements)
    scored = [_scored(statement, hit, words, weights) for hit in hits for statement in _statements(hit)]
    ranked = sorted(scored, key=lambda pair: -pair[0])
    best = ranked[0][0] if ranked else 0.0
    if not ranked or ranked[0][1].coverage < ENOUGH:
        return []
    return _within_budget([s for score, s in ranked if score >= CLOSE_TO_BEST * best])


def _statements(hit: ItemHit) -> list[Statement]:
    start = hit.item.start
    return [
        Statement(Evidence(hit.document, hit.item, start + first, start + last), hit.item.text[first:last], 0.0)
        for first, last in sentences(hit.item.text)
    ]


def _pairs(text: str) -> frozenset[str]:
    """The tokens that carry meaning: word pairs and words, single characters left out."""
    return frozenset(token for token in tokens_of(text) if len(token) > 1)


def _weights(asked: frozenset[str], statements: Sequence[Statement]) -> dict[str, float]:
    """A word that few of the candidate sentences hold tells them apart (inverse document frequency)."""
    counts = Counter(token for s in statements for token in asked & _pairs(s.text))
    return {token: math.log(1 + len(statements) / (1 + counts[token])) for token in asked}


def _scored(
    statement: Statement, hit: ItemHit, asked: frozenset[str], weights: dict[str, float]
) -> tuple[float, Statement]:
    inside = asked & _pairs(statement.text)
    around = asked & _pairs(" ".join((hit.item.title, *hit.item.headings, hit.document.title, hit.document.file)))
    total = sum(weights.values()) or 1.0
    covered = sum(weights[t] * (1.0 if t in inside else CONTEXT_WEIGHT) for t in inside | around) / total
    score = covered * (1 + hit.score) / 2 if inside else 0.0
    return score, Statement(statement.evidence, statement.text, covered if inside else 0.0)


def _within_budget(statements: Sequence[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    for statement in statements[:STATEMENTS]:
        if not kept or sum(len(s.text) for s in (*kept, statement)) <= QUOTED_CHARS:
            kept.append(statement)
    return kept
