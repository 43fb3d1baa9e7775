"""`yaodian draft`: next year's plan, or opinion, or the summary of a year, from the documents that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from assistant.choosing import choose
from assistant.cli_options import in_json
from assistant.console import (
    Command,
    GivenPath,
    existing_library,
    library_of,
    notes_of,
    print_json,
    progress_bar,
    settings_of,
    with_home,
)
from ingest.errors import BadRequest
from ingest.records import EVERYONE, Filters

if TYPE_CHECKING:
    from assistant.drafting.making import Order
    from assistant.drafting.records import Brief, Draft, Facts, Plan
    from assistant.drafting.story import Desk
    from ingest.library import DraftId, Library
    from ingest.records import Outline
    from ingest.settings import Settings

file = GivenPath(dir_okay=False)
# Options that say what a new draft is written from.
FOR_NEW: Final[Mapping[str, str]] = {
    "year": "--year",
    "kind": "--kind",
    "unit": "--unit",
    "given": "--from",
    "without": "--without",
    "facts": "--facts",
    "plan_only": "--plan-only",
    "plan_file": "--plan",
}


@dataclass(frozen=True, slots=True)
class _Outputs:
    """Where results are written."""

    out: Path | None
    revisions: Path | None
    provenance: Path | None
    comments: bool


@click.command(cls=Command)
@click.option("--year", type=click.IntRange(1900, 2200), help="起草哪一年的")
@click.option("--kind", type=click.Choice(("要点", "总结", "意见")), help="起草什么（默认要点）")
@click.option("--unit", default="", help="为哪个单位起草（默认单位资料里的本单位）")
@click.option(
    "--from", "given", multiple=True, metavar="文件", help="指定来源：资料库里的编号或文件名，或磁盘上的文件（可重复）"
)
@click.option("--without", multiple=True, metavar="文件", help="不用这份来源（可重复）")
@click.option("--facts", type=file, help="今年的会议、主题、数字、活动、日期：每行“类别：内容”")
@click.option("--plan-only", is_flag=True, help="只排计划表，不成文；用 --out 写成 .xlsx 或 .json 供修改")
@click.option("--plan", "plan_file", type=file, help="按改过的计划表起草")
@click.option("--out", type=file, help="写成 Word（.docx）；与 --plan-only 同用时写成计划表")
@click.option("--comments", is_flag=True, help="Word 里用批注标明每句的出处")
@click.option("--revisions", type=file, help="另写一份与上年文本对照的修订稿（.docx）")
@click.option("--provenance", type=file, help="另写一份出处表（.xlsx）")
@click.option("--reimport", type=file, help="把改过的 Word 收回来（与 --draft 同用）")
@click.option("--draft", "draft_id", type=int, help="草稿编号：收回修改稿，用语言模型改写，或重新导出这份草稿")
@click.option("--reword", is_flag=True, help="再由语言模型逐条改写，核对过的才采用；中途停下，已改的保留")
@in_json
@click.option("--user", default=EVERYONE, help="以该用户身份（含其私有文件，草稿归其所有）")
@with_home
@click.pass_context
def draft(context: click.Context, /, **options: Any) -> int:
    """起草下一年的要点、意见，或当年的总结：先排计划表，再成文，句句有出处。"""
    outputs = _Outputs(options["out"], options["revisions"], options["provenance"], options["comments"])
    if options["reword"]:
        _check_reword(settings_of(context), options)
    if options["draft_id"] is not None:
        _check_alone(options)
        return _again(context, outputs, options)
    if options["reimport"]:
        raise BadRequest("收回修改稿要写明是哪份草稿：--draft 编号。请用 yaodian draft-history 查看编号")
    if options["year"] is None:
        raise BadRequest("请写明起草哪一年的：--year 年份")
    return _new(context, outputs, options)


def _check_alone(options: dict[str, Any]) -> None:
    """A draft that is there has its year, its sources and its plan already."""
    given = [name for key, name in FOR_NEW.items() if options[key]]
    if given:
        raise BadRequest(f"--draft 打开的是已有的草稿，不能与 {'、'.join(given)} 同用。请去掉其中一边")


def _check_reword(settings: Settings, options: dict[str, Any]) -> None:
    """Before a draft is written for minutes."""
    from assistant.cli_reword import model_of

    if options["plan_only"]:
        raise BadRequest("--plan-only 只排计划表，没有可改写的正文，不能与 --reword 同用。请去掉其中一边")
    model_of(settings)


def _new(context: click.Context, outputs: _Outputs, options: dict[str, Any]) -> int:
    """A new draft, or its plan alone."""
    from assistant.cli_reword import reworded
    from assistant.drafting import versions
    from assistant.drafting.making import NO_REVISIONS, NOTE, brief_for
    from assistant.drafting.plan_file import read_plan
    from assistant.drafting.story import draft_of, plan_of
    from assistant.workspace.audit import record

    if outputs.revisions and options["kind"] == "总结":
        raise BadRequest(NO_REVISIONS)
    settings = settings_of(context) if options["given"] else existing_library(context)
    with library_of(settings) as library:
        with progress_bar() as progress:
            brief = brief_for(library, _order(library, settings, options), options["user"], progress)
        desk = _desk(library, settings, options["user"])
        planned = plan_of(brief, desk.embedding)
        plan = read_plan(options["plan_file"], planned.plan) if options["plan_file"] else planned.plan
        if options["plan_only"]:
            return _show_plan(plan, brief, outputs, as_json=options["as_json"])
        with progress_bar("节") as progress:
            made = draft_of(brief, planned, plan, desk, progress)
        _export(made, outputs, brief.base.outline)
        version = versions.save(library, made, options["user"], NOTE)
        record(library, options["user"], "起草", draft=version.draft)
        _record_exports(library, options["user"], version.draft, outputs)
        click.echo(f"草稿编号 {version.draft}，第 {version.number} 版", err=True)
        if options["reword"]:  # what stands in the files already, too
            made = reworded(library, settings, desk, version.draft, options["user"])
            _export(made, outputs, brief.base.outline)
    return _print(made, as_json=options["as_json"])


def _again(context: click.Context, outputs: _Outputs, options: dict[str, Any]) -> int:
    """A draft that is there: exported again, with the user's changes taken in, or reworded."""
    from assistant.cli_reword import reworded
    from assistant.drafting import versions
    from assistant.drafting.making import NO_REVISIONS

    settings = existing_library(context)
    with library_of(settings) as library:
        found = versions.load(library, options["draft_id"], reader=options["user"])
        if outputs.revisions and found.kind == "总结":
            raise BadRequest(NO_REVISIONS)
        base = _base(library, found, options["user"]) if outputs.revisions else None
        if outputs.revisions and base is None:
            raise BadRequest("上年的文本不在资料库里，写不出修订稿。请先用 yaodian ingest 收入后重新起草")
        if options["reimport"]:
            found = _reimported(library, settings, found, options)
        if options["reword"]:
            desk = _desk(library, settings, options["user"])
            found = reworded(library, settings, desk, options["draft_id"], options["user"])
        _export(found, outputs, base)
        _record_exports(library, options["user"], options["draft_id"], outputs)
    return _print(found, as_json=options["as_json"])


