"""Chats: what people have asked on the page, what they were answered, and what they thought of the answers.

A chat belongs to the one person who has asked: for all others there is none. What an answer's body says is not this
package's affair; which versions it quotes is, so that a purge takes it along.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, delete, false, func, insert, or_, select, update

from ingest.errors import BadRequest
from ingest.library.connecting import writing_alone
from ingest.library.reading import names_of, scopes_of_name
from ingest.library.schema import chat_quotes, chat_turns, chats, versions
from ingest.records import EVERYONE, DocumentId, Scope, VersionId

ChatId = int
TurnId = int
Verdict = Literal["right", "wrong_citation", "incomplete"]  # what a reader thinks of an answer
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A question and its answer."""

    question: str
    body: str  # JSON
    quoted: frozenset[VersionId]


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """A turn as it is kept."""

    id: TurnId
    chat: ChatId
    asked_at: datetime  # UTC
    question: str
    body: str
    verdict: Verdict | None
    note: str  # what the reader has to say about the verdict


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation without its answers."""

    id: ChatId
    title: str  # its first question
    turns: int
    asked_at: datetime  # UTC, of its last question


class Chats:
    """The chats of a library. Safe to share between threads.

    Args:
        engine (Engine): The library.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, owner: Scope, turn: NewTurn, chat: ChatId | None = None) -> ChatTurn:
        """Keep a turn.

        Args:
            owner (Scope): Who has asked.
            turn (NewTurn): Is added at the end.
            chat (ChatId | None): Goes on with it, where it is the owner's and still there; else a chat begins.

        Returns:
            ChatTurn: As it is kept.

        Raises:
            BadRequest: What the answer quotes was purged while it was being made.
        """
        with writing_alone(self._engine) as connection:
            there = select(func.count()).where(versions.c.id.in_(turn.quoted))
            if connection.execute(there).scalar_one() < len(turn.quoted):
                raise BadRequest("回答引用的文件刚刚被彻底删除。请重新提问")
            own = select(chats.c.id).where(chats.c.id == chat, chats.c.owner == owner)
            if connection.execute(own).first() is None:
                chat = connection.execute(insert(chats).values(owner=owner).returning(chats.c.id)).scalar_one()
            row = {"chat": chat, "asked_at": _now(), "question": turn.question, "body": turn.body, "note": ""}
            added = connection.execute(insert(chat_turns).values(row).returning(chat_turns.c.id)).scalar_one()
            if quotes := [{"turn": added, "version": version} for version in sorted(turn.quoted)]:
                connection.execute(insert(chat_quotes), quotes)
            return _turn(connection, added, owner)

    def of(self, owner: Scope, most: int = 100) -> list[Chat]:
        """A person's chats, the one that was asked in last first, so many at most."""
        count, first, last = func.count(), func.min(chat_turns.c.id), func.max(chat_turns.c.id)
        found = (
            select(chat_turns.c.chat, count.label("turns"), first.label("first"), last.label("last"))
            .join(chats, chats.c.id == chat_turns.c.chat)
            .where(chats.c.owner == owner)
            .group_by(chat_turns.c.chat)
            .subquery()
        )
        begin, end = chat_turns.alias(), chat_turns.alias()
        query = (
            select(found.c.chat.label("id"), begin.c.question.label("title"), found.c.turns, end.c.asked_at)
            .join(begin, begin.c.id == found.c.first)
            .join(end, end.c.id == found.c.last)
            .order_by(found.c.last.desc())
            .limit(most)
        )
        with self._engine.connect() as connection:
            return [Chat(**_timed(dict(row._mapping))) for row in connection.execute(query)]

    def turns(self, chat: ChatId, owner: Scope) -> list[ChatTurn]:
        """A person's chat, oldest turn first; the same BadRequest where there is none and where it is another's."""
        with self._engine.connect() as connection:
            found = _found(connection, _owned(owner).where(chat_turns.c.chat == chat))
        if not found:
            raise BadRequest("没有这段对话，它可能已被删除。请刷新对话列表")
        return found

    def turn(self, turn: TurnId, owner: Scope) -> ChatTurn:
        """A turn of a person's; the same BadRequest where there is none and where it is another's."""
        with self._engine.connect() as connection:
            return _turn(connection, turn, owner)

    def rate(self, turn: TurnId, owner: Scope, verdict: Verdict, note: str = "") -> ChatTurn:
        """Keep what the asker thinks of an answer, in place of what they thought before; BadRequest as `turn`."""
        with writing_alone(self._engine) as connection:
            _turn(connection, turn, owner)
            connection.execute(update(chat_turns).where(chat_turns.c.id == turn).values(verdict=verdict, note=note))
            return _turn(connection, turn, owner)

    def rated(self, owner: Scope, among: Collection[TurnId] | None = None) -> list[ChatTurn]:
        """A person's turns on which they have given a verdict, oldest first; all of them, or those among some."""
        query = _owned(owner).where(chat_turns.c.verdict.is_not(None))
        if among is not None:
            query = query.where(chat_turns.c.id.in_(among))
        with self._engine.connect() as connection:
            return _found(connection, query)

    def delete(self, chat: ChatId, owner: Scope) -> None:
        """Delete a person's chat; one that is not there, or another's, stays as it is."""
        with writing_alone(self._engine) as connection:
            connection.execute(delete(chats).where(chats.c.id == chat, chats.c.owner == owner))

    def delete_all(self, owner: Scope) -> None:
        """Delete all of a person's chats."""
        with writing_alone(self._engine) as connection:
            connection.execute(delete(chats).where(chats.c.owner == owner))

    def holding(self, document: DocumentId) -> int:
        """How many chats, whoever's they are, go with a document when it is purged."""
        with self._engine.connect() as connection:
            return len(_holding(connection, document))


