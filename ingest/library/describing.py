"""Documents as the library describes them: the parser's reading, corrections on top, only for those who may see it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from ingest.errors import BadRequest
from ingest.library.schema import corrections, documents, items, paths, versions
from ingest.records import EVERYONE, Document, DocumentId, Filters, Scope, VersionId

IS_CURRENT = versions.c.id == documents.c.current

# Every version with its document; corrections apply to the current one only.
DESCRIBED = versions.join(documents, versions.c.document == documents.c.id).outerjoin(
    corrections, and_(corrections.c.document == documents.c.id, IS_CURRENT)
)
TITLE = func.coalesce(corrections.c.title, versions.c.title)
YEAR = func.coalesce(corrections.c.year, versions.c.year)
KIND = func.coalesce(corrections.c.kind, versions.c.kind)
UNIT = func.coalesce(corrections.c.unit, versions.c.unit)
_first = select(paths.c.file).where(paths.c.document == documents.c.id).order_by(paths.c.id).limit(1)
FILE = func.coalesce(_first.scalar_subquery(), versions.c.file)  # the latter where a removed document has no path left
_items = select(func.count()).where(items.c.version == versions.c.id)
DESCRIPTION: tuple[ColumnElement[Any], ...] = (
    documents.c.id,
    versions.c.id.label("version"),
    versions.c.number,
    FILE.label("file"),
    TITLE.label("title"),
    YEAR.label("year"),
    KIND.label("kind"),
    UNIT.label("unit"),
    documents.c.scope,
)


def visible(filters: Filters) -> ColumnElement[bool]:
    """What the filters let through of DESCRIBED: not removed, open to the reader, as wanted."""
    wanted = ((YEAR, filters.years), (KIND, filters.kinds), (UNIT, filters.units), (FILE, filters.files))
    limits = [column.in_(values) for column, values in wanted if values]
    return and_(documents.c.removed.is_(False), open_to(filters.reader), *limits)


def open_to(reader: Scope) -> ColumnElement[bool]:
    """Everyone's documents and the reader's own."""
    return documents.c.scope.in_((EVERYONE, reader))


def find_documents(connection: Connection, *conditions: ColumnElement[bool]) -> list[Document]:
    """The documents, one for each version of DESCRIBED that meets the conditions, in the order in which they came."""
    found = select(documents.c.id).select_from(DESCRIBED).where(*conditions)
    known: dict[DocumentId, list[str]] = {}
    for row in connection.execute(select(paths).where(paths.c.document.in_(found)).order_by(paths.c.id)):
        known.setdefault(row.document, []).append(row.path)
    query = select(*DESCRIPTION, _items.scalar_subquery().label("items")).select_from(DESCRIBED).where(*conditions)
    return [
        Document(**row._mapping, paths=tuple(known.get(row.id, ())))
        for row in connection.execute(query.order_by(documents.c.id))
    ]


def require_version(connection: Connection, version: VersionId, reader: Scope) -> Document:
    """A version's document as it was then.

    Args:
        connection (Connection): A reading transaction.
        version (VersionId): Any version, current or not.
        reader (Scope): Who asks.

    Returns:
        Document: As that version describes it.

    Raises:
        BadRequest: No such version, or not for this reader, or its document is removed: one and the same line.
    """
    found = find_documents(connection, versions.c.id == version, visible(Filters(reader)))
    if not found:
        raise BadRequest(f"找不到编号为 {version} 的版本，它可能已被移除。请查看现有的文件")
    return found[0]


def require_document(connection: Connection, document: DocumentId, reader: Scope) -> Document:
    """A document's current version.

    Args:
        connection (Connection): A reading transaction.
        document (DocumentId): Its id.
        reader (Scope): Who asks.

    Returns:
        Document: The document.

    Raises:
        BadRequest: No such document, or not for this reader, or removed: one and the same line.
    """
    found = find_documents(connection, documents.c.id == document, IS_CURRENT, visible(Filters(reader)))
    if not found:
        raise BadRequest(f"找不到编号为 {document} 的文件，它可能已被移除。请查看现有的文件")
    return found[0]
