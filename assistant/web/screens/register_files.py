"""The Excel files of the screen 要求查询: as the command line writes them, for who asks, and noted in the audit log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.export.calendar import write_calendar
from assistant.export.cites import write_cites
from assistant.export.register import write_register
from assistant.export.table import Notes, shown_filters
from assistant.lookup import look_up
from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
from assistant.web.files import EXCEL, exported
from assistant.web.screens import Site
from assistant.web.screens.register_calendar import calendar_in, with_year
from assistant.web.screens.register_cites import cited_in
from assistant.web.screens.register_wanted import Wanted, month_of, refuse_unknown, wanted_of
from ingest.records import Document, Filters, Scope


def file_routes(site: Site) -> APIRouter:
    """Routes that answer .xlsx files.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be included in the screen's.
    """
    router = APIRouter(default_response_class=Response)
    library = site.home.library

    @router.get("/requirements.xlsx")
    def requirements(request: Request) -> Response:
        reader = site.reader_of(request)
        wanted = _wanted(site, request, reader)
        register = look_up(library, wanted.query(reader), site.home.embedding)
        notes = _notes("要求登记簿", register.documents, _shown(wanted, reader))
        return _file(site, reader, "要求登记簿", lambda path: write_register(path, register, notes))

    @router.get("/cites.xlsx")
    def cites(request: Request) -> Response:
        reader = site.reader_of(request)
        wanted = _wanted(site, request, reader)
        cited = cited_in(library, wanted, reader)
        notes = _notes("引用文件", cited.documents, _shown(wanted, reader))
        return _file(site, reader, "引用文件", lambda path: write_cites(path, cited.register, cited.mentions, notes))

    @router.get("/calendar.xlsx")
    def calendar(request: Request) -> Response:
        reader = site.reader_of(request)
        documents = library.documents(Filters(reader))
        asked = month_of(request.query_params.multi_items())
        month = with_year(asked, documents, library.profile().this_year())
        shown = calendar_in(library, month, reader)
        told = [("年份", month.year), *([("单位", month.unit)] if month.unit else [])]
        notes = _notes(f"{month.year}年工作日历", documents, told)
        return _file(site, reader, notes.title, lambda path: write_calendar(path, shown, notes))

    return router


def _wanted(site: Site, request: Request, reader: Scope) -> Wanted:
    wanted = wanted_of(request.query_params.multi_items())
    refuse_unknown(wanted, site.home.library.documents(Filters(reader)))
    return wanted


def _shown(wanted: Wanted, reader: Scope) -> Sequence[tuple[str, str]]:
    """What a file was narrowed to, in words."""
    return shown_filters(
        wanted.filters(reader),
        ("内容", wanted.text),
        ("责任主体", wanted.subject),
        ("依据文件", wanted.cites),
        ("约束力", "、".join(STRENGTH_NAMES[each] for each in wanted.strengths)),
        ("状态", "、".join(TENSE_NAMES[each] for each in wanted.tenses)),
    )


def _notes(title: str, documents: Sequence[Document], shown: Sequence[tuple[str, str]]) -> Notes:
    return Notes(title, date.today(), tuple(documents), tuple(shown))


def _file(site: Site, reader: Scope, title: str, write: Callable[[Path], None]) -> Response:
    return exported(site.home, reader, title, f"{title}.xlsx", write, media_type=EXCEL)
