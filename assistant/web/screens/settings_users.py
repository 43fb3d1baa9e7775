"""Users and the audit log on the page: accounts in, HTML out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Final

from assistant.workspace import audit
from assistant.workspace.accounts import PASSWORD_CHARS, ROLE_NAMES, is_locked
from ingest.library import ROLES, Account, Library, Role

AUDIT_ROWS: Final = 200  # the newest

_COLUMNS: Final = ("编号", "时间", "谁", "做了什么", "对象")


def users_html(library: Library, now: datetime, said: str = "") -> str:
    """All users with what an administrator can do about them.

    Args:
        library (Library): Where accounts are kept.
        now (datetime): UTC: locks end.
        said (str): What was just done, as HTML.

    Returns:
        str: HTML.
    """
    found = library.accounts.all()
    rows = "".join(_user(account, is_locked(library, account.name, now)) for account in found)
    table = (
        '<div class="scroll"><table class="grid users"><thead><tr><th scope="col">用户名</th><th scope="col">权限</th>'
        f'<th scope="col">状态</th><th scope="col"></th></tr></thead><tbody>{rows}</tbody></table></div>'
        if found
        else '<p class="hint">还没有用户：谁在本机打开网页，谁就是管理员。建立第一个管理员后，打开网页要先登录。</p>'
    )
    return f"{said}{table}{_new_user(ROLES if found else ('admin',))}"


def secret_html(library: Library, name: str, password: str) -> str:
    """A new user's temporary password, shown this once.

    Args:
        library (Library): Which one more user is in.
        name (str): The user's.
        password (str): To be passed on.

    Returns:
        str: HTML.
    """
    alone = " 现在起打开网页要先登录，请用它登录。" if len(library.accounts.all()) == 1 else ""
    return (
        f'<p class="notice done" role="status">已新增用户 {escape(name)}，临时密码是 <code>{escape(password)}</code>'
        "（只显示这一次）。请转告本人，登录后在“设置”里换成自己的密码。"
        f'{alone} <button type="button" class="quiet" data-copy="{escape(password)}">复制密码</button></p>'
    )


def sure_html(name: str, documents: int, drafts: int) -> str:
    """The question before a user is removed, with what nobody will see any more."""
    left = [f"{documents} 份仅本人可见的文件" if documents else "", f"{drafts} 份草稿" if drafts else ""]
    kept = "和".join(filter(None, left))
    line = f"其{kept}会留在资料库里，只有再建同名用户才能看到。" if kept else "没有文件或草稿只有其本人能看到。"
    line += "其在“问答”里的对话一并删除。"
    return (
        '<div class="sure" role="alertdialog" tabindex="-1" aria-label="确认删除">'
        f"<p>删除用户 {escape(name)}？</p><p>{line}</p><div class='actions'>"
        f"{_deed('remove', name, '删除', 'button')}"
        "<form data-into='#settings-users' action='/screens/settings/users' method='get'>"
        "<button class='button plain'>取消</button></form></div></div>"
    )


def own_password_html(name: str) -> str:
    """The form in which someone changes their own password; without a log-in there is none."""
    if not name:
        return '<p class="hint">没有登录，也就没有密码。</p>'
    fields = (("current", "当前密码", "current-password"), ("password", "新密码", "new-password"))
    inputs = "".join(
        f'<label>{title}<input type="password" name="{field}" autocomplete="{kind}" maxlength="500" required></label>'
        for field, title, kind in fields
    )
    return (
        '<form class="fields" data-into="#settings-password" action="/screens/settings/password" method="post">'
        f'{inputs}<button class="button">更改密码</button></form>'
        f'<p class="hint">至少 {PASSWORD_CHARS} 个字符。更改后要重新登录。</p>'
    )


def audit_html(library: Library) -> str:
    """The audit log, newest first, with whether it is sound."""
    shown = audit.lines(library, audit.entries(library, AUDIT_ROWS))
    faults = audit.check(library)
    state = (
        "".join(f'<p class="refused" role="alert">{escape(fault)}</p>' for fault in faults)
        or '<p class="facts"><span class="tag tag-plan">完好</span> 各条记录的校验码前后相连，没有缺漏或改动。</p>'
    )
    heads = "".join(f'<th scope="col">{title}</th>' for title in _COLUMNS)
    rows = "".join(map(_entry, reversed(shown)))
    return (
        f'{state}<div class="scroll tall" tabindex="0" role="region" aria-label="审计记录"><table class="grid">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<p class="hint">先列出最新的 {AUDIT_ROWS} 条；更早的留在资料库里，由管理员在服务器上用命令行查看。</p>'
    )


def _entry(line: str) -> str:
    cells = [*line.split("　", len(_COLUMNS) - 1), ""][: len(_COLUMNS)]  # no name holds the space that parts them
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _user(account: Account, locked: bool) -> str:
    state = '<span class="tag tag-problem">已锁定</span>' if locked else '<span class="tag tag-plan">正常</span>'
    unlock = _deed("unlock", account.name, "解除锁定") if locked else ""
    return (
        f'<tr><th scope="row">{escape(account.name)}</th><td>{_roles(account)}</td><td>{state}</td>'
        f'<td><div class="actions">{unlock}{_deed("sure", account.name, "删除")}</div></td></tr>'
    )


def _roles(account: Account) -> str:
    return (
        '<form data-live data-into="#settings-users" action="/screens/settings/users/role" method="post">'
        f'<input type="hidden" name="name" value="{escape(account.name)}">'
        f'<select name="role" aria-label="{escape(account.name)} 的权限">'
        f"{_options(ROLES, account.role)}</select></form>"
    )


def _options(roles: Sequence[Role], chosen: Role) -> str:
    return "".join(
        f'<option value="{role}"{" selected" if role == chosen else ""}>{ROLE_NAMES[role]}</option>' for role in roles
    )


def _deed(what: str, name: str, words: str, style: str = "quiet") -> str:
    return (
        f'<form data-into="#settings-users" action="/screens/settings/users/{what}" method="post">'
        f'<input type="hidden" name="name" value="{escape(name)}">'
        f'<button class="{style}" aria-label="{words} {escape(name)}">{words}</button></form>'
    )


def _new_user(roles: Sequence[Role]) -> str:
    return (
        '<form class="fields" data-into="#settings-users" action="/screens/settings/users/add" method="post">'
        '<label>新用户名<input name="name" maxlength="32" autocomplete="off" required></label>'
        f'<label>权限<select name="role">{_options(roles, roles[0])}</select></label>'
        '<button class="button">新增用户</button></form>'
    )
