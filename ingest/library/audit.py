"""The audit log: who did what and when, only ever added to. Every entry's hash covers the one before it.

Documents and drafts are named by number alone, and no entry quotes them: a purge, which leaves no byte of a document,
would otherwise have to rewrite the log. Whoever can write to the database can also rewrite the log with all its hashes
or cut its end off: that shows only to one who has noted the last entry's number and hash elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from ingest.library.connecting import writing_alone
from ingest.library.drafts import DraftId
from ingest.library.schema import audit
from ingest.records import DocumentId


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody has done."""

    who: str
    what: str  # 导入
    detail: str = ""  # no name and no text of a document
    document: DocumentId | None = None
    draft: DraftId | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A deed in the log."""

    number: int  # 1 for the first, without gaps
    at: datetime  # UTC
    deed: Deed
    hash: str  # hex


class AuditLog:
    """The audit log of a library. Safe to share between threads.

    Args:
        engine (Engine): The library.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, *deeds: Deed) -> None:
        """Append deeds as done now, all or none."""
        with writing_alone(self._engine) as connection:
            for deed in deeds:
                _append(connection, deed)

    def entries(self, last: int | None = None) -> list[AuditEntry]:
        """The log, oldest entry first.

        Args:
            last (int | None): Only so many of the newest entries; None is all.

        Returns:
            list[AuditEntry]: As stored, their hashes not checked.
        """
        query = select(audit).order_by(audit.c.number.desc()).limit(last)
        with self._engine.connect() as connection:
            return [_entry(row._mapping) for row in reversed(connection.execute(query).all())]

    def check(self) -> list[str]:
        """Where the log was tampered with, one line in Chinese each; empty is sound."""
        wrong = []
        number, previous = 0, ""
        for entry in self.entries():
            if entry.number != number + 1:
                wrong.append(f"审计记录缺第 {number + 1} 至 {entry.number - 1} 条")
            if entry.hash != _hash(previous, entry.number, entry.at, entry.deed):
                wrong.append(f"审计记录第 {entry.number} 条与校验码不符：它或它的前一条被改动过")
            number, previous = entry.number, entry.hash
        return wrong


def _append(connection: Connection, deed: Deed) -> None:
    newest = select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    last = connection.execute(newest).one_or_none()
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    now = datetime.now(UTC)
    fields = {name: getattr(deed, name) for name in Deed.__slots__}
    hashed = _hash(previous, number, now, deed)
    connection.execute(insert(audit).values(fields | {"number": number, "at": now.isoformat(), "hash": hashed}))


def _entry(row: Any) -> AuditEntry:  # noqa: ANN401 - a row's mapping
    deed = Deed(**{name: row[name] for name in Deed.__slots__})
    return AuditEntry(row["number"], datetime.fromisoformat(row["at"]), deed, row["hash"])


def _hash(previous: str, number: int, at: datetime, deed: Deed) -> str:
    fields = [previous, number, at.isoformat(), *(getattr(deed, name) for name in Deed.__slots__)]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
