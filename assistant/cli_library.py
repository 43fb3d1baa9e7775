"""`yaodian library ...` and `yaodian profile ...`: what is in the library, and what the unit says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.choosing import choose
from assistant.cli_options import in_json, with_user
from assistant.console import (
    Command,
    GivenPath,
    Group,
    desk_of,
    existing_library,
    library_of,
    print_json,
    progress_bar,
    settings_of,
    with_home,
)
from assistant.naming import FORCE_NAMES
from ingest.errors import BadRequest
from ingest.records import EVERYONE, KINDS, Document, DocumentId, Filters, Force, Ruling

if TYPE_CHECKING:
    from ingest.library import DraftVersion, Library, Profile, VersionInfo


def _visible(library: Library, user: str) -> list[Document]:
    return library.documents(Filters(reader=user))


@click.group(cls=Group)
def library() -> None:
    """资料库：查看、更正、移除、备份。"""


@library.command("list", cls=Command)
@in_json
@with_user
@with_home
@click.pass_context
def list_documents(context: click.Context, /, as_json: bool, user: str) -> int:
    """列出资料库里的文件。"""
    with library_of(existing_library(context)) as opened:
        documents = opened.documents(Filters(reader=user))
    if as_json:
        print_json({"documents": documents})
        return 0
    for d in documents:
        click.echo(
            f"{d.id}\t{d.year or '年份未写明'}\t{d.kind}\t{d.unit or '单位未写明'}\t{d.title}（{d.items} 条）\t{d.file}"
        )
    click.echo(f"共 {len(documents)} 份文件", err=True)
    return 0


@library.command(cls=Command)
@click.argument("document", metavar="编号或文件名")
@in_json
@with_user
@with_home
@click.pass_context
def show(context: click.Context, /, document: str, as_json: bool, user: str) -> int:
    """显示一份文件的信息、版本和条目。"""
    with library_of(existing_library(context)) as opened:
        chosen = choose(_visible(opened, user), document)
        outline = opened.outline(chosen.version, user)
        versions = opened.versions(chosen.id, user)
    if as_json:
        print_json({"document": chosen, "versions": [_version(v) for v in versions], "items": outline.items})
        return 0
    click.echo(_description(chosen))
    click.echo("路径 " + "；".join(chosen.paths))
    for v in versions:
        click.echo(f"第 {v.number} 版　{v.created_at:%Y-%m-%d %H:%M}{'　当前' if v.current else ''}")
    for item in outline.items:
        click.echo(f"{'  ' * item.level}{item.address}　{item.title}")
    return 0


def _description(d: Document) -> str:
    return f"{d.title}\n编号 {d.id}　年份 {d.year or '未写明'}　类型 {d.kind}　单位 {d.unit or '未写明'}"


def _version(info: VersionInfo) -> dict[str, Any]:
    return {
        "version": info.version,
        "number": info.number,
        "created": info.created_at.isoformat(),
        "current": info.current,
    }


@library.command(cls=Command)
@click.argument("document", metavar="编号或文件名")
@click.option("--title", help="标题")
@click.option("--year", type=click.IntRange(1900, 2200), help="年份")
@click.option("--kind", type=click.Choice(KINDS), help="类型")
@click.option("--unit", help="单位")
@with_user
@with_home
@click.pass_context
def edit(context: click.Context, /, document: str, user: str, **corrections: Any) -> int:
    """更正一份文件的标题、年份、类型或单位；重新导入后仍然有效。"""
    if corrections["title"] is not None and not corrections["title"].strip():
        raise BadRequest("标题不能为空。请用 --title 给出标题，或去掉这个选项")
    from assistant.workspace.audit import record

    with library_of(existing_library(context)) as opened:
        corrected = opened.edit(choose(_visible(opened, user), document).id, **corrections)
        record(opened, user, "更正", document=corrected.id)
    click.echo(f"已更正：{_description(corrected)}", err=True)
    return 0


@library.command(cls=Command)
@click.argument("document", metavar="编号或文件名")
@with_user
@with_home
@click.pass_context
def remove(context: click.Context, /, document: str, user: str) -> int:
    """移除一份文件：立即不再出现在检索和回答里（重新导入可恢复；彻底删除请用 purge）。"""
    from assistant.workspace.audit import record

    with library_of(existing_library(context)) as opened:
        chosen = choose(_visible(opened, user), document)
        opened.remove(chosen.id)
        record(opened, user, "移除", document=chosen.id)
    click.echo(f"已移除：{chosen.file}", err=True)
    return 0


@library.command(cls=Command)
@click.argument("document", metavar="编号或文件名")
@click.option("--drafts", "with_drafts", is_flag=True, help="引用了它的草稿也一并删除，包括各版")
@click.option("--yes", is_flag=True, help="不再询问")
@with_user
@with_home
@click.pass_context
def purge(context: click.Context, /, document: str, with_drafts: bool, yes: bool, user: str) -> int:
    """彻底删除一份文件的全部版本：资料库和索引里不留任何字节（备份除外）；有草稿引用了它时，要连草稿一起删。"""
    from assistant.workspace import purging

    settings = existing_library(context)
    with library_of(settings) as opened:
        number, name, drafts = _purgeable(opened, document, user)
    if drafts and not with_drafts:
        listed = "、".join(f"{draft.draft}《{draft.title}》" for draft in drafts)
        raise BadRequest(f"这些草稿引用了{name}，留有它的原文：{listed}。要连草稿一起删除，请加 --drafts")
    also = f"，以及引用了它的草稿 {'、'.join(str(draft.draft) for draft in drafts)}" if drafts else ""
    if not yes:
        click.confirm(f"将彻底删除{name}的全部版本{also}，无法恢复。继续？", abort=True, err=True)
    with library_of(settings) as opened, desk_of(settings) as desk:
        purging.purge(opened, desk, user, number, [draft.draft for draft in drafts])
    click.echo(f"已彻底删除：{name}{also}", err=True)
    return 0


def _purgeable(library: Library, name: str, user: str) -> tuple[DocumentId, str, Sequence[DraftVersion]]:
    """A document, removed or not, or an unfinished purge: its number, what to call it, the drafts that quote it."""
    from assistant.drafting import versions

    if name in map(str, library.unfinished_purges()):
        return int(name), f"编号为 {name} 的文件", ()
    chosen = choose([*library.removed_documents(user), *_visible(library, user)], name)
    return chosen.id, f"《{chosen.title}》（{chosen.file}）", versions.quoting(library, chosen)


@library.command(cls=Command)
@with_home
@click.pass_context
def check(context: click.Context) -> int:
    """检查资料库是否完好。"""
    with library_of(existing_library(context)) as opened:
        faults = opened.check()
    for fault in faults:
        click.echo(fault, err=True)
    click.echo("资料库完好" if not faults else f"发现 {len(faults)} 处问题", err=True)
    return 1 if faults else 0


@library.command(cls=Command)
@with_home
@click.pass_context
def rebuild(context: click.Context) -> int:
    """由资料库重建索引。"""
    with desk_of(existing_library(context)) as desk:
        desk.rebuild()
    click.echo("索引已重建", err=True)
    return 0


@library.command(cls=Command)
@click.argument("target", metavar="备份文件", type=GivenPath(dir_okay=False))
@with_home
@click.pass_context
def backup(context: click.Context, /, target: Path) -> int:
    """备份资料库到一个文件，含草稿和网页上的对话，不含起草准备；导入进行时也可以备份。"""
    from assistant.workspace.audit import record

    with library_of(existing_library(context)) as opened:
        opened.backup(target.absolute())
        record(opened, EVERYONE, "备份")
    click.echo(f"已备份到：{target}", err=True)
    return 0


@library.command(cls=Command)
@click.argument("source", metavar="备份文件", type=GivenPath(dir_okay=False))
@with_home
@click.pass_context
def restore(context: click.Context, /, source: Path) -> int:
    """从备份文件恢复资料库（替换现有内容；请先关闭网页）。"""
    from assistant.owner import hold_lock
    from assistant.workspace.audit import record
    from ingest.home import make_home
    from ingest.library import Library

    settings = settings_of(context)
    make_home(settings)
    with hold_lock(settings):
        Library.restore(source.absolute(), settings.library_url)
        with library_of(settings) as opened:
            record(opened, EVERYONE, "恢复备份")
    click.echo(f"已恢复自：{source}", err=True)
    return 0


@library.command(cls=Command)
@click.argument("name", required=False, default="", metavar="[文件名称]")
@click.option("--in-force", "force", flag_value="in_force", help="认定为现行有效")
@click.option("--repealed", "force", flag_value="repealed", help="认定为已废止")
@click.option("--replaced-by", "successor", default="", help="认定为已被这份文件替代")
@click.option("--since", default="", help="从何时起（如 2025-05-01）")
@click.option("--unset", is_flag=True, help="撤销认定，仍以文件原文为准")
@with_home
@click.pass_context
def force(context: click.Context, /, name: str, force: Force | None, successor: str, since: str, unset: bool) -> int:
    """认定一份被引用的文件是否有效；不给名称时列出已有的认定。"""
    from assistant.citations.ruling import ruling_of, settle, unsettle
    from assistant.lookup import citations

    options = (force, successor, since)
    if (not name and any((*options, unset))) or (unset and any(options)):
        raise BadRequest("选项不全或冲突：认定要给出文件名称；--unset 不能与其他选项同用。请用 --help 查看用法")
    with library_of(existing_library(context)) as opened, progress_bar() as progress:
        if not name:
            for ruling in opened.rulings():
                click.echo(f"《{ruling.name}》{_ruled(ruling)}")
            return 0
        register = citations(opened, EVERYONE, progress)
        if unset:
            click.echo(f"已撤销认定：《{unsettle(opened, register, name)}》", err=True)
            return 0
        ruling = ruling_of(register, name, force, successor, since)
        settle(opened, register, ruling)
    click.echo(f"已认定：《{ruling.name}》{_ruled(ruling)}", err=True)
    return 0


def _ruled(ruling: Ruling) -> str:
    instead = f"：《{ruling.successor}》" if ruling.successor else ""
    return f"{FORCE_NAMES[ruling.force]}{instead}{f'，自{ruling.since}' if ruling.since else ''}"


# --- profile ----------------------------------------------------------------------------------------------------------


@click.group(cls=Group)
def profile() -> None:
    """单位资料：本单位、别名、上级、部门、职责、简称。"""


@profile.command("show", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（默认即为 JSON）")
@with_home
@click.pass_context
def show_profile(context: click.Context, /, as_json: bool) -> int:
    """显示单位资料；存成文件改好后可用 profile edit --from 读回。"""
    with library_of(existing_library(context)) as opened:
        current = opened.profile()
    if as_json:
        print_json(current)
    else:
        click.echo(current.to_json())
    return 0


@profile.command("edit", cls=Command)
@click.option("--from", "source", type=GivenPath(dir_okay=False), help="从 JSON 文件读入全部资料")
@click.option("--unit", help="本单位全称")
@click.option("--alias", "aliases", multiple=True, help="本单位别名（可重复；给出即替换原有）")
@click.option("--superior", help="上级单位")
@click.option("--department", "departments", multiple=True, help="部门（可重复；给出即替换原有）")
@click.option("--duty", "duties", multiple=True, help="职责，写作 部门=职责（可重复，逐条追加）")
@click.option("--abbreviation", "abbreviations", multiple=True, help="简称，写作 简称=全称（可重复，逐条追加）")
@click.option("--expired", multiple=True, help="过时表述，写作 表述=[起用日期至]截止日期；现在的说法；出处（可重复）")
@click.option("--today", type=click.IntRange(1900, 2200), help="当作今年的年份（默认按日历）")
@with_home
@click.pass_context
def edit_profile(context: click.Context, /, source: Path | None, **given: Any) -> int:
    """修改单位资料。"""
    from ingest.library import Profile

    with library_of(settings_of(context)) as opened:
        current = Profile.from_json(_read(source)) if source else opened.profile()
        changed = _changed(current, given)
        opened.save_profile(changed)
    click.echo(f"已保存单位资料：{changed.unit or '本单位未填写'}", err=True)
    return 0


def _read(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"读不了单位资料文件：{source}。请给出 UTF-8 的 JSON 文件") from error


def _changed(current: Profile, given: dict[str, Any]) -> Profile:
    from assistant.drafting.checks.expired_list import expired_entries

    duties = dict(current.duties)
    for department, duty in map(_pair, given.pop("duties")):
        duties[department] = (*duties.get(department, ()), duty)
    added = {name: dict(map(_pair, given.pop(name))) for name in ("abbreviations", "expired")}
    expired_entries(added["expired"])  # refuses what cannot be read later
    return replace(
        current,
        duties=duties,
        abbreviations={**current.abbreviations, **added["abbreviations"]},
        expired={**current.expired, **added["expired"]},
        **{k: v for k, v in given.items() if v not in (None, ())},
    )


def _pair(text: str) -> tuple[str, str]:
    left, equals, right = text.partition("=")
    if not (left and equals and right):
        raise BadRequest(f"应写作 名称=内容：{text}。请改正后重试")
    return left, right
