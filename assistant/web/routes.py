"""The page's own HTTP routes. Each one asks who is there: an unknown document and a forbidden one answer alike."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse

from assistant.web.document import Page, document_html
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.records import EVERYONE, Scope, VersionId

ReaderOf = Callable[[Request], Scope]  # who asks: EVERYONE, or a user's name

_LARGEST: Final = 2**63 - 1  # of an integer in SQLite


def everyone(_: Request) -> Scope:
    """Without accounts, all who reach the page see what is open to everyone."""
    return EVERYONE


def document_routes(library: Library, reader_of: ReaderOf) -> APIRouter:
    """Routes that show the library's documents.

    Args:
        library (Library): Where they are.
        reader_of (ReaderOf): Tells who asks.

    Returns:
        APIRouter: To be included before Gradio is mounted.
    """
    router = APIRouter()

    @router.get("/documents/{version:int}")
    def document(
        request: Request,
        version: Annotated[int, Path(ge=1, le=_LARGEST)],
        start: Annotated[int, Query(ge=0, le=_LARGEST)] = 0,
        end: Annotated[int, Query(ge=0, le=_LARGEST)] = 0,
    ) -> HTMLResponse:
        try:
            page = _page(library, version, reader_of(request))
        except BadRequest:
            return _missing()
        return HTMLResponse(document_html(page, start, end))

    return router


def _page(library: Library, version: VersionId, reader: Scope) -> Page:
    shown = library.version_of(version, reader)
    return Page(
        shown=shown,
        current=library.document(shown.id, reader),
        outline=library.outline(version, reader),
        content=library.content(version, reader),
    )


def _missing() -> HTMLResponse:
    words = "找不到这份文件，它可能已被移除。请刷新文件列表"
    return HTMLResponse(
        '<div class="bar"><h2 tabindex="-1">没有这份文件</h2>'
        '<button type="button" class="quiet" data-close aria-label="关闭文件">关闭</button></div>'
        f'<p class="refused" role="alert">{escape(words)}</p>',
        status_code=404,
    )
