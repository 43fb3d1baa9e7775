"""The client's side of the owner's socket: a desk whose work another process does."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.wire import (
    CALL,
    LINE,
    AskCall,
    Call,
    IngestCall,
    PurgeCall,
    RebuildCall,
    Refused,
    Result,
    SearchCall,
    Step,
)
from ingest.errors import OwnerNotAnswering, YaodianError
from ingest.pipeline import Report
from ingest.progress import Progress
from ingest.records import Answer, DocumentId, Filters, Found, Scope
from ingest.settings import Settings

if TYPE_CHECKING:
    import httpx

SOCKET_NAME: Final = "owner.sock"


@contextmanager
def short_path(path: Path) -> Iterator[str]:
    """Another name of a socket's path below the 108 bytes that the kernel allows, however deep the folder lies.

    Args:
        path (Path): The socket, in a folder that exists.

    Yields:
        str: Valid inside the block.
    """
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


@contextmanager
def reach(settings: Settings) -> Iterator[httpx.Client | None]:
    """A client of the owner of this home, or None where it does not answer a ping in time.

    Args:
        settings (Settings): Which home, and how long an owner may take.

    Yields:
        httpx.Client | None: Closed behind the block.
    """
    import httpx

    with short_path(settings.home / SOCKET_NAME) as path:
        if not _listens(path, settings.owner_seconds):
            yield None
            return
        transport = httpx.HTTPTransport(uds=path)
        with httpx.Client(transport=transport, base_url="http://owner", timeout=settings.owner_seconds) as client:
            try:
                client.get("/ping").raise_for_status()
            except httpx.HTTPError:
                yield None
                return
            yield client


def _listens(path: str, seconds: float) -> bool:
    """Whether anybody listens; asked beforehand, since httpcore 1.0 does not close a socket whose connect fails."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(seconds)
        return probe.connect_ex(path) == 0


@dataclass(frozen=True, slots=True)
class RemoteDesk:
    """Has the owner do the work. Each method raises YaodianError with the owner's line, or OwnerNotAnswering."""

    client: httpx.Client

    def search(self, question: str, k: int, filters: Filters) -> list[Found]:
        """The k best items, best first."""
        return list(self._call(SearchCall(question, k, filters)).found)

    def ask(self, question: str, filters: Filters, conversation: str | None = None) -> Answer:
        """An answer with citations, or a typed "not found"."""
        answer = self._call(AskCall(question, filters, conversation)).answer
        if answer is None:
            raise OwnerNotAnswering("占用资料库的程序版本不符。请关闭它后重试")
        return answer

    def ingest(self, paths: Sequence[Path], scope: Scope, progress: Progress) -> Report:
        """Read files and folders into library and index."""
        report = self._call(IngestCall(tuple(str(path.absolute()) for path in paths), scope), progress).report
        if report is None:
            raise OwnerNotAnswering("占用资料库的程序版本不符。请关闭它后重试")
        return report

    def purge(self, document: DocumentId) -> None:
        """Delete a document with all its versions; no byte of it stays in library or index."""
        self._call(PurgeCall(document))

    def rebuild(self) -> None:
        """Make the index anew from the library."""
        self._call(RebuildCall())

    def _call(self, call: Call, progress: Progress | None = None) -> Result:
        import httpx

        last: Result | Refused | None = None
        try:
            with self.client.stream("POST", "/call", content=CALL.dump_json(call)) as response:
                response.raise_for_status()
                for raw in response.iter_lines():  # to the end, or the connection would not serve the next call
                    line = LINE.validate_json(raw)
                    if not isinstance(line, Step):
                        last = line
                    elif progress and line.what:
                        progress(line.done, line.total, line.what)
        except httpx.HTTPError as error:
            raise OwnerNotAnswering("占用资料库的程序中途没有响应。请检查它是否仍在运行，然后重试") from error
        if last is None:
            raise OwnerNotAnswering("占用资料库的程序中途退出。请重试")
        if isinstance(last, Refused):
            raise YaodianError(last.error)
        return last
