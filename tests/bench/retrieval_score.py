"""How much of the evidence a reader gets: `context` of ../shared/tools/score.py, which a shared test compares with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CONTEXT_CHARS: Final = 1000  # score.py's: what a reader gets of all hits, counted without white space


@dataclass(frozen=True, slots=True)
class Question:
    """An answerable question and the quotes that answer it."""

    id: str
    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Quality:
    """Shares of questions, 0 to 1; the greater is the better, by the first share first."""

    context_any: float  # a quote stands in the context
    context_all: float  # all of its quotes do


def read_questions(path: Path) -> tuple[Question, ...]:
    """The answerable questions of a gold file: only they have quotes to be found."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Question(row["id"], row["question"], tuple(gold["quote"] for gold in row["gold"]))
        for row in rows
        if row["answerable"]
    )


def quality(questions: Sequence[Question], retrieved: Mapping[str, Sequence[str]]) -> Quality:
    """Score what was retrieved.

    Args:
        questions (Sequence[Question]): At least one.
        retrieved (Mapping[str, Sequence[str]]): Texts of the hits, best first, by the question's id.

    Returns:
        Quality: Over all questions.

    Raises:
        KeyError: A question was not asked.
    """
    found = [_found(question, retrieved[question.id]) for question in questions]
    return Quality(sum(map(any, found)) / len(found), sum(map(all, found)) / len(found))


def _found(question: Question, texts: Sequence[str]) -> list[bool]:
    context = _squeeze("\n".join(texts))[:CONTEXT_CHARS]
    return [_squeeze(quote) in context for quote in question.quotes]


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
