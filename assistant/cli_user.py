"""`yaodian user ...` and `yaodian audit`: who may use the workspace, and who has done what in it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import in_json
from assistant.console import (
    Command,
    GivenPath,
    Group,
    existing_library,
    library_of,
    print_json,
    settings_of,
    with_home,
)
from ingest.errors import BadRequest
from ingest.records import EVERYONE

if TYPE_CHECKING:
    from ingest.library import AuditEntry, Role

LEVELS = ("reader", "editor", "admin")  # not ingest.library.ROLES: its import would slow every command down
with_password = click.option(
    "--password-file", type=GivenPath(dir_okay=False), help="从文件的第一行读密码（默认在终端里输入，不显示）"
)
named = click.argument("name", metavar="用户名")


@click.group(cls=Group)
def user() -> None:
    """用户：新增、改密码、改角色、列出、删除。"""


@user.command(cls=Command)
@named
@click.option(
    "--role",
    type=click.Choice(LEVELS),
    default="reader",
    help="reader 查阅（默认）；editor 还可上传和起草；admin 还可管理",
)
@with_password
@with_home
@click.pass_context
def add(context: click.Context, /, name: str, role: Role, password_file: Path | None) -> int:
    """新增一个用户；有了用户，网页就要登录。"""
    from assistant.workspace import accounts

    password = _password(password_file)
    with library_of(settings_of(context)) as library:
        accounts.add(library, EVERYONE, name, role, password)
    click.echo(f"已新增用户：{name}（{accounts.ROLE_NAMES[role]}）", err=True)
    return 0


@user.command(cls=Command)
@named
@with_password
@with_home
@click.pass_context
def passwd(context: click.Context, /, name: str, password_file: Path | None) -> int:
    """更改一个用户的密码；其已登录的页面随即退出，锁定随即解除。"""
    from assistant.workspace import accounts

    settings = existing_library(context)
    password = _password(password_file)
    with library_of(settings) as library:
        accounts.change_password(library, EVERYONE, name, password)
    click.echo(f"已更改密码：{name}", err=True)
    return 0


@user.command("role", cls=Command)
@named
@click.argument("role", metavar="角色", type=click.Choice(LEVELS))
@with_home
@click.pass_context
def change_role(context: click.Context, /, name: str, role: Role) -> int:
    """更改一个用户的角色，立即生效。"""
    from assistant.workspace import accounts

    with library_of(existing_library(context)) as library:
        accounts.change_role(library, EVERYONE, name, role)
    click.echo(f"已更改角色：{name}（{accounts.ROLE_NAMES[role]}）", err=True)
    return 0


@user.command("list", cls=Command)
@in_json
@with_home
@click.pass_context
def list_users(context: click.Context, /, as_json: bool) -> int:
    """列出用户。"""
    from assistant.workspace.accounts import ROLE_NAMES

    with library_of(existing_library(context)) as library:
        found = library.accounts.all()
    if as_json:
        print_json({"users": [asdict(each) | {"created_at": each.created_at.isoformat()} for each in found]})
        return 0
    for each in found:
        click.echo(f"{each.name}\t{ROLE_NAMES[each.role]}\t{each.created_at.astimezone():%Y-%m-%d}")
    click.echo(f"共 {len(found)} 个用户", err=True)
    return 0


@user.command(cls=Command)
@named
@click.option("--yes", is_flag=True, help="不再询问")
@with_home
@click.pass_context
def remove(context: click.Context, /, name: str, yes: bool) -> int:
    """删除一个用户；其私有文件和草稿会留下。"""
    from assistant.workspace import accounts

    with library_of(existing_library(context)) as library:
        documents, drafts = accounts.belongings(library, name)
        left = f"其私有文件 {len(documents)} 份、草稿 {len(drafts)} 份会留下，再建同名用户才看得到"
        kept = f"{left}；其网页上的对话一并删除"
        if not yes:
            click.confirm(f"将删除用户 {name}；{kept}。继续？", abort=True, err=True)
        accounts.remove(library, EVERYONE, name)
    click.echo(f"已删除用户：{name}。{kept}", err=True)
    return 0


@click.command(cls=Command)
@click.option("--last", type=click.IntRange(min=1), help="只看最近多少条（默认全部）")
@click.option("--check", "checking", is_flag=True, help="只检查记录是否被改动过")
@in_json
@with_home
@click.pass_context
def audit(context: click.Context, /, last: int | None, checking: bool, as_json: bool) -> int:
    """查看审计记录：何时、何人、做了什么。"""
    from assistant.workspace import audit as log

    with library_of(existing_library(context)) as library:
        if checking:
            return _checked(log.check(library), log.entries(library, 1), as_json=as_json)
        found = log.entries(library, last)
        shown = log.lines(library, found)
    if as_json:
        print_json([_row(entry) for entry in found])
        return 0
    for line in shown:
        click.echo(line)
    click.echo(f"共 {len(found)} 条", err=True)
    return 0


def _checked(faults: list[str], newest: list[AuditEntry], *, as_json: bool) -> int:
    """Noting the last entry's hash elsewhere is the way to see later that the log's end was not cut off."""
    if as_json:
        print_json({"faults": faults, "last": [_row(entry) for entry in newest]})
    for fault in faults:
        click.echo(fault, err=True)
    if not faults:
        end = "".join(f"，最后一条是第 {entry.number} 条，校验码 {entry.hash}" for entry in newest)
        click.echo(f"审计记录完好{end}", err=True)
    return 1 if faults else 0


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {"number": entry.number, "at": entry.at.isoformat(), **asdict(entry.deed), "hash": entry.hash}


def _password(file: Path | None) -> str:
    """A new password, which is never an argument: other users of the machine can see those."""
    if file:
        return _read(file)
    if not sys.stdin.isatty():
        raise BadRequest("这里没有终端可以输入密码。请用 --password-file 给出密码文件")
    password: str = click.prompt("密码", hide_input=True, err=True)
    if click.prompt("再输入一次", hide_input=True, err=True) != password:
        raise BadRequest("两次输入的密码不一样。请重试")
    return password


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").partition("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"读不了密码文件：{file}。请给出 UTF-8 的文本文件，密码写在第一行") from error
