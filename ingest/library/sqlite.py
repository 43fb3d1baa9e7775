"""All that is particular to SQLite: its pragmas, its faults by name, scrubbing, copying and replacing its file."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from glob import escape
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry

from ingest.errors import LibraryError

BUSY_SECONDS: Final = 30  # a purge rewrites the whole file, which takes seconds on a large library
WRITES: Final = "yaodian_writes"  # execution option of the connections that write
DRAFT_SUFFIX: Final = ".part"  # of a file that is to take another's place
PRAGMAS: Final = (
    "synchronous=FULL",  # what is acknowledged survives a power cut; NORMAL may lose the last commits in WAL mode
    "foreign_keys=ON",
    "secure_delete=ON",  # deleted content is overwritten with zeros
)
FAULTS: Final = {  # primary result code: what, and what to do
    "SQLITE_NOTADB": ("资料库文件已损坏，或不是资料库", "请由管理员从备份恢复"),
    "SQLITE_CORRUPT": ("资料库文件已损坏", "请由管理员从备份恢复"),
    "SQLITE_BUSY": ("资料库正被另一个程序占用", "请等它结束后再试"),
    "SQLITE_FULL": ("磁盘已满，资料库写不进去", "请腾出空间后再试"),
    "SQLITE_READONLY": ("资料库是只读的，写不进去", "请检查文件权限"),
    "SQLITE_CANTOPEN": ("资料库打不开", "请检查文件夹是否存在、有没有权限"),
    "SQLITE_IOERR": ("读写资料库时磁盘出错", "请检查磁盘"),
}


def patient(url: URL) -> URL:
    """An SQLite address with BUSY_SECONDS to wait for another's lock, unless it names a `timeout`; others unchanged."""
    if url.get_backend_name() != "sqlite" or "timeout" in url.query:
        return url
    return url.update_query_dict({"timeout": str(BUSY_SECONDS)})


def configure(engine: Engine) -> None:
    """Make every connection durable and checked, its transactions explicit and its faults named."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _name_fault)


def is_database(file: Path) -> bool:
    """Whether a file is empty or begins as SQLite's files do (sqlite.org/fileformat.html, 1.3)."""
    with file.open("rb") as opened:
        return opened.read(16) in (b"", b"SQLite format 3\0")


def reader(file: Path) -> Engine:
    """An engine that only reads a library's file as it lies there, such as a backup."""
    open_file = partial(sqlite3.connect, f"file:{quote(str(file))}?mode=ro", uri=True)
    engine = create_engine(URL.create("sqlite", database=str(file)), creator=open_file)
    event.listen(engine, "handle_error", _name_fault)
    return engine


def file_of(url: URL) -> Path:
    """The library's file.

    Args:
        url (URL): The library's address.

    Returns:
        Path: The database file.

    Raises:
        LibraryError: The library is on another database, which has its own tools for this.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        raise LibraryError(f"这个资料库不是一个文件：{url!r}。请用该数据库自带的工具")
    return Path(url.database)


def faults(engine: Engine) -> list[str]:
    """What SQLite's own checks find, one line each; empty is sound."""
    with engine.connect() as connection:
        damage = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"文件结构：{line}" for line in damage if line != "ok"] + [
        f"表 {table} 第 {row} 行指向 {parent} 中不存在的行" for table, row, parent, _ in orphans
    ]


def scrub(engine: Engine) -> None:
    """Overwrite what deleted rows have left in the file, and empty the write-ahead log.

    `secure_delete` clears deleted cells, but pages that were split or moved keep stale copies; VACUUM rewrites all.
    What a killed restore has left beside the file goes, too.

    Args:
        engine (Engine): The library's engine.

    Raises:
        LibraryError: Another program kept reading an older state of the library.
    """
    file = file_of(engine.url)
    with _bare(engine) as connection:
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise LibraryError(f"另一个程序正在读资料库，没能清除干净：{file}。请等它结束后再清除一次")
    for left in file.parent.glob(f".{escape(file.name)}.*{DRAFT_SUFFIX}"):
        left.unlink()


