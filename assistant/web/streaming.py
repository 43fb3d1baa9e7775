"""Work that tells how far it is, as an iterator over what it tells; it can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Final, TypeVar

from assistant.chat_model import ChatModel, Overheard

Told = TypeVar("Told")
Result = TypeVar("Result")


Stop = Future[None]  # its `cancel` is the wish to stop


class Stopped(Exception):
    """The work has ended because somebody wished it: no error."""


def stoppable(model: ChatModel, stop: Stop) -> ChatModel:
    """A language model that falls silent, by raising Stopped, at the next piece of its reply once it shall stop."""

    def heard(_: str) -> None:
        if stop.cancelled():
            raise Stopped

    return Overheard(model, heard)


class _End:
    """Behind the last thing told."""


_END: Final = _End()


def overheard(work: Callable[[Callable[[Told], None]], Result], stop: Stop) -> Iterator[Told | Result]:
    """Do some work in a thread and hear what it tells meanwhile.

    Args:
        work (Callable[[Callable[[Told], None]], Result]): Told whom to tell. Its errors are raised here.
        stop (Stop): Ends the iteration at once, without a result; the work itself ends when it notices.

    Yields:
        Told | Result: What it tells, in order as it comes; last, what it comes to.
    """
    told: SimpleQueue[Told | _End] = SimpleQueue()
    thread = ThreadPoolExecutor(1, "answering")
    working = thread.submit(work, told.put)
    thread.shutdown(wait=False)  # nobody waits for work that shall stop
    for ending in (working, stop):
        ending.add_done_callback(lambda _: told.put(_END))
    while not isinstance(each := told.get(), _End):
        yield each
    if not stop.cancelled():
        yield working.result()
