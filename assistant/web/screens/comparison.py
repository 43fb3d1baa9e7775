"""The screen 对照: plan against plan, superior against own, a year's loop, and how themes come and go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path as File
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.export.comparison import write_comparison
from assistant.export.coverage import write_coverage
from assistant.export.matrix import write_matrix
from assistant.export.table import Notes
from assistant.export.themes import write_themes
from assistant.web.files import EXCEL, exported
from assistant.web.numbers import Number, Year
from assistant.web.screens import Screen, Site, joined
from assistant.web.screens.comparison_asked import Asked
from assistant.web.screens.comparison_choice import pair_form, usual_coverage, usual_pair
from assistant.web.screens.comparison_matrix import matrix_form, matrix_html
from assistant.web.screens.comparison_parts import frame, needs
from assistant.web.screens.comparison_rows import coverage_html, rows_html
from assistant.web.screens.comparison_themes import themes_form, themes_html
from ingest.records import Document, DocumentId

Choosable = Number | None
Unit = Annotated[str, Query(max_length=200)]

_ROWS: Final = "逐条对照两份文件：延续、改写、新增、取消；句内的删改用删除线和下划线标出。点击条目编号打开原文。"


def panel() -> str:
    """The skeleton."""
    return (
        f'<div class="overview">{frame("", _ROWS)}'
        '<div data-load="/screens/comparison/form" data-fresh data-with="#comparison-rows-form"></div>'
        f'{_result("rows")}</div><div data-detail="/screens/comparison/views/"></div>'
    )


def _result(view: str) -> str:
    return f'<div id="comparison-{view}" class="result" data-load="/screens/comparison/{view}"></div>'


def routes(site: Site) -> APIRouter:
    """The screen's routes.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be put below /screens/comparison.
    """
    return joined(_forms(site), _findings(site), _downloads(site))


# --- choosing ---------------------------------------------------------------------------------------------------------


def _forms(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/form")
    def pair(request: Request, old: Choosable = None, new: Choosable = None) -> str:
        asked = _asked(site, request)
        documents = asked.documents()
        known = {document.id: document for document in documents}
        usual = usual_pair(documents, site.home.library.profile())
        if len(usual) < 2:
            return ""  # the result says what is needed
        chosen = [known.get(number, one) for number, one in zip((old or 0, new or 0), usual, strict=True)]
        return pair_form("rows", ("旧文件", "新文件"), documents, chosen)

    @router.get("/views/{view}")
    def view(request: Request, view: Literal["coverage", "matrix", "themes"]) -> str:
        hint, form = _VIEWS[view]
        return frame(view, hint) + form(_asked(site, request)) + _result(view)

    return router


def _asked(site: Site, request: Request) -> Asked:
    return Asked(site.home, site.reader_of(request))


def _coverage_form(asked: Asked) -> str:
    documents = asked.documents()
    usual = usual_coverage(documents, asked.home.library.profile())
    return pair_form("coverage", ("上级文件", "本单位文件"), documents, usual) if len(usual) == 2 else ""


def _matrix_form(asked: Asked) -> str:
    return matrix_form(asked.documents())


def _themes_form(asked: Asked) -> str:
    return themes_form(asked.series())


_VIEWS: Final[Mapping[str, tuple[str, Callable[[Asked], str]]]] = {
    "coverage": ("上级文件的每条要求，在本单位文件里有没有落到条目上，还差什么。", _coverage_form),
    "matrix": ("一年的要点、任务分解、总结和报告逐条对应，缺哪一环标哪一环。", _matrix_form),
    "themes": ("同一单位的文件逐年连起来，看哪些主题一直在、哪些新增、哪些取消。", _themes_form),
}  # what the result of a view says where there is nothing to choose from, its form leaves to it


# --- what is found ----------------------------------------------------------------------------------------------------


def _findings(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/rows")
    def rows(request: Request, old: Choosable = None, new: Choosable = None) -> str:
        asked = _asked(site, request)
        both = _both(asked, old, new, usual_pair)
        return rows_html(site.root_path, asked.compared(both), both) if both else needs("pair")

    @router.get("/coverage")
    def coverage(request: Request, old: Choosable = None, new: Choosable = None) -> str:
        asked = _asked(site, request)
        both = _both(asked, old, new, usual_coverage)
        return coverage_html(site.root_path, asked.covered(both), both) if both else needs("pair")

    @router.get("/matrix")
    def matrix(request: Request, year: Year | None = None, unit: Unit = "") -> str:
        asked = _asked(site, request)
        chosen = year or asked.latest_year()
        return matrix_html(site.root_path, asked.matrix(chosen, unit), unit) if chosen else needs("matrix")

    @router.get("/themes")
    def themes(request: Request, series: Choosable = None) -> str:
        asked = _asked(site, request)
        chosen = next(iter(asked.series()), None) if series is None else asked.one_series(series)
        return themes_html(site.root_path, asked.themes(chosen), chosen) if chosen else needs("themes")

    return router


def _both(
    asked: Asked, old: DocumentId | None, new: DocumentId | None, usual: Callable[..., tuple[Document, ...]]
) -> tuple[Document, Document] | None:
    """The two that were chosen, or the usual ones where none was; None where there are not two to choose from."""
    if old is not None and new is not None:
        return asked.both(old, new)
    found = usual(asked.documents(), asked.home.library.profile())
    return (found[0], found[1]) if len(found) == 2 else None


# --- files ------------------------------------------------------------------------------------------------------------


def _downloads(site: Site) -> APIRouter:
    router = APIRouter()

    @router.get("/rows.xlsx")
    def rows(request: Request, old: Number, new: Number) -> Response:
        asked = _asked(site, request)
        both = asked.both(old, new)
        found = asked.compared(both)
        detail = f"对照表，文件 {old} 与 {new}"
        return _file(asked, "年度对照", both, detail, lambda path, notes: write_comparison(path, found, *both, notes))

    @router.get("/coverage.xlsx")
    def coverage(request: Request, old: Number, new: Number) -> Response:
        asked = _asked(site, request)
        both = asked.both(old, new)
        found = asked.covered(both)
        detail = f"上级要求覆盖表，文件 {old} 与 {new}"
        return _file(
            asked, "上级要求覆盖情况", both, detail, lambda path, notes: write_coverage(path, found, *both, notes)
        )

    @router.get("/matrix.xlsx")
    def matrix(request: Request, year: Year, unit: Unit = "") -> Response:
        asked = _asked(site, request)
        found = asked.matrix(year, unit)
        title = f"{year}年落实情况对照"
        return _file(asked, title, found.documents, title, lambda path, notes: write_matrix(path, found, notes))

    @router.get("/themes.xlsx")
    def themes(request: Request, series: Number) -> Response:
        asked = _asked(site, request)
        chosen = asked.one_series(series)
        found, documents = asked.themes(chosen), chosen.documents
        detail = f"主题变化表，{len(documents)} 份文件"
        return _file(
            asked, "主题变化", documents, detail, lambda path, notes: write_themes(path, found, documents, notes)
        )

    return router


def _file(
    asked: Asked, title: str, documents: Sequence[Document], detail: str, write: Callable[[File, Notes], None]
) -> Response:
    """An Excel file of today."""
    notes, name = Notes(title, date.today(), tuple(documents)), f"{title}.xlsx"
    return exported(asked.home, asked.reader, detail, name, lambda path: write(path, notes), media_type=EXCEL)


SCREEN: Final = Screen("comparison", "对照", panel, routes, ("comparison.css",))
