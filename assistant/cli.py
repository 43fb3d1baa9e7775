"""The `yaodian` command. Display only: what it prints is made elsewhere."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from assistant.cli_check import check
from assistant.cli_compare import compare, matrix
from assistant.cli_draft import draft
from assistant.cli_drafts import draft_delete, draft_history, draft_undo
from assistant.cli_eval import evaluate
from assistant.cli_library import library, profile
from assistant.cli_options import in_json
from assistant.cli_register import calendar, cites, requirements
from assistant.cli_revise import revise
from assistant.cli_user import audit, user
from assistant.console import (
    Command,
    GivenPath,
    Group,
    desk_of,
    existing_library,
    filters_of,
    library_of,
    plain,
    print_json,
    progress_bar,
    settings_of,
    show_anything,
    usage_line,
    with_filters,
    with_home,
)
from ingest.errors import BadRequest, YaodianError
from ingest.records import EVERYONE, Answer, Filters, Found
from ingest.settings import Settings


@click.group(cls=Group)
@click.option("--home", type=GivenPath(), help="资料库所在文件夹（默认 YAODIAN_HOME 或 ./yaodian-home）")
@click.pass_context
def yaodian(context: click.Context, /, home: Path | None) -> None:
    """要点：读懂单位的年度计划文件，回答、查要求，句句有出处。"""
    context.obj = Settings.from_environment(os.environ, home)


def main() -> None:
    """Entry point: runs the command and turns errors into one line and an exit code."""
    show_anything()
    try:
        sys.exit(yaodian.main(standalone_mode=False) or 0)
    except (click.exceptions.Abort, KeyboardInterrupt):  # click lets a second Ctrl-C through
        sys.exit(130)
    except click.ClickException as error:
        click.echo(usage_line(error), err=True)
    except YaodianError as error:
        click.echo(str(error), err=True)
    except OSError as error:
        where = f"：{error.filename}" if error.filename else ""
        click.echo(f"读写失败（{error.strerror}）{where}。请检查路径、权限和磁盘空间", err=True)
    sys.exit(2)


def conversation_of(options: dict[str, Any]) -> str | None:
    """The id of the conversation that a question belongs to.

    Args:
        options (dict[str, Any]): Of the command line or a batch line; a number counts as its digits.

    Returns:
        str | None: None where it stands alone.

    Raises:
        BadRequest: If it is no id.
    """
    given = options.get("conversation")
    if given is None:
        return None
    from assistant.dialogue.conversations import checked_id

    return checked_id(str(given))


# --- ingest and outline -----------------------------------------------------------------------------------------------


@yaodian.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="路径...", type=GivenPath())
@click.option("--sample", is_flag=True, help="导入随程序附带的示例资料（虚构单位）")
@click.option("--user", default=EVERYONE, help="导入为该用户的私有文件（默认所有人可见）")
@in_json
@with_home
@click.pass_context
def ingest(context: click.Context, /, paths: tuple[Path, ...], sample: bool, user: str, as_json: bool) -> int:
    """导入文件或文件夹。"""
    from assistant.workspace.audit import record_ingest

    wanted = [*(path.absolute() for path in paths), *(_sample_files() if sample else [])]
    if not wanted:
        raise BadRequest("请给出要导入的文件或文件夹，或用 --sample 导入示例资料")
    settings = settings_of(context)
    with desk_of(settings) as desk, progress_bar() as progress:
        report = desk.ingest(wanted, user, progress)
    with library_of(settings) as opened:
        record_ingest(opened, user, report)
    if as_json:
        print_json(report)
    else:
        counts = {name: sum(f.stored.outcome == name for f in report.files) for name in OUTCOMES}
        click.echo("，".join(f"{OUTCOMES[name]} {n} 份" for name, n in counts.items() if n) or "没有导入文件", err=True)
    for failure in report.failures:
        click.echo(f"未导入：{failure.error}", err=True)
    if report.ignored:
        click.echo(
            f"略过 {len(report.ignored)} 个不支持的文件：{'、'.join(Path(p).name for p in report.ignored[:5])}",
            err=True,
        )
    return 1 if report.failures else 0


def _sample_files() -> list[Path]:
    """The sample library's files: package data, so that an installed wheel has them too."""
    from importlib.resources import files

    from ingest.readers import SUPPORTED

    return sorted(f for f in Path(str(files("corpus"))).iterdir() if f.suffix.lower() in SUPPORTED)


OUTCOMES = {"added": "新增", "updated": "更新", "linked": "同一内容另一路径", "unchanged": "未变"}


@yaodian.command(cls=Command)
@click.argument("file", metavar="文件", type=GivenPath())
@in_json
@with_home
def outline(file: Path, as_json: bool) -> int:
    """显示一个文件的条目结构（不需要资料库）。"""
    from ingest.outline import outline_of
    from ingest.readers import Sandbox
    from ingest.records import Text

    settings = Settings.from_environment(os.environ)
    with Sandbox(settings) as sandbox:
        found = outline_of(Text.of(sandbox.read(file)), file.name)
    if as_json:
        fields = ("address", "level", "label", "title", "text", "tense")
        items = [{name: getattr(item, name) for name in fields} for item in found.items]
        print_json(
            {
                "file": file.name,
                "title": found.title,
                "year": found.year,
                "kind": found.kind,
                "unit": found.unit,
                "items": items,
            }
        )
        return 0
    click.echo(f"{found.title}\n年份 {found.year or '未写明'}　类型 {found.kind}　单位 {found.unit or '未写明'}")
    for item in found.items:
        click.echo(f"{'  ' * item.level}{item.address}　{item.title}")
    return 0


