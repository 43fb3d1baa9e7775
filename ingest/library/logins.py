"""Who is logged in, and who tried to be: sessions, and attempts that were not followed by success.

Only hashes go in: of a session's token, and of what was typed as a name, since it may be a password typed in the wrong
field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, select, update

from ingest.library.accounts import Account, account_of, require_account
from ingest.library.connecting import writing_alone
from ingest.library.schema import accounts, attempts, sessions

WINDOW: Final = timedelta(minutes=15)  # so many failures within it lock, and so long they do
NAME_FAILURES: Final = 5
ADDRESS_FAILURES: Final = 50  # an office may share one address


@dataclass(frozen=True, slots=True)
class Session:
    """A visit that began with a log-in. The account is as it stands now."""

    account: Account
    opened_at: datetime  # UTC
    seen_at: datetime  # UTC, of the last request that was noted


class Logins:
    """The sessions of a library, and the attempts to get one. Safe to share between threads.

    Args:
        engine (Engine): The library.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # --- attempts -----------------------------------------------------------------------------------------------------

    def attempt(self, name: str, address: str, now: datetime) -> bool:
        """Note an attempt before its password is looked at: many at once have no more tries than one after another.

        Args:
            name (str): Hash of what was typed as a name.
            address (str): Where it came from.
            now (datetime): UTC.

        Returns:
            bool: False where name or address is locked; the attempt is not counted then, so that a lock ends.
        """
        with writing_alone(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.at <= _stored(now - 2 * WINDOW)))
            if _name_locked(connection, name, now) or _address_locked(connection, address, now):
                return False
            connection.execute(insert(attempts).values(name=name, address=address, at=_stored(now)))
            return True

    def locked(self, name: str, now: datetime) -> bool:
        """Whether the next attempt with the (hashed) name will be refused."""
        with self._engine.connect() as connection:
            return _name_locked(connection, name, now)

    def forgive(self, name: str) -> None:
        """Forget the failures of a (hashed) name: its user has got in, or has a new password."""
        with writing_alone(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.name == name))

    # --- sessions -----------------------------------------------------------------------------------------------------

    def open(self, token: str, name: str, now: datetime) -> None:
        """Begin a session under the hash of its token; BadRequest where there is no such account (any more)."""
        row = {"token": token, "name": name, "opened_at": _stored(now), "seen_at": _stored(now)}
        with writing_alone(self._engine) as connection:
            require_account(connection, name)
            connection.execute(insert(sessions).values(row))

    def session(self, token: str) -> Session | None:
        """The session of a (hashed) token, however old; None where it was closed or never was."""
        columns = (accounts.c.name, accounts.c.role, accounts.c.created_at, sessions.c.opened_at, sessions.c.seen_at)
        query = select(*columns).join(accounts, accounts.c.name == sessions.c.name).where(sessions.c.token == token)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        account = account_of(row.name, row.role, row.created_at)
        return Session(account, datetime.fromisoformat(row.opened_at), datetime.fromisoformat(row.seen_at))

    def touch(self, token: str, now: datetime) -> None:
        """Note that a session is in use."""
        with writing_alone(self._engine) as connection:
            connection.execute(update(sessions).where(sessions.c.token == token).values(seen_at=_stored(now)))

    def close(self, token: str) -> None:
        """End a session; ended or unknown ones change nothing."""
        with writing_alone(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.token == token))

    def close_older(self, opened: datetime, seen: datetime) -> None:
        """End the sessions that were opened, or last seen, before these times (UTC)."""
        with writing_alone(self._engine) as connection:
            old = or_(sessions.c.opened_at <= _stored(opened), sessions.c.seen_at <= _stored(seen))
            connection.execute(delete(sessions).where(old))


def _name_locked(connection: Connection, name: str, now: datetime) -> bool:
    return _locked(connection, attempts.c.name == name, NAME_FAILURES, now)


def _address_locked(connection: Connection, address: str, now: datetime) -> bool:
    return _locked(connection, attempts.c.address == address, ADDRESS_FAILURES, now)


def _locked(connection: Connection, mine: ColumnElement[bool], failures: int, now: datetime) -> bool:
    """So many failures lay within one WINDOW, and the last of them is not a WINDOW old."""
    recent = select(attempts.c.at).where(mine).order_by(attempts.c.at.desc(), attempts.c.id.desc()).limit(failures)
    times = [datetime.fromisoformat(at) for at in connection.execute(recent).scalars()]
    return len(times) == failures and now - times[0] < WINDOW and times[0] - times[-1] < WINDOW


def _stored(moment: datetime) -> str:
    """ISO 8601 of one length, so that the order of texts is the order of times."""
    return moment.isoformat(timespec="microseconds")
