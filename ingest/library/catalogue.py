"""The current documents, kept in memory until someone commits: every question is compared with all their names.

Reading them takes 60 ms of 3,273 documents (tests/bench), which is more than all the rest of a search.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from typing import Final

from sqlalchemy import Engine

from ingest.library import sqlite
from ingest.library.describing import IS_CURRENT, find_documents, visible
from ingest.records import Document, Filters

KEPT: Final = 16  # sets of filters whose documents are kept


class Catalogue:
    """Documents by filters, never older than the last commit. Safe to share between threads.

    Args:
        engine (Engine): The library; one of another database than SQLite is read every time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._watch = sqlite.Watch(engine) if engine.dialect.name == "sqlite" else None
        self._state = self._watch.state if self._watch else count().__next__
        self._read = lru_cache(KEPT)(self._read_at)

    def documents(self, filters: Filters) -> tuple[Document, ...]:
        """The documents that the filters let through, in the order in which they came."""
        # The state is noted first: a commit that comes between the two is read, and read once more at the next call.
        return self._read(self._state(), filters)

    def close(self) -> None:
        """Give the connection back."""
        if self._watch:
            self._watch.close()

    def _read_at(self, _state: int, filters: Filters) -> tuple[Document, ...]:
        with self._engine.connect() as connection:
            return tuple(find_documents(connection, IS_CURRENT, visible(filters)))
