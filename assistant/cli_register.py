"""`yaodian requirements` and `yaodian cites`: what the documents oblige to, and what they rest on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.console import (
    Command,
    GivenPath,
    existing_library,
    filters_of,
    library_of,
    print_json,
    progress_bar,
    with_filters,
    with_home,
)
from ingest.records import STRENGTHS

TENSES = ("plan", "done", "problem")


@click.command(cls=Command)
@click.argument("text", required=False, default="", metavar="[要找的内容]")
@click.option("--subject", default="", help="只看这个责任主体（含牵头、责任单位）")
@click.option("--cites", default="", help="只看依据这份文件的要求（全称或简称）")
@click.option("--strength", type=click.Choice(STRENGTHS), multiple=True, help="只看这类约束力（可重复）")
@click.option("--tense", type=click.Choice(TENSES), multiple=True, help="只看计划、已做或问题（可重复）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=GivenPath(dir_okay=False), help="导出为 Excel 文件")
@with_filters
@with_home
@click.pass_context
def requirements(context: click.Context, /, text: str, as_json: bool, xlsx: Path | None, **options: Any) -> int:
    """查要求：谁、做什么、多久一次、何时前、依据什么；全部列出。"""
    from assistant.lookup import Query, look_up, showing

    query = Query(
        text, filters_of(options), options["subject"], options["cites"], options["strength"], options["tense"]
    )
    with library_of(existing_library(context)) as library, progress_bar() as progress:
        register = look_up(library, query, progress)
    if as_json:
        print_json(showing.as_json(register))
    elif not xlsx:
        for line in showing.as_text(register):
            click.echo(line)
    return 0
