"""One process owns the index; the others ask it over HTTP on a Unix socket in the home folder (DESIGN.md, decision 3).

`open_desk` is the door: it takes the owner's lock where it is free and then serves the socket for as long as it holds
it, or else becomes a client of the process that does.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

from assistant.chat_model import open_model
from assistant.desk import Desk, LocalDesk
from assistant.remote import RemoteDesk, reach
from ingest.errors import OwnerNotAnswering
from ingest.home import make_home, open_home
from ingest.progress import Progress, unwatched
from ingest.settings import Settings

LOCK_NAME: Final = "owner.lock"
RETRY_SECONDS: Final = 0.05


@contextmanager
def own_home(settings: Settings, *, wait_for_index: bool, progress: Progress = unwatched) -> Iterator[LocalDesk]:
    """Own the index or fail: for a process that serves others for long, as the web page does.

    Args:
        settings (Settings): Which home.
        wait_for_index (bool): Whether a damaged index is rebuilt first, or meanwhile.
        progress (Progress): Told while passages are embedded anew because the embedding was changed.

    Yields:
        LocalDesk: Open, and served on the socket, inside the block.

    Raises:
        OwnerNotAnswering: If another process owns the index.
        BadRequest: If the language model's settings make no sense.
    """
    with hold_lock(settings), _serving(settings, wait_for_index, progress) as desk:
        yield desk


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
    make_home(settings)
    with _lock(settings.home) as owned:
        if not owned:
            raise OwnerNotAnswering(f"资料库正被另一个要点程序使用：{settings.home}。请等它结束或关闭它后重试")
        yield


@contextmanager
def open_desk(settings: Settings, *, wait_for_index: bool = True, progress: Progress = unwatched) -> Iterator[Desk]:
    """Open an installation: own its index, or reach the process that does.

    Args:
        settings (Settings): Which home, and how long an owner may take to answer.
        wait_for_index (bool): For an owner: whether a damaged index is rebuilt first, or meanwhile.
        progress (Progress): For an owner: told while passages are embedded anew because the embedding was changed.

    Yields:
        Desk: Closed behind the block.

    Raises:
        OwnerNotAnswering: If another process holds the lock and does not answer in `settings.owner_seconds`.
        BadRequest: If the language model's settings make no sense; an owner's own ones count, not its clients'.
    """
    make_home(settings)
    deadline = time.monotonic() + settings.owner_seconds
    while True:
        with ExitStack() as stack:
            if stack.enter_context(_lock(settings.home)):
                yield stack.enter_context(_serving(settings, wait_for_index, progress))
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
def _serving(settings: Settings, wait_for_index: bool, progress: Progress) -> Iterator[LocalDesk]:
    """Answer pings from the first moment, calls as soon as the home is open; close it behind the last client."""
    from assistant.service import serving

    model = open_model(settings.endpoint)
    desk: Future[LocalDesk] = Future()
    with ExitStack() as opened, serving(settings.home, desk):
        try:
            home = opened.enter_context(open_home(settings, wait_for_index=wait_for_index, progress=progress))
        except BaseException as error:
            desk.set_exception(error)  # clients may be waiting already
            raise
        desk.set_result(LocalDesk(home, model))
        yield desk.result()
