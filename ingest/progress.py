"""How a long task tells how far it is. A leaf."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told after every step of a long task."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """`done` of `total` steps are finished; `what` comes next, in Chinese or as a file's name."""
        ...


def unwatched(done: int, total: int, what: str) -> None:
    """A progress that nobody watches."""
