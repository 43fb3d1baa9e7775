"""Work that tells how far it is, as an iterator over what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Final, TypeVar

Told = TypeVar("Told")
Result = TypeVar("Result")


class _End:
    """Behind the last thing told."""


_END: Final = _End()


def overheard(work: Callable[[Callable[[Told], None]], Result]) -> Iterator[Told | Result]:
    """Do some work in a thread and hear what it tells meanwhile.

    Args:
        work (Callable[[Callable[[Told], None]], Result]): Told whom to tell. Its errors are raised here.

    Yields:
        Told | Result: What it tells, in order as it comes; last, what it comes to.
    """
    told: SimpleQueue[Told | _End] = SimpleQueue()
    with ThreadPoolExecutor(1, "answering") as thread:
        working = thread.submit(work, told.put)
        working.add_done_callback(lambda _: told.put(_END))
        while not isinstance(each := told.get(), _End):
            yield each
        yield working.result()
