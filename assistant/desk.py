"""What one can ask of an installation, whoever owns its index: search, ask, ingest, clear out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from assistant.answer import answer
from assistant.chat_model import ChatModel
from assistant.dialogue.conversations import Conversations
from assistant.dialogue.conversing import converse
from assistant.search import search
from assistant.workspace.preparations import Preparations
from ingest.home import Home
from ingest.pipeline import Report, ingest
from ingest.progress import Progress
from ingest.records import Answer, DocumentId, Filters, Found, Scope


class Desk(Protocol):
    """The services that need the index. `LocalDesk` does them, `remote.RemoteDesk` has the owner do them."""

    def search(self, question: str, k: int, filters: Filters) -> list[Found]:
        """The k best items, best first."""
        ...

    def ask(self, question: str, filters: Filters, conversation: str | None = None) -> Answer:
        """An answer with citations, or a typed "not found"; in a conversation, in the light of what was said in it."""
        ...

    def ingest(self, paths: Sequence[Path], scope: Scope, progress: Progress) -> Report:
        """Read files and folders into library and index."""
        ...

    def purge(self, document: DocumentId) -> None:
        """Delete a document with all its versions; no byte of it stays in library or index."""
        ...

    def rebuild(self) -> None:
        """Make the index anew from the library."""
        ...


@dataclass(frozen=True, slots=True)
class LocalDesk:
    """In the process that owns the index."""

    home: Home
    model: ChatModel | None = None  # words what was found

    def search(self, question: str, k: int, filters: Filters) -> list[Found]:
        """The k best items, best first."""
        return [
            Found(hit.document.file, hit.document.title, hit.item.address, hit.item.text, round(hit.score, 6))
            for hit in search(self.home, question, k, filters)
        ]

    def ask(self, question: str, filters: Filters, conversation: str | None = None) -> Answer:
        """An answer with citations, or a typed "not found"; in a conversation, in the light of what was said in it."""
        answering = partial(answer, self.home, model=self.model)
        if conversation is None:
            return answering(question, filters)
        kept = Conversations(self.home.settings.home)
        turns = kept.turns(filters.reader, conversation)
        found, turn = converse(self.home, question, filters, turns, answering)
        if turn not in turns[-1:]:  # a follow-up that found nothing leaves the conversation as it was
            kept.add(filters.reader, conversation, turn)
        return found

    def ingest(self, paths: Sequence[Path], scope: Scope, progress: Progress) -> Report:
        """Read files and folders into library and index."""
        return ingest(self.home, paths, progress, scope)

    def purge(self, document: DocumentId) -> None:
        """Delete a document with all its versions; no byte of it stays in library or index.

        Chats that quote it go with it, and so do the rows of preparations that do, all conversations of the command
        line and the records of jobs that have ended, which may hold its words. What a person has from another document
        that they see stays.
        """
        library = self.home.library
        owners = [account.name for account in library.accounts.all()]
        Preparations(self.home.settings).forget(library.texts_of(document), partial(self._texts_but, document), owners)
        self.home.library.jobs.forget(datetime.now(UTC))  # before the purge, which clears what they leave in the file
        # Deleting leaves vectors in Chroma's files (HAZARDS.md): the purge is unfinished until these are gone.
        self.home.library.purge(document, self.home.index.forget)
        Conversations(self.home.settings.home).forget()

    def _texts_but(self, document: DocumentId, reader: Scope) -> list[str]:
        library = self.home.library
        others = (known.id for known in library.documents(Filters(reader)) if known.id != document)
        return [text for other in others for text in library.texts_of(other)]

    def rebuild(self) -> None:
        """Make the index anew from the library."""
        self.home.index.rebuild(wait=True)
