"""Accounts: who may use the workspace, and as what. A password goes in and comes out only as its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, get_args

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from ingest.errors import BadRequest
from ingest.library.connecting import writing_alone
from ingest.library.schema import accounts, sessions

Role = Literal["reader", "editor", "admin"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)  # each may do what those before it may
_NAMED: Final[dict[str, Role]] = {role: role for role in ROLES}


@dataclass(frozen=True, slots=True)
class Account:
    """A user. The name is the Scope that drafts, chats and private documents belong to."""

    name: str
    role: Role
    created_at: datetime  # UTC


class Accounts:
    """The accounts of a library. While there is one, one of them is an admin's. Safe to share between threads.

    Args:
        engine (Engine): The library.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def exist(self) -> bool:
        """Whether there is any account."""
        with self._engine.connect() as connection:
            return connection.execute(select(accounts.c.name).limit(1)).first() is not None

    def all(self) -> list[Account]:
        """All accounts, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.name)).all()
        return [account_of(row.name, row.role, row.created_at) for row in rows]

    def credentials(self, name: str) -> tuple[Account, str] | None:
        """An account with the hash of its password; None where there is no such account."""
        with self._engine.connect() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).one_or_none()
        return None if row is None else (account_of(row.name, row.role, row.created_at), row.password)

    def add(self, name: str, role: Role, password: str) -> Account:
        """Make an account.

        Args:
            name (str): Names that differ only in upper and lower case would be taken for one another.
            role (Role): The first account is an admin's.
            password (str): Its hash.

        Returns:
            Account: As made.

        Raises:
            BadRequest: The name is taken, or the first account is no admin's.
        """
        account = Account(name, role, datetime.now(UTC))
        with writing_alone(self._engine) as connection:
            names = connection.execute(select(accounts.c.name)).scalars().all()
            if taken := next((other for other in names if other.lower() == name.lower()), None):
                raise BadRequest(f"已有用户 {taken}。请换一个用户名")
            if not names and role != "admin":
                raise BadRequest("第一个用户须是管理员。请把角色设为管理员（admin）")
            row = {"name": name, "role": role, "password": password, "created_at": account.created_at.isoformat()}
            connection.execute(insert(accounts).values(row))
        return account

    def change_password(self, name: str, password: str) -> None:
        """Give an account another password's hash and end its sessions; BadRequest where there is no such account."""
        with writing_alone(self._engine) as connection:
            require_account(connection, name)
            connection.execute(update(accounts).where(accounts.c.name == name).values(password=password))
            connection.execute(delete(sessions).where(sessions.c.name == name))

    def rehash(self, name: str, old: str, new: str) -> None:
        """Keep the same password under a newer hash, unless it was changed meanwhile; sessions go on."""
        with writing_alone(self._engine) as connection:
            unchanged = (accounts.c.name == name) & (accounts.c.password == old)
            connection.execute(update(accounts).where(unchanged).values(password=new))

    def change_role(self, name: str, role: Role) -> None:
        """Let a user do more or less.

        Args:
            name (str): Whose account.
            role (Role): Holds at once, in sessions that are open, too.

        Raises:
            BadRequest: There is no such account, or nobody would be admin any more.
        """
        with writing_alone(self._engine) as connection:
            require_account(connection, name)
            if role != "admin":
                _require_another_admin(connection, name)
            connection.execute(update(accounts).where(accounts.c.name == name).values(role=role))

    def remove(self, name: str) -> None:
        """End an account with its sessions; what belongs to its name stays.

        Args:
            name (str): Whose account.

        Raises:
            BadRequest: There is no such account, or nobody would be admin any more.
        """
        with writing_alone(self._engine) as connection:
            require_account(connection, name)
            _require_another_admin(connection, name)
            connection.execute(delete(accounts).where(accounts.c.name == name))


def account_of(name: str, role: str, created_at: str) -> Account:
    """An account as its row says.

    Args:
        name (str): As stored.
        role (str): As stored.
        created_at (str): ISO 8601, UTC.

    Returns:
        Account: The role is one of ROLES, else a KeyError.
    """
    return Account(name, _NAMED[role], datetime.fromisoformat(created_at))


def require_account(connection: Connection, name: str) -> None:
    """Raise a BadRequest where there is no such account."""
    if connection.execute(select(accounts.c.name).where(accounts.c.name == name)).first() is None:
        raise BadRequest(f"没有用户 {name}。请对照用户列表核对")


def _require_another_admin(connection: Connection, name: str) -> None:
    others = select(func.count()).where(accounts.c.role == "admin", accounts.c.name != name)
    if connection.execute(others).scalar_one() == 0:
        raise BadRequest(f"{name} 是唯一的管理员，不能删除或降级。请先另设一位管理员")
