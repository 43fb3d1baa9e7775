"""The schema: made at once, reached step by step, and refused where it is newer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from ingest.errors import LibraryError
from ingest.library import Library, Reading, sqlite
from ingest.library.migrations import MIGRATIONS, Migration, newest, prepare, stamp
from ingest.library.schema import metadata

MakeReading = Callable[..., Reading]
SCHEMA_1 = Path(__file__).with_name("schema_1.sql")  # as it was first released; never changed


def add_remark(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE documents ADD COLUMN remark VARCHAR"))


def fill_remark(connection: Connection) -> None:
    connection.execute(text("UPDATE documents SET remark = '补记'"))


def fail_half_way(connection: Connection) -> None:
    connection.execute(text("UPDATE documents SET remark = '半途'"))
    raise LibraryError("半途而废")


@pytest.fixture
def engine(library: Library, url: str, make_reading: MakeReading) -> Iterator[Engine]:
    """A library with one document, as `Library.open` would migrate it."""
    library.put(make_reading("/a", "甲。"))
    engine = create_engine(url)
    sqlite.configure(engine)
    yield engine
    engine.dispose()


def remarks(engine: Engine) -> list[str | None]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT remark FROM documents")).scalars())


def version(engine: Engine, steps: tuple[Migration, ...]) -> int | None:
    with engine.connect() as connection:
        return stamp(connection, steps)


def test_steps_are_taken_once_each_and_in_order(engine: Engine) -> None:
    steps = (*MIGRATIONS, add_remark, fill_remark)
    prepare(engine, steps)
    assert (version(engine, steps), remarks(engine)) == (newest() + 2, ["补记"])
    with engine.begin() as connection:
        connection.execute(text("UPDATE documents SET remark = '后来'"))
    prepare(engine, steps)
    assert remarks(engine) == ["后来"]


def test_a_failing_step_leaves_the_version_before_it(engine: Engine) -> None:
    with pytest.raises(LibraryError, match="半途而废"):
        prepare(engine, (*MIGRATIONS, add_remark, fail_half_way))
    steps = (*MIGRATIONS, add_remark, fill_remark)
    assert (version(engine, steps), remarks(engine)) == (newest() + 1, [None])
    prepare(engine, steps)
    assert remarks(engine) == ["补记"]


def test_a_newer_library_is_refused(url: str, engine: Engine) -> None:
    prepare(engine, (*MIGRATIONS, add_remark))
    with pytest.raises(LibraryError, match=f"格式 {newest() + 1}，本程序到 {newest()}.*请升级 yaodian"):
        Library.open(url)


def shape(engine: Engine) -> dict[str, Any]:
    """All that makes two databases alike to a program."""
    inspector = inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)],
            inspector.get_pk_constraint(table)["constrained_columns"],
            sorted(
                (k["constrained_columns"], k["referred_table"], k["options"]) for k in inspector.get_foreign_keys(table)
            ),
            sorted(k["column_names"] for k in inspector.get_unique_constraints(table)),
            sorted(k["column_names"] for k in inspector.get_indexes(table)),
        )
        for table in inspector.get_table_names()
    }


def test_an_upgraded_library_is_like_a_new_one(tmp_path: Path) -> None:
    """Fails where the tables were changed without a migration step."""
    with closing(sqlite3.connect(tmp_path / "old")) as old, old:
        old.executescript(SCHEMA_1.read_text(encoding="utf-8"))
        old.execute("INSERT INTO yaodian_schema VALUES (1, 'first')")
    shapes = []
    for name in ("old", "new"):
        url = f"sqlite:///{tmp_path / name}"
        Library.open(url).close()
        engine = create_engine(url)
        shapes.append(shape(engine))
        engine.dispose()
    assert shapes[0] == shapes[1]
    assert set(shapes[1]) == set(metadata.tables)


@pytest.mark.parametrize("table", metadata.tables.values(), ids=metadata.tables)
def test_the_tables_can_be_said_in_postgresql(table: Table) -> None:
    statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    assert statement.strip().startswith("CREATE TABLE")
