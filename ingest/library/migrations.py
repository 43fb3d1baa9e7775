"""How the tables come about: all at once in an empty database, step by step in an older library."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from ingest.errors import LibraryError
from ingest.library import schema, sqlite

Migration = Callable[[Connection], None]


def _add_extractions(connection: Connection) -> None:
    """Requirements, citations and rulings; `extract_missing` fills them from the outlines that are there."""
    for statement in _EXTRACTIONS:
        connection.execute(text(statement))


# As these tables were first released; never changed.
_EXTRACTIONS: Final = (
    """CREATE TABLE extractions (
        version INTEGER NOT NULL, extractor INTEGER NOT NULL, title VARCHAR NOT NULL, year INTEGER,
        kind VARCHAR NOT NULL, unit VARCHAR NOT NULL,
        PRIMARY KEY (version), FOREIGN KEY(version) REFERENCES versions (id) ON DELETE CASCADE)""",
    """CREATE TABLE requirements (
        version INTEGER NOT NULL, ordinal INTEGER NOT NULL, item INTEGER NOT NULL, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, subject VARCHAR NOT NULL, subject_inherited BOOLEAN NOT NULL, action VARCHAR NOT NULL,
        object VARCHAR NOT NULL, frequency VARCHAR NOT NULL, frequency_normalised VARCHAR NOT NULL,
        quantity VARCHAR NOT NULL, quantity_normalised VARCHAR NOT NULL, deadline VARCHAR NOT NULL,
        deadline_normalised VARCHAR NOT NULL, cited JSON NOT NULL, modality VARCHAR NOT NULL, strength VARCHAR NOT NULL,
        tense VARCHAR NOT NULL, responsible JSON NOT NULL,
        PRIMARY KEY (version, ordinal), FOREIGN KEY(version) REFERENCES extractions (version) ON DELETE CASCADE)""",
    """CREATE TABLE mentions (
        version INTEGER NOT NULL, ordinal INTEGER NOT NULL, item INTEGER NOT NULL, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, raw VARCHAR NOT NULL, normalised VARCHAR NOT NULL, role VARCHAR NOT NULL,
        PRIMARY KEY (version, ordinal), FOREIGN KEY(version) REFERENCES extractions (version) ON DELETE CASCADE)""",
    """CREATE TABLE standings (
        version INTEGER NOT NULL, ordinal INTEGER NOT NULL, item INTEGER NOT NULL, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, name VARCHAR NOT NULL, successor VARCHAR NOT NULL, since VARCHAR NOT NULL,
        PRIMARY KEY (version, ordinal), FOREIGN KEY(version) REFERENCES extractions (version) ON DELETE CASCADE)""",
    """CREATE TABLE rulings (
        name VARCHAR NOT NULL, force VARCHAR NOT NULL, successor VARCHAR NOT NULL, since VARCHAR NOT NULL,
        PRIMARY KEY (name))""",
)

# MIGRATIONS[k] turns schema version k + 1 into k + 2. Steps are never changed once released, only appended.
MIGRATIONS: Final[tuple[Migration, ...]] = (_add_extractions,)


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