def copy(engine: Engine, target: Path) -> None:
    """Write the library's present state into an empty file, while others go on reading and writing."""
    with _bare(engine) as connection, closing(sqlite3.connect(target)) as copied:
        # All pages in one step hold one snapshot; in smaller steps every write of another process starts it anew.
        connection.backup(copied, pages=-1)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary file that takes a library's place, durably and in one step, when the block succeeds.

    Args:
        target (Path): The file to replace or to make; its folder must exist.

    Yields:
        Path: An empty file beside it.

    Raises:
        LibraryError: The folder cannot be written, or another program has `target` open.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=DRAFT_SUFFIX, dir=target.parent)
    except OSError as error:
        raise LibraryError(f"写不进这个文件夹：{target.parent}。请检查它是否存在、有没有权限") from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _flush(temporary)
        _release(target)
        temporary.replace(target)
        _flush(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


class Watch:
    """Tells whether anyone, in this process or another, has committed since it was asked before. Thread-safe.

    Args:
        engine (Engine): The library's engine.
    """

    def __init__(self, engine: Engine) -> None:
        self._asking = Lock()
        self._url = engine.url
        self._connection = engine.raw_connection()
        self._connection.detach()  # closed here, not given back to the pool
        self._cursor = self._connection.cursor()

    def state(self) -> int:
        """A number that another connection's commit changes (sqlite.org/pragma.html#pragma_data_version)."""
        try:
            with self._asking:
                self._cursor.execute("PRAGMA data_version")
                [(state,)] = self._cursor.fetchall()
        except sqlite3.Error as error:
            raise _named(error, self._url) from error
        return int(state)

    def close(self) -> None:
        """Close the connection."""
        with self._asking:
            self._connection.close()


def _release(file: Path) -> None:
    """Fold a library's log into its file, so that no log is left to be applied to the file that replaces it."""
    if file.exists():
        try:
            with closing(sqlite3.connect(file, timeout=2)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")  # refused while anyone else has the file open
        except sqlite3.DatabaseError as error:
            if _code(error) not in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):  # what is damaged has nothing to fold
                raise LibraryError(f"文件正被另一个程序打开：{file}。请先关闭它（如正在运行的网页）再试") from error
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _bare(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's own connection, for what must run outside any transaction."""
    with closing(engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        if not isinstance(connection, sqlite3.Connection):
            raise TypeError(f"expected a sqlite3 connection, got {type(connection).__name__}")
        try:
            yield connection
        except sqlite3.Error as error:
            raise _named(error, engine.url) from error


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # sqlite3 would begin transactions on its own, and only before writes (SQLAlchemy's notes on the SQLite dialect).
    connection.isolation_level = None
    cursor = connection.cursor()
    _log_ahead(cursor)
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _log_ahead(cursor: DBAPICursor) -> None:
    """Let readers and one writer work at the same time; the file keeps this mode."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # SQLite does not wait here: two processes that make a library at the same moment would refuse each other.
            if _code(error) != "SQLITE_BUSY" or time.monotonic() > patience:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: one that reads first and locks later is refused without waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def _name_fault(context: ExceptionContext) -> None:
    error = context.original_exception
    if isinstance(error, sqlite3.Error) and context.engine and _code(error) in FAULTS:
        raise _named(error, context.engine.url) from error


def _named(error: sqlite3.Error, url: URL) -> LibraryError:
    what, remedy = FAULTS.get(_code(error), (f"资料库出错（{error}）", "请由管理员检查资料库"))
    return LibraryError(f"{what}：{url.database}。{remedy}")


def _code(error: sqlite3.Error) -> str:
    """The primary code's name: SQLITE_BUSY for SQLITE_BUSY_SNAPSHOT."""
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
