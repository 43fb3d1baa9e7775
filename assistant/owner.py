"""One process owns the index; the others ask it over HTTP on a Unix socket in the home folder (DESIGN.md, decision 3).

`open_desk` is the door: it takes the owner's lock where it is free and then serves the socket for as long as it holds
it, or else becomes a client of the process that does.

An answer is a stream of JSON lines: steps and signs of life, then the result or a refusal. So a client learns within
seconds that an owner has stopped, however long the work takes.
"""

from __future__ import annotations

import fcntl
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Final

from assistant.desk import Desk, LocalDesk
from assistant.remote import SOCKET_NAME, RemoteDesk, reach, short_path
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
from ingest.errors import OwnerNotAnswering, YaodianError
from ingest.home import Home, open_home
from ingest.pipeline import Progress
from ingest.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

LOCK_NAME: Final = "owner.lock"
RETRY_SECONDS: Final = 0.05
ALIVE_SECONDS: Final = 0.5  # how often a working owner says that it is alive
OPENING_SECONDS: Final = 600.0  # a request may wait this long for a damaged index to be rebuilt


@contextmanager
def own_home(settings: Settings, *, wait_for_index: bool) -> Iterator[Home]:
    """Own the index or fail: for a process that serves others for long, as the web page does.

    Args:
        settings (Settings): Which home.
        wait_for_index (bool): Whether a damaged index is rebuilt first, or meanwhile.

    Yields:
        Home: Open, and served on the socket, inside the block.

    Raises:
        OwnerNotAnswering: If another process owns the index.
    """
    with hold_lock(settings), _serving(settings, wait_for_index) as desk:
        yield desk.home


@contextmanager
def hold_lock(settings: Settings) -> Iterator[None]:
    """Keep every other process from owning the index.

    Args:
        settings (Settings): Which home.

    Yields:
        None: Nobody else owns it inside the block.

    Raises:
        OwnerNotAnswering: If another process owns the index.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with _lock(settings.home) as owned:
        if not owned:
            raise OwnerNotAnswering(f"资料库正被另一个要点程序使用：{settings.home}。请等它结束或关闭它后重试")
        yield


@contextmanager
def open_desk(settings: Settings, *, wait_for_index: bool = True) -> Iterator[Desk]:
    """Open an installation: own its index, or reach the process that does.

    Args:
        settings (Settings): Which home, and how long an owner may take to answer.
        wait_for_index (bool): For an owner: whether a damaged index is rebuilt first, or meanwhile.

    Yields:
        Desk: Closed behind the block.

    Raises:
        OwnerNotAnswering: If another process holds the lock and does not answer in `settings.owner_seconds`.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + settings.owner_seconds
    while True:
        with ExitStack() as stack:
            if stack.enter_context(_lock(settings.home)):
                yield stack.enter_context(_serving(settings, wait_for_index))
                return
            if client := stack.enter_context(reach(settings)):
                yield RemoteDesk(client)
                return
        if time.monotonic() > deadline:
            raise OwnerNotAnswering(
                f"占用资料库的程序没有响应：{settings.home}。请关闭正在运行的要点程序（网页或另一终端）后重试"
            )
        time.sleep(RETRY_SECONDS)


@contextmanager
def _lock(home: Path) -> Iterator[bool]:
    """Whether this process got the owner's lock; the kernel frees it however the process ends."""
    with (home / LOCK_NAME).open("a") as file:
        yield _try_lock(file)


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _serving(settings: Settings, wait_for_index: bool) -> Iterator[LocalDesk]:
    """Answer pings from the first moment, calls as soon as the home is open."""
    ready = _Ready()
    with _server(settings.home, ready), open_home(settings, wait_for_index=wait_for_index) as home:
        desk = LocalDesk(home)
        ready.set(desk)
        yield desk


class _Ready:
    """The desk, once it is open; calls that come early wait for it."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._desk: LocalDesk | None = None

    def set(self, desk: LocalDesk) -> None:
        self._desk = desk
        self._event.set()

    def desk(self) -> LocalDesk:
        self._event.wait(OPENING_SECONDS)
        if self._desk is None:
            raise OwnerNotAnswering("资料库尚未打开。请稍后重试")
        return self._desk


@contextmanager
def _server(home: Path, ready: _Ready) -> Iterator[None]:
    """A uvicorn server in a thread, on a socket that only this user can open."""
    import uvicorn

    config = uvicorn.Config(_application(ready), log_config=None, lifespan="off", timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    with _listening(home) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="owner")
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def _listening(home: Path) -> Iterator[socket.socket]:
    path = home / SOCKET_NAME
    path.unlink(missing_ok=True)  # left by an owner that was killed: we hold its lock
    with short_path(path) as short, socket.socket(socket.AF_UNIX) as listener:
        mask = os.umask(0o177)
        try:
            listener.bind(short)
        finally:
            os.umask(mask)
        try:
            yield listener
        finally:
            path.unlink(missing_ok=True)


def _application(ready: _Ready) -> Starlette:
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, StreamingResponse
    from starlette.routing import Route

    async def ping(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def call(request: Request) -> Response:
        lines = _answer_lines(ready, CALL.validate_json(await request.body()))
        return StreamingResponse(lines, media_type="application/x-ndjson")

    return Starlette(routes=[Route("/ping", ping), Route("/call", call, methods=["POST"])])


def _answer_lines(ready: _Ready, call: Call) -> Iterator[bytes]:
    """The lines of one call's answer, while a thread does the work: signs of life, steps, and the last line."""
    lines: SimpleQueue[Line] = SimpleQueue()
    threading.Thread(target=_work, args=(ready, call, lines), name="owner-call").start()
    last = False
    while not last:
        try:
            line: Line = lines.get(timeout=ALIVE_SECONDS)
        except Empty:
            line = Step()
        last = not isinstance(line, Step)
        yield LINE.dump_json(line) + b"\n"


def _work(ready: _Ready, call: Call, lines: SimpleQueue[Line]) -> None:
    try:
        lines.put(_perform(ready.desk(), call, lambda done, total, what: lines.put(Step(done, total, what))))
    except YaodianError as error:
        lines.put(Refused(str(error)))


def _perform(desk: LocalDesk, call: Call, progress: Progress) -> Result:
    match call:
        case SearchCall():
            return Result(found=tuple(desk.search(call.question, call.k, call.filters)))
        case AskCall():
            return Result(answer=desk.ask(call.question, call.filters))
        case IngestCall():
            return Result(report=desk.ingest([Path(path) for path in call.paths], call.scope, progress))
        case PurgeCall():
            desk.purge(call.document)
            return Result()
        case RebuildCall():
            desk.rebuild()
            return Result()
