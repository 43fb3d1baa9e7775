"""Sessions: a log-in becomes a token that its browser keeps, a token becomes the account again.

Only the token's SHA-256 is stored: whoever reads the database or a backup cannot go on with another's session.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ingest.library import Account, Library

TOKEN_BYTES: Final = 32
LASTS: Final = timedelta(hours=12)
IDLE: Final = timedelta(hours=2)
NOTED: Final = timedelta(minutes=1)  # a page makes many requests; use is written down at most so often


def utc_now() -> datetime:
    """The time by which sessions and locks end."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of a library. They also end with a new password and with their account."""

    library: Library
    now: Callable[[], datetime] = utc_now

    def open(self, name: str) -> str:
        """Begin a session.

        Args:
            name (str): Of the account, whose password was shown.

        Returns:
            str: The token, 256 random bits, for its browser alone.

        Raises:
            BadRequest: The account was removed meanwhile.
        """
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self.now()
        self.library.logins.close_older(now - LASTS, now - IDLE)
        self.library.logins.open(_hashed(token), name, now)
        return token

    def resume(self, token: str) -> Account | None:
        """Go on with a session.

        Args:
            token (str): Whatever a browser sends.

        Returns:
            Account | None: None where it is no token, or its session has ended.
        """
        hashed, now = _hashed(token), self.now()
        session = self.library.logins.session(hashed)
        if session is None or now - session.opened_at >= LASTS or now - session.seen_at >= IDLE:
            return None
        if now - session.seen_at >= NOTED:
            self.library.logins.touch(hashed, now)
        return session.account

    def close(self, token: str) -> Account | None:
        """End a session.

        Args:
            token (str): Whatever a browser sends.

        Returns:
            Account | None: Whose it was; None where there was nothing to end.
        """
        account = self.resume(token)
        self.library.logins.close(_hashed(token))
        return account


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
