"""The way to the library's database: its address checked, its JSON readable, another program's file left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, select
from sqlalchemy.exc import ArgumentError

from ingest.errors import LibraryError
from ingest.library import migrations, sqlite
from ingest.library.schema import schema


def address_of(url: str) -> URL:
    """A library's address.

    Args:
        url (str): Any SQLAlchemy URL.

    Returns:
        URL: With the patience that SQLite needs.

    Raises:
        LibraryError: It is none.
    """
    try:
        return sqlite.patient(make_url(url))
    except ArgumentError as error:
        raise LibraryError(f"资料库的地址不合规：{url}。应如 sqlite:////文件夹/library.sqlite") from error


def connect(url: str) -> Engine:
    """An engine for a library, of whatever schema it is as yet.

    Args:
        url (str): Any SQLAlchemy URL.

    Returns:
        Engine: To be disposed of.

    Raises:
        LibraryError: No such kind of database, a foreign file, or a newer program's library.
    """
    address = address_of(url)
    options = {"hide_parameters": True, "json_serializer": _encoded, "json_deserializer": _decoded}
    try:
        # Threads are limited where they are made. A limit here would let them wait for each other: to read outlines,
        # a thread that holds a connection takes another one.
        engine = create_engine(address, max_overflow=-1, **options)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise LibraryError(f"不支持这种数据库：{address.drivername}。请安装它的驱动，或改用 sqlite") from error
    if engine.dialect.name == "sqlite":
        migrations.stamp_of(sqlite.file_of(address))  # another program's file is refused before a byte of it changes
        sqlite.configure(engine)
    return engine


@contextmanager
def writing_alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that is alone in writing, so that the log's order is the order of commits.

    Args:
        engine (Engine): The library.

    Yields:
        Connection: Committed behind the block, rolled back where that fails.
    """
    with engine.execution_options(**{sqlite.WRITES: True}).begin() as connection:
        # SQLite has taken its lock already and ignores FOR UPDATE; other databases lock this one row.
        connection.execute(select(schema.c.version).with_for_update())
        yield connection


def _encoded(values: Sequence[Any]) -> str:
    """JSON with Chinese as it stands: escaped it would take twice the space."""
    return json.dumps(values, ensure_ascii=False)


@lru_cache(2**12)  # neighbours share their headings, and most items have no cells: a third of the time of `locate`
def _decoded(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))
