"""`yaodian check`: what is to be corrected in a draft or in any document, as a list to work through."""

from __future__ import annotations

from os.path import isdir, isfile  # other than Path's, they take a title of any length
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_options import as_excel, in_json, with_user
from assistant.console import (
    Command,
    library_of,
    notes_of,
    present,
    settings_of,
    with_home,
)
from ingest.errors import BadRequest
from ingest.records import Filters, Outline

if TYPE_CHECKING:
    from assistant.drafting.checks.context import Context
    from assistant.drafting.records import Reading
    from ingest.settings import Settings


@click.command(cls=Command)
@click.argument("file", metavar="文件")
@click.option("--year", type=click.IntRange(1900, 2200), help="按哪一年的文件检查（默认按文件自己的年度）")
@click.option("--unit", default="", help="文件是哪个单位的（默认按文件自己的单位）")
@in_json
@as_excel
@with_user
@with_home
@click.pass_context
def check(
    context: click.Context, /, file: str, year: int | None, unit: str, as_json: bool, xlsx: Path | None, user: str
) -> int:
    """检查一份文件：磁盘上的文件，或者资料库里的编号或文件名；没有资料库也能检查。"""
    from assistant.drafting.check import check as checked
    from assistant.drafting.checks import showing
    from assistant.drafting.reading import reading_of_file
    from assistant.export.findings import write_findings

    settings = settings_of(context)
    reading = reading_of_file(Path(file), settings) if isfile(file) else _from_library(settings, file, user)
    document, outline = reading.document, reading.outline
    findings = checked(outline, _known(settings, outline, year, unit, user))
    present(
        lambda: showing.findings_json(findings, document),
        lambda: showing.findings_text(findings, document),
        lambda path: write_findings(path, findings, notes_of(f"{document.title}检查结果", (document,))),
        as_json=as_json,
        xlsx=xlsx,
    )
    return 0


def _from_library(settings: Settings, name: str, user: str) -> Reading:
    from assistant.choosing import choose
    from assistant.drafting.reading import reading_of
    from ingest.library import Library

    if isdir(name):
        raise BadRequest(f"这是文件夹，不是文件：{name or '（空）'}。请写明要检查的是哪一份文件")
    if Library.missing_file(settings.library_url):
        raise BadRequest(f"找不到文件：{name}。请检查路径；要检查资料库里的文件，请用 --home 指定资料库")
    with library_of(settings) as library:
        documents = library.documents(Filters(user))
        if Path(name).suffix and not any(name in (d.file, d.title, *d.paths) for d in documents):
            raise BadRequest(f"找不到文件：{name}。磁盘上和资料库里都没有，请检查路径，或用 yaodian library list 查看")
        return reading_of(library, choose(documents, name), user)


def _known(settings: Settings, outline: Outline, year: int | None, unit: str, user: str) -> Context:
    """What is known beside the document: of the library where there is one, else what was given."""
    from assistant.drafting.checks.context import Context
    from assistant.drafting.checks.gathering import context_of
    from ingest.embedding import load_embedding
    from ingest.library import Library

    if Library.missing_file(settings.library_url):
        return Context(year=year, names=(unit,) if unit else ())
    with library_of(settings) as library:
        return context_of(library, outline, user, load_embedding(settings.embedding), unit, year)
