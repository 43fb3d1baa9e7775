"""`yaodian draft-history`, `draft-undo` and `draft-delete`: what became of a draft, back again, and away with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import in_json
from assistant.console import Command, existing_library, library_of, print_json, with_home
from ingest.records import EVERYONE

if TYPE_CHECKING:
    from ingest.library import DraftVersion

with_user = click.option("--user", default=EVERYONE, help="以该用户身份（含其私有草稿）")


@click.command("draft-history", cls=Command)
@click.argument("draft", required=False, type=int, metavar="[草稿编号]")
@in_json
@with_user
@with_home
@click.pass_context
def draft_history(context: click.Context, /, draft: int | None, as_json: bool, user: str) -> int:
    """列出一份草稿的各版：何时、何人、做了什么；不给编号则列出全部草稿。"""
    from assistant.drafting import versions

    with library_of(existing_library(context)) as library:
        found = versions.list_drafts(library, user) if draft is None else versions.history(library, draft, user)
    if as_json:
        print_json([_row(version) for version in found])
        return 0
    for version in found:
        click.echo(_listed(version) if draft is None else _line(version))
    if not found:
        click.echo("还没有草稿。")
    return 0


@click.command("draft-undo", cls=Command)
@click.argument("draft", type=int, metavar="草稿编号")
@click.option(
    "--to", type=click.IntRange(min=1), help="改用第几版：例如第3版撤销错了，用 --to 3 找回（默认撤销最近一次改动）"
)
@in_json
@with_user
@with_home
@click.pass_context
def draft_undo(context: click.Context, /, draft: int, to: int | None, as_json: bool, user: str) -> int:
    """撤销草稿最近一次改动；各版都留着，撤销错了用 --to 改回撤销前的那一版（版号见 draft-history）。"""
    from assistant.drafting import versions
    from assistant.workspace.audit import record

    with library_of(existing_library(context)) as library:
        version = versions.undo(library, draft, user, to)
        record(library, user, "修改草稿", draft=draft)
    if as_json:
        print_json(_row(version))
    else:
        click.echo(_line(version))
    return 0


@click.command("draft-delete", cls=Command)
@click.argument("draft", type=int, metavar="草稿编号")
@click.option("--yes", is_flag=True, help="不再询问")
@with_user
@with_home
@click.pass_context
def draft_delete(context: click.Context, /, draft: int, yes: bool, user: str) -> int:
    """删除一份草稿和它的各版，无法恢复（备份除外）。"""
    from assistant.drafting import versions
    from assistant.workspace.audit import record

    settings = existing_library(context)
    with library_of(settings) as library:
        newest = versions.history(library, draft, user)[-1]
    if not yes:
        what = f"草稿 {draft}《{newest.title}》的全部 {newest.number} 个版本"
        click.confirm(f"将删除{what}，无法恢复。继续？", abort=True, err=True)
    with library_of(settings) as library:
        versions.delete(library, draft, user)
        record(library, user, "彻底删除", draft=draft)
    click.echo(f"已删除草稿 {draft}《{newest.title}》", err=True)
    return 0


def _row(version: DraftVersion) -> dict[str, Any]:
    return asdict(version) | {"created_at": version.created_at.isoformat()}


def _listed(version: DraftVersion) -> str:
    return f"草稿 {version.draft}　{version.title}　{_line(version)}"


def _line(version: DraftVersion) -> str:
    """第3版　2026-01-05 09:30　张　导入修改稿：改写3句; the time is the reader's own."""
    when = version.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return "　".join(filter(None, (f"第{version.number}版", when, version.author, version.note)))
