"""What changes the library. Every function runs in a writing transaction of its caller."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import numpy as np
from sqlalchemy import Connection, LargeBinary, String, Table, bindparam, delete, func, insert, select, update

from ingest.errors import BadRequest
from ingest.library import extracting, identity
from ingest.library.chats import erase_quoting
from ingest.library.log import log_delete, log_put
from ingest.library.schema import corrections, documents, items, passages, paths, vectors, versions
from ingest.library.values import Reading, Stored
from ingest.records import KINDS, DocumentId, FloatMatrix, Outline, Passage, PassageId, VersionId


def put(connection: Connection, reading: Reading) -> Stored:
    """Store a reading as the current version of the document that it belongs to."""
    known = identity.recognise(connection, reading.path, reading.scope, reading.sha256, reading.parser)
    if known:
        return known
    existing = identity.owner(connection, reading.path, reading.scope, reading.sha256)
    document = identity.begin(connection, reading.path, reading.scope) if existing is None else existing
    version = _add_version(connection, document, reading)
    connection.execute(
        update(documents)
        .where(documents.c.id == document)
        .values(current=version, sha256=reading.sha256, removed=False)
    )
    identity.place(connection, reading.path, reading.scope, document)
    log_put(connection, document)
    return Stored(document, version, "added" if existing is None else "updated")


def edit(connection: Connection, document: DocumentId, values: dict[str, Any]) -> None:
    """Correct what the parser guessed of a document.

    Args:
        connection (Connection): A writing transaction.
        document (DocumentId): A document that is not removed.
        values (dict[str, Any]): Some of title, year, kind and unit.

    Raises:
        BadRequest: No such document, nothing to correct, or a kind that does not exist.
    """
    _require(connection, document, removed=False)
    if not values:
        raise BadRequest("没有要更正的内容。请给出标题、年份、文种、单位中的至少一项")
    if values.get("kind", KINDS[0]) not in KINDS:
        raise BadRequest(f"没有这个文种：{values['kind']}。可用的文种：{'、'.join(KINDS)}")
    corrected = update(corrections).where(corrections.c.document == document).values(values)
    if connection.execute(corrected).rowcount == 0:
        connection.execute(insert(corrections).values(document=document, **values))
    log_put(connection, document)


def is_there(connection: Connection, version: VersionId) -> bool:
    """Whether a version has not been purged."""
    return connection.execute(select(versions.c.id).where(versions.c.id == version)).first() is not None


def remove(connection: Connection, document: DocumentId) -> None:
    """Hide a document; its bytes stay until it is purged or its file comes again."""
    _require(connection, document, removed=False)
    identity.hide(connection, document)


def erase(connection: Connection, document: DocumentId) -> None:
    """Delete all rows of a document but an empty one, which `forget` deletes when no byte is left in the file."""
    _require(connection, document, removed=True)
    log_delete(connection, document)
    erase_quoting(connection, document)
    emptied = update(documents).where(documents.c.id == document).values(current=None, sha256=None, removed=True)
    connection.execute(emptied)
    for table in (paths, corrections, versions):
        connection.execute(delete(table).where(table.c.document == document))


def forget(connection: Connection, document: DocumentId) -> None:
    """Delete the empty row of a purged document."""
    connection.execute(delete(documents).where(documents.c.id == document))


def put_vectors(connection: Connection, model: str, ids: Sequence[PassageId], matrix: FloatMatrix) -> None:
    """Store vectors of a model, in place of those that these passages had; passages purged meanwhile are left out."""
    rows = [{"id": i, "of": model, "bytes": vector} for i, vector in zip(ids, _blobs(matrix), strict=True)]
    if not rows:
        return
    old = delete(vectors).where(vectors.c.passage == bindparam("id"), vectors.c.model == bindparam("of"))
    new = (passages.c.id, bindparam("of", type_=String), bindparam("bytes", type_=LargeBinary))
    still_there = select(*new).where(passages.c.id == bindparam("id"))
    connection.execute(old, rows)
    connection.execute(insert(vectors).from_select(["passage", "model", "vector"], still_there), rows)


def _require(connection: Connection, document: DocumentId, *, removed: bool) -> None:
    """Refuse a document that does not exist, or that is removed where `removed` ones will not do."""
    query = select(documents.c.removed).where(documents.c.id == document)
    state = connection.execute(query).scalar_one_or_none()
    if state is None or (state and not removed):
        raise BadRequest(f"资料库里没有编号为 {document} 的文件。请对照文件列表核对编号")


def _add_version(connection: Connection, document: DocumentId, reading: Reading) -> VersionId:
    outline = reading.outline
    last = select(func.coalesce(func.max(versions.c.number), 0)).where(versions.c.document == document)
    added = insert(versions).values(
        document=document,
        number=connection.execute(last).scalar_one() + 1,
        file=PurePath(reading.path).name,
        sha256=reading.sha256,
        title=outline.title,
        year=outline.year,
        kind=outline.kind,
        unit=outline.unit,
        reference=outline.reference,
        issued=outline.issued,
        addressees=outline.addressees,
        parser=reading.parser,
        created_at=datetime.now(UTC).isoformat(),
        content=reading.content,
        original=reading.original,
    )
    version = connection.execute(added.returning(versions.c.id)).scalar_one()
    _add_items(connection, version, outline)
    ids = _add_passages(connection, version, reading.passages)
    rows = zip(ids, _blobs(reading.vectors), strict=True)
    _insert(connection, vectors, ({"passage": i, "model": reading.model, "vector": vector} for i, vector in rows))
    if reading.extraction:
        extracting.put(connection, version, reading.extraction)
    return version


def _add_items(connection: Connection, version: VersionId, outline: Outline) -> None:
    rows = (
        {
            "version": version,
            "ordinal": ordinal,
            "address": item.address,
            "level": item.level,
            "label": item.label,
            "title": item.title,
            "start": item.start,
            "end": item.end,
            "tense": item.tense,
            "headings": item.headings,
            "page": item.page,
            "cells": item.cells,
            "turns": item.turns,
        }
        for ordinal, item in enumerate(outline.items)
    )
    _insert(connection, items, rows)


def _add_passages(connection: Connection, version: VersionId, added: Sequence[Passage]) -> list[PassageId]:
    rows = ({"version": version, "item": p.item, "start": p.start, "end": p.end} for p in added)
    _insert(connection, passages, rows)
    # Ids ascend in the order of insertion, so this is the order of `added`.
    query = select(passages.c.id).where(passages.c.version == version).order_by(passages.c.id)
    return list(connection.execute(query).scalars())


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        connection.execute(insert(table), listed)


def _blobs(matrix: FloatMatrix) -> list[bytes]:
    return [row.tobytes() for row in np.ascontiguousarray(matrix, dtype="<f4")]
