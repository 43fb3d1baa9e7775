"""What one asks of the register, and which rows answer: every row that does, not the best few. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citations.names import same_document
from ingest.records import Filters, Placed, Requirement, Strength, Tense
from ingest.tokens import telling_tokens

_SPLIT: Final = re.compile(r"[\s，。；、？?！!,;]+")
# Words of asking, which no requirement holds.
_ASKING: Final = re.compile(
    r"请问|多久|多少次?|几次|几个|何时|什么时候|什么|哪些|哪个|谁来?|怎么|如何|是不是|有没有|需要|应该|要求|规定|一次|的|吗|呢|由"
)
WORD_CHARS: Final = 4  # a word up to here must stand in a row as it is; longer ones may be worded otherwise
EVERYTHING: Final = Filters()
WORDED: Final = 0.6  # share of a longer word's weight that a row must hold


@dataclass(frozen=True, slots=True)
class Query:
    """Filters of the register; empty means no limit."""

    text: str = ""
    filters: Filters = EVERYTHING
    subject: str = ""  # stands in the subject or in a responsible unit
    cites: str = ""  # any name of a document that the requirement rests on
    strengths: tuple[Strength, ...] = ()
    tenses: tuple[Tense, ...] = ()


def matching(
    rows: Sequence[Placed[Requirement]], query: Query, abbreviations: Mapping[str, str]
) -> list[Placed[Requirement]]:
    """The rows that answer a query, in their order.

    Args:
        rows (Sequence[Placed[Requirement]]): Those of the documents that the filters let through.
        query (Query): What is asked.
        abbreviations (Mapping[str, str]): Short forms and what they stand for, as the profile has them; either may
            stand in a text for the other.

    Returns:
        list[Placed[Requirement]]: All of them.
    """
    kept = [row for row in rows if _passes(row.what, query, abbreviations)]
    words = [word for word in _SPLIT.split(_ASKING.sub(" ", query.text)) if word]
    if not words:
        return kept
    texts = [_folded(text_of(row)) for row in kept]
    weigh = _Weights(texts)
    return [
        row
        for row, text in zip(kept, texts, strict=True)
        if all(_says(text, wordings, weigh) for wordings in (_wordings(word, abbreviations) for word in words))
    ]


def text_of(row: Placed[Requirement]) -> str:
    """All the words by which a row can be found."""
    what, item = row.what, row.item
    return " ".join((*item.headings, item.title, what.quote, what.subject, *what.responsible, *what.cited))


def _passes(requirement: Requirement, query: Query, abbreviations: Mapping[str, str]) -> bool:
    if query.strengths and requirement.strength not in query.strengths:
        return False
    if query.tenses and requirement.tense not in query.tenses:
        return False
    if query.cites and not any(same_document(name, query.cites) for name in requirement.cited):
        return False
    units = _folded(" ".join((requirement.subject, *requirement.responsible)))
    return not query.subject or any(word in units for word in _wordings(query.subject, abbreviations))


def _wordings(word: str, abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """A word as it stands, and with its short or full forms in place of one another."""
    word = _folded(word)
    others = [
        word.replace(one, other)
        for short, full in abbreviations.items()
        for one, other in ((_folded(full), _folded(short)), (_folded(short), _folded(full)))
        if one in word
    ]
    return tuple(dict.fromkeys((word, *others)))


def _says(text: str, wordings: Sequence[str], weights: _Weights) -> bool:
    if any(wording in text for wording in wordings):
        return True
    return any(len(wording) > WORD_CHARS and weights.share(wording, text) >= WORDED for wording in wordings)


class _Weights:
    """How much each pair of characters tells, by how few rows hold it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = Counter(token for text in texts for token in telling_tokens(text))
        self._rows = len(texts)

    def share(self, word: str, text: str) -> float:
        """The share of a word's weight that a text holds."""
        tokens = telling_tokens(word)
        held = telling_tokens(text)
        total = sum(map(self._weight, tokens))
        return sum(self._weight(token) for token in tokens if token in held) / total if total else 0.0

    def _weight(self, token: str) -> float:
        return math.log(1 + self._rows / (1 + self._counts[token]))


def _folded(text: str) -> str:
    return re.sub(
        r"[“”\"《》〈〉]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", unicodedata.normalize("NFKC", text)
    ).lower()
