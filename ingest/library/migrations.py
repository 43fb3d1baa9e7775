"""How the tables come about: all at once in an empty database, step by step in an older library."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from ingest.errors import LibraryError
from ingest.library import schema, sqlite

Migration = Callable[[Connection], None]

# MIGRATIONS[k] turns schema version k + 1 into k + 2. Steps are never changed once released, only appended.
MIGRATIONS: Final[tuple[Migration, ...]] = ()


def prepare(engine: Engine, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring an empty database or a library to the newest schema, which `steps` lead to; errors as of `stamp`."""
    with engine.connect() as connection:
        found = stamp(connection, steps)
    while found != newest(steps):
        found = _advance(engine, steps)


def stamp(connection: Connection, steps: Sequence[Migration] = MIGRATIONS) -> int | None:
    """The schema's version.

    Args:
        connection (Connection): A connection to the database.
        steps (Sequence[Migration]): The way from version 1 to the newest.

    Returns:
        int | None: At least 1, at most the newest that `steps` lead to; None in an empty database.

    Raises:
        LibraryError: The database is no library, or a newer program's.
    """
    tables = inspect(connection).get_table_names()
    file = connection.engine.url.database
    if not tables:
        return None
    if schema.schema.name not in tables:
        raise LibraryError(f"这个文件不是要点的资料库：{file}。请换一个位置")
    version = connection.execute(select(schema.schema.c.version)).scalar_one()
    if version > newest(steps):
        raise LibraryError(
            f"资料库是更新版本的程序写的（格式 {version}，本程序到 {newest(steps)}）：{file}。请升级 yaodian"
        )
    return version


def stamp_of(file: Path) -> int | None:
    """The schema's version in an SQLite file, which is only read; None where it is absent or empty. Errors as above."""
    if not file.exists():
        return None
    engine = sqlite.reader(file)
    try:
        with engine.connect() as connection:
            return stamp(connection)
    finally:
        engine.dispose()


def newest(steps: Sequence[Migration] = MIGRATIONS) -> int:
    """The schema version that `steps` lead to."""
    return 1 + len(steps)


def _advance(engine: Engine, steps: Sequence[Migration]) -> int:
    """Take one step in one transaction; another process may have taken it meanwhile."""
    with engine.connect().execution_options(**{sqlite.WRITES: True}) as connection, connection.begin():
        found = stamp(connection, steps)
        if found is None:
            schema.metadata.create_all(connection)
            connection.execute(insert(schema.schema).values(version=newest(steps), identity=uuid.uuid4().hex))
            return newest(steps)
        if found < newest(steps):
            steps[found - 1](connection)
            connection.execute(update(schema.schema).values(version=found + 1))
            return found + 1
        return found
