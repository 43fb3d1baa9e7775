"""How the command line speaks: click in Chinese, JSON on stdout, everything else on stderr."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never

import click

from ingest.errors import BadRequest, LibraryError
from ingest.progress import Progress
from ingest.records import EVERYONE, KINDS, Document, Filters
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.export.table import Notes
    from ingest.library import Library


class Command(click.Command):
    """A command whose help has Chinese headings."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]"} | options)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明"
        return option


class Group(Command, click.Group):
    """A group whose commands are `Command`s."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "命令 [参数]..."} | options)

    command_class = Command
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        Command.format_options(self, ctx, formatter)
        commands = [(name, self.commands[name].get_short_help_str(limit=80)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(commands)


def usage_line(error: click.ClickException) -> str:
    """What was wrong with the command line, as one Chinese line."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    match error:
        case click.NoSuchOption():
            what = f"没有选项 {error.option_name}"
        case click.BadOptionUsage():  # a value is missing, or it takes none
            what = f"选项 {error.option_name} 的写法不对"
        case click.NoSuchCommand():
            what = f"没有命令 {error.command_name}"
        case click.MissingParameter():
            what = f"缺少 {error.param.make_metavar(context) if error.param and context else error.param_hint}"
        case click.BadParameter():
            name = f"{error.param.opts[0]} " if isinstance(error.param, click.Option) else "参数"
            what = f"{name}的值不对{_accepted(error.param)}"
        case _:
            what = "缺少命令" if context and isinstance(context.command, click.Group) else "参数太多"
    return f"用法不对：{what}。请看 {context.command_path if context else 'yaodian'} --help"


def _accepted(param: click.Parameter | None) -> str:
    """Which values a parameter takes, as the end of a sentence."""
    match param.type if param else None:
        case click.Choice(choices=choices):
            return f"，可用的值：{'、'.join(choices)}"
        case click.IntRange(min=least, max=most):
            return f"，应是 {least} 到 {most} 的整数"
        case click.types.IntParamType():
            return "，应是整数"
        case click.Path(dir_okay=False):
            return "，应是一个文件的路径"
        case click.Path():
            return "，不能为空"
        case _:
            return ""


class GivenPath(click.Path):
    """A path that may not be empty: "" would be the current folder."""

    def __init__(self, *, dir_okay: bool = True) -> None:
        super().__init__(path_type=Path, dir_okay=dir_okay)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse "", else convert as click does."""
        if value == "":
            self.fail("empty", param, ctx)
        return super().convert(value, param, ctx)


def with_home(function: Any) -> Any:
    """Let --home stand behind the subcommand too: `yaodian ask Q --home DIR`."""

    def choose(context: click.Context, _: click.Parameter, home: Path | None) -> None:
        if home:
            context.find_root().obj = Settings.from_environment(os.environ, home)

    return click.option("--home", type=GivenPath(), expose_value=False, callback=choose, help="资料库所在文件夹")(
        function
    )


def with_filters(function: Any) -> Any:
    """Options that narrow a search."""
    for option in reversed(
        (
            click.option("--year", type=int, multiple=True, help="只查这一年的文件（可重复）"),
            click.option("--unit", multiple=True, help="只查这个单位的文件（可重复）"),
            click.option("--kind", type=click.Choice(KINDS), multiple=True, help="只查这类文件（可重复）"),
            click.option("--file", multiple=True, help="只查这个文件（可重复）"),
            click.option("--user", default=EVERYONE, help="以该用户身份查询（含其私有文件）"),
        )
    ):
        function = option(function)
    return function


def filters_of(options: dict[str, Any]) -> Filters:
    """Filters from command line options or from a batch line, where a value may stand alone.

    Args:
        options (dict[str, Any]): year, unit, kind, file, user. Other fields of a batch line are its own affair, and so
            is a `kind` that is no kind of document (question sets use the word for kinds of question).

    Returns:
        Filters: Ready for a search.

    Raises:
        BadRequest: If a year is none.
    """

    def values(name: str) -> tuple[Any, ...]:
        value = options.get(name) or ()
        return tuple(value) if isinstance(value, list | tuple) else (value,)

    years = [str(year) for year in values("year")]
    if not all(re.fullmatch(r"\d{4}", year) for year in years):
        raise BadRequest(f"年份不对：{'、'.join(years)}。请写四位数字")
    if not all(isinstance(value, str) for name in ("unit", "file") for value in values(name)):
        raise BadRequest("筛选条件 unit 和 file 应是文字。请改正后重试")
    return Filters(
        reader=options.get("user") or EVERYONE,
        years=tuple(int(year) for year in years),
        kinds=tuple(kind for kind in values("kind") if kind in KINDS),
        units=values("unit"),
        files=values("file"),
    )


def settings_of(context: click.Context) -> Settings:
    """The settings of a call that makes the library where it is missing."""
    settings: Settings = context.find_root().obj
    return settings


def existing_library(context: click.Context) -> Settings:
    """The settings of a call that needs a library: none is made where --home was mistyped.

    Args:
        context (click.Context): Of the call.

    Returns:
        Settings: Of a library that is there; one on another database than SQLite is left to its server.

    Raises:
        LibraryError: If the home folder or the library's file is missing.
    """
    from ingest.library import Library

    settings = settings_of(context)
    missing = Library.missing_file(settings.library_url)
    if missing:
        place = missing if settings.home.exists() else settings.home
        raise LibraryError(f"资料库不存在：{place}。请先用 yaodian ingest 导入文件，或检查 --home")
    return settings


def show_anything() -> None:
    """Let a terminal that is not UTF-8 show ? for what it lacks (¶ in GBK) instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def plain(value: Any) -> Any:
    """Turn records into what JSON holds."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def print_json(value: Any) -> None:
    """Print one JSON value on one line of stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, default=plain))


