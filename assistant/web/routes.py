"""The page's own HTTP routes. Each one asks who is there: an unknown document and a forbidden one answer alike."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.web.document import Page, document_html
from assistant.web.login_routes import root_of
from assistant.web.numbers import Number, Place
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.records import Scope, VersionId

ReaderOf = Callable[[Request], Scope]  # who asks: EVERYONE, or a user's name


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
    def document(request: Request, version: Number, start: Place = 0, end: Place = 0) -> HTMLResponse:
        try:
            page = _page(library, version, reader_of(request), root_of(request))
        except BadRequest:
            return _missing()
        return HTMLResponse(document_html(page, start, end))

    return router


def _page(library: Library, version: VersionId, reader: Scope, root_path: str) -> Page:
    shown = library.version_of(version, reader)
    return Page(
        shown=shown,
        current=library.document(shown.id, reader),
        outline=library.outline(version, reader),
        content=library.content(version, reader),
        original=f"{root_path}/screens/library/original/{version}",
    )


def _missing() -> HTMLResponse:
    words = "找不到这份文件，它可能已被移除。请刷新文件列表"
    return HTMLResponse(
        '<div class="bar"><h2 tabindex="-1">没有这份文件</h2>'
        '<button type="button" class="quiet" data-close aria-label="关闭文件">关闭</button></div>'
        f'<p class="refused" role="alert">{escape(words)}</p>',
        status_code=404,
    )
