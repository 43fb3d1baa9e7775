"""The gate before every route of the page, Gradio's own among them: whoever is nobody is led to the log-in page."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.access import Access
from assistant.web.login_routes import login_routes, root_of

OPEN: Final = ("/login", "/logout")  # to whoever comes
SAFE: Final = ("GET", "HEAD", "OPTIONS")  # change nothing
NOBODYS: Final = ("text/javascript", "text/css", "font/")  # types of files that say nothing of anybody

_FOREIGN: Final = "请求不是从本站页面发出的，已拒绝。请在本站页面上操作"


def add_access(app: FastAPI, access: Access) -> None:
    """Put the gate before an application, and the log-in in front of it.

    Args:
        app (FastAPI): Before anything is mounted at its root.
        access (Access): Tells who asks.
    """
    app.add_middleware(Gate, access=access)
    app.include_router(login_routes(access))


class Gate:
    """Lets through what `access` does not refuse, and keeps answers out of caches that outlive a session."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; see the ASGI specification. The page uses no web sockets, so none is let through."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close"})
        else:
            refusal = await run_in_threadpool(_refusal, self._access, Request(scope))
            await (refusal or self._app)(scope, receive, _uncached(send))


def _refusal(access: Access, request: Request) -> Response | None:
    """What a request gets instead of what it asks for; None where it may go on."""
    if request.method not in SAFE and not _is_from_own_page(request):
        return PlainTextResponse(_FOREIGN, 403)
    if _path(request) in OPEN:
        return None
    try:
        access.visitor(request)
    except HTTPException as refused:
        if refused.status_code == 401 and _wants_page(request):
            return RedirectResponse(f"{root_of(request)}/login{_and_back(request)}", 303)
        return PlainTextResponse(refused.detail, refused.status_code)
    return None


def _uncached(send: Send) -> Send:
    async def send_uncached(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if not headers.get("content-type", "").startswith(NOBODYS):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return send_uncached


def _is_from_own_page(request: Request) -> bool:
    """Browsers say which site's page sends a request, and no page can make them say otherwise."""
    origin = urlsplit(request.headers.get("origin", "")).netloc
    # A foreign page cannot set X-Forwarded-Host either; a reverse proxy does, where it rewrites Host.
    return bool(origin) and origin in (request.headers.get("host"), request.headers.get("x-forwarded-host"))


def _path(request: Request) -> str:
    return str(request.scope["path"]).removeprefix(root_of(request))


def _wants_page(request: Request) -> bool:
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def _and_back(request: Request) -> str:
    """The query that leads from the log-in page to what was asked for."""
    asked = quote(_path(request)) + (f"?{request.url.query}" if request.url.query else "")
    return "" if asked in ("", "/") else f"?next={quote(asked, safe='')}"
