"""The append-only log of what an index must follow."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, func, insert, literal, select

from ingest.library.schema import changes, documents
from ingest.records import Change, DocumentId


def log_put(connection: Connection, document: DocumentId) -> None:
    """A document is to be indexed anew: content, description or file name are no longer what they were."""
    _append(connection, document, "put")


def log_delete(connection: Connection, document: DocumentId) -> None:
    """A document is to be forgotten."""
    _append(connection, document, "delete")


def last_sequence(connection: Connection) -> int:
    """Number of the newest change; 0 before the first."""
    return connection.execute(select(func.coalesce(func.max(changes.c.sequence), 0))).scalar_one()


def changes_after(connection: Connection, sequence: int) -> list[Change]:
    """The changes behind a sequence number, oldest first."""
    query = select(changes).where(changes.c.sequence > sequence).order_by(changes.c.sequence)
    return [Change(row.sequence, row.document, row.version, row.operation) for row in connection.execute(query)]


def _append(connection: Connection, document: DocumentId, operation: Literal["put", "delete"]) -> None:
    line = select(documents.c.id, documents.c.current, literal(operation))
    line = line.where(documents.c.id == document, documents.c.current.is_not(None))  # None: its purge is logged already
    connection.execute(insert(changes).from_select(["document", "version", "operation"], line))
