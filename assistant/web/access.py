"""Who asks: a request goes in, a `Visitor` comes out; a name and a password go in, a session's token comes out.

Without accounts the page is the desk of whoever sits at this machine: it needs no log-in then, and answers under this
machine's own names alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from fastapi import HTTPException, Request

from assistant.workspace import audit
from assistant.workspace.accounts import log_in
from assistant.workspace.sessions import Sessions
from ingest.errors import BadRequest
from ingest.library import Library, Role
from ingest.records import EVERYONE, Scope

COOKIE: Final = "yaodian_session"

_UNKNOWN: Final = "请先登录。刷新页面即可打开登录页"
_ELSEWHERE: Final = "还没有建立用户，网页只供本机打开。请在那台机器上用 http://127.0.0.1 打开，或请它的管理员先建立用户"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and what they may do."""

    name: Scope
    role: Role


@dataclass(frozen=True, slots=True)
class Access:
    """The way in."""

    library: Library
    required: bool = False  # a log-in, even while there are no accounts

    def visitor(self, request: Request) -> Visitor:
        """Who asks; serves as a dependency of routes.

        Args:
            request (Request): Any.

        Returns:
            Visitor: EVERYONE as an admin where no log-in is needed.

        Raises:
            HTTPException: 401 where nobody is logged in, 403 where there is no log-in and the request is not for this
                machine.
        """
        if account := Sessions(self.library).resume(request.cookies.get(COOKIE, "")):
            return Visitor(account.name, account.role)
        if self.required or self.library.accounts.exist():
            raise HTTPException(401, _UNKNOWN)
        if not _is_here(request.url.hostname or ""):  # a foreign page's host name may lead here (DNS rebinding)
            raise HTTPException(403, _ELSEWHERE)
        return Visitor(EVERYONE, "admin")

    def enter(self, name: str, password: str, request: Request) -> str:
        """Log in; a session that the browser had ends.

        Args:
            name (str): As typed.
            password (str): As typed.
            request (Request): That brought them.

        Returns:
            str: The new session's token.

        Raises:
            BadRequest: They are nobody's, or locked.
        """
        sessions = Sessions(self.library)
        account = log_in(self.library, name, password, request.client.host if request.client else "", sessions.now())
        sessions.close(request.cookies.get(COOKIE, ""))
        return sessions.open(account.name)

    def leave(self, request: Request) -> None:
        """Log out; without a session there is nothing to do."""
        if account := Sessions(self.library).close(request.cookies.get(COOKIE, "")):
            audit.record(self.library, account.name, "退出")


def access_at(address: str, library: Library) -> Access:
    """The way in at an address.

    Args:
        address (str): IP address that is listened on.
        library (Library): Where accounts are kept.

    Returns:
        Access: Whoever may come from another machine has to log in.

    Raises:
        BadRequest: They may, and there are no accounts.
    """
    is_open = not ip_address(address).is_loopback
    if is_open and not library.accounts.exist():
        raise BadRequest(f"在 {address} 打开网页要先有用户。请先用 yaodian user add 用户名 --role admin 建立管理员")
    return Access(library, required=is_open)


def _is_here(host: str) -> bool:
    """Whether a host name is this machine's own, which no other machine can be led to."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