# --- search and ask ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """One of a call's questions, ready to be answered; `id` is what its batch calls it."""

    id: Any
    text: str
    filters: Filters
    conversation: str | None = None


def _batch(path: Path, options: dict[str, Any]) -> list[Question]:
    """Lines of {"id", "question", ...filters}: checked to the last before the first is answered."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # JSON may hold U+2028, where splitlines splits, too
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"读不了批量问题文件：{path}。请给出 UTF-8 的 JSONL 文件") from error
    return [_batched(path, number, line, options) for number, line in enumerate(lines, 1) if line.strip()]


def _batched(path: Path, number: int, line: str, options: dict[str, Any]) -> Question:
    try:
        row = options | json.loads(line)
        return Question(row["id"], str(row["question"]), filters_of(row), conversation_of(row))
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"第 {number} 行不是带 id 和 question 的 JSON：{path}。请改正后重试") from error
    except BadRequest as error:
        raise BadRequest(f"第 {number} 行的筛选条件或对话编号不对：{path}。{error}") from error


@yaodian.command(cls=Command)
@click.argument("question", required=False, metavar="[问题]")
@click.option("-k", default=10, show_default=True, type=click.IntRange(1, 1000), help="最多返回多少条")
@click.option("--batch", type=GivenPath(), help="批量问题文件（JSONL）")
@in_json
@with_filters
@with_home
@click.pass_context
def search(
    context: click.Context, /, question: str | None, k: int, batch: Path | None, as_json: bool, **options: Any
) -> int:
    """检索条目。"""
    questions = _questions(question, batch, options)
    with desk_of(existing_library(context)) as desk:
        for asked in questions:
            hits = desk.search(asked.text, k, asked.filters)
            if as_json:
                print_json({"id": asked.id, "hits": hits} if batch else hits)
            else:
                _show_hits(hits)
    return 0


@yaodian.command(cls=Command)
@click.argument("question", required=False, metavar="[问题]")
@click.option("--conversation", help="对话编号（自定）：同一编号下可以追问，如“那县局的呢？”“第二条展开说说”")
@click.option("--batch", type=GivenPath(), help="批量问题文件（JSONL）")
@in_json
@with_filters
@with_home
@click.pass_context
def ask(context: click.Context, /, question: str | None, batch: Path | None, as_json: bool, **options: Any) -> int:
    """提问，得到带出处的回答。"""
    questions = _questions(question, batch, options)
    with desk_of(existing_library(context)) as desk:
        for asked in questions:
            answer = desk.ask(asked.text, asked.filters, asked.conversation)
            if as_json:
                print_json({"id": asked.id, **plain(answer)} if batch else answer)
            else:
                _show_answer(answer)
    return 0


def _questions(question: str | None, batch: Path | None, options: dict[str, Any]) -> list[Question]:
    if batch is not None and question is None:
        return _batch(batch, options)
    if batch is None and question:
        return [Question("", question, filters_of(options), conversation_of(options))]
    raise BadRequest("请给出一个问题，或用 --batch 给出问题文件")


def _show_hits(hits: list[Found]) -> None:
    for hit in hits:
        click.echo(f"《{hit.document}》{hit.address}（{hit.score:.2f}）\n  {hit.text[:120]}")
    if not hits:
        click.echo("没有找到。")


def _show_answer(answer: Answer) -> None:
    if answer.understood:
        click.echo(f"（{answer.understood}）")
    for line in filter(None, (answer.notice, answer.caution)):
        click.echo(f"注意：{line}", err=True)
    click.echo(answer.answer)
    for c in answer.citations:
        page = f"，第 {c.page} 页" if c.page else ""
        click.echo(f"[{c.n}] {c.file} {c.address}{page}：“{c.quote}”")


# --- the page ---------------------------------------------------------------------------------------------------------


@yaodian.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", default=7860, show_default=True, type=click.IntRange(0, 65535), help="端口")
@click.option("--root-path", default="", help="反向代理下的路径前缀")
@with_home
@click.pass_context
def ui(context: click.Context, /, host: str, port: int, root_path: str) -> int:
    """打开网页。"""
    import ui as page

    page.serve(settings_of(context), host, port, root_path)
    return 0


yaodian.add_command(evaluate)
yaodian.add_command(requirements)
yaodian.add_command(cites)
yaodian.add_command(check)
yaodian.add_command(calendar)
yaodian.add_command(compare)
yaodian.add_command(matrix)
yaodian.add_command(draft)
yaodian.add_command(revise)
yaodian.add_command(draft_history)
yaodian.add_command(draft_undo)
yaodian.add_command(draft_delete)
yaodian.add_command(library)
yaodian.add_command(profile)
yaodian.add_command(user)
yaodian.add_command(audit)
