"""Answers from items without a language model: the sentences that share the most with the question, verbatim."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.citing import Evidence
from assistant.question import Asked, years_told
from ingest.passages import sentences
from ingest.records import ItemHit
from ingest.tokens import telling_tokens

QUOTED_CHARS: Final = 240  # an answer is sentences to read at a glance, not paragraphs
STATEMENTS: Final = 4
_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})月")
SILENT: Final = ("落款", "附件说明")  # signatures and lists of attachments state nothing
TABLE_HEAD: Final = re.compile(r"表\d+")  # column names: nothing is said in them, and two rows of them are joined by us
CLOSE_TO_BEST: Final = 0.8  # a further sentence must be nearly as good as the best one
CONTEXT_WEIGHT: Final = 0.5  # a question's word that stands in the item's title or the document's, not in the sentence
# Share of the question's weighted word pairs that its best sentence must hold with its context. On
# data/eval/questions.jsonl the answerable questions range from 0.14 to 1.0 and the others from 0.24 to 0.87, so that no
# threshold separates them: this one refuses what shares next to nothing with the library.
ENOUGH: Final = 0.2


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that answers, and how well: `coverage` is its share of the question's words, 0 to 1."""

    hit: ItemHit
    evidence: Evidence
    text: str
    coverage: float = 0.0

    @property
    def score(self) -> float:
        """What the sentence covers, and how well its item was found."""
        return self.coverage * (1 + self.hit.score) / 2


def pick(asked: Asked, hits: Sequence[ItemHit]) -> list[Statement]:
    """Pick the sentences that answer a question.

    Args:
        asked (Asked): The question, taken apart.
        hits (Sequence[ItemHit]): Ranked items, best first.

    Returns:
        list[Statement]: Best first, at most QUOTED_CHARS together; empty where no sentence covers ENOUGH.
    """
    words = telling_tokens(asked.words)
    speaking = [hit for hit in hits if hit.item.title not in SILENT and not TABLE_HEAD.fullmatch(hit.item.label)]
    candidates = [statement for hit in speaking for statement in _statements(hit) if _of_the_time(statement, asked)]
    weights = _weights(words, candidates)
    ranked = sorted((_covering(statement, words, weights) for statement in candidates), key=lambda s: -s.score)
    if not ranked or ranked[0].coverage < ENOUGH:
        return []
    return _within_budget([s for s in ranked if s.score >= CLOSE_TO_BEST * ranked[0].score])


def introduces(statement: Statement) -> bool:
    """Whether a sentence only announces what comes next: …如下： or a heading that is all of its item."""
    item, text = statement.hit.item, statement.text
    is_heading = text == item.text and text.endswith(item.title) and not item.cells
    return text.endswith(("：", ":")) or is_heading


def _statements(hit: ItemHit) -> list[Statement]:
    """An item's sentences; its title says what the others are about, and is none where there are others."""
    item = hit.item
    spans = sentences(item.text)
    if len(spans) > 1 and item.text[slice(*spans[0])].rstrip("。！？；").endswith(item.title):
        spans = spans[1:]
    return [
        Statement(hit, Evidence(hit.document, item, item.start + first, item.start + last), item.text[first:last])
        for first, last in spans
    ]


def _of_the_time(statement: Statement, asked: Asked) -> bool:
    """A question about 2021 is not answered from the plan of 2020, nor one about June by what is due in July."""
    if asked.years and not asked.years & years_told(statement.hit.document, statement.hit.item):
        return False
    months, told = set(_MONTH.findall(asked.text)), set(_MONTH.findall(statement.text))
    return not (months and told) or bool(months & told)


def _weights(words: frozenset[str], statements: Sequence[Statement]) -> dict[str, float]:
    """A word that few of the candidate sentences hold tells them apart (inverse document frequency)."""
    counts = Counter(token for s in statements for token in words & telling_tokens(s.text))
    return {token: math.log(1 + len(statements) / (1 + counts[token])) for token in words}


def _covering(statement: Statement, words: frozenset[str], weights: Mapping[str, float]) -> Statement:
    """The statement with its coverage; nothing of the question in the sentence or the item's title is no coverage."""
    item, document = statement.hit.item, statement.hit.document
    inside = words & telling_tokens(statement.text)
    titled = words & telling_tokens(item.title)
    around = words & telling_tokens(" ".join((*item.headings, document.title, document.file)))
    if not inside | titled:
        return statement
    covered = sum(weights[t] * (1.0 if t in inside else CONTEXT_WEIGHT) for t in inside | titled | around)
    return replace(statement, coverage=covered / sum(weights.values()))


def _within_budget(statements: Sequence[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    for statement in statements[:STATEMENTS]:
        if not kept or sum(len(s.text) for s in (*kept, statement)) <= QUOTED_CHARS:
            kept.append(statement)
    return kept
