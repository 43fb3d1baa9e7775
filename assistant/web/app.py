"""The page as one web application: our own routes, and Gradio mounted behind them."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

import gradio as gr
from fastapi import FastAPI, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.chat_model import ChatModel
from assistant.web.access import Access
from assistant.web.chat import Chat, build_chat, plain_html
from assistant.web.gate import add_access
from assistant.web.routes import document_routes
from assistant.web.screens import Site
from assistant.web.shell import add_shell, head_html, masthead_html, sections_html
from assistant.workspace.runner import Runner
from ingest.home import Home

# Gradio itself needs inline scripts and compiles its templates; no other host is ever reached.
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without any referrer, browsers call the origin of a form null
}
FONTS: Final = ("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif")


def create_app(
    home: Home,
    access: Access,
    runner: Runner,
    root_path: str = "",
    model: ChatModel | None = None,
) -> FastAPI:
    """Put the page together.

    Args:
        home (Home): The opened home, which outlives the application.
        access (Access): Tells who asks, for every route and every question.
        runner (Runner): Does long work as jobs.
        root_path (str): Where a reverse proxy shows the page, such as /yaodian; "" is the root.
        model (ChatModel | None): Words what was found; None is no language model.

    Returns:
        FastAPI: To be served in this process, which owns the index.
    """
    site = Site(home, model, access.visitor, runner, root_path)
    app = FastAPI(root_path=root_path, openapi_url=None)
    add_access(app, access)
    app.add_middleware(SecureHeaders)
    app.add_middleware(WholePath)
    app.include_router(document_routes(home.library, site.reader_of))
    add_shell(app, site)
    for path in ("/gradio_api/upload", "/gradio_api/file={_:path}", "/gradio_api/proxy={_:path}"):
        app.add_api_route(path, _nothing, methods=["GET", "HEAD", "POST"], include_in_schema=False)
    gr.mount_gradio_app(
        app,
        _blocks(site),
        path="/",
        root_path=root_path or None,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        theme=_theme(),
        css=(files("assistant.web") / "page.css").read_text(encoding="utf-8"),
        head=head_html(root_path),
    )
    return app


class SecureHeaders:
    """Adds HEADERS to every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; see the ASGI specification."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class WholePath:
    """Gives a request the whole path that the browser asked for: a reverse proxy may leave out where it shows us.

    Mounted applications, such as that of the page's files, look for theirs below the root path alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; see the ASGI specification."""
        root = scope.get("root_path", "")
        if scope["type"] == "http" and not scope["path"].startswith(f"{root}/"):
            scope = {**scope, "path": root + scope["path"]}
        await self._app(scope, receive, send)


def _nothing() -> Response:
    """No component of the page uses Gradio's files, which all visitors share (HAZARDS.md)."""
    return Response(status_code=404)


def _blocks(site: Site) -> gr.Blocks:
    page = gr.Blocks(title="要点", analytics_enabled=False, fill_width=True)
    with page:
        plain_html(masthead_html(site.root_path))
        build_chat(page, Chat(site.home, site.reader_of, site.model, site.root_path), sections_html())
    return page


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue="red", neutral_hue="stone", font=list(FONTS), font_mono=["monospace"], radius_size="sm"
    )
