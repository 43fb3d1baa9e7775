"""Keeping the library whole: checking it, copying it while it is in use, bringing a copy back."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, func, or_, select, update

from ingest.errors import LibraryError
from ingest.library import sqlite
from ingest.library.migrations import stamp_of
from ingest.library.schema import documents, items, passages, paths, schema, vectors, versions
from ingest.records import DocumentId


def check(engine: Engine) -> list[str]:
    """What is wrong with the library, one line in Chinese each; empty is sound."""
    wrong = sqlite.faults(engine) if engine.dialect.name == "sqlite" else []
    with engine.connect() as connection:
        for find in (_documents_at_fault, _versions_at_fault, _passages_at_fault, _vectors_at_fault):
            wrong += find(connection)
    return wrong


def unfinished_purges(connection: Connection) -> list[DocumentId]:
    """Documents that are emptied and not yet forgotten."""
    return list(connection.execute(select(documents.c.id).where(documents.c.current.is_(None))).scalars())


def backup(engine: Engine, target: Path) -> None:
    """Copy the library to a file, complete or not at all, while others go on reading and writing.

    Args:
        engine (Engine): The library.
        target (Path): The copy; an older backup is replaced, nothing else is.

    Raises:
        LibraryError: The library is no file or is `target` itself, or `target` is another kind of file or cannot be
            written.
    """
    source = sqlite.file_of(engine.url)
    if target.exists() and target.samefile(source):
        raise LibraryError(f"备份不能写到资料库自己：{target}。请换一个文件名")
    if target.exists() and not sqlite.is_database(target):
        raise LibraryError(f"这个文件已存在，而且不是备份：{target}。请换一个文件名")
    with sqlite.replacing(target) as temporary:
        sqlite.copy(engine, temporary)


def restore(source: Path, target: Path) -> None:
    """Put a backup in a library's place, once it has proved to be sound.

    The restored library gets an identity of its own: its log may go on differently under the same numbers.

    Args:
        source (Path): A backup.
        target (Path): The library's file; it need not exist, nobody may have it open.

    Raises:
        LibraryError: `source` is no sound library of this or an older program, or `target` is in use.
    """
    if stamp_of(source) is None:
        raise LibraryError(f"这个备份不存在或是空的：{source}。请换一个备份")
    engine = sqlite.reader(source)
    try:
        if sqlite.faults(engine):
            raise LibraryError(f"这个备份已损坏：{source}。请换一个备份")
        target.parent.mkdir(parents=True, exist_ok=True)
        with sqlite.replacing(target) as temporary:
            sqlite.copy(engine, temporary)
            _renew_identity(temporary)
    finally:
        engine.dispose()


def _renew_identity(file: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(file)))
    with engine.begin() as connection:
        connection.execute(update(schema).values(identity=uuid.uuid4().hex))
    engine.dispose()


def _documents_at_fault(connection: Connection) -> Iterator[str]:
    for document in unfinished_purges(connection):
        yield f"文件 {document} 的彻底删除没有做完。请再做一次"
    pathless = select(documents.c.id).where(
        documents.c.removed.is_(False), ~select(paths.c.id).where(paths.c.document == documents.c.id).exists()
    )
    for document in connection.execute(pathless).scalars():
        yield f"文件 {document} 没有路径"


def _versions_at_fault(connection: Connection) -> Iterator[str]:
    spans = select(items.c.version, func.min(items.c.start), func.max(items.c.end)).group_by(items.c.version)
    reach = {version: (first, last) for version, first, last in connection.execute(spans)}
    columns = (versions.c.id, versions.c.sha256, versions.c.content, versions.c.original)
    for version, sha256, content, original in connection.execute(select(*columns).execution_options(yield_per=1)):
        if hashlib.sha256(original).hexdigest() != sha256:
            yield f"版本 {version} 的原文件与校验和不符"
        first, last = reach.get(version, (0, 0))
        if first < 0 or last > len(content):
            yield f"版本 {version} 有条目超出正文"


def _passages_at_fault(connection: Connection) -> Iterator[str]:
    in_item = (items.c.version == passages.c.version) & (items.c.ordinal == passages.c.item)
    outside = or_(passages.c.start < items.c.start, passages.c.end <= passages.c.start, passages.c.end > items.c.end)
    for passage in connection.execute(select(passages.c.id).join(items, in_item).where(outside)).scalars():
        yield f"段落 {passage} 超出它的条目"


def _vectors_at_fault(connection: Connection) -> Iterator[str]:
    length = func.length(vectors.c.vector)
    query = select(vectors.c.model, func.min(length), func.max(length)).group_by(vectors.c.model)
    for model, shortest, longest in connection.execute(query):
        if shortest != longest or longest == 0 or longest % 4:
            yield f"模型 {model} 的向量长短不一：{shortest} 到 {longest} 字节"