def _reimported(library: Library, settings: Settings, old: Draft, options: dict[str, Any]) -> Draft:
    from assistant.drafting import versions
    from assistant.drafting.reimport import Maker, following, reimport, summary
    from assistant.drafting.story import examined_again
    from assistant.workspace.audit import record
    from ingest.readers import Sandbox

    path: Path = options["reimport"]
    with Sandbox(settings) as sandbox:
        lines = sandbox.read(path)
    desk = _desk(library, settings, options["user"])
    changed = following(old, reimport(old, lines, path.name), Maker.of(old, desk.profile, desk.embedding))
    checked = examined_again(changed, library, desk, options["user"])
    note = f"导入修改稿：{summary(old, checked)}"
    version = versions.save(library, checked, options["user"], note, options["draft_id"])
    record(library, options["user"], "修改草稿", draft=version.draft)
    click.echo(f"{note}。草稿编号 {version.draft}，第 {version.number} 版", err=True)
    return checked


# --- what it is written from ------------------------------------------------------------------------------------------


def _order(library: Library, settings: Settings, options: dict[str, Any]) -> Order:
    from assistant.drafting.making import Order
    from assistant.drafting.reading import reading_of, reading_of_file

    user = options["user"]
    given = tuple(
        reading_of_file(Path(name), settings)
        if Path(name).is_file()
        else reading_of(library, choose(library.documents(Filters(user)), name), user)
        for name in options["given"]
    )
    facts = _facts(options["facts"], settings)
    return Order(options["year"], options["unit"], given, options["without"], facts, options["kind"] or "要点")


