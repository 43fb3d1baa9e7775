"""A reverse proxy as an office has one: other sites at the root, the page on a sub-path, which it does not pass on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Thread
from typing import Final

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

PREFIX: Final = "/yaodian"
METHODS: Final = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]
HOP_BY_HOP: Final = {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"}


@contextmanager
def proxied(server: str) -> Iterator[str]:
    """Show a server below PREFIX.

    Args:
        server (str): Its address, with the PREFIX that it knows itself to be below.

    Yields:
        str: The address that browsers use.
    """
    config = uvicorn.Config(_app(server.removesuffix(f"{PREFIX}/")), port=0, log_level="critical", ws="none")
    proxy = uvicorn.Server(config)
    with config.bind_socket() as listener:
        listener.listen()  # who comes before the thread runs is let in later
        thread = Thread(target=proxy.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}{PREFIX}/"
        finally:
            proxy.should_exit = proxy.force_exit = True
            thread.join()


def _app(server: str) -> Starlette:
    client = httpx.AsyncClient(base_url=server, timeout=None)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    async def passed_on(request: Request) -> Response:
        headers = [pair for pair in request.headers.raw if pair[0].decode().lower() not in HOP_BY_HOP]
        asked = client.build_request(
            request.method,
            httpx.URL(path=f"/{request.path_params['rest']}", query=request.url.query.encode()),
            headers=headers,
            content=request.stream(),
        )
        answer = await client.send(asked, stream=True)
        response = StreamingResponse(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
        response.raw_headers = [pair for pair in answer.headers.raw if pair[0].decode().lower() not in HOP_BY_HOP]
        return response

    route = Route(PREFIX + "/{rest:path}", passed_on, methods=METHODS)
    return Starlette(routes=[route], lifespan=lifespan)
