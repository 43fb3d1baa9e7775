"""What a version holds, and where passages stand. Permission is settled in `describing`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, or_, select

from ingest.library.describing import IS_CURRENT
from ingest.library.schema import corrections, documents, items, passages, paths, versions
from ingest.library.values import Located, Occurrence, VersionInfo
from ingest.records import Document, DocumentId, Item, Outline, PassageId, Scope, VersionId

_NAMES: Final = (paths.c.file, versions.c.file, versions.c.title, corrections.c.title)
TEXTS_AT_ONCE: Final = 200  # texts of documents that are in memory together while all are searched


def version_infos(connection: Connection, document: DocumentId) -> list[VersionInfo]:
    """A document's versions, oldest first."""
    columns = (versions.c.id, versions.c.number, versions.c.created_at, versions.c.sha256, versions.c.parser)
    query = select(*columns, IS_CURRENT).join(documents, versions.c.document == documents.c.id)
    rows = connection.execute(query.where(versions.c.document == document).order_by(versions.c.number))
    return [
        VersionInfo(version, number, datetime.fromisoformat(created_at), sha256, parser, current)
        for version, number, created_at, sha256, parser, current in rows
    ]


def content(connection: Connection, version: VersionId) -> str:
    """A version's text."""
    return connection.execute(select(versions.c.content).where(versions.c.id == version)).scalar_one()


def texts_of(connection: Connection, document: DocumentId) -> list[str]:
    """All that a document says and is called, in every version."""
    contents = connection.execute(select(versions.c.content).where(versions.c.document == document)).scalars()
    return [*contents, *names_of(connection, document)]


def names_of(connection: Connection, document: DocumentId) -> set[str]:
    """What a document is and was called: its titles, its files."""
    queries = (select(column).where(column.table.c.document == document) for column in _NAMES)
    return {name for query in queries for name in connection.execute(query).scalars() if name}


def scopes_of_name(connection: Connection, name: str, but: DocumentId) -> set[Scope]:
    """Whose documents are or were called so, one document and those that are removed left out."""
    called = (select(column.table.c.document).where(column == name) for column in _NAMES)
    query = select(documents.c.scope).where(
        documents.c.id != but, documents.c.removed.is_(False), or_(*map(documents.c.id.in_, called))
    )
    return set(connection.execute(query).scalars())


def original(connection: Connection, version: VersionId) -> bytes:
    """The bytes of the file that a version was read from."""
    return connection.execute(select(versions.c.original).where(versions.c.id == version)).scalar_one()


def outline(connection: Connection, document: Document) -> Outline:
    """The outline of `document.version`, described as `document` is."""
    text = content(connection, document.version)
    columns = (versions.c.reference, versions.c.issued, versions.c.addressees)
    reference, issued, addressees = connection.execute(select(*columns).where(versions.c.id == document.version)).one()
    rows = connection.execute(select(items).where(items.c.version == document.version).order_by(items.c.ordinal))
    return Outline(
        title=document.title,
        year=document.year,
        kind=document.kind,
        unit=document.unit,
        items=tuple(_item(row, text) for row in rows),
        reference=reference,
        issued=issued,
        addressees=addressees,
    )


def locate(connection: Connection, ids: Sequence[PassageId], among: Sequence[Document]) -> dict[PassageId, Located]:
    """Where passages stand; those of other versions than the given ones are left out.

    Args:
        connection (Connection): A reading transaction.
        ids (Sequence[PassageId]): As many as a search yields: some hundreds.
        among (Sequence[Document]): The current documents that the asking user may see.

    Returns:
        dict[PassageId, Located]: In no particular order.
    """
    spans = (passages.c.id.label("passage"), passages.c.start.label("first"), passages.c.end.label("last"))
    in_item = (items.c.version == passages.c.version) & (items.c.ordinal == passages.c.item)
    query = select(*spans, items).join(items, in_item)
    rows = connection.execute(query.where(passages.c.id.in_(ids))).all()
    wanted = {row.version for row in rows}
    found = {each.version: each for each in among if each.version in wanted}
    contents = select(versions.c.id, versions.c.content).where(versions.c.id.in_(found))
    texts = {row.id: row.content for row in connection.execute(contents)}
    return {
        row.passage: Located(found[row.version], _item(row, texts[row.version]), row.first, row.last)
        for row in rows
        if row.version in found
    }


def occurrences(
    connection: Connection, pattern: re.Pattern[str], among: Collection[VersionId]
) -> dict[VersionId, list[Occurrence]]:
    """Where a pattern stands in texts, all of it.

    Args:
        connection (Connection): A reading transaction.
        pattern (re.Pattern[str]): Matches at least one character.
        among (Collection[VersionId]): The current versions that the asking user may see.

    Returns:
        dict[VersionId, list[Occurrence]]: In reading order; versions without any are left out.
    """
    wanted, found = sorted(among), {}
    for first in range(0, len(wanted), TEXTS_AT_ONCE):
        batch = wanted[first : first + TEXTS_AT_ONCE]
        query = select(versions.c.id, versions.c.content).where(versions.c.id.in_(batch)).order_by(versions.c.id)
        for version, text in connection.execute(query):
            if places := [Occurrence(match.start(), match.end(), match[0]) for match in pattern.finditer(text)]:
                found[version] = places
    return found


def _item(row: Row[*tuple[Any, ...]], text: str) -> Item:
    return Item(
        address=row.address,
        level=row.level,
        label=row.label,
        title=row.title,
        text=text[row.start : row.end],
        start=row.start,
        end=row.end,
        tense=row.tense,
        headings=tuple(row.headings),
        page=row.page,
        cells=tuple((name, value) for name, value in row.cells),
        turns=tuple((offset, page) for offset, page in row.turns),
    )
