"""The owner's side of the socket: calls come in over HTTP, each answer goes out as a stream of JSON lines.

These are steps and signs of life, then the result or a refusal. So a client learns within seconds that an owner has
stopped, however long the work takes.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.desk import LocalDesk
from assistant.remote import SOCKET_NAME, short_path
from assistant.wire import (
    CALL,
    LINE,
    AskCall,
    Call,
    IngestCall,
    Line,
    PurgeCall,
    RebuildCall,
    Refused,
    Result,
    SearchCall,
    Step,
)
from ingest.errors import YaodianError
from ingest.progress import Progress

ALIVE_SECONDS: Final = 0.5  # how often a working owner says that it is alive
ACCEPT_SECONDS: Final = 0.01  # what was accepted just before the socket closed is a connection by then
FAILED: Final = Refused("占用资料库的程序内部出错，原因见它的错误输出。请重试，或重新启动它")


@contextmanager
def serving(home: Path, desk: Future[LocalDesk]) -> Iterator[None]:
    """Serve the socket in a thread: pings at once, calls as soon as there is a desk.

    Args:
        home (Path): Where the socket is; the caller holds its lock.
        desk (Future[LocalDesk]): Does the work; its error is what calls are refused with.

    Yields:
        None: At the end of the block nobody new gets in, and it takes until the last client has left.
    """
    config = uvicorn.Config(_application(desk), log_config=None, lifespan="off")
    server = _Server(config)
    with _listening(home) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="owner")
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let clients finish: one whose ping was answered may make its calls. Uvicorn closes those idle for 5 s."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(ACCEPT_SECONDS)
        while self.server_state.connections:
            await asyncio.sleep(ACCEPT_SECONDS)
        await super().shutdown(sockets)


@contextmanager
def _listening(home: Path) -> Iterator[socket.socket]:
    """A socket that only this user can open."""
    path = home / SOCKET_NAME
    path.unlink(missing_ok=True)  # left by an owner that was killed: we hold its lock
    with short_path(path) as short, socket.socket(socket.AF_UNIX) as listener:
        mask = os.umask(0o177)
        try:
            listener.bind(short)
            listener.listen()  # from here on clients wait for an answer to their ping
        finally:
            os.umask(mask)
        try:
            yield listener
        finally:
            path.unlink(missing_ok=True)


def _application(desk: Future[LocalDesk]) -> Starlette:
    async def ping(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def call(request: Request) -> Response:
        lines = _answer_lines(desk, CALL.validate_json(await request.body()))
        return StreamingResponse(lines, media_type="application/x-ndjson")

    return Starlette(routes=[Route("/ping", ping), Route("/call", call, methods=["POST"])])


def _answer_lines(desk: Future[LocalDesk], call: Call) -> Iterator[bytes]:
    """The lines of one call's answer, while a thread does the work: signs of life, steps, and the last line."""
    lines: SimpleQueue[Line] = SimpleQueue()
    threading.Thread(target=_work, args=(desk, call, lines), name="owner-call").start()
    last = False
    while not last:
        try:
            line: Line = lines.get(timeout=ALIVE_SECONDS)
        except Empty:
            line = Step()
        last = not isinstance(line, Step)
        yield LINE.dump_json(line) + b"\n"


def _work(desk: Future[LocalDesk], call: Call, lines: SimpleQueue[Line]) -> None:
    last: Line = FAILED
    try:
        last = _perform(desk.result(), call, lambda done, total, what: lines.put(Step(done, total, what)))
    except YaodianError as error:
        last = Refused(str(error))
    finally:  # whatever else was raised is printed by threading; the client must not wait for ever
        lines.put(last)


def _perform(desk: LocalDesk, call: Call, progress: Progress) -> Result:
    match call:
        case SearchCall():
            return Result(found=tuple(desk.search(call.question, call.k, call.filters)))
        case AskCall():
            return Result(answer=desk.ask(call.question, call.filters, call.conversation))
        case IngestCall():
            return Result(report=desk.ingest([Path(path) for path in call.paths], call.scope, progress))
        case PurgeCall():
            desk.purge(call.document)
            return Result()
        case RebuildCall():
            desk.rebuild()
            return Result()
