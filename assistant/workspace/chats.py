"""Chats as the page needs them: answers go in with what a follow-up leans on, and come out as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter

from assistant.dialogue import turns as talk
from ingest.library import ChatId, ChatTurn, Library, NewTurn, Verdict
from ingest.records import Answer, Filters, VersionId

VERDICT_NAMES: Final[Mapping[Verdict, str]] = {"right": "正确", "wrong_citation": "出处有误", "incomplete": "不完整"}
NOTE_CHARS: Final = 500  # of what a reader has to say about an answer


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with what belongs to it."""

    answer: Answer
    turn: talk.Turn  # what a follow-up leans on
    filters: Filters  # what the question was narrowed to, and who has asked
    years: Mapping[VersionId, int | None] = field(default_factory=dict)  # of the versions that it cites


_SAID: Final[TypeAdapter[Said]] = TypeAdapter(Said)


def keep(library: Library, question: str, said: Said, chat: ChatId | None) -> ChatTurn:
    """Add a turn to the chat of the person who has asked.

    Args:
        library (Library): Where chats are kept.
        question (str): As typed.
        said (Said): What was answered.
        chat (ChatId | None): None begins one, and so does one that was deleted meanwhile.

    Returns:
        ChatTurn: As it is kept.

    Raises:
        BadRequest: What is quoted was purged meanwhile.
    """
    quoted = frozenset(c.version for c in (*said.answer.citations, *said.answer.nearest))
    body = _SAID.dump_json(said).decode()
    return library.chats.add(said.filters.reader, NewTurn(question, body, quoted), chat)


def said_in(turn: ChatTurn) -> Said:
    """What was answered, as it was kept."""
    return _SAID.validate_json(turn.body)
