"""`yaodian compare` and `yaodian matrix`: plan against plan, superior against own, a year's loop."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.choosing import choose, refuse_unknown
from assistant.cli_options import as_excel, in_json, with_user
from assistant.console import (
    Command,
    existing_library,
    library_of,
    notes_of,
    present,
    progress_bar,
    settings_of,
    with_home,
)
from ingest.errors import BadRequest
from ingest.records import Document, Filters

if TYPE_CHECKING:
    from assistant.drafting.records import Reading
    from ingest.embedding import Embedding


@click.command(cls=Command)
@click.argument("old", metavar="旧文件或上级文件")
@click.argument("new", metavar="新文件或本单位文件")
@click.option("--coverage", is_flag=True, help="看上级文件的每条要求在本单位文件里有没有落到条目上")
@in_json
@as_excel
@with_user
@with_home
@click.pass_context
def compare(
    context: click.Context, /, old: str, new: str, coverage: bool, as_json: bool, xlsx: Path | None, user: str
) -> int:
    """对照两份文件：资料库里的编号或文件名，或者磁盘上的文件。"""
    from ingest.embedding import load_embedding

    settings = settings_of(context)
    with ExitStack() as opened:
        first, second = _sides(context, (old, new), user, opened)
    if _are_one(first.document, second.document):
        raise BadRequest(f"两边是同一份文件：{first.document.file}。请指定另一份")
    embedding = load_embedding(settings.embedding)
    show = _show_coverage if coverage else _show_comparison
    show(first, second, embedding, as_json=as_json, xlsx=xlsx)
    return 0


def _are_one(first: Document, second: Document) -> bool:
    """Whether two are one document of the library, or one file on disk."""
    if first.id or second.id:
        return first.id == second.id
    return Path(first.paths[0]).samefile(second.paths[0])


def _sides(context: click.Context, names: tuple[str, str], user: str, opened: ExitStack) -> list[Reading]:
    """Files on disk are read on the spot; other names are looked for in the library, which is opened only then."""
    from assistant.drafting.reading import reading_of, reading_of_file

    sides, library = [], None
    for name in names:
        if Path(name).is_file():
            sides.append(reading_of_file(Path(name), settings_of(context)))
            continue
        if library is None:
            library = opened.enter_context(library_of(existing_library(context)))
        sides.append(reading_of(library, choose(library.documents(Filters(user)), name), user))
    return sides


def _show_comparison(old: Reading, new: Reading, embedding: Embedding, *, as_json: bool, xlsx: Path | None) -> None:
    from assistant.compare import compare as compared
    from assistant.compare import showing
    from assistant.export.comparison import write_comparison

    found = compared(old.outline, new.outline, old.requirements, new.requirements, embedding)
    both = (old.document, new.document)
    present(
        lambda: showing.comparison_json(found, *both),
        lambda: showing.comparison_text(found, *both),
        lambda path: write_comparison(path, found, *both, notes_of("年度对照", both)),
        as_json=as_json,
        xlsx=xlsx,
    )


def _show_coverage(superior: Reading, own: Reading, embedding: Embedding, *, as_json: bool, xlsx: Path | None) -> None:
    from assistant.compare import coverage as covered
    from assistant.compare import showing
    from assistant.export.coverage import write_coverage

    found = covered(superior.outline, own.outline, superior.requirements, own.requirements, embedding)
    both = (superior.document, own.document)
    present(
        lambda: showing.coverage_json(found, *both),
        lambda: showing.coverage_text(found, *both),
        lambda path: write_coverage(path, found, *both, notes_of("上级要求覆盖情况", both)),
        as_json=as_json,
        xlsx=xlsx,
    )


@click.command(cls=Command)
@click.option("--year", type=click.IntRange(1900, 2200), required=True, help="哪一年")
@click.option("--unit", multiple=True, help="只看这个单位的文件（可重复）")
@in_json
@as_excel
@with_user
@with_home
@click.pass_context
def matrix(
    context: click.Context, /, year: int, unit: tuple[str, ...], as_json: bool, xlsx: Path | None, user: str
) -> int:
    """一年的闭环：要点条目、任务分解、落实情况逐条对应，缺哪一环标哪一环。"""
    from assistant.export.matrix import write_matrix
    from assistant.matrix import showing
    from assistant.matrix.loop import matrix_of
    from ingest.embedding import load_embedding

    settings = existing_library(context)
    with library_of(settings) as library, progress_bar():
        refuse_unknown(library, Filters(user, units=unit))
        documents = library.documents(Filters(user, years=(year,), units=unit))
        read = [(document, library.outline(document.version, user)) for document in documents]
    found = matrix_of(year, read, load_embedding(settings.embedding))
    present(
        lambda: showing.as_json(found),
        lambda: showing.as_text(found),
        lambda path: write_matrix(path, found, notes_of(f"{year}年落实情况对照", found.documents)),
        as_json=as_json,
        xlsx=xlsx,
    )
    return 0
