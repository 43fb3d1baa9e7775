"""The page as one web application: our own routes, and Gradio mounted behind them."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Final

import gradio as gr
from fastapi import FastAPI, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.chat_model import ChatModel
from assistant.web.chat import Chat, build_chat, plain_html
from assistant.web.routes import ReaderOf, document_routes, everyone
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
    "Referrer-Policy": "no-referrer",
}
FONTS: Final = ("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif")
_ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' "
    "rx='6' fill='%238f1d1d'/%3E%3Ctext x='16' y='23' font-size='20' text-anchor='middle' fill='white'%3E要%3C/text%3E"
    "%3C/svg%3E"
)


_HEAD: Final = f'<link rel="icon" href="{_ICON}"><script>{{script}}</script>'
_MASTHEAD: Final = (
    '<header id="masthead" data-root="{root}"><h1>要点</h1><p>单位年度计划文件问答，句句有出处</p>'
    '<button type="button" class="quiet" data-show="shelf">文件</button></header>'
)


def create_app(
    home: Home, root_path: str = "", reader_of: ReaderOf = everyone, model: ChatModel | None = None
) -> FastAPI:
    """Put the page together.

    Args:
        home (Home): The opened home, which outlives the application.
        root_path (str): Where a reverse proxy shows the page, such as /yaodian; "" is the root.
        reader_of (ReaderOf): Tells who asks, for every route and every question.
        model (ChatModel | None): Words what was found; None is no language model.

    Returns:
        FastAPI: To be served in this process, which owns the index.
    """
    app = FastAPI(root_path=root_path, openapi_url=None)
    app.add_middleware(SecureHeaders)
    app.include_router(document_routes(home.library, reader_of))
    for path in ("/gradio_api/upload", "/gradio_api/file={_:path}", "/gradio_api/proxy={_:path}"):
        app.add_api_route(path, _nothing, methods=["GET", "HEAD", "POST"])
    gr.mount_gradio_app(
        app,
        _blocks(Chat(home, reader_of, model), root_path),
        path="/",
        root_path=root_path or None,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        theme=_theme(),
        css=_asset("page.css"),
        head=_HEAD.format(script=_asset("page.js")),
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


def _nothing() -> Response:
    """No component of the page uses Gradio's files, which all visitors share (HAZARDS.md)."""
    return Response(status_code=404)


def _blocks(chat: Chat, root_path: str) -> gr.Blocks:
    page = gr.Blocks(title="要点", analytics_enabled=False, fill_width=True)
    with page:
        plain_html(_MASTHEAD.format(root=escape(root_path)))
        build_chat(page, chat)
    return page


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue="red", neutral_hue="stone", font=list(FONTS), font_mono=["monospace"], radius_size="sm"
    )


def _asset(name: str) -> str:
    return (files("assistant.web") / name).read_text(encoding="utf-8")
