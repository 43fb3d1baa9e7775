"""Which document a file is. One content in one scope is one document; one path belongs to one document.

A path whose content changes takes its document along as a new version, unless the document has other paths, which
keep the old content, or the new content has a document already. Scopes never share a document. Every function runs
in a writing transaction of its caller.
"""

from __future__ import annotations

from pathlib import PurePath

from sqlalchemy import Connection, delete, insert, literal, select, update

from ingest.library.log import log_delete, log_put
from ingest.library.schema import corrections, documents, paths, versions
from ingest.library.values import Stored
from ingest.records import DocumentId, Scope


def recognise(connection: Connection, path: str, scope: Scope, sha256: str, parser: int) -> Stored | None:
    """Link a path to the document whose current version has this content.

    Args:
        connection (Connection): A writing transaction.
        path (str): Absolute path of the file.
        scope (Scope): Whose documents to look among; no others are considered.
        sha256 (str): Of the file's bytes, hex.
        parser (int): Version of the parser that would read it now.

    Returns:
        Stored | None: None where the content is unknown, or was read by an older parser.
    """
    known = connection.execute(
        select(documents.c.id, versions.c.id.label("version"), documents.c.removed)
        .join(versions, versions.c.id == documents.c.current)
        .where(documents.c.scope == scope, documents.c.sha256 == sha256, versions.c.parser >= parser)
    ).one_or_none()
    if known is None:
        return None
    linked = place(connection, path, scope, known.id)
    if known.removed:
        connection.execute(update(documents).where(documents.c.id == known.id).values(removed=False))
        log_put(connection, known.id)
        return Stored(known.id, known.version, "added")
    return Stored(known.id, known.version, "linked" if linked else "unchanged")


def owner(connection: Connection, path: str, scope: Scope, sha256: str) -> DocumentId | None:
    """The document that a newly read content is a version of; None where it begins one."""
    same_content = select(documents.c.id).where(documents.c.scope == scope, documents.c.sha256 == sha256)
    if (document := connection.execute(same_content).scalar_one_or_none()) is not None:
        return document
    holder = _holder(connection, path, scope)
    return holder if holder is not None and len(_paths(connection, holder)) == 1 else None


def begin(connection: Connection, path: str, scope: Scope) -> DocumentId:
    """A new document; a path that forks off a shared one takes a copy of its corrections along."""
    holder = _holder(connection, path, scope)
    added = insert(documents).values(scope=scope, removed=False).returning(documents.c.id)
    document = connection.execute(added).scalar_one()
    inherited = [column for column in corrections.c if column.name != "document"]
    connection.execute(
        insert(corrections).from_select(
            ["document", *(column.name for column in inherited)],
            select(literal(document), *inherited).where(corrections.c.document == holder),
        )
    )
    return document


def place(connection: Connection, path: str, scope: Scope, document: DocumentId) -> bool:
    """Make a path the document's; False where it is already."""
    holder = _holder(connection, path, scope)
    if holder == document:
        return False
    if holder is not None:
        _leave(connection, path, holder)
    connection.execute(insert(paths).values(scope=scope, path=path, file=PurePath(path).name, document=document))
    return True


def _leave(connection: Connection, path: str, holder: DocumentId) -> None:
    """Take a path from a document. Without any path it is hidden; with another first path its file name changes."""
    before = _paths(connection, holder)
    connection.execute(delete(paths).where(paths.c.document == holder, paths.c.path == path))
    hidden = connection.execute(select(documents.c.removed).where(documents.c.id == holder)).scalar_one()
    if hidden:
        return
    if before == [path]:
        hide(connection, holder)
    elif before[0] == path:
        log_put(connection, holder)


def hide(connection: Connection, document: DocumentId) -> None:
    """Take a document out of all reading and searching."""
    connection.execute(update(documents).where(documents.c.id == document).values(removed=True))
    log_delete(connection, document)


def _holder(connection: Connection, path: str, scope: Scope) -> DocumentId | None:
    query = select(paths.c.document).where(paths.c.scope == scope, paths.c.path == path)
    return connection.execute(query).scalar_one_or_none()


def _paths(connection: Connection, document: DocumentId) -> list[str]:
    query = select(paths.c.path).where(paths.c.document == document).order_by(paths.c.id)
    return list(connection.execute(query).scalars())
