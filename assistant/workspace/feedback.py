"""What people thought of answers on the page, as questions to evaluate with.

An answer that was called right tells what its question needs: the quotes that it rests on, or that there are none. Of
any other answer only a person can say what it should have been. A question that leans on the one before it cannot be
asked again alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evaluating import Needed, Question
from assistant.workspace.chats import VERDICT_NAMES, Said, said_in
from ingest.library import ChatTurn
from ingest.records import Citation, Filters


@dataclass(frozen=True, slots=True)
class Complaint:
    """An answer that was not called right."""

    question: str
    verdict: str  # in Chinese
    note: str
    citations: tuple[Citation, ...]  # of the answer


@dataclass(frozen=True, slots=True)
class Feedback:
    """What people thought of answers, by what can be made of it."""

    questions: tuple[tuple[Question, Filters], ...]  # each with what it was narrowed to
    complaints: tuple[Complaint, ...]
    followups: int  # right answers to questions that cannot be asked again alone


def feedback_of(rated: Iterable[ChatTurn]) -> Feedback:
    """Sort out what was thought of answers.

    Args:
        rated (Iterable[ChatTurn]): Turns with a verdict.

    Returns:
        Feedback: The same in three parts.
    """
    questions, complaints, followups = [], [], 0
    for turn in rated:
        said = said_in(turn)
        if turn.verdict in (None, "right"):
            if said.answer.understood:
                followups += 1
            else:
                questions.append((_question(turn, said), said.filters))
        else:
            name = VERDICT_NAMES[turn.verdict]
            complaints.append(Complaint(turn.question, name, turn.note, said.answer.citations))
    return Feedback(tuple(questions), tuple(complaints), followups)


def _question(turn: ChatTurn, said: Said) -> Question:
    gold = tuple(Needed(c.file, c.quote, c.address) for c in said.answer.citations)
    kind = "ambiguous" if said.answer.status == "ambiguous" else "feedback"
    return Question(turn.id, turn.question, said.answer.status != "not_found", gold, kind)
