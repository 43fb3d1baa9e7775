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


def _add_drafts(connection: Connection) -> None:
    """Drafts and their versions."""
    for statement in _DRAFTS:
        connection.execute(text(statement))


def _add_jobs(connection: Connection) -> None:
    """Jobs and their steps."""
    for statement in _JOBS:
        connection.execute(text(statement))


def _add_accounts(connection: Connection) -> None:
    """Accounts, their sessions, attempts to log in, and the audit log."""
    for statement in _ACCOUNTS:
        connection.execute(text(statement))


def _add_chats(connection: Connection) -> None:
    """Conversations on the page."""
    for statement in _CHATS:
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

_DRAFTS: Final = (
    "CREATE TABLE drafts (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, scope VARCHAR NOT NULL)",
    """CREATE TABLE draft_versions (
        draft INTEGER NOT NULL, number INTEGER NOT NULL, previous INTEGER, unit VARCHAR NOT NULL, year INTEGER NOT NULL,
        title VARCHAR NOT NULL, author VARCHAR NOT NULL, note VARCHAR NOT NULL, created_at VARCHAR NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (draft, number), FOREIGN KEY(draft) REFERENCES drafts (id) ON DELETE CASCADE)""",
)

_JOBS: Final = (
    """CREATE TABLE jobs (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, owner VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        request TEXT NOT NULL, state VARCHAR NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
        what VARCHAR NOT NULL, result TEXT NOT NULL, error VARCHAR NOT NULL, tries INTEGER NOT NULL,
        stopping BOOLEAN NOT NULL, created_at VARCHAR NOT NULL, started_at VARCHAR, ended_at VARCHAR)""",
    """CREATE TABLE job_steps (
        job INTEGER NOT NULL, ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, state VARCHAR NOT NULL,
        message VARCHAR NOT NULL, document INTEGER,
        PRIMARY KEY (job, ordinal), FOREIGN KEY(job) REFERENCES jobs (id) ON DELETE CASCADE,
        FOREIGN KEY(document) REFERENCES documents (id) ON DELETE SET NULL)""",
    "CREATE INDEX ix_job_steps_document ON job_steps (document)",
)

_ACCOUNTS: Final = (
    """CREATE TABLE accounts (
        name VARCHAR NOT NULL, role VARCHAR NOT NULL, password VARCHAR NOT NULL, created_at VARCHAR NOT NULL,
        PRIMARY KEY (name))""",
    """CREATE TABLE sessions (
        token VARCHAR NOT NULL, name VARCHAR NOT NULL, opened_at VARCHAR NOT NULL, seen_at VARCHAR NOT NULL,
        PRIMARY KEY (token), FOREIGN KEY(name) REFERENCES accounts (name) ON DELETE CASCADE)""",
    "CREATE INDEX ix_sessions_name ON sessions (name)",
    """CREATE TABLE attempts (
        id INTEGER NOT NULL, name VARCHAR NOT NULL, address VARCHAR NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY (id))""",
    "CREATE INDEX ix_attempts_name ON attempts (name)",
    "CREATE INDEX ix_attempts_address ON attempts (address)",
    """CREATE TABLE audit (
        number INTEGER NOT NULL, at VARCHAR NOT NULL, who VARCHAR NOT NULL, what VARCHAR NOT NULL,
        detail VARCHAR NOT NULL, document INTEGER, draft INTEGER, hash VARCHAR NOT NULL, PRIMARY KEY (number))""",
)

_CHATS: Final = (
    "CREATE TABLE chats (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, owner VARCHAR NOT NULL)",
    "CREATE INDEX ix_chats_owner ON chats (owner)",
    """CREATE TABLE chat_turns (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, asked_at VARCHAR NOT NULL,
        question TEXT NOT NULL, body TEXT NOT NULL, verdict VARCHAR, note TEXT NOT NULL,
        FOREIGN KEY(chat) REFERENCES chats (id) ON DELETE CASCADE)""",
    "CREATE INDEX ix_chat_turns_chat ON chat_turns (chat)",
    """CREATE TABLE chat_quotes (
        turn INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (turn, version),
        FOREIGN KEY(turn) REFERENCES chat_turns (id) ON DELETE CASCADE)""",
    "CREATE INDEX ix_chat_quotes_version ON chat_quotes (version)",
)

# MIGRATIONS[k] turns schema version k + 1 into k + 2. Steps are never changed once released, only appended.
MIGRATIONS: Final[tuple[Migration, ...]] = (_add_extractions, _add_drafts, _add_jobs, _add_accounts, _add_chats)


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
