"""The page's frame: navigation, the screens' sections and assets, and how a refusal is answered."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from assistant.web.chats import chat_routes
from assistant.web.jobs import job_routes
from assistant.web.screens import NotAllowed, Screen, Site
from assistant.web.screens.comparison import SCREEN as COMPARISON
from assistant.web.screens.drafting import SCREEN as DRAFTING
from assistant.web.screens.library import SCREEN as LIBRARY
from assistant.web.screens.register import SCREEN as REGISTER
from assistant.web.screens.settings import SCREEN as SETTINGS
from ingest.errors import YaodianError

SCREENS: Final[tuple[Screen, ...]] = (REGISTER, COMPARISON, DRAFTING, LIBRARY, SETTINGS)

_CHAT: Final = ("chat", "问答")
_SCRIPTS: Final = ("page.js", "screens.js", "jobs.js")
_STYLES: Final = ("screens.css", "chats.css")
_ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' "
    "rx='6' fill='%238f1d1d'/%3E%3Ctext x='16' y='23' font-size='20' text-anchor='middle' fill='white'%3E要%3C/text%3E"
    "%3C/svg%3E"
)


def add_shell(app: FastAPI, site: Site) -> None:
    """Add the screens' routes and assets, and how errors become fragments.

    Args:
        app (FastAPI): Before Gradio is mounted behind it.
        site (Site): What the routes work with.
    """
    app.include_router(job_routes(site.home, site.runner, site.visitor_of))
    app.include_router(chat_routes(site), prefix="/chats")
    for screen in SCREENS:
        app.include_router(screen.routes(site), prefix=f"/screens/{screen.name}")
    app.mount("/page", _Assets(directory=Path(str(files("assistant.web") / "assets"))))
    app.add_exception_handler(YaodianError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)


def masthead_html(root_path: str) -> str:
    """The title and the row of navigation."""
    links = "".join(
        f'<a href="#{name}"{" aria-current=page" if name == _CHAT[0] else ""}>{title}</a>'
        for name, title in (_CHAT, *((screen.name, screen.title) for screen in SCREENS))
    )
    return (
        f'<header id="masthead" data-root="{escape(root_path)}"><h1>要点</h1><nav aria-label="页面">{links}</nav>'
        '<p>年度计划文件，句句有出处</p><div id="account" data-load="/account"><span></span></div>'
        '<button type="button" class="quiet" data-show="shelf" aria-label="列表：对话和文件">列表</button></header>'
    )


def sections_html() -> str:
    """All screens but 问答, hidden until one is chosen."""
    return "".join(
        f'<section class="screen" id="screen-{screen.name}" aria-label="{screen.title}" data-at="" hidden>'
        f"{screen.panel()}</section>"
        for screen in SCREENS
    )


def head_html(root_path: str) -> str:
    """What goes into the page's <head>: icon, style sheets, scripts."""
    names = [*_STYLES, *_SCRIPTS, *(name for screen in SCREENS for name in screen.assets)]
    return f'<link rel="icon" href="{_ICON}">' + "".join(_linked(f"{escape(root_path)}/page/{name}") for name in names)


def refused_html(why: str) -> str:
    """An error's one line, as a fragment."""
    return f'<p class="refused" role="alert">{escape(why)}</p>'


def _linked(address: str) -> str:
    if address.endswith(".css"):
        return f'<link rel="stylesheet" href="{address}">'
    return f'<script type="module" src="{address}"></script>'


class _Assets(StaticFiles):
    """Files that the browser asks about each time, so that an updated program is never half old."""

    def file_response(self, full_path: str | PathLike[str], *args: Any, **options: Any) -> Response:  # noqa: ANN401
        """As its base does, not to be kept unasked."""
        response = super().file_response(full_path, *args, **options)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _refused(_: Request, error: Exception) -> HTMLResponse:
    return HTMLResponse(refused_html(str(error)), status_code=403 if isinstance(error, NotAllowed) else 400)


def _malformed(_: Request, __: Exception) -> HTMLResponse:
    return HTMLResponse(refused_html("请求的内容不完整或不合规。请刷新页面后重试"), status_code=422)