@contextmanager
def progress_bar(unit: str = "份") -> Iterator[Progress]:
    """A progress bar on stderr; silent where stderr is no terminal, so that logs stay readable."""
    from tqdm import tqdm

    with ExitStack() as shown:

        @cache  # made by the first step: without any, no bar flashes
        def bar() -> tqdm[Never]:
            return shown.enter_context(tqdm(unit=unit, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False))

        def show(done: int, total: int, what: str) -> None:
            bar().total, bar().n = total, done
            bar().set_description_str(what[:24])
            bar().refresh()

        yield show


def notes_of(title: str, documents: Sequence[Document] | None, filters: Sequence[tuple[str, str]] = ()) -> Notes:
    """What an Excel file says of itself.

    Args:
        title (str): Of the file.
        documents (Sequence[Document] | None): Those that were examined; None where the file says so itself.
        filters (Sequence[tuple[str, str]]): What it was narrowed to: 年份, 2025.

    Returns:
        Notes: Of today.
    """
    from assistant.export.table import Notes

    return Notes(title, date.today(), None if documents is None else tuple(documents), tuple(filters))


def present(
    value: Callable[[], Any],
    lines: Callable[[], Iterable[str]],
    write: Callable[[Path], None],
    *,
    as_json: bool,
    xlsx: Path | None,
) -> None:
    """Show a result the way that was asked for: as JSON, as an Excel file, both, or else line by line.

    Args:
        value (Callable[[], Any]): Makes what JSON holds.
        lines (Callable[[], Iterable[str]]): Makes the lines.
        write (Callable[[Path], None]): Writes the Excel file.
        as_json (bool): Whether JSON is printed.
        xlsx (Path | None): Where the Excel file goes, if one is wanted.
    """
    if xlsx:
        write(xlsx)
        click.echo(f"已导出：{xlsx}", err=True)
    if as_json:
        print_json(value())
    elif not xlsx:
        for line in lines():
            click.echo(line)


@contextmanager
def library_of(settings: Settings) -> Iterator[Library]:
    """Open the library alone: what needs no index works from any process.

    Args:
        settings (Settings): Which one.

    Yields:
        Library: Closed behind the block.
    """
    from ingest.home import make_home
    from ingest.library import Library

    make_home(settings)
    library = Library.open(settings.library_url)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def desk_of(settings: Settings) -> Iterator[Desk]:
    """Open the installation behind a command.

    Args:
        settings (Settings): Which one.

    Yields:
        Desk: Closed behind the block. Where the embedding was changed, a line says so first, and a bar shows how far
            the passages are embedded anew.
    """
    from assistant.owner import open_desk

    with embedding_bar() as progress, open_desk(settings, progress=progress) as desk:
        yield desk


@contextmanager
def embedding_bar() -> Iterator[Progress]:
    """A line, wherever stderr goes, that the embedding was changed, and a bar while passages are embedded anew."""
    with progress_bar("段") as bar:

        def show(done: int, total: int, what: str) -> None:
            if done == 0:
                click.echo(f"{what}（{total} 段）", err=True)
            bar(done, total, what)

        yield show