def _facts(path: Path | None, settings: Settings) -> Facts:
    from assistant.drafting.facts import facts_of
    from assistant.drafting.records import Facts

    return facts_of(path, settings) if path else Facts()


def _desk(library: Library, settings: Settings, user: str) -> Desk:
    from assistant.drafting.making import desk_of
    from ingest.embedding import load_embedding

    return desk_of(library, load_embedding(settings.embedding), user)


def _base(library: Library, draft: Draft, user: str) -> Outline | None:
    """Last year's plan, None where it is not in the library, or no more."""
    version = next(iter(draft.basis.prior), 0)
    try:
        return library.outline(version, user) if version else None
    except BadRequest:  # removed or purged since
        return None


# --- what is shown ----------------------------------------------------------------------------------------------------


def _show_plan(plan: Plan, brief: Brief, outputs: _Outputs, *, as_json: bool) -> int:
    """The table of decisions, the sources and the house style that the draft will follow."""
    from assistant.drafting.plan_file import write_plan
    from assistant.drafting.showing import plan_json, plan_text, sources_text
    from assistant.drafting.story import style_of

    if outputs.out:
        write_plan(outputs.out, plan)
        click.echo(f"已写出计划表：{outputs.out}。改好后用 --plan 起草", err=True)
    if as_json:
        print_json(plan_json(plan))
    elif not outputs.out:
        style = style_of(brief)
        told = ("本单位的文风：", *style.lines()) if style else ()  # what is missing is told already
        for line in (*plan_text(plan), *sources_text(brief), *told):
            click.echo(line)
    return 0


def _export(draft: Draft, outputs: _Outputs, base: Outline | None) -> None:
    """Write the files that were asked for; `base` is last year's plan, which revisions are marked against."""
    from assistant.export.provenance import write_provenance
    from assistant.export.word import write_draft, write_revisions

    if outputs.out:
        write_draft(outputs.out, draft, comments=outputs.comments)
    if outputs.revisions and base:
        write_revisions(outputs.revisions, draft, base)
    if outputs.provenance:
        write_provenance(outputs.provenance, draft, notes_of(f"{draft.title}出处", None))
    for path in filter(None, (outputs.out, outputs.revisions, outputs.provenance)):
        click.echo(f"已写出：{path}", err=True)


def _record_exports(library: Library, user: str, draft: DraftId, outputs: _Outputs) -> None:
    from assistant.workspace.audit import record

    for what, path in (("Word", outputs.out), ("修订稿", outputs.revisions), ("出处表", outputs.provenance)):
        if path:
            record(library, user, "导出", what, draft=draft)


def _print(draft: Draft, *, as_json: bool) -> int:
    from assistant.drafting.showing import draft_json, draft_text

    if as_json:
        print_json(draft_json(draft))
    else:
        for line in draft_text(draft):
            click.echo(line)
    return 0
