"""Accounts: a name and a password become a user, who may then be logged in. Passwords are kept as argon2 hashes.

A wrong password and an unknown name get the same answer after the same work, and both lock: names cannot be guessed.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from datetime import datetime
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from assistant.workspace import audit
from ingest.errors import BadRequest
from ingest.library import Account, DraftId, Library, Role
from ingest.records import EVERYONE, Document, Filters, Scope

PASSWORD_CHARS: Final = 10  # at least
NAME: Final = re.compile(r"[0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff·]{1,32}")  # · as in 阿卜杜拉·买买提
ROLE_NAMES: Final[dict[Role, str]] = {"reader": "读者", "editor": "编辑", "admin": "管理员"}
UNKNOWN: Final = "（未知用户）"  # in the audit log: what was typed as a name may be a password

WRONG: Final = "用户名或密码不对。请检查后重试"
LOCKED: Final = "登录失败的次数太多，暂时不能登录。请 15 分钟后再试"

_HASHER: Final = PasswordHasher()  # the parameters that argon2-cffi recommends, RFC 9106 for little memory


# --- keeping accounts -------------------------------------------------------------------------------------------------


def add(library: Library, who: Scope, name: str, role: Role, password: str) -> Account:
    """Make an account.

    Args:
        library (Library): Where it is kept.
        who (Scope): Makes it, for the audit log.
        name (str): Letters, digits and Chinese characters, at most 32.
        role (Role): The first account is an admin's.
        password (str): At least PASSWORD_CHARS long.

    Returns:
        Account: As made.

    Raises:
        BadRequest: The name is no name or is taken, the password too short, or the first account no admin's.
    """
    if not NAME.fullmatch(name):
        raise BadRequest("用户名不合规。请用 1 到 32 个汉字、字母或数字")
    account = library.accounts.add(name, role, _new_hash(password))
    audit.record(library, who, "新增用户", f"{name}（{ROLE_NAMES[role]}）")
    return account


def change_password(library: Library, who: Scope, name: str, password: str) -> None:
    """Give a user another password, which ends their sessions and any lock.

    Args:
        library (Library): Where the account is kept.
        who (Scope): Changes it, for the audit log.
        name (str): Whose account.
        password (str): At least PASSWORD_CHARS long.

    Raises:
        BadRequest: There is no such account, or the password is too short.
    """
    library.accounts.change_password(name, _new_hash(password))
    library.logins.forgive(_key(name))
    audit.record(library, who, "更改密码", name)


def change_own_password(library: Library, name: str, current: str, password: str, address: str, now: datetime) -> None:
    """Change a password by its owner, who shows that they know the present one: a session left open is not enough.

    Args:
        library (Library): Where the account is kept.
        name (str): Whose account.
        current (str): The present password, as typed.
        password (str): At least PASSWORD_CHARS long.
        address (str): Of the client.
        now (datetime): UTC.

    Raises:
        BadRequest: The present password is wrong, too many attempts have failed, or the new one is too short.
    """
    if not library.logins.attempt(_key(name), address, now):
        raise BadRequest(LOCKED)
    if _verified(library, name, current) is None:
        _record_failure(library, name, address, now)
        raise BadRequest("当前密码不对。请检查后重试")
    change_password(library, name, name, password)


def is_locked(library: Library, name: str, now: datetime) -> bool:
    """Whether the next attempt to log in under a name will be refused."""
    return library.logins.locked(_key(name), now)


def unlock(library: Library, who: Scope, name: str) -> None:
    """End a lock at once; the password stays.

    Args:
        library (Library): Where the account is kept.
        who (Scope): Ends it, for the audit log.
        name (str): Whose account.

    Raises:
        BadRequest: There is no such account.
    """
    if library.accounts.credentials(name) is None:
        raise BadRequest(f"没有用户 {name}。请刷新页面后重试")
    library.logins.forgive(_key(name))
    audit.record(library, who, "解除锁定", name)


def change_role(library: Library, who: Scope, name: str, role: Role) -> None:
    """Let a user do more or less, at once.

    Args:
        library (Library): Where the account is kept.
        who (Scope): Changes it, for the audit log.
        name (str): Whose account.
        role (Role): What it becomes.

    Raises:
        BadRequest: There is no such account, or nobody would be admin any more.
    """
    library.accounts.change_role(name, role)
    audit.record(library, who, "更改角色", f"{name}（{ROLE_NAMES[role]}）")


def remove(library: Library, who: Scope, name: str) -> None:
    """End an account with its sessions and its chats; what `belongings` finds stays.

    Args:
        library (Library): Where the account is kept.
        who (Scope): Ends it, for the audit log.
        name (str): Whose account.

    Raises:
        BadRequest: There is no such account, or nobody would be admin any more.
    """
    library.accounts.remove(name)
    library.chats.delete_all(name)
    audit.record(library, who, "删除用户", name)


def belongings(library: Library, name: str) -> tuple[list[Document], list[DraftId]]:
    """What nobody but a user of this name can see.

    Args:
        library (Library): Where to look.
        name (str): Whether or not there is such an account.

    Returns:
        tuple[list[Document], list[DraftId]]: Documents, removed ones too, and drafts.
    """
    documents = [*library.documents(Filters(name)), *library.removed_documents(name)]
    shared = {version.draft for version in library.drafts.newest(EVERYONE)}
    drafts = [version.draft for version in library.drafts.newest(name) if version.draft not in shared]
    return [document for document in documents if document.scope == name], drafts


# --- logging in -------------------------------------------------------------------------------------------------------


def log_in(library: Library, name: str, password: str, address: str, now: datetime) -> Account:
    """Find out whether someone is who they say.

    Args:
        library (Library): Where accounts are kept.
        name (str): As typed.
        password (str): As typed.
        address (str): Of the client.
        now (datetime): UTC.

    Returns:
        Account: Whose name and password these are.

    Raises:
        BadRequest: They are nobody's, or too many attempts with this name or from this address have failed.
    """
    if not library.logins.attempt(_key(name), address, now):
        raise BadRequest(LOCKED)
    account = _verified(library, name, password)
    if account is None:
        _record_failure(library, name, address, now)
        raise BadRequest(WRONG)
    library.logins.forgive(_key(name))
    audit.record(library, name, "登录", f"来自 {address}")
    return account


def _record_failure(library: Library, name: str, address: str, now: datetime) -> None:
    who = name if library.accounts.credentials(name) else UNKNOWN
    audit.record(library, who, "登录失败", f"来自 {address}")
    if library.logins.locked(_key(name), now):
        audit.record(library, who, "锁定", f"来自 {address}")


def _verified(library: Library, name: str, password: str) -> Account | None:
    nobody = (None, _nobodys_hash())
    account, stored = library.accounts.credentials(name) or nobody
    try:
        _HASHER.verify(stored, _normal(password))
    except VerifyMismatchError:
        return None
    if _HASHER.check_needs_rehash(stored):
        library.accounts.rehash(name, stored, _HASHER.hash(_normal(password)))
    return account


@cache
def _nobodys_hash() -> str:
    """What an unknown name's password is compared with, so that it takes as long; made before any name is looked up."""
    return _HASHER.hash(secrets.token_urlsafe())


def _new_hash(password: str) -> str:
    if len(password) < PASSWORD_CHARS:
        raise BadRequest(f"密码太短。请至少用 {PASSWORD_CHARS} 个字符")
    return _HASHER.hash(_normal(password))


def _normal(password: str) -> str:
    """The same characters as the same bytes, whichever keyboard they come from."""
    return unicodedata.normalize("NFC", password)


def _key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
