"""`yaodian requirements`, `cites` and `calendar`: what the documents oblige to, when, and what they rest on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.choosing import refuse_unknown
from assistant.cli_options import as_excel, in_json
from assistant.console import (
    Command,
    existing_library,
    filters_of,
    library_of,
    notes_of,
    present,
    progress_bar,
    with_filters,
    with_home,
)
from ingest.records import EVERYONE, STRENGTHS, Filters

TENSES = ("plan", "done", "problem")


@click.command(cls=Command)
@click.argument("text", required=False, default="", metavar="[要找的内容]")
@click.option("--subject", default="", help="只看这个责任主体（含牵头、责任单位）")
@click.option("--cites", default="", help="只看依据这份文件的要求（全称或简称）")
@click.option("--strength", type=click.Choice(STRENGTHS), multiple=True, help="只看这类约束力（可重复）")
@click.option("--tense", type=click.Choice(TENSES), multiple=True, help="只看计划、已做或问题（可重复）")
@in_json
@as_excel
@with_filters
@with_home
@click.pass_context
def requirements(context: click.Context, /, text: str, as_json: bool, xlsx: Path | None, **options: Any) -> int:
    """查要求：谁、做什么、多久一次、何时前、依据什么；全部列出。"""
    from assistant.export.register import write_register
    from assistant.export.table import shown_filters
    from assistant.lookup import Query, look_up, showing
    from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
    from ingest.embedding import load_embedding

    query = Query(
        text, filters_of(options), options["subject"], options["cites"], options["strength"], options["tense"]
    )
    settings = existing_library(context)
    with library_of(settings) as library, progress_bar() as progress:
        refuse_unknown(library, query.filters)
        register = look_up(library, query, load_embedding(settings.embedding), progress)
    narrowed = shown_filters(
        query.filters, ("内容", text), ("责任主体", query.subject), ("依据文件", query.cites),
        ("约束力", "、".join(STRENGTH_NAMES[each] for each in query.strengths)),
        ("状态", "、".join(TENSE_NAMES[each] for each in query.tenses)),
    )  # fmt: skip
    present(
        lambda: showing.as_json(register),
        lambda: showing.as_text(register),
        lambda path: write_register(path, register, notes_of("要求登记簿", register.documents, narrowed)),
        as_json=as_json,
        xlsx=xlsx,
    )
    return 0


@click.command(cls=Command)
@click.option("--on", default="", help="只看哪些条目以这份文件为依据（全称或简称）")
@click.option("--missing", is_flag=True, help="只列资料库里还没有的依据文件（待收集清单）")
@in_json
@as_excel
@with_filters
@with_home
@click.pass_context
def cites(context: click.Context, /, on: str, missing: bool, as_json: bool, xlsx: Path | None, **options: Any) -> int:
    """查引用：引用了哪些文件、在不在资料库、有没有废止或替代的说法。"""
    from assistant.citations import listing, views
    from assistant.export.cites import write_cites
    from assistant.export.table import shown_filters
    from assistant.lookup import citations

    filters = filters_of(options)
    with library_of(existing_library(context)) as library, progress_bar() as progress:
        refuse_unknown(library, filters)
        register = citations(library, filters.reader, progress)
        examined = library.documents(filters)
        mentions = library.mentions(filters)
    meant = register.meant(on) if on else None
    if on:
        chosen = {document.id for document in examined}
        mentions = [mention for mention in register.resting_on(on) if mention.document.id in chosen]
    shown = register.narrowed(mentions)
    listed = listing.missing_of if missing else listing.lines_of
    rows = views.collect_rows(shown) if missing else views.cite_rows(mentions, shown)
    notes = notes_of("引用文件", examined, shown_filters(filters, ("依据", meant or on)))
    present(
        lambda: {"examined": {"documents": len(examined)}, "rows": rows},
        lambda: listing.resting_on(on, meant, shown, examined, missing=missing) if on else listed(shown, examined),
        lambda path: write_cites(path, shown, mentions, notes),
        as_json=as_json,
        xlsx=xlsx,
    )
    return 0


@click.command(cls=Command)
@click.option("--year", type=click.IntRange(1900, 2200), required=True, help="哪一年")
@click.option("--unit", default="", help="只看这个单位或部门牵头、负责的事项")
@in_json
@as_excel
@click.option("--user", default=EVERYONE, help="以该用户身份查询（含其私有文件）")
@with_home
@click.pass_context
def calendar(context: click.Context, /, year: int, unit: str, as_json: bool, xlsx: Path | None, user: str) -> int:
    """一年的要求按月排开：有频次、有时限的事项各在哪个月。"""
    from assistant import calendar as days
    from assistant.export.calendar import write_calendar
    from assistant.lookup import citations, rows_of

    with library_of(existing_library(context)) as library, progress_bar() as progress:
        rows = rows_of(library, Filters(user), progress)
        documents, register = library.documents(Filters(user)), citations(library, user)
    forces = {document.id: register.status_of(document) for document in documents}
    shown = days.calendar_of(rows, year, unit, forces)
    narrowed = [("年份", str(year)), *([("单位", unit)] if unit else [])]
    present(
        lambda: days.as_json(shown, len(documents)),
        lambda: days.as_text(shown, documents),
        lambda path: write_calendar(path, shown, notes_of(f"{year}年工作日历", documents, narrowed)),
        as_json=as_json,
        xlsx=xlsx,
    )
    return 0
