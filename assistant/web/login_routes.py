"""The routes of logging in and out. None but these two is open to whoever comes."""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant.web.access import COOKIE, Access
from assistant.web.login import account_html, login_html
from ingest.errors import BadRequest

FORM_BYTES: Final = 2**13  # of a name, a password and an address
VERIFIED_AT_ONCE: Final = 2  # each takes 64 MiB and four threads for a moment


def login_routes(access: Access) -> APIRouter:
    """The log-in page, the log-in, the log-out, and a fragment that says who is logged in.

    Args:
        access (Access): Tells who asks.

    Returns:
        APIRouter: With /login, /logout and /account.
    """
    router = APIRouter()
    verifying = CapacityLimiter(VERIFIED_AT_ONCE)  # the rest wait here, not in the threads that serve the page

    @router.get("/login")
    def login(request: Request) -> Response:
        return HTMLResponse(login_html(root_of(request), _own(request.query_params.get("next", "/"))))

    @router.post("/login")
    async def enter(request: Request) -> Response:
        form = await _form(request)
        name, following = form.get("name", "").strip(), _own(form.get("next", "/"))
        entering = partial(access.enter, name, form.get("password", ""), request)
        try:
            token = await to_thread.run_sync(entering, limiter=verifying)
        except BadRequest as error:
            return HTMLResponse(login_html(root_of(request), following, name, str(error)), 401)
        response = RedirectResponse(f"{root_of(request)}{following}", 303)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, token, path=root_of(request) or "/", secure=secure, httponly=True, samesite="strict"
        )
        return response

    @router.post("/logout")
    def leave(request: Request) -> Response:
        access.leave(request)
        response = RedirectResponse(f"{root_of(request)}/login", 303)
        response.delete_cookie(COOKIE, path=root_of(request) or "/")
        return response

    @router.get("/account")
    def account(request: Request) -> Response:
        visitor = access.visitor(request)
        return HTMLResponse(account_html(root_of(request), visitor.name, visitor.role) if visitor.name else "")

    return router


def root_of(request: Request) -> str:
    """Where a reverse proxy shows the site, such as /yaodian; "" is the root."""
    return str(request.scope.get("root_path", ""))


def _own(page: str) -> str:
    """A page of this site: a "next" that would lead to another host leads to the first page."""
    # Browsers read //host and /\host as another host's address.
    is_own = page.startswith("/") and page[1:2] not in ("/", "\\") and page.isprintable()
    return page if is_own else "/"


async def _form(request: Request) -> dict[str, str]:
    """A small form; a larger one is none of ours."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > FORM_BYTES:
            raise HTTPException(413, "填写的内容太长")
    return dict(parse_qsl(body.decode("latin-1")))
