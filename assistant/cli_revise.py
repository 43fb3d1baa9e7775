"""`yaodian revise`: a draft changed by a sentence; the difference first, then, on yes, a new version."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from assistant.cli_drafts import with_user
from assistant.cli_options import in_json
from assistant.console import Command, desk_of, existing_library, library_of, print_json, with_home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.drafting.records import Draft
    from assistant.drafting.revising.stock import Search, Stock
    from assistant.drafting.revising.story import Revision, Reworder
    from ingest.library import DraftVersion, Library
    from ingest.records import Filters, Found
    from ingest.settings import Settings


@click.command(cls=Command)
@click.argument("draft", type=int, metavar="草稿编号")
@click.argument("instruction", metavar="修改意见")
@click.option("--item", default="", metavar="条目", help="“这条”指哪一条：三/（二），或“第三部分第2条”")
@click.option("--yes", is_flag=True, help="不再询问，直接采用")
@in_json
@with_user
@with_home
@click.pass_context
def revise(context: click.Context, /, draft: int, instruction: str, **options: Any) -> int:
    """用一句话修改草稿：先看改动，同意了才采用；其他条目一字不动。"""
    from assistant.drafting import versions
    from assistant.drafting.revising.finding import place_named
    from assistant.drafting.revising.returning import returned
    from assistant.drafting.revising.story import revised

    settings, user = existing_library(context), options["user"]
    with library_of(settings) as library:
        current = versions.history(library, draft, user)[-1]
        old = versions.load(library, draft, current.number, user)
        given = place_named(old, options["item"]) if options["item"] else None
        stock = _stock(library, settings, user)
        revision = returned(library, current, old, instruction, user, is_at_item=given is not None)
        revision = revision or revised(old, instruction, stock, given, _reworder(settings, stock))
        if not options["as_json"]:
            _show(revision)
        is_wanted = options["yes"] or (not options["as_json"] and _is_wanted())
        version = _keep(revision, stock, current) if is_wanted else None
    if options["as_json"]:
        _print(revision, draft, version)
    elif version:
        click.echo(f"已采用：草稿编号 {draft}，第 {version.number} 版。改回去：yaodian draft-undo {draft}", err=True)
    else:
        click.echo("草稿没有改动。要采用这些改动，请加 --yes", err=True)
    return 0


def _stock(library: Library, settings: Settings, user: str) -> Stock:
    from assistant.drafting.revising.stock import Stock
    from ingest.embedding import load_embedding

    return Stock(library, user, load_embedding(settings.embedding), _search(settings))


def _reworder(settings: Settings, stock: Stock) -> Reworder | None:
    """The language model's part; None where none is set."""
    from assistant.chat_model import open_model
    from assistant.drafting.making import desk_of
    from assistant.drafting.rewording import Rewriter

    model = open_model(settings.endpoint)
    if model is None:
        return None
    desk = desk_of(stock.library, stock.embedding, stock.reader)
    rewriter = Rewriter(stock.library, desk, model, stock.reader)

    def reword(draft: Draft, place: int, instruction: str) -> Draft | str:
        host = urlsplit(settings.endpoint.url).hostname
        click.echo(f"这样改要用语言模型：把这一条、计划里的理由、来源原文和隐去名称的往年例句发往 {host}", err=True)
        return rewriter.by_instruction(draft, place, instruction)

    return reword


def _search(settings: Settings) -> Search:
    """A search that opens the index only when it is asked."""

    def search(question: str, k: int, filters: Filters) -> Sequence[Found]:
        with desk_of(settings) as desk:
            return desk.search(question, k, filters)

    return search


def _is_wanted() -> bool:
    """The user's answer; where nobody can give one it is no."""
    return sys.stdin.isatty() and click.confirm("采用这些改动？", err=True)


def _keep(revision: Revision, stock: Stock, old: DraftVersion) -> DraftVersion:
    """The next version, checked again; refused where somebody has made one in the meantime."""
    from assistant.drafting import making, versions
    from assistant.drafting.story import examined_again
    from assistant.workspace.audit import record

    if revision.back:
        version = versions.undo(stock.library, old.draft, stock.reader, revision.back.to, old.number)
    else:
        desk = making.desk_of(stock.library, stock.embedding, stock.reader)
        checked = examined_again(revision.after, stock.library, desk, stock.reader)
        version = versions.save(stock.library, checked, stock.reader, revision.note, old.draft, old.number)
    record(stock.library, stock.reader, "修改草稿", draft=old.draft)
    return version


def _show(revision: Revision) -> None:
    from assistant.drafting.revising.changes import changes_text

    for line in changes_text(revision):
        click.echo(line)


def _print(revision: Revision, draft: int, version: DraftVersion | None) -> None:
    from assistant.drafting.revising.changes import changes_json, reminders, renumbered

    print_json(
        {
            "draft": draft,
            "applied": version is not None,
            "version": version.number if version else None,
            "changes": changes_json(revision),
            "renumbered": renumbered(revision),
            "reminders": reminders(revision),
        }
    )