def erase_quoting(connection: Connection, document: DocumentId) -> None:
    """Delete the chats of all people that hold words of a document, or its name, before its rows are deleted."""
    connection.execute(delete(chats).where(chats.c.id.in_(_holding(connection, document))))


def _holding(connection: Connection, document: DocumentId) -> list[ChatId]:
    of_document = select(versions.c.id).where(versions.c.document == document)
    quoting = chat_turns.c.id.in_(select(chat_quotes.c.turn).where(chat_quotes.c.version.in_(of_document)))
    naming = [_naming(connection, name, document) for name in names_of(connection, document)]
    found = select(chat_turns.c.chat).join(chats, chats.c.id == chat_turns.c.chat).where(or_(quoting, *naming))
    return list(connection.execute(found.distinct()).scalars())


def _naming(connection: Connection, name: str, document: DocumentId) -> ColumnElement[bool]:
    """Answers that hold a document's name, unless their owner sees another one of that name: they may mean that."""
    holds = chat_turns.c.body.contains(json.dumps(name, ensure_ascii=False)[1:-1], autoescape=True)
    others = scopes_of_name(connection, name, document)
    return false() if EVERYONE in others else and_(holds, chats.c.owner.not_in(others))


def _owned(owner: Scope) -> Select[Any]:
    return (select(chat_turns).join(chats, chats.c.id == chat_turns.c.chat).where(chats.c.owner == owner)).order_by(
        chat_turns.c.id
    )


def _turn(connection: Connection, turn: TurnId, owner: Scope) -> ChatTurn:
    found = _found(connection, _owned(owner).where(chat_turns.c.id == turn))
    if not found:
        raise BadRequest("没有这个回答，它所在的对话可能已被删除。请刷新页面")
    return found[0]


def _found(connection: Connection, query: Select[Any]) -> list[ChatTurn]:
    return [ChatTurn(**_timed(dict(row._mapping))) for row in connection.execute(query)]


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"asked_at": datetime.fromisoformat(row["asked_at"])}


def _now() -> str:
    return datetime.now(UTC).isoformat()
