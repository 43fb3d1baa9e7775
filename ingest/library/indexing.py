"""What an index is built from: the current passages of all that is not removed, with their vectors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePath
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Row, func, select

from ingest.errors import LibraryError
from ingest.library.describing import DESCRIBED, DESCRIPTION, IS_CURRENT
from ingest.library.schema import documents, items, passages, vectors, versions
from ingest.passages import to_embed
from ingest.records import DocumentId, FloatMatrix, IndexedPassage, PassageId, VersionId

Batch = tuple[list[IndexedPassage], FloatMatrix]


def indexed(engine: Engine, chosen: Collection[DocumentId] | None, model: str, batch: int) -> Iterator[Batch]:
    """Stream passages and vectors, a transaction for each batch.

    A change between two batches is in the log behind the sequence that the caller noted before, so that it is applied
    later; long transactions would keep a purge waiting.

    Args:
        engine (Engine): The library.
        chosen (Collection[DocumentId] | None): Documents to stream; None is all.
        model (str): Whose vectors.
        batch (int): Passages in one batch, at most.

    Yields:
        Batch: Passages and their vectors, shape (len(passages), d).
    """
    with engine.connect() as connection:
        groups = list(_groups(connection, None if chosen is None else set(chosen), batch))
    for group in groups:
        with engine.connect() as connection:
            found, matrix = _load(connection, group, model)
        for start in range(0, len(found), batch):
            yield found[start : start + batch], matrix[start : start + batch]


def unembedded(connection: Connection, model: str) -> list[tuple[PassageId, str]]:
    """Current passages without a vector of a model: ids, and what to embed; removed ones too: they may come back."""
    embedded = select(vectors.c.passage).where(vectors.c.passage == passages.c.id, vectors.c.model == model)
    query = (
        select(passages)
        .join(documents, passages.c.version == documents.c.current)
        .where(~embedded.exists())
        .order_by(passages.c.id)
    )
    lacking: dict[VersionId, list[tuple[PassageId, int, int]]] = defaultdict(list)
    for row in connection.execute(query):
        lacking[row.version].append((row.id, row.start, row.end))
    return [
        (passage, to_embed(title, content[start:end]))
        for version, spans in lacking.items()
        for title, content in connection.execute(
            select(versions.c.title, versions.c.content).where(versions.c.id == version)
        )
        for passage, start, end in spans
    ]


def _groups(connection: Connection, chosen: set[DocumentId] | None, batch: int) -> Iterator[list[VersionId]]:
    """Versions that together hold no more than a batch, or single ones that hold more."""
    sizes = (
        select(documents.c.id, passages.c.version, func.count())
        .join(documents, passages.c.version == documents.c.current)
        .where(documents.c.removed.is_(False))
        .group_by(documents.c.id, passages.c.version)
        .order_by(passages.c.version)
    )
    group: list[VersionId] = []
    held = 0
    for document, version, size in connection.execute(sizes):
        if chosen is not None and document not in chosen:
            continue
        if group and held + size > batch:
            yield group
            group, held = [], 0
        group.append(version)
        held += size
    if group:
        yield group


def _load(connection: Connection, group: Sequence[VersionId], model: str) -> Batch:
    """Read a group's passages; a LibraryError where one has no vector of this model."""
    described = select(*DESCRIPTION, versions.c.content).select_from(DESCRIBED)
    visible = described.where(versions.c.id.in_(group), IS_CURRENT, documents.c.removed.is_(False))
    homes = {row.version: row for row in connection.execute(visible)}
    query = (
        select(passages, items.c.title, items.c.headings, vectors.c.vector)
        .join(items, (items.c.version == passages.c.version) & (items.c.ordinal == passages.c.item))
        .outerjoin(vectors, (vectors.c.passage == passages.c.id) & (vectors.c.model == model))
        .where(passages.c.version.in_(homes))
        .order_by(passages.c.id)
    )
    rows = connection.execute(query).all()
    if lacking := sum(row.vector is None for row in rows):
        raise LibraryError(f"有 {lacking} 段文字还没有模型 {model} 的向量。请重建索引")
    dimensions = len(rows[0].vector) // 4 if rows else 0  # no rows: all were purged since the groups were made
    matrix = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f4").reshape(len(rows), dimensions)
    titles = {id_: title_words(home.title, home.file, home.unit, home.year, home.kind) for id_, home in homes.items()}
    return [_passage(row, homes[row.version], titles[row.version]) for row in rows], matrix


def _passage(row: Row[*tuple[Any, ...]], home: Row[*tuple[Any, ...]], title: str) -> IndexedPassage:
    return IndexedPassage(
        id=row.id,
        document=home.id,
        text=home.content[row.start : row.end],
        headings=" ".join((*row.headings, row.title)),
        title=title,
        file=home.file,
        year=home.year,
        kind=home.kind,
        unit=home.unit,
        scope=home.scope,
    )


def title_words(title: str, file: str, unit: str, year: int | None, kind: str) -> str:
    """What a question may call a document by, joined by spaces; the kind 其他 is nobody's word for anything."""
    words = (title, PurePath(file).stem, unit, f"{year}年" if year else "", "" if kind == "其他" else kind)
    return " ".join(word for word in words if word)
